import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.fountain.vocabulary import Framing
from onmodel.stage.camera import (
    ASPECT,
    LENSES,
    box_in_frame,
    direction,
    frame_height,
    heading_of,
    in_frame,
    shorter_lens,
    t_stop,
    turned,
    view_axes,
)
from onmodel.stage.spec import CameraSpec

metre = st.floats(-20, 20)
CAMERA = CameraSpec((1.0, -4.0, 1.6), (0.0, 0.0, 1.2), 35.0, roll=12.0)


@given(st.floats(-179, 180))
def test_heading_and_direction_are_inverse(heading: float) -> None:
    assert heading_of(direction(heading)) == pytest.approx(heading, abs=1e-6)


def test_headings_turn_counter_clockwise_from_minus_y() -> None:
    assert direction(0) == pytest.approx([0, -1, 0])
    assert direction(90) == pytest.approx([1, 0, 0], abs=1e-12)
    assert turned(direction(10), 25) == pytest.approx(direction(35))


@given(st.floats(0.02, 0.98), st.floats(0.02, 0.98), st.floats(0.3, 40), st.sampled_from(LENSES), st.floats(-15, 15))
def test_projection_round_trip(x: float, y: float, depth: float, lens: int, roll: float) -> None:
    camera = CameraSpec((2.0, -3.0, 1.5), (0.0, 0.3, 1.1), float(lens), roll)
    right, up, forward = view_axes(camera)
    high = frame_height(depth, lens)
    point = np.array(camera.position) + depth * forward + (x - 0.5) * high * ASPECT * right + (0.5 - y) * high * up
    assert in_frame([point], camera)[0] == pytest.approx([x, y, depth], abs=1e-6)


def test_what_is_behind_the_lens_counts_as_outside() -> None:
    behind = np.array(CAMERA.position) - 2 * view_axes(CAMERA)[2]
    assert np.isnan(in_frame([behind], CAMERA)[0, :2]).all()
    assert min(box_in_frame([behind], CAMERA)) > 1


@given(st.sampled_from(LENSES), st.floats(0.5, 30))
def test_a_lens_twice_as_long_sees_the_same_from_twice_as_far(lens: int, distance: float) -> None:
    assert frame_height(2 * distance, 2 * lens) == pytest.approx(frame_height(distance, lens))


def test_a_50_mm_lens_holds_28_cm_at_a_metre() -> None:
    assert frame_height(1.0, 50) == pytest.approx(0.28, abs=0.001)


def test_lenses_get_shorter_until_there_is_none() -> None:
    assert shorter_lens(50) == 40
    assert shorter_lens(45) == 40
    assert shorter_lens(LENSES[0]) is None


def test_only_the_high_tier_has_depth_of_field() -> None:
    assert t_stop(Framing.CU, "standard") == 0
    assert t_stop(Framing.CU, "high") == 2.8
    assert t_stop(Framing.EWS, "high") == 8.0
