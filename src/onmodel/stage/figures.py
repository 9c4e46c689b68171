"""Figures: actors and sets as a clip draws them: only what its cameras may see; actors with the light on them."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from onmodel.stage.between import Keylight, on_actor
from onmodel.stage.life import Living
from onmodel.stage.mending import FLOOR
from onmodel.stage.mesh import Floats, Ints, MeshPart
from onmodel.stage.optics import NEAR, Optics
from onmodel.stage.raster import FAR, MARGIN, beside, draw

Mesh = tuple[Floats, Ints, Floats]
DEEP = 0.08  # metres behind what is seen up to which a body is kept: lids, teeth and the far side of a lapel
AROUND = 9  # pixels around a vertex in which something must be as deep as it


@dataclass(frozen=True)
class Figure:
    """Some of an actor's vertices (K,) by number, the triangles (M, 3) between them, their colours (K, 3), and the
    light (K, 3) on them in each keyframe."""

    vertices: Ints
    faces: Ints
    colours: Floats
    lights: list[Floats]

    def radiance(self, first: int, second: int, share: float) -> Floats:
        """(K, 3) light from the vertices, `share` 0–1 of the way between two keyframes."""
        light = self.lights[first]
        if first != second:
            light = light + np.float32(share) * (self.lights[second] - light)
        return np.asarray(light * (self.colours + FLOOR), np.float32)


def figure(
    owner: int, who: tuple[Living, Floats], keys: Sequence[Keylight], views: Sequence[tuple[float, Optics]]
) -> Figure:
    """An actor with the colours (N, 3) of its vertices, whose id in the keyframes is `owner`; `views` are times and
    cameras of the clip."""
    actor, colours = who
    faces = _kept(actor.flat.faces, [(actor.at(time), optics) for time, optics in views])
    vertices, inverse = np.unique(faces, return_inverse=True)
    where = [actor.at(key.time)[vertices] for key in keys]
    lights = on_actor(list(keys), owner, where) if len(vertices) else [np.zeros((0, 3), np.float32)] * len(keys)
    return Figure(vertices, inverse.reshape(-1, 3).astype(np.int32), colours[vertices], lights)


def _kept(faces: Ints, views: Sequence[tuple[Floats, Optics]]) -> Ints:
    """The triangles that some view may show: not far behind what is seen around them."""
    kept = np.zeros(len(faces), bool)
    for points, optics in views:
        depth = draw((points, faces, points), optics, near=NEAR).depth
        deepest = cv2.dilate(np.where(depth > FAR / 2, FAR, depth), np.ones((AROUND, AROUND), np.uint8))
        x, y, z = optics.project(points).T
        inside = (x >= 0) & (x < optics.width) & (y >= 0) & (y < optics.height)
        column, row = (np.where(inside, w, 0).astype(np.intp) for w in (x, y))
        shown = ~inside | (z < deepest[row, column] + DEEP)
        kept |= shown[faces].any(axis=1) & beside(points, faces, optics, NEAR, MARGIN * optics.width)
    found: Ints = faces[kept]
    return found


def backdrop(parts: Sequence[MeshPart], views: Sequence[Optics]) -> tuple[Mesh, Ints]:
    """What of a set some view may show, as one mesh, and which of the parts' vertices (N,) are in it; what is near to
    the first view comes first, as it hides the rest."""
    vertices, faces, colours = joined(parts)
    seen = np.zeros(len(faces), bool)
    for optics in views:
        seen |= beside(vertices, faces, optics, NEAR, MARGIN * optics.width)
    away = (vertices - np.asarray(views[0].camera.position)) @ views[0].axes[2]
    order = np.argsort(away[faces[seen]].min(axis=1), kind="stable") if seen.any() else np.zeros(0, int)
    used, inverse = np.unique(faces[seen][order], return_inverse=True)
    return (vertices[used], inverse.reshape(-1, 3).astype(np.int32), colours[used]), used.astype(np.int32)


def joined(parts: Sequence[MeshPart]) -> Mesh:
    """Parts as one mesh of vertices, triangles and colours."""
    starts = np.cumsum([0] + [len(p.vertices) for p in parts])
    faces = [p.faces + start for p, start in zip(parts, starts, strict=False)]
    empty = np.zeros((0, 3), np.float32)
    return (
        np.concatenate([empty, *(p.vertices for p in parts)]).astype(np.float32),
        np.concatenate([np.zeros((0, 3), np.int32), *faces]).astype(np.int32),
        np.concatenate([empty, *(p.colours for p in parts)]).astype(np.float32).clip(0, 0.98),
    )
