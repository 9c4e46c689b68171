"""Cutaway: what a film set does with a wall that stands between lens and actors; it rolls it out of the way."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.mesh import Floats, MeshPart, Place
from onmodel.stage.optics import NEAR, Optics

Array = NDArray[np.float64]
RAYS = (12, 8)  # sight lines over the picture, beside those to the actors
CLEARANCE = 0.05  # metres kept between the near plane and what must be seen


def cut(place: Place, bodies: Sequence[Floats], optics: Optics) -> tuple[list[MeshPart], float]:
    """The set's parts to render, and the near distance of the camera in metres.

    A wall named in `place.wall_cutaway` that stands before the actors is kept out of sight by moving the near plane
    behind it, so that it still holds light in and out; where it reaches too far back for that, it is left out.
    """
    movable = [p for p in place.parts if p.name in place.wall_cutaway]
    seen = [optics.project(body) for body in bodies if len(body) and optics.sees(body)]
    if not movable or not seen:
        return list(place.parts), NEAR
    limit = min(float(p[p[:, 2] > NEAR, 2].min()) for p in seen) - CLEARANCE
    lines = np.concatenate([_sight_lines(optics), *(np.asarray(b, float) - optics.camera.position for b in bodies)])
    near, dropped = NEAR, set()
    for wall in movable:
        first, last = _depths(wall, lines, optics)
        if first >= limit:
            continue
        if last + CLEARANCE < limit:
            near = max(near, last + CLEARANCE)
        else:
            dropped.add(wall.name)
    return [p for p in place.parts if p.name not in dropped], near


def _sight_lines(optics: Optics) -> Array:
    """(N, 3) directions through a grid over the picture."""
    x, y = np.meshgrid(np.linspace(0, optics.width, RAYS[0]), np.linspace(0, optics.height, RAYS[1]))
    local = np.stack([x.ravel() - optics.width / 2, optics.height / 2 - y.ravel(), np.full(x.size, optics.focal_px)], 1)
    return np.asarray(local @ optics.axes)


def _depths(wall: MeshPart, lines: Array, optics: Optics) -> tuple[float, float]:
    """Nearest and farthest depth along the optical axis at which sight lines meet the wall; infinities if none does.

    Möller and Trumbore 1997, "Fast, Minimum Storage Ray/Triangle Intersection", for all pairs at once.
    """
    a, b, c = (wall.vertices[wall.faces[:, i]].astype(float) for i in range(3))
    forward = optics.axes[2]
    first, last = np.inf, -np.inf
    for line in lines:
        h = np.cross(line, c - a)
        det = np.einsum("ij,ij->i", b - a, h)
        inverse = 1 / np.where(np.abs(det) < 1e-12, np.inf, det)
        s = np.asarray(optics.camera.position, float) - a
        q = np.cross(s, b - a)
        u, v, t = (s * h).sum(1) * inverse, q @ line * inverse, (q * (c - a)).sum(1) * inverse
        met = t[(inverse != 0) & (u >= 0) & (v >= 0) & (u + v <= 1) & (t > 0)]
        if len(met):
            depths = met * float(line @ forward)
            first, last = min(first, float(depths.min())), max(last, float(depths.max()))
    return first, last
