"""The arithmetic of the calibration tool on small numeric fixtures; the renders behind the real one take minutes."""

import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import calibrate
from pairs import FEWEST, Pair, Verdict, gather, judge, strangers_of
from tables import rewritten, table

import photographs
from onmodel.backends.vision.appearance import Sighting
from onmodel.backends.vision.fake import FakeVision, paint_face
from onmodel.backends.vision.port import Embedding
from onmodel.dna.model import CharacterDNA, FaceReference
from onmodel.metrics.calibration import Curve, fit
from onmodel.metrics.curves import CURVES


def _people(names: str, seed: int, alike: str = "") -> list[Pair]:
    """Six photographs of each person against everybody: 0.3 ± 0.04 for who it is, 0.6 ± 0.06 for others."""
    rng = np.random.default_rng(seed)
    pairs = []
    for person in names:
        for against in names:
            centre, spread = (0.3, 0.04) if person == against else (0.6, 0.06)
            near = person != against and {person, against} <= set(alike)
            raws = rng.normal(0.3 if near else centre, spread, 6)
            pairs += [Pair("face", person, against, float(r), "toy-v1@abc", alike=near) for r in raws]
    return pairs


def _fitted(pairs: list[Pair]) -> Curve:
    same, different = (np.array([p.raw for p in pairs if p.same is kind]) for kind in (True, False))
    return fit("face", "toy-v1", same=same, different=different, higher_is_better=False)


def _judged(fitting: list[Pair], testing: list[Pair], part: str = "face") -> Verdict | None:
    return judge(part, [(fitting, testing)], [*fitting, *testing], "toys")


def test_the_rates_are_those_of_people_whom_the_curve_never_saw() -> None:
    one, other = _people("abcdefgh", 0), _people("ijklmnop", 1)
    verdict = judge("face", [(one, other), (other, one)], [*one, *other], "toys")
    assert verdict is not None
    halves, whole = (_fitted(one), _fitted(other)), _fitted([*one, *other])
    assert verdict.curve.knots == whole.knots != halves[0].knots
    judged = zip(halves, (other, one), strict=True)
    wrong = np.array([half.value(p.raw or 0.0) for half, pairs in judged for p in pairs if not p.same])
    assert verdict.curve.far == (round(float((wrong >= 70).mean()), 4), round(float((wrong >= 85).mean()), 4))
    assert verdict.curve.far[0] < 0.03
    assert verdict.curve.frr[0] < 0.1
    assert verdict.curve.different_pairs == 2 * 8 * 7 * 6


def test_who_is_defined_alike_is_told_apart_from_errors() -> None:
    verdict = _judged(_people("abcdefgh", 0), _people("ijklmnop", 1, alike="ij"))
    assert verdict is not None
    assert verdict.alike[0] == 12
    assert verdict.alike[1] > 0.9
    assert verdict.curve.far[0] < 0.03


def test_what_cannot_be_told_is_counted_with_its_reason() -> None:
    dark = [Pair("face", "i", "i", None, "", "the face is in the dark")] * 3
    verdict = _judged(_people("abcdefgh", 0), [*_people("ijklmnop", 1), *dark])
    assert verdict is not None
    assert verdict.unscorable == {"the face is in the dark": 3}
    assert "3 × the face is in the dark" in table([verdict])


def test_too_little_evidence_gives_no_curve() -> None:
    assert _judged(_people("a", 0), _people("b", 1)) is None
    assert _judged(_people("abcdefgh", 0), _people("ijklmnop", 1), part="hair") is None


def _seen_people(count: int) -> tuple[list[tuple[str, Sighting]], dict[str, CharacterDNA]]:
    """People with one reference and two sightings each, every face another random vector of 6 numbers."""
    rng = np.random.default_rng(5)
    faces = {f"P{i}": rng.normal(size=(3, 6)).astype(np.float32) for i in range(count)}
    seen = [(n, Sighting(Embedding(v, "toy-v1@abc"), masked=True)) for n, (_, *drawn) in faces.items() for v in drawn]
    box = (0.0, 0.0, 9.0, 9.0)
    known = {
        n: CharacterDNA(n, faces=(FaceReference("a.jpg", tuple(map(float, face[0])), "toy-v1@abc", 1.0, box),))
        for n, face in faces.items()
    }
    return seen, known


