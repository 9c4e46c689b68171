"""What a pixel sees of a triangle, against planes and spheres that are known exactly."""

import numpy as np
import pytest

from onmodel.stage.mesh import MeshPart
from onmodel.stage.optics import Optics
from onmodel.stage.surfaces import Soup, normals_of
from tests.stage.doubles import camera, ellipsoid, quad

OPTICS = Optics(camera((0, -2, 1), (0, 0, 1)), 40, 30)
WALL = quad("wall", [(-9, 1, -9), (9, 1, -9), (9, 1, 9), (-9, 1, 9)], (0.2, 0.4, 0.6))


def test_a_wall_across_the_axis_has_one_depth_one_normal_one_colour():
    seen = Soup.of([(7, WALL)]).seen(np.zeros((30, 40), int), OPTICS)
    assert np.allclose(seen.depth, 3.0, atol=1e-5)
    assert np.allclose(seen.normals, (0, -1, 0))
    assert np.allclose(seen.albedo, (0.2, 0.4, 0.6))
    assert (seen.ids == 7).all()


def test_only_what_cannot_be_seen_is_left_out():
    behind = quad("behind", [(-1, -5, 0), (1, -5, 0), (1, -5, 2), (-1, -5, 2)], (1, 1, 1))
    beside = quad("beside", [(20, 0, 0), (21, 0, 0), (21, 0, 2), (20, 0, 2)], (1, 1, 1))
    through = quad("through", [(-3, -9, 0.5), (3, -9, 0.5), (3, 9, 0.5), (-3, 9, 0.5)], (1, 1, 1))  # under the lens
    soup = Soup.of([(1, behind), (2, beside), (3, through), (4, WALL)]).before(OPTICS)
    assert set(soup.owners.tolist()) == {3, 4}
    assert len(soup.corners) == len(soup.colours) == len(soup.normals) == len(soup.owners)


def test_where_nothing_is_seen_all_is_zero():
    seen = Soup.of([(7, WALL)]).seen(np.full((30, 40), -1), OPTICS)
    assert not any(field.any() for field in (seen.depth, seen.normals, seen.albedo, seen.ids))


def test_triangles_are_wound_toward_the_camera_whichever_way_they_came():
    flipped = MeshPart("flipped", WALL.vertices, WALL.faces[:, ::-1].copy(), WALL.colours, flat=True)
    for part in (WALL, flipped):
        a, b, c = np.moveaxis(Soup.of([(0, part)]).facing(OPTICS), 1, 0)
        assert (np.cross(b - a, c - a)[:, 1] < 0).all()


def test_colours_and_normals_are_interpolated():
    colours = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], np.float32)
    corners = np.array([[-9, 1, -9], [9, 1, -9], [0, 1, 9]], np.float32)
    part = MeshPart("triangle", corners, np.array([[0, 1, 2]], np.int32), colours, flat=True)
    seen = Soup.of([(1, part)]).seen(np.zeros((30, 40), int), OPTICS)
    assert np.allclose(seen.albedo.sum(-1), 1, atol=1e-5)
    x = OPTICS.rays()[..., 0] * 3
    assert np.allclose(seen.albedo[..., 1] - seen.albedo[..., 0], x / 9, atol=1e-5)


def test_smooth_normals_of_a_ball_point_outward_and_given_ones_are_kept():
    ball = ellipsoid("ball", (0, 0, 0), (1, 1, 1), (0.5, 0.5, 0.5))
    cosines = (normals_of(ball) * ball.vertices[ball.faces]).sum(-1)
    assert cosines.min() > 0.97
    given = np.tile(np.array([0, 0, 1], np.float32), (len(ball.vertices), 1))
    kept = normals_of(MeshPart("ball", ball.vertices, ball.faces, ball.colours, normals=given))
    assert (kept == (0, 0, 1)).all()


@pytest.mark.parametrize("flat", [True, False])
def test_a_triangle_without_area_has_no_normal_and_breaks_nothing(flat):
    line = MeshPart(
        "line", np.zeros((3, 3), np.float32), np.array([[0, 1, 2]], np.int32), np.zeros((3, 3), np.float32), flat=flat
    )
    assert (normals_of(line) == 0).all()
    assert np.isfinite(Soup.of([(1, line)]).seen(np.zeros((2, 2), int), Optics(camera(), 2, 2)).depth).all()


def test_an_empty_stage_has_no_triangles():
    assert Soup.of([]).facing(OPTICS).shape == (0, 3, 3)
