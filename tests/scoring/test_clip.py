"""Whole clips with fake vision: every edge case by name has a value or a reason, and no NaN leaves as JSON."""

import json
from dataclasses import replace

import numpy as np
import pytest

from onmodel.backends.vision.appearance import Seen
from onmodel.backends.vision.fake import BACKBONE, FakeVision
from onmodel.dna.model import CharacterDNA, FaceReference
from onmodel.footage.probe import NotAClip
from onmodel.metrics.score import Score
from onmodel.metrics.vbench import BOUNDS
from onmodel.scoring import looking
from onmodel.scoring.clip import score_clip
from onmodel.scoring.model import Asked, ClipReport
from onmodel.scoring.report import as_json, from_json
from tests.scoring.clips import filmed, mp4, pan, push, shake, still, with_face


def score(frames, prompt="", **asked) -> ClipReport:
    report = score_clip(mp4(frames), Asked(prompt, **asked), FakeVision())
    assert from_json(json.loads(json.dumps(as_json(report), allow_nan=False))) == report
    assert [d.name for d in report.dimensions] == list(BOUNDS)
    for dimension in report.dimensions:
        assert (dimension.raw is None) == (dimension.normalised is None) == bool(dimension.reason), dimension
        assert dimension.official <= (dimension.raw is not None)
    return report


def told(report: ClipReport) -> dict[str, float | None]:
    return {d.name: d.raw for d in report.dimensions}


def test_a_steady_pan_has_no_fault():
    report = score(filmed(pan), "slow pan")
    assert report.findings == ()
    assert report.take_score > 85
    assert report.picture["alignment: camera"] == 1.0
    assert told(report)["temporal_flickering"] is None, "VBench tells it of static clips"


def test_one_frame_has_reasons():
    report = score(filmed(still, 1))
    assert told(report)["subject_consistency"] is None
    assert told(report)["dynamic_degree"] is None
    assert report.parts["temporal"] is None
    assert report.facts.frames == 1


@pytest.mark.parametrize("frames", [filmed(still), [np.full((180, 320, 3), 90, np.uint8)] * 24])
def test_frozen_is_perfectly_consistent_and_does_not_win(frames):
    report, good = score(frames, "slow pan"), score(filmed(pan), "slow pan")
    assert told(report)["temporal_flickering"] > 0.99
    assert told(report)["dynamic_degree"] == 0.0
    assert any(line.startswith("frozen") for line in report.findings)
    assert report.take_score < 45 < good.take_score


def test_black_and_plain_are_named():
    black = score([np.zeros((180, 320, 3), np.uint8)] * 24)
    assert "black: there is nothing to see" in black.findings
    assert black.take_score <= 5
    assert any("plain colour" in line for line in score([np.full((180, 320, 3), 90, np.uint8)] * 24).findings)


def test_shaking_flickering_standing_and_cuts_are_named():
    lamp = np.random.default_rng(1).uniform(0.75, 1.1, 36)
    lit = [np.clip(f * g, 0, 255).astype(np.uint8) for f, g in zip(filmed(pan), lamp, strict=True)]
    stands = [*filmed(pan), *[filmed(pan)[-1]] * 24]
    cut = [*filmed(pan, 18), *[np.ascontiguousarray(f[::-1, ::-1]) for f in filmed(pan, 18)]]
    assert any(line.startswith("shakes") for line in score(filmed(shake)).findings)
    assert any(line.startswith("flickers") for line in score(lit).findings)
    assert any(line.startswith("stands still from 1.5 s") for line in score(stands).findings)
    assert any(line.startswith("cut inside the clip at 0.8 s") for line in score(cut).findings)


def test_handheld_that_was_ordered_is_no_fault():
    def shoulder(number):
        jump = np.random.default_rng(number).normal(0, 0.6, 2)
        return float(jump[0]), float(jump[1]), 1.0

    assert any(line.startswith("shakes") for line in score(filmed(shoulder), "slow pan").findings)
    assert not any(line.startswith("shakes") for line in score(filmed(shoulder), "handheld").findings)


def test_the_hero_frame_is_held_against_the_clip():
    frames = filmed(push)
    own, another = score(frames, hero=frames[0]), score(frames, hero=np.full((180, 320, 3), (20, 30, 250), np.uint8))
    assert told(own)["i2v_background"] > told(another)["i2v_background"]
    assert "vmaf against the hero frame held" in own.picture
    assert "no quality" in as_json(own)["meanings"]["vmaf against the hero frame held"]
    assert set(as_json(own)["meanings"]) == {name for name in own.picture if " " not in name or "vmaf" in name}
    assert own.picture["aesthetic: palette"] > another.picture["aesthetic: palette"]


def reference(person: str) -> FaceReference:
    picture = np.zeros((200, 200, 3), np.uint8)
    from onmodel.backends.vision.fake import paint_face

    paint_face(picture, (40, 40, 120, 120), person)
    vision = FakeVision()
    vector = vision.embed_face(picture, vision.faces(picture)[0]).vector
    return FaceReference("one.jpg", tuple(float(v) for v in vector), BACKBONE, 0.9, (40, 40, 120, 120))


