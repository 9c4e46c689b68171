"""Lenses: 35 mm is 35 mm, and what is projected is where the renderer draws it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.stage.optics import GATE_MM, Optics, focus_of, horizontal_fov
from onmodel.stage.spec import CameraSpec

coordinate = st.floats(-5, 5)


def test_an_object_as_wide_as_the_gate_over_the_focal_length_fills_the_frame():
    for lens in (18, 35, 85):
        optics = Optics(CameraSpec((0, 0, 1), (0, 10, 1), lens), 960, 540)
        half = 4.0 * GATE_MM / lens / 2
        x, y, z = optics.project([[-half, 4, 1], [half, 4, 1], [0, 4, 1]]).T
        assert np.allclose(x, [0, 960, 480])
        assert np.allclose(y, 270)
        assert np.allclose(z, 4)
        assert horizontal_fov(lens) == pytest.approx(2 * np.degrees(np.arctan(half / 4)))


def test_up_is_up_and_right_is_right():
    optics = Optics(CameraSpec((0, -3, 1), (0, 0, 1)), 400, 300)
    right, up = optics.project([[1, 0, 1], [0, 0, 2]])
    assert right[0] > 200
    assert up[1] < 150


def test_positive_roll_turns_the_camera_clockwise_so_the_horizon_falls_to_the_left():
    optics = Optics(CameraSpec((0, -3, 1), (0, 0, 1), roll=10), 400, 300)
    left, right = optics.project([[-1, 0, 1], [1, 0, 1]])
    assert left[1] > right[1]


def test_behind_the_lens_is_not_in_the_picture():
    optics = Optics(CameraSpec((0, 0, 0), (0, 1, 0)), 100, 100)
    assert np.isnan(optics.project([[0, -1, 0]])[0, :2]).all()
    assert not optics.sees([[0, -1, 0]])
    assert optics.box([[0, -1, 0]]) is None
    assert optics.box(np.zeros((0, 3))) is None


def test_boxes_are_clipped_and_a_sliver_is_nothing():
    optics = Optics(CameraSpec((0, 0, 0), (0, 1, 0), 35), 100, 100)
    assert optics.box([[-9, 1, -9], [0, 1, 0]]) == (0, 50, 50, 100)
    assert optics.box([[5, 1, 0], [6, 1, 1]]) is None


@pytest.mark.parametrize("target", [(0, 0, 5), (0, 0, -5), (0, 0, 0)])
def test_straight_up_straight_down_and_nowhere_still_have_axes(target):
    axes = Optics(CameraSpec((0, 0, 0), target), 10, 10).axes
    assert np.allclose(axes @ axes.T, np.eye(3))


@given(coordinate, coordinate, coordinate, st.floats(-180, 180), st.floats(12, 200))
def test_a_pixels_ray_leads_back_to_its_pixel(x, y, z, roll, lens):
    optics = Optics(CameraSpec((x, y, z), (x + 1, y + 2, z - 0.3), lens, roll), 64, 36)
    points = optics.rays()[::7, ::9].reshape(-1, 3) * 3.0 + (x, y, z)
    found = optics.project(points)
    wanted = np.stack(np.meshgrid(np.arange(64)[::9] + 0.5, np.arange(36)[::7] + 0.5), -1).reshape(-1, 2)
    assert np.allclose(found[:, :2], wanted, atol=1e-6)
    assert np.allclose(found[:, 2], 3.0)
    assert np.allclose(optics.axes @ optics.axes.T, np.eye(3), atol=1e-9)


def test_focus_is_the_target_unless_set():
    assert focus_of(CameraSpec((0, 0, 0), (3, 4, 0))) == 5
    assert focus_of(CameraSpec((0, 0, 0), (3, 4, 0), focus_distance=2.5)) == 2.5
