"""The cut as FCPXML 1.9, written by hand: OTIO's writer fails at 23.976 and 29.97 and knows no transition (ADR 0018).

The order of elements is the DTD's of FCPXML 1.9; times are fractions of a second over the rate, so none is rounded.
"""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from onmodel.editorial.model import Cut, Item, Sound, way_out
from onmodel.editorial.timeline import facts, media_url
from onmodel.editorial.words import writable

VERSION = "1.9"
STUDIO = "com.apple.proapps.studio."
NAMES = {"dissolve": "Cross Dissolve", "fade": "Fade To Color", "wipe": "Wipe"}


def fcpxml(cut: Cut) -> str:
    """The document."""
    root = Element("fcpxml", version=VERSION)
    ids = _resources(cut, SubElement(root, "resources"))
    event = SubElement(SubElement(root, "library"), "event", name=writable(cut.name))
    sequence = SubElement(
        SubElement(event, "project", name=writable(cut.name)), "sequence",
        format="r1", duration=_time(cut, cut.length), tcStart=_time(cut, cut.start), tcFormat=_code(cut),
        audioLayout="stereo", audioRate=f"{cut.sample_rate // 1000}k",
    )  # fmt: skip
    spine = SubElement(sequence, "spine")
    for at, item, _coming in cut.placed():
        _item(cut, spine, (item, at), ids)
        way = way_out(item, last=item is cut.items[-1])
        if way.frames:
            offset = cut.start + at + item.length - way.before
            SubElement(
                spine, "transition", name=NAMES[way.way], offset=_time(cut, offset), duration=_time(cut, way.frames)
            )
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n\n{tostring(root, encoding="unicode")}\n'


def _time(cut: Cut, frames: int) -> str:
    seconds = frames / cut.rate.exact
    if seconds.denominator == 1:
        return f"{seconds.numerator}s"
    return f"{frames * cut.rate.exact.denominator}/{cut.rate.exact.numerator}s"


def _code(cut: Cut) -> str:
    return "DF" if cut.rate.drop else "NDF"


def _resources(cut: Cut, into: Element) -> dict[str, str]:
    """Write the format and an asset for each file; its ids by the file's address."""
    width, height = cut.size
    SubElement(
        into, "format", id="r1", frameDuration=_time(cut, 1), width=str(width), height=str(height),
        colorSpace="1-1-1 (Rec. 709)",
    )  # fmt: skip
    ids: dict[str, str] = {}
    things: tuple[Item | Sound, ...] = (*cut.items, *cut.sounds)
    for thing in things:
        url = media_url(thing)
        if url in ids:
            continue
        ids[url] = f"r{len(ids) + 2}"
        sound = isinstance(thing, Sound)
        length = thing.start + thing.length if isinstance(thing, Sound) else thing.available
        about = {"id": ids[url], "name": writable(thing.name), "start": "0s", "duration": _time(cut, length)}
        heard = {"hasAudio": "1", "audioSources": "1", "audioChannels": "2", "audioRate": str(cut.sample_rate)}
        asset = SubElement(into, "asset", about | (heard if sound else {"hasVideo": "1", "format": "r1"}))
        SubElement(asset, "media-rep", kind="original-media", src=f"./{url}")
    return ids


def _item(cut: Cut, spine: Element, placed: tuple[Item, int], ids: dict[str, str]) -> None:
    item, at = placed
    clip = SubElement(
        spine, "asset-clip", ref=ids[media_url(item)], name=writable(item.name), offset=_time(cut, cut.start + at),
        start=_time(cut, item.start), duration=_time(cut, item.length), format="r1", tcFormat=_code(cut),
    )  # fmt: skip
    if item.number:
        SubElement(clip, "note").text = writable(f"Scene {item.scene}, shot {item.shot}")
    lanes = {role: str(-n) for n, role in enumerate(dict.fromkeys(s.role for s in cut.sounds), start=1)}
    for sound in cut.sounds:
        if at <= sound.at < at + item.length:
            SubElement(
                clip, "asset-clip", ref=ids[media_url(sound)], lane=lanes[sound.role], name=writable(sound.name),
                offset=_time(cut, item.start + sound.at - at), start=_time(cut, sound.start),
                duration=_time(cut, sound.length), audioRole=sound.role,
            )  # fmt: skip
    for marker in sorted(item.markers, key=lambda m: m.frame):
        made = SubElement(
            clip, "marker", start=_time(cut, marker.frame), duration=_time(cut, 1), value=writable(marker.text)
        )
        if marker.kind == "note":
            made.set("completed", "1" if marker.done else "0")
        if marker.author:
            made.set("note", writable(marker.author))
    _metadata(SubElement(clip, "metadata"), item)


def _metadata(into: Element, item: Item) -> None:
    """Scene and take where Final Cut shows them, and all we know under our own names."""
    shown = {"scene": item.scene, "shot": str(item.take or "")}  # Apple's key for a take is "shot"
    for name, value in shown.items():
        if value:
            SubElement(into, "md", key=f"{STUDIO}{name}", value=writable(value))
    for name, known in facts(item).items():
        SubElement(into, "md", key=f"onmodel.{name}", value=writable(str(known)))
