"""Solids: the shapes that sets and props are built of, as triangles with normals and vertex colours.

Metres, z up. Every shape stands with its base at z = 0, centred on the z axis, unless it says otherwise; it is then
`moved`, `turned` and `scaled`. Faces wind counter-clockwise seen from outside.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onmodel.color.spaces import hex_to_linear
from onmodel.stage.mesh import Floats, Ints
from onmodel.stage.sets.finish import MATTE, Finish

Array = NDArray[np.float64]
CREASE = np.cos(np.deg2rad(38.0))  # a profile that bends more than this has an edge there, not a curve


@dataclass(frozen=True, eq=False)
class Solid:
    """A shape of one finish: vertices (N, 3), faces (M, 3), unit normals (N, 3), colours (N, 3) linear_rec709."""

    vertices: Floats
    faces: Ints
    normals: Floats
    colours: Floats
    finish: Finish = MATTE

    def moved(self, x: float = 0.0, y: float = 0.0, z: float = 0.0) -> "Solid":
        """Shift by metres."""
        return replace(self, vertices=(self.vertices + np.array([x, y, z])).astype(np.float32))

    def turned(self, degrees: float, axis: str = "z") -> "Solid":
        """Rotate counter-clockwise about a world axis through the origin."""
        m = rotation(degrees, axis)
        return replace(
            self,
            vertices=(self.vertices @ m.T).astype(np.float32),
            normals=(self.normals @ m.T).astype(np.float32),
        )

    def scaled(self, x: float, y: float | None = None, z: float | None = None) -> "Solid":
        """Stretch by positive factors about the origin; one factor scales evenly."""
        s = np.array([x, x if y is None else y, x if z is None else z])
        return replace(
            self, vertices=(self.vertices * s).astype(np.float32), normals=_unit(self.normals / s).astype(np.float32)
        )

    def finished(self, finish: Finish) -> "Solid":
        """The same shape with another surface."""
        return replace(self, finish=finish)

    def painted(self, colour: str | ArrayLike) -> "Solid":
        """The same shape in one colour: sRGB hex, or linear_rec709 per shape or per vertex."""
        rgb = hex_to_linear(colour) if isinstance(colour, str) else np.asarray(colour)
        return replace(self, colours=np.broadcast_to(rgb, self.vertices.shape).astype(np.float32))


def rotation(degrees: float, axis: str = "z") -> Array:
    """(3, 3) matrix of a counter-clockwise turn about x, y or z."""
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    i = "xyz".index(axis)
    a, b = (i + 1) % 3, (i + 2) % 3
    m = np.eye(3)
    m[a, a], m[a, b], m[b, a], m[b, b] = c, -s, s, c
    return m


def solid(vertices: ArrayLike, faces: ArrayLike, normals: ArrayLike, colour: str | ArrayLike) -> Solid:
    """A solid from raw arrays and one colour (or one per vertex)."""
    v = np.asarray(vertices, np.float32)
    rgb = hex_to_linear(colour) if isinstance(colour, str) else np.asarray(colour)
    return Solid(
        v,
        np.asarray(faces, np.int32).reshape(-1, 3),
        _unit(np.asarray(normals, np.float64)).astype(np.float32),
        np.broadcast_to(rgb, v.shape).astype(np.float32),
    )


def merge(solids: Iterable[Solid]) -> Solid:
    """One solid of several; the finish is the first one's. Raises ValueError for none."""
    items = list(solids)
    if not items:
        raise ValueError("nothing to merge")
    offsets = np.cumsum([0] + [len(s.vertices) for s in items[:-1]])
    return Solid(
        np.concatenate([s.vertices for s in items]),
        np.concatenate([s.faces + o for s, o in zip(items, offsets, strict=True)]).astype(np.int32),
        np.concatenate([s.normals for s in items]),
        np.concatenate([s.colours for s in items]),
        items[0].finish,
    )


def scatter(shape: Solid, positions: ArrayLike, headings: ArrayLike, scales: ArrayLike) -> Solid:
    """Copies of a shape on the ground: positions (K, 3) metres, headings (K,) degrees, scales (K,) or (K, 3)."""
    p = np.asarray(positions, np.float64).reshape(-1, 3)
    a = np.deg2rad(np.broadcast_to(headings, (len(p),)))
    s = np.broadcast_to(np.asarray(scales, np.float64).reshape(len(p), -1) if np.ndim(scales) else scales, (len(p), 3))
    c, n = np.cos(a), np.sin(a)
    turn = np.zeros((len(p), 3, 3))
    turn[:, 0, 0], turn[:, 0, 1], turn[:, 1, 0], turn[:, 1, 1], turn[:, 2, 2] = c, -n, n, c, 1.0
    v = np.einsum("kij,kvj->kvi", turn, shape.vertices[None] * s[:, None]) + p[:, None]
    m = np.einsum("kij,kvj->kvi", turn, _unit(shape.normals[None] / s[:, None]))
    f = shape.faces[None] + (np.arange(len(p)) * len(shape.vertices))[:, None, None]
    rgb = np.tile(shape.colours, (len(p), 1))
    return Solid(*(_f32(v), f.reshape(-1, 3).astype(np.int32), _f32(m), rgb), shape.finish)


