"""Cloth as surfaces bound to the rig: subdivide, cut along a field, loosen, hem and skin them.

A `Cloth` is made once per look in the rest pose; `skin` carries it into any pose with the body's own bone weights.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Points = NDArray[np.float64]
Index = NDArray[np.int64]
EDGES = ((0, 1), (1, 2), (2, 0))


@dataclass(frozen=True)
class Cloth:
    """A surface in the rest pose.

    points (N, 3) metres · faces (M, 3) · weights (N, bones) sparse, rows sum to 1 · colours (N, 3) linear_rec709 ·
    rim (N,) bool: vertices of turned hems, which smoothing must leave alone.
    """

    points: Points
    faces: Index
    weights: sparse.csr_array
    colours: Points
    rim: NDArray[np.bool_]


def normals(points: Points, faces: Index) -> Points:
    """Unit vertex normals (N, 3), weighted by the area of the faces round each vertex."""
    corner = points[faces]
    face = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    total = np.stack([np.bincount(faces.ravel(), np.repeat(face[:, k], 3), minlength=len(points)) for k in range(3)], 1)
    out: Points = total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-12)
    return out


def edges(faces: Index) -> tuple[Index, Index]:
    """Unique undirected edges (E, 2) and, per face corner k, the number of its edge k → k + 1 (M, 3)."""
    pairs = np.sort(np.stack([faces[:, list(e)] for e in EDGES], 1).reshape(-1, 2), axis=1)
    base = int(faces.max(initial=0)) + 1
    unique, inverse = np.unique(pairs[:, 0].astype(np.int64) * base + pairs[:, 1], return_inverse=True)
    return np.stack(np.divmod(unique, base), 1), inverse.reshape(-1, 3)


def subdivide(count: int, faces: Index) -> tuple[sparse.csr_array, Index]:
    """Split every triangle in four: a matrix (count + E, count) that makes the new vertices, and the new faces."""
    pairs, numbers = edges(faces)
    mid = numbers + count
    rows = np.r_[np.arange(count), np.repeat(np.arange(len(pairs)) + count, 2)]
    matrix = sparse.csr_array(
        (np.r_[np.ones(count), np.full(pairs.size, 0.5)], (rows, np.r_[np.arange(count), pairs.ravel()]))
    )
    a, b, c = faces.T
    ab, bc, ca = mid.T
    new = np.concatenate([np.stack(t, 1) for t in ((a, ab, ca), (b, bc, ab), (c, ca, bc), (ab, bc, ca))])
    return matrix, new


def averaging(count: int, faces: Index) -> sparse.csr_array:
    """Matrix (count, count) that replaces each vertex by the mean of its neighbours; borders stay on their line."""
    pairs, numbers = edges(faces)
    border = pairs[np.bincount(numbers.ravel(), minlength=len(pairs)) == 1]
    on_border = np.zeros(count, bool)
    on_border[border] = True
    inner = pairs[~on_border[pairs].any(1)]
    to_border = pairs[on_border[pairs].sum(1) == 1]
    swap = on_border[to_border[:, 0]]
    to_border[swap] = to_border[swap][:, ::-1]  # now: inner vertex first
    rows = np.r_[inner[:, 0], inner[:, 1], to_border[:, 0], border[:, 0], border[:, 1]]
    cols = np.r_[inner[:, 1], inner[:, 0], to_border[:, 1], border[:, 1], border[:, 0]]
    alone = np.setdiff1d(np.arange(count), rows)
    rows, cols = np.r_[rows, alone], np.r_[cols, alone]
    matrix = sparse.csr_array((np.ones(len(rows)), (rows, cols)), shape=(count, count))
    return sparse.diags_array(1 / matrix.sum(axis=1)) @ matrix


def loosen(points: Points, out: Points, ease: Points, mean: sparse.csr_array, rounds: int) -> Points:
    """Let cloth span hollows: smooth `rounds` times, never nearer than `ease` (N,) metres to `points` along `out`.

    Points move along `out` only, so a field measured on `points` still cuts straight.
    """
    height = ease
    for _ in range(rounds):
        cloth = points + out * height[:, None]
        height = np.maximum(0.4 * height + 0.6 * ((mean @ cloth - points) * out).sum(1), ease)
    return points + out * height[:, None]


def cut(cloth: Cloth, field: Points) -> Cloth:
    """Keep the part of a cloth where `field` (N,) ≥ 0; the edge runs exactly along field = 0."""
    f = np.where(np.abs(field) < 1e-9, 1e-9, field)
    keep = f > 0
    pairs, numbers = edges(cloth.faces)
    crossing = keep[pairs[:, 0]] != keep[pairs[:, 1]]
    a, b = pairs[crossing].T
    t = np.clip(f[a] / (f[a] - f[b]), 0.03, 0.97)
    new = np.full(len(pairs), -1)
    count = len(cloth.points)
    new[crossing] = count + np.arange(len(a))
    faces = _cut_faces(cloth.faces, keep, new[numbers])
    rows = np.r_[np.arange(count), np.repeat(np.arange(len(a)) + count, 2)]
    cols = np.r_[np.arange(count), np.stack([a, b], 1).ravel()]
    share = np.r_[np.ones(count), np.stack([1 - t, t], 1).ravel()]
    matrix = sparse.csr_array((share, (rows, cols)), shape=(count + len(a), count))
    used, faces = np.unique(faces, return_inverse=True)
    return take(cloth, matrix[used], faces.reshape(-1, 3))


def _cut_faces(faces: Index, keep: NDArray[np.bool_], cuts: Index) -> Index:
    """Triangles of the kept side; cuts (M, 3): the new vertex on each edge of each face, −1 for none."""
    inside = keep[faces]
    kept = [faces[inside.all(1)]]
    for k in range(3):
        i, j, m = k, (k + 1) % 3, (k + 2) % 3
        one = inside[:, i] & ~inside[:, j] & ~inside[:, m]
        kept.append(np.stack([faces[one, i], cuts[one, i], cuts[one, m]], 1))
        two = ~inside[:, i] & inside[:, j] & inside[:, m]
        kept.append(np.stack([faces[two, j], faces[two, m], cuts[two, m]], 1))
        kept.append(np.stack([faces[two, j], cuts[two, m], cuts[two, i]], 1))
    return np.concatenate(kept)


def take(cloth: Cloth, matrix: sparse.csr_array, faces: Index) -> Cloth:
    """A cloth whose vertices are the mixtures `matrix` (new, old) of another's."""
    rim = (matrix @ cloth.rim.astype(float)) > 0.5
    return Cloth(matrix @ cloth.points, faces, sparse.csr_array(matrix @ cloth.weights), matrix @ cloth.colours, rim)


