"""CIEDE2000 against the pairs that Sharma, Wu and Dalal published to catch wrong implementations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from onmodel.color.difference import delta_e_2000, delta_e_srgb

SHARMA_2005 = np.array([  # L1 a1 b1 L2 a2 b2 ΔE00: table 1 of the paper
    [50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425], [50, 3.1571, -77.2803, 50, 0, -82.7485, 2.8615],
    [50, 2.8361, -74.0200, 50, 0, -82.7485, 3.4412], [50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0000],
    [50, -1.1848, -84.8006, 50, 0, -82.7485, 1.0000], [50, -0.9009, -85.5211, 50, 0, -82.7485, 1.0000],
    [50, 0, 0, 50, -1, 2, 2.3669], [50, -1, 2, 50, 0, 0, 2.3669],
    [50, 2.49, -0.001, 50, -2.49, 0.0009, 7.1792], [50, 2.49, -0.001, 50, -2.49, 0.0010, 7.1792],
    [50, 2.49, -0.001, 50, -2.49, 0.0011, 7.2195], [50, 2.49, -0.001, 50, -2.49, 0.0012, 7.2195],
    [50, -0.001, 2.49, 50, 0.0009, -2.49, 4.8045], [50, -0.001, 2.49, 50, 0.0010, -2.49, 4.8045],
    [50, -0.001, 2.49, 50, 0.0011, -2.49, 4.7461], [50, 2.5, 0, 50, 0, -2.5, 4.3065],
    [50, 2.5, 0, 73, 25, -18, 27.1492], [50, 2.5, 0, 61, -5, 29, 22.8977], [50, 2.5, 0, 56, -27, -3, 31.9030],
    [50, 2.5, 0, 58, 24, 15, 19.4535], [50, 2.5, 0, 50, 3.1736, 0.5854, 1.0000], [50, 2.5, 0, 50, 3.2972, 0, 1.0000],
    [50, 2.5, 0, 50, 1.8634, 0.5757, 1.0000], [50, 2.5, 0, 50, 3.2592, 0.3350, 1.0000],
    [60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644],
    [63.0109, -31.0961, -5.8663, 62.8187, -29.7946, -4.0864, 1.2630],
    [61.2901, 3.7196, -5.3901, 61.4292, 2.2480, -4.9620, 1.8731],
    [35.0831, -44.1164, 3.7933, 35.0232, -40.0716, 1.5901, 1.8645],
    [22.7233, 20.0904, -46.6940, 23.0331, 14.9730, -42.5619, 2.0373],
    [36.4612, 47.8580, 18.3852, 36.2715, 50.5065, 21.2231, 1.4146],
    [90.8027, -2.0831, 1.4410, 91.1528, -1.6435, 0.0447, 1.4441],
    [90.9257, -0.5406, -0.9208, 88.6381, -0.8985, -0.7239, 1.5381],
    [6.7747, -0.2908, -2.4247, 5.8714, -0.0985, -2.2286, 0.6377],
    [2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082],
])  # fmt: skip
labs = hnp.arrays(np.float64, (6, 3), elements=st.floats(-120, 120))


def test_all_published_pairs():
    assert len(SHARMA_2005) == 34
    assert np.abs(delta_e_2000(SHARMA_2005[:, :3], SHARMA_2005[:, 3:6]) - SHARMA_2005[:, 6]).max() < 1e-4


@given(labs, labs)
def test_agrees_with_itself_the_other_way_and_is_never_negative(first, second):
    there, back = delta_e_2000(first, second), delta_e_2000(second, first)
    assert (there >= 0).all()
    assert np.allclose(there, back, atol=1e-6)
    assert np.allclose(delta_e_2000(first, first), 0)


def test_agrees_with_colour_science():
    colour = pytest.importorskip("colour")
    first, second = np.random.default_rng(1).uniform((0, -90, -90), (100, 90, 90), (2, 500, 3))
    assert np.abs(delta_e_2000(first, second) - colour.delta_E(first, second, method="CIE 2000")).max() < 1e-6


def test_black_and_white_are_a_hundred_apart_and_one_step_is_not_seen():
    assert delta_e_srgb([0, 0, 0], [255, 255, 255]) == pytest.approx(100, abs=1e-3)
    assert delta_e_srgb([128, 128, 128], [129, 128, 128]) < 1


def test_broadcasts_and_keeps_nan():
    assert delta_e_2000(np.zeros((4, 1, 3)), np.zeros((5, 3))).shape == (4, 5)
    assert np.isnan(delta_e_2000([np.nan] * 3, [50, 0, 0]))
