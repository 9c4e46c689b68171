"""Palettes: found, ordered, repeatable, and nearer to their like than to others."""

import numpy as np
import pytest

from onmodel.color.palettes import Swatch, dominant_colours, palette_distance

RED, BLUE, GREY = (200, 30, 30), (30, 40, 180), (120, 120, 120)


def stripes(*parts: tuple[tuple[int, int, int], int]) -> np.ndarray:
    return np.concatenate([np.tile(np.array(c, np.uint8), (n, 1)) for c, n in parts])


def test_finds_the_colours_and_their_shares():
    noise = np.random.default_rng(0).integers(-6, 7, (1000, 3))
    pixels = np.clip(stripes((RED, 600), (BLUE, 300), (GREY, 100)) + noise, 0, 255)
    found = dominant_colours(pixels, 3, seed=4)
    assert [round(s.share, 1) for s in found] == [0.6, 0.3, 0.1]
    for swatch, colour in zip(found, (RED, BLUE, GREY), strict=True):
        assert np.abs(np.subtract(swatch.srgb, colour)).max() <= 3
    assert found[0].hex.startswith("#c")


def test_the_same_seed_gives_the_same_palette_whatever_the_order_of_pixels():
    pixels = np.random.default_rng(1).integers(0, 256, (3000, 3), dtype=np.uint8)
    assert dominant_colours(pixels, 6, seed=2) == dominant_colours(pixels.reshape(60, 50, 3), 6, seed=2)
    assert dominant_colours(pixels, 6, seed=2) == dominant_colours(pixels[::-1], 6, seed=2)


@pytest.mark.parametrize("k", [1, 3, 9])
def test_a_plain_picture_has_one_colour(k):
    assert dominant_colours(np.full((40, 30, 3), 77, np.uint8), k) == (Swatch((77, 77, 77), 1.0),)


def test_nothing_has_no_colours():
    assert dominant_colours(np.zeros((0, 3), np.uint8)) == ()
    assert dominant_colours(np.zeros((5, 3), np.uint8), 0) == ()
    assert np.isnan(palette_distance((), (Swatch(RED, 1.0),)))


def test_large_pictures_are_sampled_and_shares_still_sum_to_one():
    pixels = np.random.default_rng(3).integers(0, 256, (400, 300, 3), dtype=np.uint8)
    assert sum(s.share for s in dominant_colours(pixels, 8)) == pytest.approx(1)


def test_distance_is_zero_to_itself_symmetric_and_grows():
    warm = (Swatch(RED, 0.7), Swatch(GREY, 0.3))
    near = (Swatch((205, 36, 30), 0.7), Swatch(GREY, 0.3))
    cold = (Swatch(BLUE, 0.7), Swatch(GREY, 0.3))
    assert palette_distance(warm, warm) == pytest.approx(0, abs=1e-9)
    assert palette_distance(warm, cold) == pytest.approx(palette_distance(cold, warm))
    assert 0 < palette_distance(warm, near) < 2 < palette_distance(warm, cold)


def test_a_split_swatch_is_still_the_same_palette():
    assert palette_distance((Swatch(RED, 1.0),), (Swatch(RED, 0.4), Swatch(RED, 0.6))) == pytest.approx(0, abs=1e-9)
