"""Each form of a cut is read back by a reader that is not its writer's: order, lengths, timecodes, notes, numbers."""

import json
import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import aaf2
import opentimelineio as otio
import pytest
from hypothesis import given, settings

from onmodel.editorial.compare import compare
from onmodel.editorial.exports import Form, NothingToCut, TooManyEvents, write
from onmodel.editorial.model import Cut, Marker, Sound, Transition
from onmodel.editorial.rates import RATES
from onmodel.editorial.reading import read
from onmodel.editorial.timeline import media_url
from tests.editorial.cutting import clip, cut_of, cuts

MUSIC = Sound("m", "theme", "music", "f" * 64, "a", 5, 100)
MARKS = (Marker(20, "too dark <here> & there", "note", "Ann"), Marker(30, "EMMA: Hi", "line"))


def _cut(rate: str) -> Cut:
    return cut_of(
        clip(1), clip(2, next=Transition("dissolve", 9), markers=MARKS), clip(3), clip(4, next=Transition("wipe", 8)),
        clip(5, length=30), rate=rate, sounds=(MUSIC,),
    )  # fmt: skip


@pytest.mark.parametrize("rate", sorted(RATES))
def test_otio_says_it_in_its_own_json(rate: str) -> None:
    cut = _cut(rate)
    told = json.loads(write(cut, Form.OTIO))
    assert told["global_start_time"]["value"] == cut.start
    track = told["tracks"]["children"][0]["children"]
    clips = [child for child in track if child["OTIO_SCHEMA"].startswith("Clip")]
    assert [c["name"] for c in clips] == [item.name for item in cut.items]
    assert [c["source_range"]["duration"]["value"] for c in clips] == [item.length for item in cut.items]
    assert {c["source_range"]["duration"]["rate"] for c in clips} == {float(cut.rate.exact)}
    assert [c["metadata"]["onmodel"]["shot_id"] for c in clips] == [item.shot_id for item in cut.items]
    media = clips[0]["media_references"]["DEFAULT_MEDIA"]
    assert media["target_url"] == media_url(cut.items[0])
    assert media["available_range"]["duration"]["value"] == 64  # with its handles
    assert [m["marked_range"]["start_time"]["value"] for m in clips[1]["markers"]] == [20, 30]
    ways = [c for c in track if c["OTIO_SCHEMA"].startswith("Transition")]
    assert [(w["in_offset"]["value"], w["out_offset"]["value"]) for w in ways] == [(4, 5), (4, 4)]


ORDER = ["note", "asset-clip", "marker", "metadata"]  # as the FCPXML 1.9 DTD has them within an asset-clip


@pytest.mark.parametrize("rate", sorted(RATES))
def test_fcpxml_holds_to_the_dtd_and_counts_in_whole_frames(rate: str) -> None:
    cut = _cut(rate)
    root = ElementTree.fromstring(write(cut, Form.FCPXML))
    one = 1 / cut.rate.exact

    def frames(text: str) -> int:
        count = Fraction(text.removesuffix("s")) / one
        assert count.denominator == 1, text
        return int(count)

    sequence = root.find("library/event/project/sequence")
    assert sequence is not None
    assert root.get("version") == "1.9"
    assert sequence.get("tcFormat") == ("DF" if cut.rate.drop else "NDF")
    assert frames(sequence.get("tcStart", "")) == cut.start
    form = root.find("resources/format")
    assert form is not None
    assert frames(form.get("frameDuration", "")) == 1
    assert form.get("colorSpace") == "1-1-1 (Rec. 709)"
    spine = list(sequence.find("spine") or ())
    clips = [each for each in spine if each.tag == "asset-clip"]
    assert [frames(c.get("offset", "")) - cut.start for c in clips] == [at for at, _, _ in cut.placed()]
    assert [(frames(c.get("start", "")), frames(c.get("duration", ""))) for c in clips] == [
        (item.start, item.length) for item in cut.items
    ]
    assets = {a.get("id"): a for a in root.iterfind("resources/asset")}
    assert [assets[c.get("ref")].get("name") for c in clips] == [item.name for item in cut.items]
    assert all(asset.find("media-rep") is not None for asset in assets.values())
    for each in clips:
        places = [ORDER.index(child.tag) for child in each]
        assert places == sorted(places)
    assert [m.get("value") for m in clips[1].iter("marker")] == ["too dark <here> & there", "EMMA: Hi"]
    scenes = {md.get("key"): md.get("value") for md in clips[1].iterfind("metadata/md")}
    assert scenes["com.apple.proapps.studio.scene"] == "1"
    assert scenes["onmodel.shot_id"] == "s2"
    dissolve = next(each for each in spine if each.tag == "transition")
    assert frames(dissolve.get("duration", "")) == 9
    assert frames(dissolve.get("offset", "")) == cut.start + 80 - 4
    assert [s.get("lane") for s in root.iter("asset-clip") if s.get("lane")] == ["-1"]


