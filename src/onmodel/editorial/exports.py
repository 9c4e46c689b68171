"""The forms in which a cut goes to an editor, by name, and what is mended of what OTIO's adapters leave out."""

import hashlib
import re
import tempfile
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring, indent, tostring

import opentimelineio as otio
from opentimelineio import schema

from onmodel.editorial.edl import MOST_EVENTS, edl
from onmodel.editorial.fcpxml import fcpxml
from onmodel.editorial.model import Cut
from onmodel.editorial.timeline import OURS, timeline
from onmodel.errors import Conflict


class Form(StrEnum):
    """What an editor can be handed."""

    OTIO = "otio"
    FCPXML = "fcpxml"
    PREMIERE = "premiere"
    EDL = "edl"
    AAF = "aaf"


SUFFIXES = {Form.OTIO: ".otio", Form.FCPXML: ".fcpxml", Form.PREMIERE: ".xml", Form.EDL: ".edl", Form.AAF: ".aaf"}
MEDIA_TYPES = {
    Form.OTIO: "application/json", Form.FCPXML: "application/xml", Form.PREMIERE: "application/xml",
    Form.EDL: "text/plain; charset=utf-8", Form.AAF: "application/octet-stream",
}  # fmt: skip


class NothingToCut(Conflict):
    """The cut has no item."""


class TooManyEvents(Conflict):
    """An edit list numbers its events with three digits."""


def write(cut: Cut, form: Form) -> bytes:
    """The cut in one of its forms; media is named relative to the file. Raises NothingToCut, TooManyEvents."""
    if not cut.items:
        raise NothingToCut(f"{cut.name!r} has nothing in it", todo="Refresh it from its board")
    if form is Form.EDL and len(cut.items) > MOST_EVENTS // 2:  # a fade is two events
        raise TooManyEvents(f"{len(cut.items)} items are too many for an edit list", todo="Export OTIO or FCPXML")
    return _WRITERS[form](cut)


def file_stem(cut: Cut) -> str:
    """The cut's name as a file may have it."""
    return re.sub(r"[^\w.-]+", "_", cut.name, flags=re.ASCII).strip("._")[:80] or "cut"


def _otio(cut: Cut) -> bytes:
    made: str = otio.adapters.write_to_string(timeline(cut), "otio_json", indent=1)
    return made.encode()


def _premiere(cut: Cut) -> bytes:
    """FCP7 XML: the adapter's, with format, dropped frames, scene, take and shot id, which it leaves out."""
    root = fromstring(otio.adapters.write_to_string(timeline(cut), "fcp_xml").encode())  # noqa: S314  # our own text
    _sequence_format(cut, root)
    for code in root.iter("timecode"):
        code.find("string").text = cut.rate.timecode(int(code.findtext("frame") or 0))  # type: ignore[union-attr]  # the adapter wrote it
        code.find("displayformat").text = "DF" if cut.rate.drop else "NDF"  # type: ignore[union-attr]  # the adapter wrote it
    for clip in root.iter("clipitem"):
        for extra in clip.findall("rate")[1:]:
            clip.remove(extra)
    for clip, item in zip(root.iterfind(".//video/track/clipitem"), cut.items, strict=True):
        log = SubElement(clip, "logginginfo")
        SubElement(log, "scene").text = item.scene
        SubElement(log, "shottake").text = f"{item.shot}/{item.take}" if item.take else item.shot
        SubElement(log, "description").text = f"scene {item.scene}, shot {item.shot}" if item.number else ""
        SubElement(SubElement(clip, "comments"), "mastercomment1").text = f"{OURS}:{item.shot_id}:{item.key}"
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n{tostring(root, encoding="unicode")}\n'.encode()


def _sequence_format(cut: Cut, root: Element) -> None:
    for form in root.iterfind(".//sequence/media/video/format"):
        about = SubElement(form, "samplecharacteristics")
        rate = SubElement(about, "rate")
        SubElement(rate, "timebase").text = str(cut.rate.whole)
        SubElement(rate, "ntsc").text = str(cut.rate.ntsc).upper()
        for name, pixels in zip(("width", "height"), cut.size, strict=True):
            SubElement(about, name).text = str(pixels)
        SubElement(about, "pixelaspectratio").text = "square"
        SubElement(about, "fielddominance").text = "none"


