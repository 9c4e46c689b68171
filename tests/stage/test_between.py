"""Light of keyframes on what frames between them show."""

from dataclasses import replace

import numpy as np
import pytest

from onmodel.stage.between import Drawn, Keylight, agreed, edges, keylight, lit, on_actor, world
from onmodel.stage.mending import FLOOR
from onmodel.stage.optics import Optics
from onmodel.stage.raster import FAR
from onmodel.stage.spec import CameraSpec
from onmodel.stage.surfaces import Surfaces

CAMERA = CameraSpec((0.0, -2.0, 1.0), (0.0, 0.0, 1.0), 24.89)
OPTICS = Optics(CAMERA, 64, 36)
SHIFTS = ((-0.25, -0.25), (0.25, 0.25))


def key(light: float, time: float = 0.0, depth: float = 2.0, owner: int = 0) -> Keylight:
    shape = (36, 64)
    return Keylight(
        time, OPTICS, np.full((*shape, 3), light, np.float32), np.full(shape, depth, np.float32),
        np.full(shape, owner, np.uint16),
    )  # fmt: skip


def drawn(depth: float, optics: Optics = OPTICS, colour: float = 0.4) -> Drawn:
    shape = (36, 64)
    return Drawn(
        optics, SHIFTS, [np.full((*shape, 3), colour, np.float32)] * 2, [np.full(shape, depth, np.float32)] * 2
    )


def test_points_of_the_world_are_where_the_rays_go() -> None:
    points = world(OPTICS, np.full((36, 64), 2.0, np.float32))
    x, y, z = OPTICS.project(points).T
    assert np.allclose(x.reshape(36, 64)[0], np.arange(64) + 0.5, atol=1e-3)
    assert np.allclose(y.reshape(36, 64)[:, 0], np.arange(36) + 0.5, atol=1e-3)
    assert np.allclose(z, 2.0, atol=1e-4)


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1.0), (0.5, 2.0), (1.0, 3.0)])
def test_light_is_mixed_by_time_and_multiplied_by_the_frame_s_own_colour(share: float, expected: float) -> None:
    samples = lit(drawn(2.0), (key(1.0), key(3.0, 1.0)), share, [])
    assert len(samples) == 2
    assert np.allclose(samples[0], expected * (0.4 + FLOOR), rtol=2e-3)


def test_what_a_neighbour_does_not_see_comes_from_who_does() -> None:
    nearer = key(9.0, depth=1.0)
    assert np.allclose(lit(drawn(2.0), (nearer, key(1.0, 1.0)), 0.1, [])[0], 0.45, rtol=1e-3)
    assert np.allclose(lit(drawn(2.0), (nearer, nearer), 0.0, [key(2.0, 1.0)])[0], 0.9, rtol=1e-3)


def test_what_nobody_sees_is_lit_as_what_is_around_it() -> None:
    hole = key(1.0)
    hole.depth[10:20, 20:30] = 1.0
    hole.ids[10:20, 20:30] = 1
    hole.light[10:20, 20:30] = 50.0  # an actor in the sun
    made = lit(drawn(2.0), (hole, hole), 0.0, [])[0]
    assert np.allclose(made[12:18, 22:28], 0.45, rtol=0.02)


def test_the_sky_is_seen_at_any_distance() -> None:
    sky = key(1.0, depth=FAR)
    turned = Optics(replace(CAMERA, target=(0.1, 0.0, 1.05)), 64, 36)
    light, seen = sky.at(world(turned, np.full((36, 64), FAR, np.float32))[5:20, 5:30])
    assert seen.mean() > 0.9
    assert np.allclose(light, 1.0)


def test_nothing_asked_is_nothing_told() -> None:
    light, seen = key(1.0).at(np.zeros((0, 3), np.float32))
    assert light.shape == (0, 3)
    assert seen.shape == (0,)


def test_a_depth_that_jumps_has_an_edge_and_light_does_not_bleed_over_it() -> None:
    depth, albedo = np.full((36, 64), 2.0, np.float32), np.full((36, 64, 3), 0.5, np.float32)
    depth[:, 32:] = 6.0
    light = np.where(depth[..., None] > 3, 0.55 * 8, 0.55).astype(np.float32) * np.ones(3, np.float32)
    light[:, 31:33] = 0.55 * 4  # pixels that hold both
    assert set(np.nonzero(edges(depth).any(0))[0]) == {31, 32}
    made = keylight(0.0, OPTICS, light, Surfaces(depth, albedo, albedo, np.zeros((36, 64), np.uint16)))
    assert np.allclose(made.light[:, 31], 1.0, rtol=1e-3)
    assert np.allclose(made.light[:, 32], 8.0, rtol=1e-3)


def test_keyframes_that_agree_are_averaged_and_those_that_do_not_are_left() -> None:
    near = agreed([key(1.00), key(1.02, 1.0)])
    assert np.allclose(near[0].light, 1.01, atol=0.002)
    far = agreed([key(1.0), key(4.0, 1.0)])
    assert np.allclose(far[0].light, 1.0, atol=1e-3)


def test_an_actor_is_lit_by_vertex_and_the_unseen_side_by_its_neighbours() -> None:
    points = world(OPTICS, np.full((36, 64), 2.0, np.float32))[::6, ::8].reshape(-1, 3)
    back = points + np.float32([0, 0.5, 0])
    where = np.concatenate([points, back]).astype(np.float32)
    moved = where + np.float32([0.01, 0, 0])
    lights = on_actor([key(1.0, owner=2), key(3.0, 1.0, owner=2)], 2, [where, moved])
    assert np.allclose(lights[0], 1.0, rtol=1e-3)
    assert np.allclose(lights[1][: len(points)].mean(), 3.0, rtol=0.05)
    other = on_actor([key(1.0, owner=1)], 2, [where])[0]
    assert np.isfinite(other).all()
    assert not other.any(), "who is seen by no keyframe has no light"
