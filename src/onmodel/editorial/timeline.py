"""A cut as an OpenTimelineIO timeline: what `.otio`, FCP7 XML and AAF are written from."""

import hashlib
import re
from collections.abc import Callable

from opentimelineio import opentime, schema

from onmodel.editorial.model import Cut, Item, Marker, Sound, Transition, way_out
from onmodel.editorial.words import one_line, writable

OURS = "onmodel"  # the key of our metadata
MediaUrl = Callable[[Item | Sound], str]  # where a form of the cut says that the media lies


def media_url(thing: Item | Sound) -> str:
    """Where a project folder has an item's media, relative to the folder. It changes only with what is in the file."""
    inside = "|".join([thing.sha256, getattr(thing, "text", ""), str(getattr(thing, "available", thing.length))])
    mark = hashlib.sha256(inside.encode()).hexdigest()[:8]
    stem = re.sub(r"[^\w.-]+", "_", thing.name, flags=re.ASCII).strip("._") or "clip"
    return f"media/{stem[:60]}-{mark}.{'wav' if isinstance(thing, Sound) else 'mov'}"


def timeline(cut: Cut, url: MediaUrl = media_url) -> schema.Timeline:
    """The cut with one picture track and one track a role of sound; each form is written from one of its own.

    An adapter may change what it is given, so nobody is given the same one twice.
    """
    made = schema.Timeline(one_line(cut.name), global_start_time=cut.rate.time(cut.start))
    made.metadata[OURS] = {"cut": cut.id, "storyboard": cut.storyboard_id, "rate": cut.rate.name, "size": [*cut.size]}
    picture = schema.Track("V1", kind=schema.TrackKind.Video)
    for item in cut.items:
        picture.append(_clip(cut, item, url(item)))
        way = way_out(item, last=item is cut.items[-1])
        if way.frames:
            picture.append(_transition(cut, way))
    made.tracks.append(picture)
    for number, role in enumerate(dict.fromkeys(sound.role for sound in cut.sounds), start=1):
        made.tracks.append(_track(cut, f"A{number} {role}", [s for s in cut.sounds if s.role == role], url))
    return made


def facts(item: Item) -> dict[str, str | int]:
    """What is known of an item beyond its name, by the names that every form uses."""
    known: dict[str, str | int] = {
        "key": item.key, "kind": item.kind, "shot_id": item.shot_id, "scene": item.scene, "shot": item.shot,
        "take": item.take, "sha256": item.sha256, "text": item.text,
    }  # fmt: skip
    return {name: value for name, value in known.items() if value}


def _range(cut: Cut, start: int, length: int) -> opentime.TimeRange:
    return opentime.TimeRange(cut.rate.time(start), cut.rate.time(length))


def _clip(cut: Cut, item: Item, url: str) -> schema.Clip:
    media = schema.ExternalReference(url, _range(cut, 0, item.available))
    media.name = one_line(item.name)
    clip = schema.Clip(one_line(item.name), media, _range(cut, item.start, item.length))
    clip.metadata[OURS] = facts(item)
    for marker in item.markers:
        clip.markers.append(_marker(cut, marker))
    return clip


def _marker(cut: Cut, marker: Marker) -> schema.Marker:
    made = schema.Marker(_title(marker), _range(cut, marker.frame, 1), color_of(marker))
    made.metadata[OURS] = {"text": marker.text, "kind": marker.kind, "author": marker.author, "done": marker.done}
    return made


def _title(marker: Marker) -> str:
    return writable(f"{marker.author}: {marker.text}" if marker.author else marker.text)


def color_of(marker: Marker) -> str:
    """A marker's colour: open notes are red, dealt with ones green, lines that are spoken cyan."""
    if marker.kind == "line":
        return str(schema.MarkerColor.CYAN)
    return str(schema.MarkerColor.GREEN if marker.done else schema.MarkerColor.RED)


def _transition(cut: Cut, way: Transition) -> schema.Transition:
    kinds = schema.TransitionTypes
    kind = kinds.SMPTE_Dissolve if way.way == "dissolve" else kinds.Custom
    made = schema.Transition(way.way, kind, cut.rate.time(way.before), cut.rate.time(way.after))
    made.metadata[OURS] = {"way": way.way}
    return made


def _track(cut: Cut, name: str, sounds: list[Sound], url: MediaUrl) -> schema.Track:
    """Sounds one behind the other; one that begins before the last is over is cut off at its head."""
    track, at = schema.Track(name, kind=schema.TrackKind.Audio), 0
    for sound in sorted(sounds, key=lambda s: s.at):
        late = max(at - sound.at, 0)
        if late >= sound.length:
            continue
        if sound.at > at:
            track.append(schema.Gap(source_range=_range(cut, 0, sound.at - at)))
        media = schema.ExternalReference(url(sound), _range(cut, 0, sound.start + sound.length))
        clip = schema.Clip(one_line(sound.name), media, _range(cut, sound.start + late, sound.length - late))
        clip.metadata[OURS] = {"key": sound.key, "role": sound.role, "gain_db": sound.gain_db}
        track.append(clip)
        at = sound.at + sound.length
    return track
