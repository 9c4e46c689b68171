"""Colour spaces against published numbers, and there and back for every colour."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from onmodel.color.spaces import (
    NotAColour,
    hex_to_linear,
    hex_to_srgb_u8,
    lab_to_linear,
    linear_to_lab,
    linear_to_oklab,
    linear_to_srgb,
    linear_to_srgb_u8,
    oklab_to_linear,
    srgb_to_linear,
    srgb_u8_to_hex,
    srgb_u8_to_linear,
)

colours = hnp.arrays(np.float64, (4, 3), elements=st.floats(0, 1))
bytes_ = hnp.arrays(np.uint8, (5, 3))


@given(bytes_)
def test_every_srgb_colour_survives_linear_light(srgb):
    assert np.array_equal(linear_to_srgb_u8(srgb_u8_to_linear(srgb)), srgb)


@given(bytes_)
def test_hex_is_the_same_colour(srgb):
    assert [hex_to_srgb_u8(srgb_u8_to_hex(c)).tolist() for c in srgb] == srgb.tolist()


@given(colours)
def test_oklab_and_lab_lead_back(linear):
    assert np.allclose(oklab_to_linear(linear_to_oklab(linear)), linear, atol=1e-6)
    assert np.allclose(lab_to_linear(linear_to_lab(linear)), linear, atol=1e-9)


def test_oklab_agrees_with_its_author():
    published = {  # Ottosson 2020, table of XYZ → Oklab test pairs: X, Y and Z alone, through linear RGB
        (0.950, 1.000, 1.089): (1.000, 0.000, 0.000), (1, 0, 0): (0.450, 1.236, -0.019),
        (0, 1, 0): (0.922, -0.671, 0.263), (0, 0, 1): (0.153, -1.415, -0.449),
    }  # fmt: skip
    from onmodel.color.spaces import XYZ_TO_RGB

    for xyz, oklab in published.items():
        assert np.allclose(linear_to_oklab(XYZ_TO_RGB @ xyz), oklab, atol=2e-3)


def test_lab_agrees_with_colour_science():
    colour = pytest.importorskip("colour")
    linear = np.random.default_rng(0).random((200, 3))
    theirs = colour.XYZ_to_Lab(
        colour.RGB_to_XYZ(linear, "sRGB"), colour.CCS_ILLUMINANTS["CIE 1931 2 Degree Standard Observer"]["D65"]
    )
    assert np.abs(linear_to_lab(linear) - theirs).max() < 0.02


def test_greys_are_neutral():
    grey = np.repeat(np.linspace(0, 1, 11)[:, None], 3, 1)
    assert np.abs(linear_to_lab(grey)[:, 1:]).max() < 1e-9
    assert np.abs(linear_to_oklab(grey)[:, 1:]).max() < 1e-4


def test_the_transfer_function_is_continuous_and_odd():
    x = np.array([0.0031308, 0.00313081])
    assert np.ptp(linear_to_srgb(x)) < 1e-6
    assert np.allclose(srgb_to_linear(linear_to_srgb([-0.3, 0.0, 1.7])), [-0.3, 0.0, 1.7])


def test_clipping_not_wrapping():
    assert linear_to_srgb_u8([-1.0, 0.5, 9.0]).tolist() == [0, 188, 255]


@pytest.mark.parametrize("text", ["#f80", "f80", "#FF8800", " #ff8800 "])
def test_ways_to_write_a_colour(text):
    assert hex_to_srgb_u8(text).tolist() == [255, 136, 0]


@pytest.mark.parametrize("text", ["", "#", "#ff88", "red", "#gg8800", "#ff88001", "＃ff8800", "#ff8800\n#000000"])
def test_what_is_not_a_colour_is_refused(text):
    with pytest.raises(NotAColour, match="#rrggbb"):
        hex_to_linear(text)


@pytest.mark.parametrize("function", [linear_to_lab, linear_to_oklab, lab_to_linear, oklab_to_linear, srgb_to_linear])
def test_shapes_are_kept_and_nan_stays_nan(function):
    assert function(np.zeros((2, 0, 3))).shape == (2, 0, 3)
    assert np.isnan(function(np.full((2, 3), np.nan))).all()
