"""OpenPose: an actor's COCO-18 keypoints in the picture, and the coloured skeleton that pose ControlNets were taught.

Limbs, order and colours are those of OpenPose's COCO model (Cao et al. 2017, "Realtime Multi-Person 2D Pose
Estimation using Part Affinity Fields") as ControlNet's annotator draws them.
"""

import colorsys
from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.stage.mesh import ActorMesh
from onmodel.stage.optics import Optics

Floats = NDArray[np.float32]
FACE = (0, 14, 15, 16, 17)  # nose, eyes, ears: on the skin; the others are inside the body
SKIN_DEPTH, BODY_DEPTH = 0.05, 0.22  # metres a point may lie behind the surface that is seen there
LIMBS = (
    (1, 2), (1, 5), (2, 3), (3, 4), (5, 6), (6, 7), (1, 8), (8, 9), (9, 10), (1, 11), (11, 12), (12, 13), (1, 0),
    (0, 14), (14, 16), (0, 15), (15, 17),
)  # fmt: skip
COLOURS = tuple(tuple(round(255 * c) for c in colorsys.hsv_to_rgb(i / 18, 1.0, 1.0)) for i in range(18))


def keypoints_in(actor: ActorMesh, number: int, depth: Floats, ids: NDArray[np.uint16], optics: Optics) -> Floats:
    """(18, 3) pixel x, y and visibility 1 or 0 of an actor's keypoints.

    depth, ids (H, W) as in ControlMaps; `number` is the actor's id. A point is hidden outside the picture, behind the
    lens, or where someone else, or too much of the actor's own body, is nearer.
    """
    points = optics.project(actor.keypoints)
    x, y, z = points.T
    inside = (z > 0) & (x >= 0) & (x < optics.width) & (y >= 0) & (y < optics.height)
    column = np.where(inside, x, 0).astype(int)
    row = np.where(inside, y, 0).astype(int)
    surface = np.where(depth[row, column] > 0, depth[row, column], np.inf)
    own = ids[row, column] == number
    reach = np.where(own, BODY_DEPTH, 0.05)
    reach[list(FACE)] = SKIN_DEPTH
    visible = inside & (z <= surface + reach)
    return np.stack([np.nan_to_num(x, nan=-1), np.nan_to_num(y, nan=-1), visible], axis=1).astype(np.float32)


def skeleton(people: Iterable[Floats], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """(H, W, 3) uint8: the visible keypoints of people (18, 3) each, joined by coloured limbs, on black."""
    height, width = shape[:2]
    canvas = np.zeros((height, width, 3), np.uint8)
    stick = max(2, round(min(height, width) / 512 * 4))
    for points in people:
        seen = points[:, 2] > 0
        for number, (a, b) in enumerate(LIMBS):
            if seen[a] and seen[b]:
                _limb(canvas, points[[a, b], :2], COLOURS[number], stick)
        for n in np.flatnonzero(seen).tolist():
            cv2.circle(canvas, _pixel(points[n, :2]), stick, COLOURS[n], -1, cv2.LINE_AA)
    return canvas


def _limb(canvas: NDArray[np.uint8], ends: Floats, colour: tuple[int, ...], stick: int) -> None:
    """An ellipse from end to end, at 60 % of its colour as the annotator blends it."""
    middle, way = ends.mean(axis=0), ends[1] - ends[0]
    length = int(np.hypot(*way) / 2)
    angle = int(np.degrees(np.arctan2(way[1], way[0])))
    polygon = np.asarray(cv2.ellipse2Poly(_pixel(middle), (length, stick), angle, 0, 360, 1))
    cv2.fillConvexPoly(canvas, polygon, [int(0.6 * c) for c in colour])


def _pixel(point: Floats) -> tuple[int, int]:
    return round(float(point[0])), round(float(point[1]))