def box(size: ArrayLike, colour: str, bevel: float = 0.008, cell: float = 0.0) -> Solid:
    """A box of `size` (3,) with edges rounded by `bevel`; `cell` > 0 divides its faces for painted patterns."""
    half = np.asarray(size, np.float64) / 2
    b = min(bevel, 0.9 * float(half.min()))
    x, y, z = (max(1, round(2 * (h - b) / cell)) if cell else 1 for h in half)
    unit, normals, faces = _box_mesh((x, y, z), b > 0)
    return solid(unit * (half - b) + normals * b + np.array([0, 0, half[2]]), faces, normals, colour)


@lru_cache(maxsize=256)
def _box_mesh(counts: tuple[int, int, int], rounded: bool) -> tuple[Array, Array, Ints]:
    """Points −1…1 of the six faces, divided by `counts`, their normals, and all faces, with edge strips if rounded."""
    ticks = [np.linspace(-1, 1, n + 1) for n in counts]
    vertices, normals, faces = [], [], []
    grids: dict[tuple[int, int], Ints] = {}
    start = 0
    for axis in range(3):
        u, w = (axis + 1) % 3, (axis + 2) % 3
        for sign in (-1, 1):
            gu, gw = np.meshgrid(ticks[u], ticks[w], indexing="ij")
            p = np.empty((*gu.shape, 3))
            p[..., u], p[..., w], p[..., axis] = gu, gw, sign
            index = np.arange(gu.size, dtype=np.int32).reshape(gu.shape) + start
            start += gu.size
            grids[axis, sign] = index
            vertices.append(p.reshape(-1, 3))
            normals.append(np.tile(np.eye(3)[axis] * sign, (gu.size, 1)))
            faces.append(quads(index if sign > 0 else index[::-1]))
    v, n = np.concatenate(vertices), np.concatenate(normals)
    f = np.concatenate([*faces, *(_chamfers(grids) if rounded else [])])
    p = v + 0.1 * n
    inward = np.einsum("ij,ij->i", np.cross(p[f[:, 1]] - p[f[:, 0]], p[f[:, 2]] - p[f[:, 0]]), n[f].sum(1)) < 0
    f[inward] = f[inward][:, ::-1]
    return v, n, f


def _chamfers(grids: dict[tuple[int, int], Ints]) -> list[Ints]:
    """Strips along the twelve edges and triangles on the eight corners, between the face grids (winding loose)."""
    strips: list[Ints] = []
    for axis in range(3):
        u = (axis + 1) % 3
        for a in (-1, 1):
            for b in (-1, 1):  # the edge between face (axis, a) and face (u, b) runs along the third axis
                first = grids[axis, a][0 if b < 0 else -1, :]
                second = grids[u, b][:, 0 if a < 0 else -1]
                strips.append(quads(np.stack([first, second])))
    k = {-1: 0, 1: -1}
    for x in (-1, 1):
        for y in (-1, 1):
            for z in (-1, 1):
                corner = [grids[0, x][k[y], k[z]], grids[1, y][k[z], k[x]], grids[2, z][k[x], k[y]]]
                strips.append(np.array([corner], np.int32))
    return strips


def quads(index: Ints) -> Ints:
    """(M, 3) triangles of a grid of vertex indices (rows, columns)."""
    a, b, c, d = index[:-1, :-1], index[1:, :-1], index[1:, 1:], index[:-1, 1:]
    return np.stack([np.stack([a, b, c], -1), np.stack([a, c, d], -1)], -2).reshape(-1, 3).astype(np.int32)


def lathe(profile: ArrayLike, colour: str, segments: int = 20) -> Solid:
    """A profile (K, 2) of radius and height, listed from the bottom up its outside, turned about the z axis."""
    p = np.asarray(profile, np.float64)
    ends = np.stack([p[:-1], p[1:]], 1)
    d = _unit(ends[:, 1] - ends[:, 0])
    out = np.stack([d[:, 1], -d[:, 0]], 1)  # to the right of an upward profile is outside
    rows, row_normals = [p[0]], [out[0]]
    for i in range(1, len(p) - 1):
        smooth = float(d[i - 1] @ d[i]) > CREASE
        for m in [out[i - 1] + out[i]] if smooth else [out[i - 1], out[i]]:
            rows.append(p[i])
            row_normals.append(m)
    rows.append(p[-1])
    row_normals.append(out[-1])
    r, m = np.array(rows), _unit(np.array(row_normals))
    a = np.linspace(0, 2 * np.pi, segments + 1)[:, None]
    cos, sin = np.cos(a), np.sin(a)
    v = np.stack([cos * r[:, 0], sin * r[:, 0], np.broadcast_to(r[:, 1], (segments + 1, len(r)))], -1)
    n = np.stack([cos * m[:, 0], sin * m[:, 0], np.broadcast_to(m[:, 1], (segments + 1, len(r)))], -1)
    return solid(v.reshape(-1, 3), quads(np.arange(v[..., 0].size, dtype=np.int32).reshape(v.shape[:2])),
                 n.reshape(-1, 3), colour)  # fmt: skip


