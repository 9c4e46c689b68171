"""Exposure and transfer: colours stay true below the knee, nothing clips hard, faces come out, night stays night."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.color.spaces import linear_to_srgb_u8
from onmodel.stage.transfer import KNEE, LEAST_LIGHT, MAX_STOPS, MOST_LIGHT, exposure_for, shoulder, to_picture


def frame(light: float, albedo: float = 0.35, size=(20, 20)):
    shape = (*size, 3)
    return np.full(shape, light * albedo, np.float32), np.full(shape, albedo, np.float32)


FACE = [np.ones((20, 20), bool)]


def test_below_the_knee_a_colour_is_itself():
    colour = np.random.default_rng(0).uniform(0, KNEE, (9, 9, 3))
    assert np.array_equal(to_picture(colour), linear_to_srgb_u8(colour))


@given(st.lists(st.floats(0, 100), min_size=2, max_size=20))
def test_brighter_is_never_darker_and_never_above_white(levels):
    out = shoulder(np.sort(np.array(levels)))
    assert (np.diff(out) >= 0).all()
    assert out.min() >= 0
    assert out.max() <= 1


def test_the_shoulder_joins_smoothly():
    x = np.array([KNEE - 1e-6, KNEE, KNEE + 1e-6])
    assert np.allclose(np.diff(shoulder(x)), 1e-6, rtol=1e-3)


def test_broken_pixels_do_not_break_the_picture():
    out = to_picture(np.array([[[np.nan, -1.0, np.inf]]]))
    assert out.tolist() == [[[0, 0, 255]]]


@pytest.mark.parametrize("light", [0.5, 0.7, 0.9])
def test_a_well_lit_face_is_left_as_the_set_exposes_it(light):
    assert exposure_for(*frame(light), FACE, 1.0) == 1.0


def test_a_dark_face_is_lifted_to_the_bar_but_never_more_than_the_limit():
    linear, albedo = frame(0.2)
    lifted = exposure_for(linear, albedo, FACE, 1.0)
    assert lifted * 0.2 == pytest.approx(LEAST_LIGHT[0], rel=1e-3)
    assert exposure_for(*frame(0.01), FACE, 0.8) == pytest.approx(0.8 * 2**MAX_STOPS)


def test_a_burnt_face_is_held_back():
    assert exposure_for(*frame(3.0), FACE, 1.0) * 3.0 == pytest.approx(max(MOST_LIGHT, 3 / 2**MAX_STOPS), rel=1e-3)


def test_dark_skin_stays_dark_in_good_light_and_gets_more_of_little():
    assert exposure_for(*frame(0.8, albedo=0.09), FACE, 1.0) == exposure_for(*frame(0.8, albedo=0.5), FACE, 1.0) == 1.0
    dark, light = (exposure_for(*frame(0.4, albedo=a), FACE, 1.0) for a in (0.09, 0.5))
    assert light == 1.0
    assert 1.5 < dark < 2.0


def test_a_dark_face_is_not_lifted_until_a_bright_one_burns():
    linear, albedo = frame(0.9)
    linear[:10] *= 0.1
    upper, lower = np.zeros((2, 20, 20), bool)
    upper[:10], lower[10:] = True, True
    assert exposure_for(linear, albedo, [upper, lower], 1.0) == pytest.approx(MOST_LIGHT / 0.9, rel=1e-3)


def test_without_a_face_the_whole_frame_counts_and_night_stays_night():
    linear, albedo = frame(0.01)
    assert exposure_for(linear, albedo, [], 1.0) == pytest.approx(2**MAX_STOPS)
    assert to_picture(linear * exposure_for(linear, albedo, [], 1.0)).max() < 40
    assert exposure_for(*frame(0.6), [], 1.0) == 1.0


def test_a_face_of_a_few_pixels_is_not_metered():
    tiny = np.zeros((20, 20), bool)
    tiny[:2, :2] = True
    linear, albedo = frame(0.6)
    linear[:2, :2] = 0
    assert exposure_for(linear, albedo, [tiny], 1.0) == 1.0
