"""Rasterising: what each sample of a picture shows, by OpenCV's rasteriser; a tenth of the time of tracing rays.

The same triangles at the same depths as `surfaces` finds them by rays, and on the same grid of centres.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.stage.mesh import Floats, Ints
from onmodel.stage.optics import NEAR, Optics
from onmodel.stage.surfaces import Soup, Surfaces

FAR = 1.0e4  # metres: where the sky is
_ONE_AT_A_TIME = Lock()  # OpenCV 5.0's rasteriser shares its scratch memory between threads
MARGIN = 0.06  # of the width, by which a picture is widened to tell what the frames near it may show
Shift = tuple[float, float]
SAMPLES: dict[int, tuple[Shift, ...]] = {  # of a pixel: the more the smoother its edges
    2: ((-0.25, -0.25), (0.25, 0.25)),
    4: ((-0.125, -0.375), (0.375, -0.125), (-0.375, 0.125), (0.125, 0.375)),  # on a turned grid
}
DIGIT = 4096  # a triangle's number is told in two colours, each exact in float32


@dataclass(frozen=True)
class Buffers:
    """What is drawn so far: `colour` (H, W, 3) whatever the vertices carry, `depth` (H, W) metres, FAR for nothing."""

    colour: Floats
    depth: Floats

    @classmethod
    def empty(cls, width: int, height: int) -> "Buffers":
        """Nothing drawn."""
        return cls(np.zeros((height, width, 3), np.float32), np.full((height, width), FAR, np.float32))


def draw(
    mesh: tuple[Floats, Ints, Floats], optics: Optics, *, near: float = NEAR, over: Buffers | None = None,
    flat: bool = False, shift: Shift = (0.0, 0.0), culled: bool = False,
) -> Buffers:  # fmt: skip
    """Draw a mesh: vertices (N, 3), triangles (M, 3) and what each vertex carries (N, 3), over what is there.

    `flat` gives a triangle what its first vertex carries; else it is interpolated, true to perspective. `shift` is
    where in a pixel it is looked at: right and down of its centre, in pixels. `culled` says that the mesh
    holds only what is `beside` or in the picture.
    """
    vertices, faces, carried = mesh
    below = over or Buffers.empty(optics.width, optics.height)
    colour, depth = below.colour.copy(), below.depth.copy()
    faces = faces if culled else faces[beside(vertices, faces, optics, near)]
    vertices, faces, carried = before_near((vertices, faces, carried), optics, near)
    if not len(faces):
        return Buffers(colour, depth)
    axes = optics.axes * [[1], [1], [-1]]  # OpenGL's camera looks along −z
    view = np.eye(4, dtype=np.float32)
    view[:3, :3], view[:3, 3] = axes, -axes @ np.asarray(optics.camera.position, float)
    view[0] += np.float32(shift[0] / optics.focal_px) * view[2]
    view[1] -= np.float32(shift[1] / optics.focal_px) * view[2]
    settings = cv2.TriangleRasterizeSettings()
    settings.setShadingType(cv2.RASTERIZE_SHADING_FLAT if flat else cv2.RASTERIZE_SHADING_SHADED)
    settings.setCullingMode(cv2.RASTERIZE_CULLING_NONE)
    upright = float(2 * np.arctan(optics.height / 2 / optics.focal_px))
    with _ONE_AT_A_TIME:
        drawn = cv2.triangleRasterize(vertices, faces, carried, colour, depth, view, upright, near, FAR, settings)
    return Buffers(np.asarray(drawn[0], np.float32), np.asarray(drawn[1], np.float32))


def before_near(mesh: tuple[Floats, Ints, Floats], optics: Optics, near: float) -> tuple[Floats, Ints, Floats]:
    """The mesh cut along the near plane (Sutherland and Hodgman 1974): OpenCV draws the whole of a triangle that
    crosses it, so that a wall that the camera looks through would stand before everything."""
    vertices, faces, carried = mesh
    far = (vertices - np.asarray(optics.camera.position, np.float32)) @ optics.axes[2].astype(np.float32) - near
    kept = (far >= 0)[faces].sum(axis=1)
    crossing = faces[(kept > 0) & (kept < 3)]
    if not len(crossing):
        return mesh
    points: list[Floats] = []
    told: list[Floats] = []
    pieces: list[tuple[int, int, int]] = []
    for corners in crossing:
        polygon = list(_cut(corners, (vertices, carried, far)))
        first = len(vertices) + len(points)
        points += [point for point, _ in polygon]
        told += [what for _, what in polygon]
        pieces += [(first, first + i, first + i + 1) for i in range(1, len(polygon) - 1)]
    return (
        np.concatenate([vertices, np.asarray(points, np.float32)]),
        np.concatenate([faces[kept == 3], np.asarray(pieces, np.int32).reshape(-1, 3)]).astype(np.int32),
        np.concatenate([carried, np.asarray(told, np.float32)]),
    )


def _cut(corners: Ints, of: tuple[Floats, Floats, Floats]) -> Iterator[tuple[Floats, Floats]]:
    """The corners of what of a triangle lies beyond the plane, each with what it carries."""
    vertices, carried, far = of
    for a, b in zip(corners, np.roll(corners, -1), strict=True):
        if far[a] >= 0:
            yield vertices[a], carried[a]
        if (far[a] >= 0) != (far[b] >= 0):
            share = far[a] / (far[a] - far[b])
            yield vertices[a] + share * (vertices[b] - vertices[a]), carried[a] + share * (carried[b] - carried[a])


def beside(vertices: Floats, faces: Ints, optics: Optics, near: float, margin: float = 1.0) -> NDArray[np.bool_]:
    """(M,) the triangles that are not wholly beyond one side of the picture, widened by a margin in pixels: OpenCV
    spends seconds on the others."""
    x, y, z = ((vertices - np.asarray(optics.camera.position, np.float32)) @ optics.axes.T.astype(np.float32)).T
    across, up = (z * np.float32((edge / 2 + margin) / optics.focal_px) for edge in (optics.width, optics.height))
    beyond = np.zeros(len(vertices), np.uint8)
    for bit, outside in enumerate((z < near, x > across, x < -across, y > up, y < -up)):
        beyond |= outside.astype(np.uint8) << bit
    a, b, c = faces.T
    return np.asarray((beyond[a] & beyond[b] & beyond[c]) == 0)


def surfaces(soup: Soup, optics: Optics, near: float) -> Surfaces:
    """What the centre of each pixel meets of a soup that was cut to what the camera may see."""
    count = len(soup.corners)
    number = np.arange(count)
    told = np.zeros((count, 3, 3), np.float32)
    told[:, :, 0], told[:, :, 1], told[:, :, 2] = (
        (number % DIGIT)[:, None] / DIGIT,
        (number // DIGIT)[:, None] / DIGIT,
        1,
    )
    faces = np.arange(3 * count, dtype=np.int32).reshape(-1, 3)
    seen = draw((soup.corners.reshape(-1, 3), faces, told.reshape(-1, 3)), optics, near=near, flat=True).colour
    digits: NDArray[np.int64] = np.rint(seen * DIGIT).astype(np.int64)
    return soup.seen(np.where(digits[..., 2] > 0, digits[..., 0] + DIGIT * digits[..., 1], -1), optics)