def test_nobody_is_a_stranger_in_a_pair_of_their_own() -> None:
    seen, known = _seen_people(FEWEST + 1)
    strangers = strangers_of(seen, known)
    assert strangers is not None
    assert strangers.name == f"toy-v1+z{FEWEST + 1}"
    told = next(p for p in gather(seen, known, strangers) if (p.part, p.person, p.against) == ("face", "P0", "P1"))
    vector, reference = seen[0][1].face.vector, np.array([known["P1"].faces[0].embedding])
    assert vector is not None
    assert told.raw == pytest.approx(strangers.without("P0", "P1").distances(vector, reference).mean())
    assert told.raw != pytest.approx(strangers.distances(vector, reference).mean())
    assert told.backbone == f"toy-v1+z{FEWEST + 1}@abc"


def test_too_few_people_are_no_strangers() -> None:
    seen, known = _seen_people(FEWEST - 1)
    assert strangers_of(seen, known) is None
    assert {p.backbone for p in gather(seen, known, None) if p.part == "face"} == {"toy-v1@abc"}


def test_nothing_is_written_without_strangers(capsys: pytest.CaptureFixture[str]) -> None:
    before = calibrate.CURVES_FILE.read_bytes()
    with pytest.raises(SystemExit, match="strangers"):
        calibrate._write([], None)
    assert calibrate.CURVES_FILE.read_bytes() == before


def test_rewriting_replaces_older_versions_and_keeps_other_backbones() -> None:
    old = Curve("face", "toy-v1", False, ((0.9, 0.0), (0.1, 100.0)))
    other = Curve("face", "arc-v1", False, ((0.9, 0.0), (0.1, 100.0)))
    new = fit(
        "face", "toy-v2", same=np.linspace(0.2, 0.3, 9), different=np.linspace(0.6, 0.9, 9), higher_is_better=False
    )
    text = rewritten(calibrate.CURVES_FILE.read_text(), [new], [old, other])
    space: dict[str, object] = {}
    exec(compile(text, "curves.py", "exec"), space)
    written = space["CURVES"]
    assert isinstance(written, tuple)
    assert [c.backbone for c in written] == ["arc-v1", "toy-v2"]
    assert written[1].value(0.25) == pytest.approx(new.value(0.25), abs=0.1)
    assert "def curve(" in text


def test_the_committed_curves_are_as_the_tool_writes_them() -> None:
    text = calibrate.CURVES_FILE.read_text()
    assert rewritten(text, [], CURVES) == text


def test_photographs_need_a_folder(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        calibrate.main(["photos"])
    assert "subfolder" in capsys.readouterr().err


def test_halves_share_nobody() -> None:
    fitted, tested = calibrate.halves("abcdef")
    assert (fitted, tested) == ("abc", "def")


def test_photographs_that_cannot_be_used_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    eyes = FakeVision()
    for number in range(3):
        picture = np.full((90, 90, 3), 90 + number, np.uint8)
        paint_face(picture, (10, 10, 70, 70), "Aida")
        Image.fromarray(picture).save(tmp_path / f"{number}.png")
    (tmp_path / "1.png").write_bytes(b"\xff\xd8 torn")
    Image.fromarray(np.full((90, 90, 3), 90, np.uint8)).save(tmp_path / "3.png")
    found = photographs.person(eyes, tmp_path)
    assert found is not None
    assert found[0].faces[0].picture == f"{tmp_path.name}/0.png"
    assert len(found[1]) == 1
    said = capsys.readouterr().err
    assert f"{tmp_path.name}/1.png" in said
    assert f"no face in {tmp_path.name}/3.png" in said


def test_a_folder_without_a_photograph_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert photographs.person(FakeVision(), tmp_path) is None
    assert f"{tmp_path.name} has no photograph" in capsys.readouterr().err
