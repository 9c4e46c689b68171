"""Sight lines through a set: what stands between a lens and a face, and on what a thing can be put down."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.camera import Array
from onmodel.stage.mesh import Place


@dataclass(frozen=True)
class Solid:
    """The set as triangles that can stand between lens and face; `cutaway` walls are left out."""

    place: Place

    @cached_property
    def triangles(self) -> Array:
        """All opaque triangles, (M, 3, 3) metres."""
        parts = [p for p in self.place.parts if p.name not in self.place.wall_cutaway and p.emission is None]
        meshes = [p.vertices[p.faces] for p in parts if len(p.faces)]
        return np.concatenate(meshes).astype(float) if meshes else np.zeros((0, 3, 3))

    def hides(self, lens: Array, points: Array) -> NDArray[np.bool_]:
        """Return for each point (N, 3) whether a triangle lies between it and the lens (Möller and Trumbore 1997)."""
        hidden = np.zeros(len(points), dtype=bool)
        for i, point in enumerate(points):
            ray = (point - lens) * 0.97  # the face itself is not an obstacle
            hidden[i] = _hit(self._near(lens, point), lens, ray)
        return hidden

    def top_below(self, spot: Array, ceiling: float) -> float:
        """Return the height in metres of the highest surface above a ground point that is not above `ceiling`."""
        x, y = spot[0], spot[1]
        over = self.triangles[(self._low[:, :2] <= (x, y)).all(axis=1) & (self._high[:, :2] >= (x, y)).all(axis=1)]
        over = over[over[:, :, 2].max(axis=1) <= ceiling]
        heights = [
            float(t[:, 2].max()) for t in over if _hit(t[None], np.array([x, y, ceiling]), np.array([0, 0, -9.0]))
        ]
        return max(heights, default=0.0)

    def _near(self, lens: Array, point: Array) -> Array:
        """Return the triangles whose bounding boxes touch the ray's."""
        if not len(self.triangles):
            return self.triangles
        low, high = np.minimum(lens, point), np.maximum(lens, point)
        touching = (self._low <= high).all(axis=1) & (self._high >= low).all(axis=1)
        kept: Array = self.triangles[touching]
        return kept

    @cached_property
    def _low(self) -> Array:
        low: Array = self.triangles.min(axis=1)
        return low

    @cached_property
    def _high(self) -> Array:
        high: Array = self.triangles.max(axis=1)
        return high


def _hit(triangles: Array, start: Array, ray: Array) -> bool:
    """Return whether the segment start → start + ray meets any triangle."""
    if not len(triangles):
        return False
    a, ab, ac = triangles[:, 0], triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    across = np.cross(ray, ac)
    scale = np.einsum("ij,ij->i", ab, across)
    with np.errstate(divide="ignore", invalid="ignore"):
        offset = start - a
        u = np.einsum("ij,ij->i", offset, across) / scale
        other = np.cross(offset, ab)
        v = other @ ray / scale
        t = np.einsum("ij,ij->i", ac, other) / scale
        return bool(((u >= 0) & (v >= 0) & (u + v <= 1) & (t > 0) & (t < 1)).any())