def border(faces: Index) -> Index:
    """Directed edges (E, 2) that only one face has, with the surface on their left."""
    directed = np.concatenate([faces[:, list(e)] for e in EDGES])
    top = int(directed.max(initial=0)) + 1
    forward = directed[:, 0] * top + directed[:, 1]
    backward = directed[:, 1] * top + directed[:, 0]
    return directed[~np.isin(forward, backward)]


def hem(cloth: Cloth, thickness: float, depth: float, shade: float = 0.6) -> Cloth:
    """Turn every border inwards: a visible edge of `thickness` metres and a lining `depth` metres deep, darker."""
    edge = border(cloth.faces)
    if not len(edge):
        return cloth
    ring, local = np.unique(edge, return_inverse=True)
    local = local.reshape(-1, 2)
    out = normals(cloth.points, cloth.faces)
    along = cloth.points[edge[:, 1]] - cloth.points[edge[:, 0]]
    inward = np.zeros((len(ring), 3))
    side = np.cross(out[edge].mean(1), along)
    for k in range(2):
        np.add.at(inward, local[:, k], side)
    inward /= np.maximum(np.linalg.norm(inward, axis=1, keepdims=True), 1e-12)
    p, n = cloth.points[ring], out[ring]
    rows = [p, p - n * thickness, p - n * thickness * 1.4 + inward * depth]
    count, size = len(cloth.points), len(ring)
    a, b = local.T
    turned = [
        np.stack(t, 1) + count
        for s in (0, size)
        for t in ((b + s, a + s, a + s + size), (b + s, a + s + size, b + s + size))
    ]
    tone = [cloth.colours[ring] * shade] * 2 + [cloth.colours[ring] * shade * 0.5]
    pick = sparse.csr_array((np.ones(3 * size), (np.arange(3 * size), np.tile(ring, 3))), shape=(3 * size, count))
    return Cloth(
        np.concatenate([cloth.points, *rows]),
        np.concatenate([cloth.faces, *turned]),
        sparse.csr_array(sparse.vstack([cloth.weights, pick @ cloth.weights])),
        np.concatenate([cloth.colours, *tone]),
        np.r_[cloth.rim, np.ones(3 * size, bool)],
    )


def join(cloths: list[Cloth]) -> Cloth:
    """Several cloths as one, unconnected."""
    starts = np.cumsum([0] + [len(c.points) for c in cloths[:-1]])
    return Cloth(
        np.concatenate([c.points for c in cloths]),
        np.concatenate([c.faces + s for c, s in zip(cloths, starts, strict=True)]),
        sparse.csr_array(sparse.vstack([c.weights for c in cloths])),
        np.concatenate([c.colours for c in cloths]),
        np.concatenate([c.rim for c in cloths]),
    )


def painted(cloth: Cloth, colours: Points) -> Cloth:
    """The same cloth in other colours, (3,) or (N, 3)."""
    return replace(cloth, colours=np.broadcast_to(colours, cloth.points.shape).copy())


def skin(points: Points, weights: sparse.csr_array, transforms: Points) -> Points:
    """Linear blend skinning: points (N, 3) of the rest pose into the pose of `transforms` (bones, 4, 4)."""
    blend = (weights @ transforms[:, :3].reshape(len(transforms), 12)).reshape(-1, 3, 4)
    moved: Points = np.einsum("nij,nj->ni", blend[:, :, :3], points) + blend[:, :, 3]
    return moved
