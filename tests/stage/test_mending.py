"""Mending: no dots on seams, no light of the sky on a hill, none of a wall on the floor below it."""

import numpy as np
import pytest

from onmodel.stage.mending import FLOOR, as_beside, filled, two_colours, without_sparks

SHAPE = (24, 32)


def flat(value: float) -> np.ndarray:
    return np.full((*SHAPE, 3), value, np.float32)


def test_a_dark_line_in_a_bright_floor_does_not_become_a_row_of_dots() -> None:
    """At tier low a pixel's light is of samples beside its centre: on a seam of 0.02 they saw boards of 0.5."""
    albedo, radiance = flat(0.5), flat(0.55)
    albedo[12] = 0.02
    light = radiance / (albedo + FLOOR)
    assert light[12].min() > 7, "the fault"
    mended = without_sparks(light, albedo)
    assert mended[12].max() <= 1.1 * light[0, 0, 0] + 1e-6
    assert np.array_equal(np.delete(mended, 12, axis=0), np.delete(light, 12, axis=0))


def test_a_flame_and_a_shadow_keep_their_light() -> None:
    albedo, light = flat(0.5), flat(1.0)
    albedo[10:12, 10:12], light[10:12, 10:12] = 0.8, 90.0
    light[:, 20:] = 0.1
    assert np.array_equal(without_sparks(light, albedo), light)


def test_a_wall_s_foot_takes_the_wall_s_light_and_the_floor_s_the_floor_s() -> None:
    """Bright dots along seams: a pixel's centre saw the floor and its light, its other sample the brighter wall."""
    wall, floor = flat(0.53), flat(0.53)
    wall[12:], floor[13:] = 0.26, 0.26
    floor[12] = 0.53  # of the second sample, which looks a little higher
    light = flat(0.26)
    light[12:] = 0.39
    seams = two_colours([wall, floor])
    assert np.array_equal(np.nonzero(seams.any(1))[0], [12])
    before = light[12, 5, 0] * (floor[12, 5, 0] + FLOOR)
    after = as_beside(light, floor, seams)[12, 5, 0] * (floor[12, 5, 0] + FLOOR)
    above = light[11, 5, 0] * (floor[11, 5, 0] + FLOOR)
    assert before > 1.4 * above
    assert after == pytest.approx(above, rel=0.02)
    assert as_beside(light, wall, seams)[12, 5, 0] == pytest.approx(0.39, rel=0.02)


def test_a_line_of_one_pixel_keeps_its_own_light() -> None:
    one, other = flat(0.5), flat(0.5)
    one[:, 9] = 0.9
    light = flat(1.0)
    light[:, 9] = 2.0
    assert as_beside(light, one, two_colours([one, other]))[4, 9, 0] == pytest.approx(2.0)


def test_what_nobody_saw_is_as_what_is_like_it() -> None:
    light, seen, sky = flat(1.0), np.ones(SHAPE, bool), np.zeros(SHAPE, bool)
    sky[:8], light[:8], seen[8:11] = True, 20.0, False
    made = filled(light.copy(), seen, ~sky)
    assert np.allclose(made[8:11], 1.0, atol=0.01)
    alone = filled(light.copy(), ~np.ones(SHAPE, bool), ~sky)
    assert np.isfinite(alone).all()
