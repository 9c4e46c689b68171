"""Triangles drawn where rays would meet them, looked at off the centres of pixels, and culled without a loss."""

import numpy as np
import pytest

from onmodel.stage.optics import NEAR, Optics
from onmodel.stage.raster import FAR, SAMPLES, Buffers, before_near, beside, draw
from onmodel.stage.spec import CameraSpec

OPTICS = Optics(CameraSpec((0.0, -2.0, 1.0), (0.0, 0.0, 1.0), 24.89), 64, 36)  # 90 degrees across would be 12.4 mm


def wall(left: float, right: float, away: float = 0.0) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    corners = [(left, away, -3.0), (right, away, -3.0), (right, away, 5.0), (left, away, 5.0)]
    return (
        np.array(corners, np.float32),
        np.array([[0, 1, 2], [0, 2, 3]], np.int32),
        np.full((4, 3), 0.5, np.float32),
    )


def test_a_wall_is_as_far_as_it_stands_and_hides_what_is_behind() -> None:
    behind = draw(wall(-9, 9, 3.0), OPTICS)
    both = draw(wall(-9, 0.0), OPTICS, over=behind)
    assert np.allclose(both.depth[:, :31], 2.0, atol=1e-3)
    assert np.allclose(both.depth[:, 33:], 5.0, atol=3e-3)
    assert np.allclose(draw(wall(-9, 9, 3.0), OPTICS, over=both).depth, both.depth, atol=3e-3)
    assert behind.depth.min() > 4.9, "what is drawn over is not changed"


def test_a_wall_that_the_camera_looks_through_hides_nothing() -> None:
    slanting = (  # from behind the camera to three metres before it, across the whole picture
        np.array([(-9, -3, 0.9), (9, -3, 0.9), (9, 1, 1.3), (-9, 1, 1.3)], np.float32),
        np.array([[0, 1, 2], [0, 2, 3]], np.int32),
        np.full((4, 3), 0.9, np.float32),
    )
    room = draw(wall(-9, 9, 3.0), OPTICS)
    seen = draw(slanting, OPTICS, near=2.5, over=room)
    assert seen.depth.min() >= 2.5 - 1e-3, "nothing is seen nearer than the near plane"
    assert np.allclose(seen.depth[30:], 5.0, atol=3e-3), "what it would hide there is seen"
    cut = before_near(slanting, OPTICS, 2.5)
    assert (cut[0][cut[1]][..., 1].min() + 2.0) == pytest.approx(2.5, abs=1e-4)
    assert np.allclose(cut[2][cut[1]], 0.9)


def test_nothing_is_far_and_black() -> None:
    empty = draw((np.zeros((0, 3), np.float32), np.zeros((0, 3), np.int32), np.zeros((0, 3), np.float32)), OPTICS)
    assert (empty.depth == FAR).all()
    assert not empty.colour.any()
    assert Buffers.empty(4, 3).depth.shape == (3, 4)


def test_an_edge_is_covered_by_its_share_of_the_samples() -> None:
    at = 0.1 * 2 / 64  # metres at 2 m: a tenth of a pixel right of the edge between the middle pixels
    covered = {n: np.mean([draw(wall(-9, at + 0.5 * 2 / 64), OPTICS, shift=s).depth[18, 32] < 3 for s in shifts])
               for n, shifts in SAMPLES.items()}  # fmt: skip
    assert covered == {2: 0.5, 4: 0.5}
    for shifts in SAMPLES.values():
        assert np.allclose(np.mean(shifts, axis=0), 0.0)


@pytest.mark.parametrize("away", [-1.5, 0.0, 4.0])
def test_only_what_is_beyond_one_side_is_left_out(away: float) -> None:
    for left, right, kept in ((-9, 9, True), (5.0, 9.0, False), (-9.0, -5.0, False), (-0.1, 0.1, True)):
        vertices, faces, _ = wall(left, right, away)
        assert beside(vertices, faces, OPTICS, NEAR).any() == kept
    behind, faces, _ = wall(-9, 9, -4.0)
    assert not beside(behind, faces, OPTICS, NEAR).any()