@pytest.mark.parametrize("rate", ["24", "25", "30", "50"])
def test_otios_reader_of_fcpxml_finds_the_same_at_whole_rates(rate: str) -> None:
    cut = _cut(rate)
    found = otio.adapters.read_from_string(write(cut, Form.FCPXML).decode(), "fcpx_xml")
    line = next(iter(found.find_children(descended_from_type=otio.schema.Timeline)), None) or found
    clips = list(line.video_tracks()[0].find_clips())
    assert [(c.name, c.source_range.duration.value) for c in clips] == [(i.name, i.length) for i in cut.items]


@pytest.mark.parametrize("rate", sorted(RATES))
def test_premieres_xml_names_rate_places_scene_and_take(rate: str) -> None:
    cut = _cut(rate)
    root = ElementTree.fromstring(write(cut, Form.PREMIERE))
    sequence = root.find(".//sequence")
    assert sequence is not None
    assert sequence.findtext("rate/timebase") == str(cut.rate.whole)
    assert sequence.findtext("rate/ntsc") == str(cut.rate.ntsc).upper()
    assert sequence.findtext("timecode/frame") == str(cut.start)
    assert sequence.findtext("timecode/displayformat") == ("DF" if cut.rate.drop else "NDF")
    assert sequence.findtext("media/video/format/samplecharacteristics/width") == "64"
    clips = sequence.findall("media/video/track/clipitem")
    assert [c.findtext("name") for c in clips] == [item.name for item in cut.items]
    assert all(len(c.findall("rate")) == 1 for c in clips)
    assert (clips[0].findtext("start"), clips[0].findtext("end")) == ("0", "40")
    assert (clips[0].findtext("in"), clips[0].findtext("out")) == ("12", "52")
    assert (clips[1].findtext("end"), clips[2].findtext("start")) == ("-1", "-1")  # what the dissolve joins
    crossing = sequence.find("media/video/track/transitionitem")
    assert crossing is not None
    assert (crossing.findtext("start"), crossing.findtext("end")) == ("76", "85")
    assert (clips[1].findtext("logginginfo/scene"), clips[1].findtext("logginginfo/shottake")) == ("1", "2/1")
    assert [m.findtext("in") for m in clips[1].iter("marker")] == ["20", "30"]
    assert clips[0].findtext("file/duration") == "64"


LINE = re.compile(r"^(\d{3})  (\S+)\s+V\s+(C|D|W001)\s+(\d{3})? *(\S+) (\S+) (\S+) (\S+)$")