DISSOLVE = "0c3bea40-fc05-11d2-8a29-0050040ef7d2"  # AAF Edit Protocol, Video Dissolve


def _aaf(cut: Cut) -> bytes:
    made = timeline(cut)
    for track in made.tracks:
        _ready_for_aaf(track)
    with tempfile.TemporaryDirectory(prefix="onmodel-aaf-") as folder:
        path = Path(folder) / "cut.aaf"
        otio.adapters.write_to_file(made, str(path), "AAF")
        _mend_aaf(cut, path)
        return path.read_bytes()


def _ready_for_aaf(track: schema.Track) -> None:
    """Give clips their ids and comments and transitions what the adapter asks for; AAF has each of them a dissolve."""
    for child in track:
        if isinstance(child, schema.Clip):
            ours = child.metadata.get(OURS, {})
            comments = {f"onmodel.{name}": known for name, known in dict(ours).items() if isinstance(known, str | int)}
            urn = _umid(f"{child.media_reference.target_url}|{ours.get('key', '')}")
            child.metadata["AAF"] = {"MobID": urn, "UserComments": comments}
        elif isinstance(child, schema.Transition):
            child.transition_type = schema.TransitionTypes.SMPTE_Dissolve
            child.metadata["AAF"] = _dissolve(int(child.in_offset.value))


def _dissolve(before: int) -> dict[str, Any]:
    operation = {
        "Identification": DISSOLVE, "IsTimeWarp": False, "Bypass": 0, "NumberInputs": 2,
        "OperationCategory": "OperationCategory_Effect", "DataDefinition": {"Name": "Picture"},
        "Description": "Video Dissolve", "Name": "Video Dissolve",
    }  # fmt: skip
    points = [{"Value": 0.0, "Time": 0.0}, {"Value": 1.0, "Time": 1.0}]
    return {"PointList": points, "OperationGroup": {"Operation": operation}, "CutPoint": before}


def _umid(known: str) -> str:
    """A material's id (SMPTE 330M) that follows from what it is, so that the same cut gives the same ids."""
    digits = hashlib.sha256(known.encode()).hexdigest()
    parts = [digits[at : at + 8] for at in range(0, 32, 8)]
    return f"urn:smpte:umid:060a2b34.01010105.01010f20.13000000.{'.'.join(parts)}"


def _mend_aaf(cut: Cut, path: Path) -> None:
    """Write what the adapter does not: the timecode's own count and dropped frames, and the notes as markers."""
    import aaf2  # noqa: PLC0415  # only this form needs it

    with aaf2.open(str(path), "rw") as file:
        top = next(file.content.toplevel())
        for slot in top.slots:
            if slot.media_kind == "Timecode":
                slot.segment.fps, slot.segment.drop = cut.rate.whole, cut.rate.drop
        markers = [
            (at + marker.frame - item.start, marker)
            for at, item, _ in cut.placed()
            for marker in item.markers
            if item.start <= marker.frame < item.start + item.length
        ]
        picture = next(s for s in top.slots if s.media_kind == "Picture")
        picture["PhysicalTrackNumber"].value, picture.segment.length = 1, cut.length
        if not markers:
            return
        slot = file.create.EventMobSlot()
        slot.slot_id, slot.edit_rate = max(s.slot_id for s in top.slots) + 1, str(cut.rate.exact)
        slot.name, slot["PhysicalTrackNumber"].value = "Notes", 1
        sequence = file.create.Sequence(media_kind="DescriptiveMetadata")
        for at, marker in markers:
            made = file.create.DescriptiveMarker()
            made.media_kind, made.length = "DescriptiveMetadata", 1
            made["Position"].value, made["Comment"].value = at, marker.text
            made["DescribedSlots"].value = {picture.slot_id}
            sequence.components.append(made)
        slot.segment = sequence
        top.slots.append(slot)


_WRITERS: dict[Form, Callable[[Cut], bytes]] = {
    Form.OTIO: _otio,
    Form.FCPXML: lambda cut: fcpxml(cut).encode(),
    Form.PREMIERE: _premiere,
    Form.EDL: lambda cut: edl(cut).encode(),
    Form.AAF: _aaf,
}
