"""The arithmetic of the calibration tool on small numeric fixtures; the renders behind the real one take minutes."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import calibrate
from pairs import Pair, judge
from tables import rewritten, table

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


def test_the_rates_are_those_of_people_whom_the_curve_never_saw() -> None:
    fitting, testing = _people("abcdefgh", 0), _people("ijklmnop", 1)
    verdict = judge("face", fitting, testing, "toys")
    assert verdict is not None
    half, whole = (_fitted(pairs) for pairs in (fitting, [*fitting, *testing]))
    assert verdict.curve.knots == whole.knots != half.knots
    others = np.array([half.value(p.raw or 0.0) for p in testing if not p.same])
    assert verdict.curve.far == (round(float((others >= 70).mean()), 4), round(float((others >= 85).mean()), 4))
    assert verdict.curve.far[0] < 0.03
    assert verdict.curve.frr[0] < 0.1
    assert verdict.curve.different_pairs == 2 * 8 * 7 * 6


def test_who_is_defined_alike_is_told_apart_from_errors() -> None:
    verdict = judge("face", _people("abcdefgh", 0), _people("ijklmnop", 1, alike="ij"), "toys")
    assert verdict is not None
    assert verdict.alike[0] == 12
    assert verdict.alike[1] > 0.9
    assert verdict.curve.far[0] < 0.03


def test_what_cannot_be_told_is_counted_with_its_reason() -> None:
    dark = [Pair("face", "i", "i", None, "", "the face is in the dark")] * 3
    verdict = judge("face", _people("abcdefgh", 0), [*_people("ijklmnop", 1), *dark], "toys")
    assert verdict is not None
    assert verdict.unscorable == {"the face is in the dark": 3}
    assert "3 × the face is in the dark" in table([verdict])


def test_too_little_evidence_gives_no_curve() -> None:
    assert judge("face", _people("a", 0), _people("b", 1), "toys") is None
    assert judge("hair", _people("abcdefgh", 0), _people("ijklmnop", 1), "toys") is None


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
