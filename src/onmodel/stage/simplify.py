"""Fewer triangles for a view that is turned by hand: vertices of one small cube of space become one."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.mesh import Floats, Ints, MeshPart

FINEST, STEP = 0.006, 1.35  # metres of the first cube's edge; by how much it grows from trial to trial
FEW = 120  # vertices of a part that is left as it is: a table's edges are worth more than they cost


def within(parts: Sequence[MeshPart], most: int, finest: float = FINEST) -> list[MeshPart]:
    """Return the parts with at most about `most` vertices in all: clustered in the smallest cubes that give so few."""
    left = [p for p in parts if len(p.faces)]
    if sum(len(p.vertices) for p in left) <= most:
        return left
    edge = finest
    while sum(_cells(p, edge) for p in left) > most and edge < 2.0:
        edge *= STEP
    made = [clustered(p, edge) if len(p.vertices) > FEW else p for p in left]
    return [p for p in made if len(p.faces)]


def _cells(part: MeshPart, edge: float) -> int:
    """How many vertices a part would have."""
    return len(np.unique(_keys(part, edge))) if len(part.vertices) > FEW else len(part.vertices)


def _keys(part: MeshPart, edge: float) -> NDArray[np.int64]:
    """A number (N,) for the cube that each vertex is in."""
    cell = np.floor(part.vertices / edge).astype(np.int64)
    cell -= cell.min(axis=0)
    width = cell.max(axis=0) + 1
    keys: NDArray[np.int64] = (cell[:, 0] * width[1] + cell[:, 1]) * width[2] + cell[:, 2]
    return keys


def clustered(part: MeshPart, edge: float) -> MeshPart:
    """Return a part whose vertices are the means of those in one cube of `edge` metres (Rossignac and Borrel 1993).

    Triangles that fall together are left out. Normals are left to whoever shades it.
    """
    _, group = np.unique(_keys(part, edge), return_inverse=True)
    faces = group[part.faces]
    solid = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 0] != faces[:, 2])
    faces = _once(faces[solid])
    used, faces = np.unique(faces, return_inverse=True)
    corners: Ints = faces.reshape(-1, 3).astype(np.int32)
    means = [_mean(values, group)[used] for values in (part.vertices, part.colours)]
    return replace(part, vertices=means[0], colours=means[1], faces=corners, normals=None)


def _once(faces: NDArray[np.int64]) -> NDArray[np.int64]:
    """The triangles (M, 3) without those that have the same corners as an earlier one."""
    a, b, c = np.sort(faces, axis=1).T
    size = int(faces.max(initial=0)) + 1
    _, first = np.unique((a * size + b) * size + c, return_index=True)
    kept: NDArray[np.int64] = faces[np.sort(first)]
    return kept


def _mean(values: Floats, group: NDArray[np.intp]) -> Floats:
    """The mean (K, 3) of the values (N, 3) of each group."""
    count = np.bincount(group)
    sums = np.stack([np.bincount(group, weights=values[:, i]) for i in range(3)], axis=1)
    mean: Floats = (sums / count[:, None]).astype(np.float32)
    return mean


def smooth_normals(part: MeshPart) -> Floats:
    """Area-weighted unit normals (N, 3) of a part's vertices; up where a vertex has none."""
    a, b, c = (part.vertices[part.faces[:, i]].astype(float) for i in range(3))
    across = np.cross(b - a, c - a)
    corners = part.faces.ravel()
    size = len(part.vertices)
    total = np.stack(
        [np.bincount(corners, weights=np.repeat(across[:, i], 3), minlength=size) for i in range(3)], axis=1
    )
    length = np.linalg.norm(total, axis=1, keepdims=True)
    normals: Floats = np.where(length > 1e-12, total / np.maximum(length, 1e-12), (0, 0, 1)).astype(np.float32)
    return normals
