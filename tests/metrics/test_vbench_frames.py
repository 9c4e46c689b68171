"""VBench's loops against a plain writing of each formula, and every named edge case: a value or a reason."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from onmodel.footage.read import Footage
from onmodel.footage.write import encode
from onmodel.metrics import vbench_frames as vb

FRAMES = st.integers(2, 6).flatmap(lambda t: arrays(np.uint8, (t, 4, 5, 3)))
FEATURES = st.integers(2, 6).flatmap(lambda t: arrays(np.float64, (t, 5), elements=st.floats(0.1, 1)))


def real_clip() -> list[np.ndarray]:
    noise = np.random.default_rng(1).integers(0, 255, (40, 60, 3), np.uint8)
    big = np.kron(noise, np.ones((4, 4, 1), np.uint8))
    return [shown.picture for shown in Footage(encode([big[:120, i : i + 200] for i in range(0, 30, 3)], 24))]


def plainly(frames) -> float:
    """temporal_flickering as its authors write it: float32 BGR, mean over pixels, over pairs, (255 − x) / 255."""
    gaps = []
    for one, other in itertools.pairwise(frames):
        a, b = one[..., ::-1].astype(np.float64), other[..., ::-1].astype(np.float64)
        gaps.append(np.mean(np.abs(a - b)))
    return (255.0 - np.mean(gaps)) / 255.0


def test_flickering_of_a_real_clip_is_the_formula_s():
    frames = real_clip()
    assert vb.flickering(frames).value == pytest.approx(plainly(frames), abs=1e-9)
    assert 0.5 < plainly(frames) < 0.999


@given(FRAMES)
def test_flickering_of_any_frames_is_the_formula_s(frames):
    assert vb.flickering(list(frames)).value == pytest.approx(plainly(list(frames)), abs=1e-9)


@given(FEATURES)
def test_consistency_is_the_loop_s(features):
    unit = features / np.linalg.norm(features, axis=1, keepdims=True)
    total = 0.0
    for i in range(1, len(unit)):
        total += (max(0.0, unit[i - 1] @ unit[i]) + max(0.0, unit[0] @ unit[i])) / 2
    assert vb.consistency(features).value == pytest.approx(total / (len(unit) - 1), abs=1e-9)


@given(FEATURES)
def test_i2v_is_the_mix(features):
    still, rest = features[0], features[0:]
    unit = rest / np.linalg.norm(rest, axis=1, keepdims=True)
    steps = [float(unit[i] @ unit[i + 1]) for i in range(len(unit) - 1)]
    wanted = 0.4 * max(float(unit[0] @ u) for u in unit) + 0.3 * np.mean(steps) + 0.3 * min(steps)
    assert vb.i2v_consistency(still, rest).value == pytest.approx(wanted, abs=1e-9)


def test_negatives_count_as_nothing():
    assert vb.consistency(np.array([[1.0, 0.0], [-1.0, 0.0]])).value == 0.0
    turned = np.array([[0.0, 1.0], [0.0, -1.0], [0.0, 1.0]])
    assert vb.i2v_consistency(np.array([0.0, 1.0]), turned).value == pytest.approx(0.4)
    assert vb.i2v_consistency(np.array([-1.0, 0.0]), np.array([[1.0, 0.0]] * 3)).value == pytest.approx(0.6)


def test_a_frozen_clip_of_two_looks_does_not_move():
    assert vb.dynamic([0.0], 256).value == 0.0


def test_smoothness_drops_the_odd_frames_and_makes_them_again():
    ramp = [np.full((4, 4, 3), value, np.uint8) for value in (0, 14, 20, 26, 40, 99)]

    def middle(one, other):
        return ((one.astype(int) + other) // 2).astype(np.uint8)

    assert vb.smoothness(ramp, middle).value == pytest.approx((255 - (4 + 4) / 2) / 255)


@pytest.mark.parametrize(
    ("speeds", "wanted"),
    [([20.0] * 23, 1.0), ([17.0] * 6 + [0.0] * 17, 1.0), ([17.0] * 5 + [0.0] * 18, 0.0), ([16.8] * 23, 0.0)],
)
def test_dynamic_degree_wants_a_quarter_of_the_pairs_above_its_limit(speeds, wanted):
    assert vb.dynamic(speeds, 720).value == wanted  # limit 16.875 pixels; round(4 · 24 / 16) = 6 pairs


def test_the_fastest_twentieth_counts():
    flow = np.zeros((10, 10, 2), np.float32)
    flow[0, :5] = [3, 4]
    assert vb.fastest(flow) == pytest.approx(5.0)


def test_one_frame_has_a_reason_everywhere():
    one = np.zeros((4, 4, 3), np.uint8)
    for raw in (
        vb.flickering([one]), vb.consistency(np.ones((1, 3))), vb.i2v_consistency(np.ones(3), np.ones((1, 3))),
        vb.smoothness([one], lambda a, _b: a), vb.dynamic([], 720),
    ):  # fmt: skip
        assert raw.value is None
        assert raw.reason


def test_features_that_are_no_numbers_or_nothing_are_named():
    features = np.ones((3, 4))
    features[1, 2] = math.nan
    assert vb.consistency(features).reason == "a feature is not a number"
    assert "weights" in vb.consistency(np.zeros((3, 4))).reason
    assert vb.consistency(np.zeros((0, 4))).reason == "there is no frame"
    assert vb.i2v_consistency(np.full(4, math.inf), np.ones((3, 4))).value is None
    assert vb.dynamic([math.nan, 1.0], 720).value is None


@pytest.mark.parametrize("value", [0, 128])
def test_black_constant_and_frozen_are_1_and_static(value):
    frames = [np.full((6, 6, 3), value, np.uint8)] * 4
    assert vb.flickering(frames).value == 1.0
    assert vb.smoothness(frames, lambda a, _b: a).value == 1.0
    assert vb.dynamic([0.0] * 8, 256).value == 0.0