def test_the_cast_is_followed_along_the_clip(monkeypatch):
    """Painted faces do not survive a codec, and their backbone has no curve: finding and measuring are replaced."""
    present = iter([True, True, False, True, False, True])

    def find(_vision, _picture, expected):
        return ({name: Seen((0, 0, 9, 9)) for name, _ in expected} if next(present) else {}), 0

    values = iter([90.0, 80.0, 40.0, 70.0])
    monkeypatch.setattr(looking, "find", find)
    monkeypatch.setattr(looking, "measure", lambda *_: ({"face": Score(next(values), 0.3, False)}, {}))
    report = score(filmed(pan), "", cast=(CharacterDNA("EMMA", faces=(reference("EMMA"),)),))
    emma = report.cast[0]
    assert (emma.character, emma.seen, emma.looked) == ("EMMA", 4, 6)
    assert emma.parts["face"].value == pytest.approx(70.0)
    assert emma.worst_frame in {14, 28}, "a frame without her is the worst"
    assert "missing in 2 of 6 frames" in emma.finding
    assert report.picture["alignment: cast seen"] == pytest.approx(4 / 6)


class Painted(FakeVision):
    """Looks by a backbone that has a curve: the mean colour, whoever is there."""

    def embed_look(self, picture, mask=None):
        return replace(super().embed_look(picture, mask), backbone="oklab-palette-texture-v1")


@pytest.mark.parametrize(("kept", "value"), [(True, 100.0), (False, 0.0)])
def test_a_style_that_drops_out_along_the_clip_is_told(monkeypatch, kept, value):
    outline = np.zeros((180, 320), np.bool_)
    outline[40:160, 100:220] = True
    monkeypatch.setattr(looking, "find", lambda *_: ({"EMMA": Seen((100, 40, 160, 100), outline)}, 0))
    monkeypatch.setattr(looking, "measure", lambda *_: ({"face": Score(90.0, 0.3, False)}, {}))
    teal, red = (np.full((180, 320, 3), colour, np.uint8) for colour in ((20, 160, 150), (200, 30, 20)))
    along = [teal] * 12 if kept else [teal] * 2 + [red] * 22
    kept_frames = list(enumerate(along))
    asked = Asked(hero=teal, cast=(CharacterDNA("EMMA"),))
    (emma,) = looking.cast_along(Painted(), kept_frames, asked, lambda _share: None)
    assert emma.parts["style"].value == pytest.approx(value, abs=20.0)
    assert emma.parts["style"].backbone == "oklab-palette-texture-v1"
    assert ("style" in emma.finding) is not kept
    assert looking.overall(emma.parts) == 90.0, "it counts in no mean"
    (bare,) = looking.cast_along(FakeVision(), kept_frames, asked, lambda _share: None)
    assert bare.parts["style"].value is None
    assert "never calibrated" in bare.parts["style"].unscorable_reason


def test_somebody_who_is_never_there_is_told():
    report = score(filmed(pan), cast=(CharacterDNA("EMMA", faces=(reference("EMMA"),)),))
    assert report.cast[0].seen == 0
    assert "EMMA is not seen" in report.findings


def test_progress_rises_to_the_end_and_may_stop_it():
    heard: list[float] = []
    score_clip(mp4(filmed(pan, 12)), Asked(), FakeVision(), heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0

    class Stop(Exception):
        pass

    def stop(_share: float) -> None:
        raise Stop

    with pytest.raises(Stop):
        score_clip(mp4(filmed(pan, 12)), Asked(), FakeVision(), stop)


def test_who_is_placed_in_the_picture_is_there_though_nobody_finds_them():
    cast = (CharacterDNA("EMMA"),)
    clip = mp4(filmed(pan, 12))
    found = score_clip(clip, Asked(cast=cast), FakeVision())
    placed = score_clip(clip, Asked(cast=cast, placed=frozenset({"EMMA"})), FakeVision())
    assert (found.cast[0].seen, found.cast[0].finding) == (0, "EMMA is not seen")
    assert placed.cast[0].seen == placed.cast[0].looked > 0
    assert placed.cast[0].finding == "EMMA is too small or turned away to be measured"
    assert placed.cast[0].worst_frame is None
    assert placed.parts["alignment"] > found.parts["alignment"]


def test_what_is_no_clip_is_refused():
    with pytest.raises(NotAClip):
        score_clip(b"no clip", Asked(), FakeVision())


def test_faces_of_somebody_else_are_a_morph():
    from onmodel.scoring.faults import find_faults
    from onmodel.scoring.looking import Looks
    from onmodel.scoring.motion import CameraMove
    from onmodel.scoring.watch import Watched

    seen = Watched(24.0, [0, 12, 24], luma=[90.0] * 3, spread=[40.0] * 3)
    looks = Looks(likeness=[(12, 95.0), (24, 12.0)])
    found = find_faults(seen, looks, CameraMove(0, 0, 0, 0))
    assert found.changes == (24,)
    assert found.sentences == ("morphs: the face is another person's from 1.0 s on",)


def test_painted_faces_are_looked_at_once():
    frames = with_face(filmed(still, 4), lambda _: "EMMA")
    calls: list[int] = []

    class Counting(FakeVision):
        def faces(self, picture):
            calls.append(id(picture))
            return super().faces(picture)

    memory = looking.Remembered(Counting())
    looks = looking.look_at(memory, list(enumerate(frames)), Asked(), lambda _: None)
    assert len(calls) == len(set(calls)) == 4
    assert len(looks.people) == len(looks.scenery) == 4
    assert not looks.whole