@pytest.mark.parametrize("rate", sorted(RATES))
def test_an_edit_list_counts_on_the_record_without_a_gap(rate: str) -> None:
    cut = _cut(rate)
    text = write(cut, Form.EDL).decode()
    assert text.splitlines()[1] == f"FCM: {'DROP' if cut.rate.drop else 'NON-DROP'} FRAME"
    events = [m.groups() for m in map(LINE.match, text.splitlines()) if m]
    lasting = [e for e in events if e[6] != e[7]]
    codes = [(cut.rate.frame(e[6]), cut.rate.frame(e[7])) for e in lasting]
    assert codes[0][0] == cut.start
    assert codes[-1][1] == cut.start + cut.length
    assert all(one[1] == other[0] for one, other in pairwise(codes))
    assert all((e[4] == e[5]) == (e[6] == e[7]) for e in events)
    assert [(e[2], e[3]) for e in lasting] == [("C", None), ("C", None), ("D", "009"), ("C", None), ("W001", "008")]
    assert f"* LOC: {cut.rate.timecode(cut.start + 48)} RED     too dark" in text
    assert "* ONMODEL SHOT: s2 SCENE 1 SHOT 2" in text


@pytest.mark.parametrize("rate", sorted(RATES))
def test_otios_reader_of_edit_lists_finds_the_same(rate: str) -> None:
    cut = _cut(rate)
    found = otio.adapters.read_from_string(write(cut, Form.EDL).decode(), "cmx_3600", rate=float(cut.rate.exact))
    clips = list(found.video_tracks()[0].find_clips())
    assert [c.name for c in clips] == [item.name for item in cut.items]
    assert sum(c.source_range.duration.value for c in clips) == cut.length


@pytest.mark.parametrize("rate", ["23.976", "29.97", "50"])
def test_aaf_is_read_by_pyaaf2(rate: str, tmp_path: Path) -> None:
    cut = _cut(rate)
    path = tmp_path / "cut.aaf"
    path.write_bytes(write(cut, Form.AAF))
    with aaf2.open(str(path)) as file:
        top = next(file.content.toplevel())
        slots = {slot.media_kind: slot for slot in top.slots}
        code = slots["Timecode"].segment
        assert (code.start, code.fps, code.drop) == (cut.start, cut.rate.whole, cut.rate.drop)
        picture = slots["Picture"]
        assert Fraction(str(picture.edit_rate)) == cut.rate.exact
        assert picture.segment.length == cut.length
        parts = list(picture.segment.components)
        shots = [p for p in parts if isinstance(p, aaf2.components.SourceClip)]
        crossings = [p for p in parts if isinstance(p, aaf2.components.Transition)]
        assert sum(p.length for p in shots) - sum(p.length for p in crossings) == cut.length
        assert [p.length for p in crossings] == [9, 8]
        assert [p.mob.name for p in shots] == [item.name for item in cut.items]
        assert [dict(p.mob.comments.items())["onmodel.shot_id"] for p in shots] == [i.shot_id for i in cut.items]
        notes = list(slots["DescriptiveMetadata"].segment.components)
        assert [(n["Position"].value, n["Comment"].value) for n in notes] == [
            (48, "too dark <here> & there"), (58, "EMMA: Hi"),
        ]  # fmt: skip


@settings(max_examples=60)
@given(cuts())
def test_any_cut_comes_back_as_it_went(cut: Cut) -> None:
    for form in (Form.OTIO, Form.FCPXML, Form.PREMIERE, Form.EDL):
        diff = compare(cut, read(write(cut, form), cut.rate))
        assert diff.changes == (), form
        assert [(p.key, p.start, p.length) for p in diff.order] == [(i.key, i.start, i.length) for i in cut.items]


@pytest.mark.parametrize("form", list(Form))
def test_the_same_cut_gives_the_same_media_and_an_empty_one_none(form: Form) -> None:
    assert media_url(clip(1)) == media_url(clip(1, start=20, next=Transition("fade", 4)))
    assert media_url(clip(1)) != media_url(clip(1, sha256="e" * 64))
    with pytest.raises(NothingToCut, match="nothing in it"):
        write(cut_of(), form)


def test_an_edit_list_of_more_than_its_numbers_is_refused() -> None:
    many: Any = [clip(number) for number in range(500)]
    with pytest.raises(TooManyEvents):
        write(cut_of(*many), Form.EDL)
