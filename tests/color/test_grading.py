"""Grades change nothing at neutral, keep light in order, never leave the range, and do what they are called."""

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.color import grading
from onmodel.color.grading import Grade, asc_cdl, drawn_to, grade_picture, graded, white_balance
from onmodel.color.spaces import NotAColour, hex_to_linear, linear_to_oklab, srgb_u8_to_linear

PALETTE = ["#3b2a1e", "#b5733c", "#e8c48a", "#5f6b58"]
OCIO = ([1.35, 1.1, 0.071], [0.05, -0.23, 0.11], [0.93, 0.81, 1.27])


def wheels(low: float, high: float) -> st.SearchStrategy[tuple[float, ...]]:
    return st.tuples(*[st.floats(low, high)] * 3)


GRADES = st.builds(
    Grade, exposure=st.floats(-5, 5), contrast=st.floats(0.2, 3), saturation=st.floats(0, 1),
    temperature=st.floats(-100, 100), tint=st.floats(-100, 100), lift=wheels(-0.5, 0.5), gamma=wheels(0.2, 5),
    gain=wheels(0, 4), palette_strength=st.floats(0, 1),
)  # fmt: skip


def test_the_published_numbers() -> None:
    assert doctest.testmod(grading).failed == 0
    given_, wanted = [[1.25, 1.5, 1.75], [-0.2, 0.5, 1.4]], [[1.0, 1.0, 0.0], [0.0, 0.421096, 0.101225]]
    assert asc_cdl(given_, *OCIO, 1.23) == pytest.approx(np.array(wanted), abs=2e-6)


def test_neutral_changes_no_colour_at_all() -> None:
    picture = np.random.default_rng(1).integers(0, 256, (60, 80, 3)).astype(np.uint8)
    linear = srgb_u8_to_linear(picture)
    assert graded(linear, Grade(), PALETTE) == pytest.approx(linear, abs=1e-9)
    assert (grade_picture(picture, Grade(), PALETTE) == picture).all()
    assert (grade_picture(picture, Grade(exposure=2), PALETTE, strength=0) == picture).all()


@given(GRADES)
def test_whatever_is_turned_the_picture_stays_one(grade: Grade) -> None:
    steps = np.linspace(0, 1, 5)
    cube = np.stack(np.meshgrid(steps, steps, steps), axis=-1)
    made = graded(cube, grade, PALETTE)
    assert np.isfinite(made).all()
    assert made.min() >= 0
    assert made.max() <= 1


@given(GRADES)
def test_what_is_lighter_stays_lighter(grade: Grade) -> None:
    """Every channel of a grey ramp rises or stays, whatever the controls; the palette moves hue alone."""
    ramp = np.repeat(np.linspace(0, 1, 41)[:, None], 3, axis=1)
    made = graded(ramp, Grade(**{**vars(grade), "palette_strength": 0.0}))
    assert (np.diff(made, axis=0) >= -1e-9).all()


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3), st.floats(0, 1))
def test_the_palette_keeps_lightness(colour: list[float], strength: float) -> None:
    palette = np.array([hex_to_linear(c) for c in PALETTE])
    before, after = linear_to_oklab(colour), linear_to_oklab(drawn_to(colour, palette, strength))
    assert after[0] == pytest.approx(before[0], abs=1e-6)


def test_each_control_does_what_it_is_called() -> None:
    grey = np.full(3, 0.18)
    assert graded(grey, Grade(exposure=1)) == pytest.approx(np.full(3, 0.36), abs=1e-6), "a stop doubles the light"
    red, green, blue = graded(grey, Grade(temperature=50))
    assert red > green > blue
    red, green, blue = graded(grey, Grade(tint=50))
    assert min(red, blue) > green, "magenta"
    assert graded(grey, Grade(contrast=2)) == pytest.approx(grey, abs=1e-6), "middle grey is the pivot"
    assert graded([0.0] * 3, Grade(lift=(0.1, 0, 0)))[0] > 0
    assert graded([1.0] * 3, Grade(lift=(0.1, 0, 0))) == pytest.approx(np.ones(3)), "lift leaves white"
    assert graded(grey, Grade(gamma=(1.5, 1, 1)))[0] > 0.18
    assert np.ptp(graded([0.6, 0.2, 0.1], Grade(saturation=0))) == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("temperature", [-100, -30, 20, 100])
def test_white_balance_keeps_the_luminance_of_grey(temperature: float) -> None:
    assert white_balance(temperature, 40).sum(axis=1) @ [0.2126, 0.7152, 0.0722] == pytest.approx(1, abs=1e-3)


def test_lifted_whites_are_rolled_off_and_not_cut() -> None:
    bright = np.repeat(np.linspace(0.4, 1, 20)[:, None], 3, axis=1)
    made = graded(bright, Grade(exposure=1))[:, 0]
    assert (np.diff(made) > 0).all(), "what shone differently still does"
    assert made[-1] == pytest.approx(1)


def test_a_full_pull_brings_the_palette_s_hues() -> None:
    blue = drawn_to([0.05, 0.1, 0.6], np.array([hex_to_linear("#b5733c")]), 1.0)
    assert blue[0] > blue[2], "a blue became an ochre"


def test_the_table_is_close_to_the_formula() -> None:
    picture = np.random.default_rng(2).integers(0, 256, (100, 100, 3)).astype(np.uint8)
    grade = Grade(exposure=0.5, temperature=40, contrast=1.2, saturation=0.8, palette_strength=0.5)
    exact = grading.linear_to_srgb(graded(srgb_u8_to_linear(picture), grade, PALETTE)) * 255
    assert np.abs(grade_picture(picture, grade, PALETTE) - exact).max() < 4


def test_a_word_in_a_palette_is_refused() -> None:
    with pytest.raises(NotAColour):
        graded([0.5] * 3, Grade(palette_strength=1), ["mud"])
