"""Rotations and two-bone inverse kinematics hold for any directions."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onmodel.stage.actors.turns import about, bend, between, swing, turned, twist, unit

coordinate = st.floats(-1, 1, width=32)
vectors = st.tuples(coordinate, coordinate, coordinate).map(np.array).filter(lambda v: np.linalg.norm(v) > 0.05)


@given(vectors, vectors)
def test_a_swing_takes_one_direction_to_the_other(a, b):
    moved = swing(a, b) @ unit(a)
    assert moved == pytest.approx(unit(b), abs=2e-3)


def test_opposite_directions_swing_half_way_round():
    assert swing((0, 0, 1), (0, 0, -1)) @ (0, 0, 1) == pytest.approx((0, 0, -1), abs=1e-6)


@given(vectors, vectors, vectors)
@settings(max_examples=60)
def test_two_bones_keep_their_lengths_and_reach_what_is_in_reach(root, end, pole):
    way = unit(end - root)
    assume(np.linalg.norm(end - root) > 0.05 and np.linalg.norm(np.cross(way, unit(pole))) > 0.05)
    middle, reached, normal = bend(root, end, pole, (0.5, 0.4))
    assert np.linalg.norm(middle - root) == pytest.approx(0.5, abs=1e-3)
    assert np.linalg.norm(reached - middle) == pytest.approx(0.4, abs=1e-3)
    assert abs(np.dot(normal, way)) < 1e-3
    if 0.15 < np.linalg.norm(end - root) < 0.89:
        assert reached == pytest.approx(end, abs=1e-3)
    assert np.dot(middle - root, pole - np.dot(pole, way) * way) >= -1e-6, "the joint bends towards the pole"


@given(st.floats(-170, 170), vectors)
def test_a_twist_is_read_back(angle, axis):
    assert twist(about(axis, angle), axis) == pytest.approx(angle, abs=0.05)


def test_the_words_mean_the_directions_they_say():
    assert turned(lean=90) @ (0, 0, 1) == pytest.approx((0, -1, 0), abs=1e-6), "a lean is forward"
    assert turned(side=90) @ (0, 0, 1) == pytest.approx((1, 0, 0), abs=1e-6), "a side lean is to the actor's left"
    assert turned(turn=90) @ (0, -1, 0) == pytest.approx((1, 0, 0), abs=1e-6), "a turn is to the actor's left"
    assert between(turned(), turned(turn=80), 0.5) == pytest.approx(turned(turn=40), abs=1e-5)
