import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmodel.metrics.palette import distance_from_expected, middle, of_surface, relight, unlike

RED, BLUE, SKIN = (np.array(c) for c in ([0.63, 0.22, 0.13], [0.45, -0.03, -0.31], [0.7, 0.04, 0.06]))


def test_a_wrong_main_garment_is_seen_although_the_rest_is_right() -> None:
    found = np.stack([RED, BLUE])
    right = distance_from_expected(found, np.array([0.7, 0.3]), np.stack([RED, BLUE]))
    wrong = distance_from_expected(np.stack([BLUE]), np.array([1.0]), np.stack([RED, BLUE]))
    assert right == 0.0
    assert wrong > 0.1


def test_a_speck_of_the_main_colour_does_not_count_as_the_garment() -> None:
    speck = distance_from_expected(np.stack([BLUE, RED]), np.array([0.95, 0.05]), np.stack([RED, BLUE]))
    assert speck > 0.1


def test_nothing_seen_or_expected_is_not_a_number() -> None:
    assert np.isnan(distance_from_expected(np.zeros((0, 3)), np.zeros(0), np.stack([RED])))
    assert np.isnan(distance_from_expected(np.stack([RED]), np.ones(1), np.zeros((0, 3))))


@given(st.tuples(*[st.floats(0.3, 3.0)] * 3))
def test_the_light_of_a_lamp_is_taken_off_exactly(lamp: tuple[float, float, float]) -> None:
    cloth, skin = np.array([[0.1, 0.2, 0.3]]), np.array([0.3, 0.2, 0.15])
    assert relight(cloth * lamp, skin * lamp, skin) == pytest.approx(cloth, rel=1e-6)


def test_brightness_can_be_believed_in_part() -> None:
    cloth, skin = np.array([[0.1, 0.1, 0.1]]), np.array([0.2, 0.2, 0.2])
    assert relight(cloth, skin / 2, skin, luminance=0.0) == pytest.approx(cloth)
    assert relight(cloth, skin / 2, skin, luminance=1.0) == pytest.approx(2 * cloth)


def test_skin_in_light_and_shade_is_told_from_cloth() -> None:
    pixels = np.stack([SKIN, 0.75 * SKIN, 1.1 * SKIN, RED, BLUE, RED])
    assert unlike(pixels, SKIN).tolist() == [False, False, False, True, True, True]


def test_clothes_of_the_colour_of_skin_are_not_thrown_away() -> None:
    assert unlike(np.stack([SKIN] * 9 + [RED]), SKIN).all()


def test_gloss_and_shadow_do_not_colour_the_hair() -> None:
    strands = np.stack([[0.3, 0.02, 0.03]] * 8 + [[0.95, 0, 0], [0.02, 0, 0]])
    assert middle(strands) == pytest.approx([0.3, 0.02, 0.03])


def test_a_surface_is_itself_in_shade_and_only_where_asked_in_gloss() -> None:
    half, glossy = SKIN * 0.8, SKIN * 1.02 + [0.0, 0.0, 0.04]
    assert of_surface(np.stack([SKIN, half, glossy, RED]), SKIN).tolist() == [True, True, False, False]
    assert of_surface(np.stack([glossy, half]), SKIN, (0.9, 1.2), 0.05).tolist() == [True, False]
    assert of_surface(SKIN[None, None], SKIN).shape == (1, 1)
