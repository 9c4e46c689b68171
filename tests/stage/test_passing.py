"""Passing: a shade goes along with who throws it, lies on the ground only, and leaves what it does not touch."""

import numpy as np
import pytest

from onmodel.stage.between import Keylight, world
from onmodel.stage.optics import Optics
from onmodel.stage.passing import LEAST, shade, shaded
from onmodel.stage.spec import CameraSpec

OPTICS = Optics(CameraSpec((0.0, -4.0, 3.0), (0.0, 0.0, 0.0), 24.89), 128, 72)
HERE, NOWHERE = np.float32([0.0, 0.0, 0.0]), np.zeros(3, np.float32)


def ground() -> np.ndarray:
    """The depth of level ground."""
    rays = OPTICS.rays()
    return np.asarray(-3.0 / np.minimum(rays[..., 2], -1e-3), np.float32)


def key(light: np.ndarray, depth: np.ndarray, ids: np.ndarray | None = None) -> Keylight:
    owners = np.zeros(depth.shape, np.uint16) if ids is None else ids
    return Keylight(0.0, OPTICS, np.repeat(light[..., None], 3, 2).astype(np.float32), depth, owners)


def dark_at(x: float, y: float) -> tuple[np.ndarray, np.ndarray]:
    """Light on the ground with a dark round of half a metre, and where it is."""
    points = world(OPTICS, ground())
    round_ = np.hypot(points[..., 0] - x, points[..., 1] - y) < 0.5
    return np.where(round_, 0.3, 1.0), round_


def test_a_shade_goes_along_with_who_walks() -> None:
    depth = ground()
    light, _ = dark_at(0.0, 0.0)
    made = shade(key(light, depth), key(np.ones_like(light), depth), NOWHERE)
    for x, y in ((0.0, 0.0), (0.6, -0.4), (-0.8, 0.5)):
        left = shaded(world(OPTICS, depth), [(made, 1.0)], np.float32([x, y, 0]))
        expected, inside = dark_at(x, y)
        assert left[inside].mean() == pytest.approx(0.3, abs=0.08)
        assert np.abs(left - expected).mean() < 0.02
    empty = shaded(world(OPTICS, depth), [(made, 1.0)], np.float32([50.0, 0, 0]))
    assert empty.min() > 0.9


def test_two_keyframes_agree_on_one_shade_and_make_no_second() -> None:
    depth = ground()
    first = shade(key(dark_at(0.0, 0.0)[0], depth), key(np.ones(depth.shape), depth), NOWHERE)
    second = shade(key(dark_at(0.8, 0.0)[0], depth), key(np.ones(depth.shape), depth), np.float32([0.8, 0, 0]))
    between = shaded(world(OPTICS, depth), [(first, 0.5), (second, 0.5)], np.float32([0.4, 0, 0]))
    expected, inside = dark_at(0.4, 0.0)
    assert between[inside].mean() == pytest.approx(0.3, abs=0.08)
    assert np.abs(between - expected).mean() < 0.02, "no ghost where either was"


def test_under_who_walks_it_is_as_beside_them_and_walls_are_left() -> None:
    depth = ground()
    light, inside = dark_at(0.0, 0.0)
    ids = np.zeros(depth.shape, np.uint16)
    rows, columns = np.nonzero(inside)
    body = (slice(rows.min() + 3, rows.max() - 2), slice(int(columns.mean()) - 2, int(columns.mean()) + 2))
    ids[body], light[body] = 1, 40.0  # lit by the sun
    made = shade(key(light, depth, ids), key(np.ones_like(light), depth), NOWHERE)
    assert made.key.light[body].max() < 0.5
    wall = world(OPTICS, depth) + np.float32([0, 0, 1.0])
    assert np.array_equal(shaded(wall, [(made, 1.0)], HERE), np.ones(depth.shape, np.float32))


def test_no_light_at_all_is_no_shade() -> None:
    depth = ground()
    night = key(np.zeros(depth.shape), depth)
    assert np.allclose(shade(night, night, NOWHERE).key.light, 1.0)
    assert shade(night, key(np.ones(depth.shape), depth), NOWHERE).key.light.min() >= LEAST - 1e-6