def cylinder(radius: float, height: float, colour: str, segments: int = 20) -> Solid:
    """An upright closed cylinder with a slight round edge."""
    b = min(0.006, radius / 4, height / 4)
    return lathe([(0, 0), (radius - b, 0), (radius, b), (radius, height - b), (radius - b, height), (0, height)],
                 colour, segments)  # fmt: skip


def cone(radius: float, height: float, colour: str, top: float = 0.0, segments: int = 20) -> Solid:
    """An upright closed cone, or a frustum when `top` (radius) is given."""
    return lathe([(0, 0), (radius, 0), (top, height), (0, height)][: 4 if top else 3], colour, segments)


def sphere(radius: float, colour: str, segments: int = 18) -> Solid:
    """A ball centred on the origin."""
    a = np.linspace(-np.pi / 2, np.pi / 2, segments // 2 + 1)
    return lathe(np.stack([np.cos(a) * radius, np.sin(a) * radius], 1), colour, segments)


def tube(path: ArrayLike, radii: ArrayLike, colour: str, segments: int = 8) -> Solid:
    """A tapered tube along points (K, 3) with a radius each, closed at both ends: poles, limbs, trunks, ropes."""
    p = np.asarray(path, np.float64)
    r = np.broadcast_to(np.asarray(radii, np.float64), (len(p),))
    along = _unit(np.gradient(p, axis=0))
    ref = np.eye(3)[int(np.argmin(np.abs(along).max(0)))]
    side = _unit(np.cross(along, ref))
    up = np.cross(along, side)
    a = np.linspace(0, 2 * np.pi, segments + 1)
    ring = np.cos(a)[None, :, None] * side[:, None] + np.sin(a)[None, :, None] * up[:, None]
    v = p[:, None] + ring * r[:, None, None]
    index = np.arange(v[..., 0].size, dtype=np.int32).reshape(v.shape[:2])
    wall = solid(v.reshape(-1, 3), quads(index.T), ring.reshape(-1, 3), colour)
    return merge([wall, _disc(v[0, ::-1], -along[0], colour), _disc(v[-1], along[-1], colour)])


def _disc(ring: Array, normal: Array, colour: str) -> Solid:
    v = np.vstack([ring[:-1].mean(0), ring])
    k = np.arange(1, len(ring), dtype=np.int32)
    return solid(v, np.stack([np.zeros_like(k), k, k + 1], 1), np.tile(normal, (len(v), 1)), colour)


def prism(outline: ArrayLike, height: float, colour: str) -> Solid:
    """A polygon (K, 2), counter-clockwise and star-shaped about its centroid, extruded upward."""
    p = np.asarray(outline, np.float64)
    ring = np.vstack([p, p[:1]])
    low, high = (np.column_stack([ring, np.full(len(ring), z)]) for z in (0.0, height))
    sides = np.stack([low[:-1], low[1:], high[1:], high[:-1]], 1)
    edge = ring[1:] - ring[:-1]
    n = np.repeat(np.column_stack([edge[:, 1], -edge[:, 0], np.zeros(len(edge))]), 4, 0)
    k = np.arange(len(sides), dtype=np.int32)[:, None] * 4
    wall = solid(sides.reshape(-1, 3), np.vstack([k + np.array(t) for t in ((0, 1, 2), (0, 2, 3))]), n, colour)
    return merge([wall, _disc(low[::-1], np.array([0, 0, -1.0]), colour), _disc(high, np.array([0, 0, 1.0]), colour)])


def sheet(xs: ArrayLike, ys: ArrayLike, heights: ArrayLike, colour: str | ArrayLike) -> Solid:
    """Open ground: heights (X, Y), or one number, over the grid xs × ys, facing up; colour may be (X, Y, 3)."""
    x, y = np.asarray(xs, np.float64), np.asarray(ys, np.float64)
    z = np.broadcast_to(np.asarray(heights, np.float64), (len(x), len(y)))
    v = np.stack([*np.meshgrid(x, y, indexing="ij"), z], -1)
    n = np.stack([-np.gradient(z, x, axis=0), -np.gradient(z, y, axis=1), np.ones_like(z)], -1)
    rgb = colour if isinstance(colour, str) else np.asarray(colour).reshape(-1, 3)
    index = np.arange(z.size, dtype=np.int32).reshape(z.shape)
    return solid(v.reshape(-1, 3), quads(index), n.reshape(-1, 3), rgb)


def _unit(v: NDArray[np.floating]) -> Array:
    return np.asarray(v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1e-9), np.float64)


def _f32(v: Array) -> Floats:
    return v.reshape(-1, 3).astype(np.float32)


def bounds(solids: Sequence[Solid]) -> tuple[Array, Array]:
    """Lowest and highest corner (3,) of the box around some solids."""
    v = np.concatenate([s.vertices for s in solids]).astype(np.float64)
    return v.min(0), v.max(0)
