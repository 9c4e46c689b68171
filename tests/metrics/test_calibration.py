import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.metrics.calibration import Curve, fit


def _pairs(seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.normal(0.35, 0.06, 400), rng.normal(0.75, 0.08, 4000)


def test_seventy_is_one_per_cent_and_eighty_five_a_tenth_of_it() -> None:
    same, different = _pairs()
    curve = fit("face", "toy", same=same, different=different, higher_is_better=False)
    accepted = np.array([curve.value(d) for d in different])
    assert 0.005 <= (accepted >= 70).mean() <= 0.02
    assert (accepted >= 85).mean() <= 0.003
    assert curve.far[0] == pytest.approx((accepted >= 70).mean())
    assert np.median([curve.value(s) for s in same]) > 85


def test_the_direction_does_not_matter() -> None:
    same, different = _pairs()
    down = fit("face", "toy", same=same, different=different, higher_is_better=False)
    up = fit("face", "toy", same=1 - same, different=1 - different, higher_is_better=True)
    for raw in (0.2, 0.4, 0.55, 0.7, 1.0):
        assert down.value(raw) == pytest.approx(up.value(1 - raw))


@given(st.floats(-2, 2), st.floats(-2, 2))
def test_a_smaller_distance_never_scores_less(a: float, b: float) -> None:
    curve = fit("face", "toy", same=_pairs()[0], different=_pairs()[1], higher_is_better=False)
    near, far = min(a, b), max(a, b)
    assert 0.0 <= curve.value(far) <= curve.value(near) <= 100.0


def test_too_few_pairs_are_refused() -> None:
    with pytest.raises(ValueError, match="8 pairs"):
        fit("face", "toy", same=np.zeros(7), different=np.ones(50), higher_is_better=False)


@pytest.mark.parametrize("raw", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_unscorable(raw: float) -> None:
    curve = Curve("face", "toy", False, ((0.8, 0.0), (0.4, 100.0)))
    score = curve.score(raw)
    assert score.value is None
    assert score.unscorable_reason


def test_constant_pairs_still_give_a_curve() -> None:
    curve = fit("face", "toy", same=np.full(8, 0.2), different=np.full(8, 0.9), higher_is_better=False)
    assert curve.value(0.2) > 85
    assert curve.value(0.9) < 70
