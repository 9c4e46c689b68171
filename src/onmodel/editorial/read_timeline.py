"""`.otio` and FCP7 XML (Premiere), read by OpenTimelineIO."""

import json
import math
from collections.abc import Iterator
from typing import Any

import opentimelineio as otio
from opentimelineio import schema

from onmodel.editorial.edited import DEEPEST, Crossing, Edited, NotACut, Seen, UnsafeCut, centred
from onmodel.editorial.rates import Rate, rate_near
from onmodel.editorial.timeline import OURS


def read_otio(text: str) -> Edited:
    """The timeline of an `.otio` file. Raises NotACut, UnsafeCut, UnknownRate."""
    try:
        if _depth(json.loads(text)) > DEEPEST:
            raise UnsafeCut("The timeline nests deeper than any cut does", todo="Flatten its compound clips")
    except RecursionError as error:
        raise UnsafeCut("The timeline nests without end") from error
    return _edited(otio.adapters.read_from_string(text, "otio_json"))


def read_premiere(text: str) -> Edited:
    """The first sequence of an FCP7 XML file. Raises NotACut, UnknownRate."""
    return _edited(otio.adapters.read_from_string(text, "fcp_xml"))


def _depth(value: Any) -> int:
    """How deep JSON nests; an OTIO file has seven or eight levels."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        each, depth = waiting.pop()
        deepest = max(deepest, depth)
        inside = each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
        waiting += [(one, depth + 1) for one in inside]
    return deepest


def _edited(found: Any) -> Edited:
    line = _timeline(found)
    tracks = [track for track in line.video_tracks() if list(track.find_clips())]
    if not tracks:
        return Edited(line.name, None, ())
    track = tracks[0] if len(tracks) == 1 else otio.algorithms.flatten_stack(tracks)
    rate = rate_near(next(iter(track.find_clips())).duration().rate)
    return Edited(line.name, rate, centred(list(_row(track, rate))))


def _timeline(found: Any) -> schema.Timeline:
    if isinstance(found, schema.Timeline):
        return found
    if isinstance(found, schema.SerializableCollection):
        lines = list(found.find_children(descended_from_type=schema.Timeline))
        if lines:
            first: schema.Timeline = lines[0]
            return first
    raise NotACut("There is no timeline in the file", todo="Export the sequence itself")


def _row(track: Any, rate: Rate) -> Iterator[Seen | Crossing]:
    for child in track:
        if isinstance(child, schema.Transition):
            yield Crossing(_frames(child.in_offset, rate), _frames(child.out_offset, rate))
        elif isinstance(child, schema.Clip):
            yield _seen(child, rate)
        elif isinstance(child, otio.core.Composition):  # a compound clip: its own clips, one behind the other
            yield from (_seen(clip, rate) for clip in child.find_clips())


def _frames(time: Any, rate: Rate) -> int:
    value = float(time.value_rescaled_to(float(rate.exact)))
    if not math.isfinite(value):
        raise NotACut("A time in the file is no number")
    return round(value)


def _seen(clip: schema.Clip, rate: Rate) -> Seen:
    ours = dict(clip.metadata.get(OURS, {}))
    seen = clip.trimmed_range()
    media = clip.media_reference.available_range if clip.media_reference else None
    first = _frames(media.start_time, rate) if media else 0  # the media's own timecode
    place = (_frames(seen.start_time, rate) - first, _frames(seen.duration, rate))
    if ours:
        number = f"{ours.get('scene', '')}/{ours.get('shot', '')}"
        return Seen(clip.name, *place, str(ours.get("key", "")), str(ours.get("shot_id", "")), number)
    told = dict(clip.metadata.get("fcp_xml", {}))
    log, comment = dict(told.get("logginginfo", {})), str(dict(told.get("comments", {})).get("mastercomment1", ""))
    mark, _, known = comment.partition(":")
    shot_id, _, key = known.partition(":") if mark == OURS else ("", "", "")
    shot = str(log.get("shottake") or "").partition("/")[0]
    return Seen(clip.name, *place, key, shot_id, f"{log.get('scene') or ''}/{shot}")
