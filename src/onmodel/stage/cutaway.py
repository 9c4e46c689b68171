"""Cutaway: what a film set does with a wall that stands between lens and actors; it rolls it out of the way."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.mesh import Floats, MeshPart, Place
from onmodel.stage.optics import NEAR, Optics

Array = NDArray[np.float64]
RAYS = (33, 9)  # sight lines over the picture
POINTS = 40  # of each actor's hull, to which lines of sight are tested
CLEARANCE = 0.05  # metres kept between the near plane and what must be seen


def cut(place: Place, bodies: Sequence[Floats], optics: Optics) -> tuple[list[MeshPart], float]:
    """The set's parts to render, and the near distance of the camera in metres.

    A wall named in `place.wall_cutaway` that stands before the actors is kept out of sight by moving the near plane
    behind it, so that it still holds light in and out; where it reaches too far back for that, it is left out.
    """
    seen = [np.asarray(body, float) for body in bodies if len(body) and optics.sees(body)]
    if not seen:
        return list(place.parts), NEAR
    depths = optics.project(np.concatenate(seen))[:, 2]
    limit = float(depths[depths > NEAR].min()) - CLEARANCE
    to_bodies = np.concatenate([body[:: len(body) // POINTS + 1] for body in seen]) - optics.camera.position
    near, dropped = NEAR, set()
    for part in place.parts:
        triangles = _before(part, limit, optics) if part.name in place.wall_cutaway else np.zeros((0, 3, 3))
        between = _farthest(triangles, to_bodies, optics, reach=1.0) if len(triangles) else -np.inf
        if not np.isfinite(between):  # what stands behind the actors is their background
            continue
        last = max(_farthest(triangles, _sight_lines(optics), optics), between)
        if last + CLEARANCE < limit:
            near = max(near, last + CLEARANCE)
        else:
            dropped.add(_wall(part))
    walls = [p for p in place.parts if p.name in place.wall_cutaway and _wall(p) in dropped]
    return [p for p in place.parts if not any(p is wall for wall in walls)], near


def _wall(part: MeshPart) -> str:
    """The wall that a part belongs to: sets name its finishes `wall/finish`."""
    return part.name.split("/")[0]


def _before(part: MeshPart, limit: float, optics: Optics) -> Array:
    """(M, 3, 3) triangles of a part that may be in the picture and nearer than `limit`; a cheap first sieve."""
    local = (part.vertices - np.asarray(optics.camera.position)) @ optics.axes.T
    corner = local[part.faces]
    x, y, z = np.moveaxis(corner, -1, 0)
    half = np.array([optics.width, optics.height]) / 2 / optics.focal_px
    inside = (z.max(1) > NEAR) & (z.min(1) < limit)
    for across, edge in ((x, half[0]), (y, half[1])):
        inside &= ~((across > edge * z).all(1) | (across < -edge * z).all(1))
    return np.asarray(part.vertices[part.faces[inside]], float)


def _sight_lines(optics: Optics) -> Array:
    """(N, 3) directions through a grid over the picture."""
    x, y = np.meshgrid(np.linspace(0, optics.width, RAYS[0]), np.linspace(0, optics.height, RAYS[1]))
    local = np.stack([x.ravel() - optics.width / 2, optics.height / 2 - y.ravel(), np.full(x.size, optics.focal_px)], 1)
    return np.asarray(local @ optics.axes)


def _farthest(triangles: Array, lines: Array, optics: Optics, *, reach: float = np.inf) -> float:
    """The farthest depth along the optical axis at which lines from the lens meet triangles; −inf if none does.

    A line is followed to `reach` times its length.

    Möller and Trumbore 1997, "Fast, Minimum Storage Ray/Triangle Intersection".
    """
    a, ab, ac = triangles[:, 0], triangles[:, 1] - triangles[:, 0], triangles[:, 2] - triangles[:, 0]
    s = np.asarray(optics.camera.position, float) - a
    q, normal = np.cross(s, ab), np.cross(ab, ac)
    across = np.cross(s, ac)
    last = -np.inf
    for line in lines:  # det = line × ac · ab = −line · (ab × ac); u and v likewise, so that nothing is crossed twice
        det = -(normal @ line)
        inverse = 1 / np.where(np.abs(det) < 1e-12, np.inf, det)
        u, v, t = -(across @ line) * inverse, (q @ line) * inverse, (q * ac).sum(1) * inverse
        met = t[(inverse != 0) & (u >= 0) & (v >= 0) & (u + v <= 1) & (t > 0) & (t < reach)]
        if len(met):
            last = max(last, float(met.max() * (line @ optics.axes[2])))
    return last
