"""Panels: walls and floors with openings, painted plaster, boards, bricks and tiles.

A panel runs along x, centred, stands from z = 0 to its height and faces −y; `laid` puts it on the floor facing up.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onmodel.color.spaces import hex_to_linear
from onmodel.stage.sets.finish import MATTE, WOOD, varied
from onmodel.stage.sets.solids import Solid, box, merge, quads, solid

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Opening:
    """A hole in a wall: metres along it (0 is its middle) and up it."""

    x0: float
    x1: float
    z0: float
    z1: float


@dataclass(frozen=True)
class Tiling:
    """A pattern of tiles: size and gap in metres, share of a tile by which rows are shifted, colours to pick from."""

    width: float
    height: float
    gap: float
    colours: tuple[str, ...]
    mortar: str = "#8d8478"
    stagger: float = 0.5
    jitter: float = 0.12  # brightness, ±
    relief: float = 0.004
    random_stagger: bool = False


BRICK = Tiling(0.25, 0.075, 0.012, ("#8a4a35", "#94543c", "#7b3f2d", "#9a5c45", "#6f3a2c"))
BOARDS = Tiling(1.6, 0.14, 0.004, ("#8a6239", "#7f5833", "#946b41", "#77522f"), "#2a1c10", random_stagger=True)
PAVING = Tiling(0.6, 0.6, 0.012, ("#8b8a86", "#827f7a", "#95938e", "#7a7874"), "#55534f", 0.5)
CARPET_TILES = Tiling(0.5, 0.5, 0.001, ("#4a5560", "#47525c", "#4d5863"), "#3c454d", 0.0, 0.05, 0.001)


def plaster(
    width: float, height: float, colour: str, openings: Sequence[Opening] = (), seed: int = 0, *, cell: float = 0.16
) -> Solid:
    """A plastered wall: soft mottling and a little dirt above the floor."""
    xs = _ticks(width, cell, [e for o in openings for e in (o.x0, o.x1)])
    zs = _ticks(height, cell, [e for o in openings for e in (o.z0, o.z1)], start=0.0)
    v = np.stack([*np.meshgrid(xs, zs, indexing="ij")], -1)
    v = np.insert(v, 1, 0.0, axis=-1)
    centre = (v[1:, 1:] + v[:-1, :-1]) / 2
    keep = np.ones(centre.shape[:2], bool)
    for o in openings:
        inside = (centre[..., 0] > o.x0) & (centre[..., 0] < o.x1) & (centre[..., 2] > o.z0) & (centre[..., 2] < o.z1)
        keep &= ~inside
    index = np.arange(v[..., 0].size, dtype=np.int32).reshape(v.shape[:2])
    faces = quads(index).reshape(*keep.shape, 2, 3)[keep].reshape(-1, 3)
    flat = v.reshape(-1, 3)
    wall = solid(flat, faces, np.tile([0.0, -1, 0], (len(flat), 1)), colour)
    dirt = 1 - 0.14 * np.exp(-flat[:, 2:3] / 0.25)
    return varied(wall.painted(wall.colours * dirt), 0.09, 0.9, seed).finished(MATTE)


def _ticks(length: float, cell: float, extra: Sequence[float], start: float | None = None) -> Array:
    low = -length / 2 if start is None else start
    regular = np.linspace(low, low + length, max(2, round(length / cell)) + 1)
    inner = [e for e in extra if low < e < low + length]
    far = [t for t in regular if all(abs(t - e) > cell * 0.2 for e in inner)] if inner else list(regular)
    return np.unique(np.round([*far, *inner, low, low + length], 6))


def tiles(width: float, height: float, pattern: Tiling, openings: Sequence[Opening] = (), seed: int = 0) -> Solid:
    """A wall of separate tiles before a mortar bed; those over an opening are cut."""
    rng = np.random.default_rng(seed)
    rows = int(np.ceil(height / pattern.height))
    columns = int(np.ceil(width / pattern.width)) + 1
    row, column = np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij")
    shift = rng.random(rows)[:, None] if pattern.random_stagger else (row % 2) * pattern.stagger
    x0 = -width / 2 + (column - shift) * pattern.width + pattern.gap / 2
    z0 = row * pattern.height + pattern.gap / 2
    r = np.stack([x0, x0 + pattern.width - pattern.gap, z0, z0 + pattern.height - pattern.gap], -1).reshape(-1, 4)
    r[:, :2] = r[:, :2].clip(-width / 2, width / 2)
    r[:, 2:] = r[:, 2:].clip(0, height)
    for o in openings:
        r = _cut(r, o)
    r = r[(r[:, 1] - r[:, 0] > 0.004) & (r[:, 3] - r[:, 2] > 0.004)]
    corners = r[:, [0, 2, 1, 2, 1, 3, 0, 3]].reshape(-1, 4, 2)
    v = np.insert(corners, 1, -pattern.relief, axis=-1).reshape(-1, 3)
    faces = np.arange(len(r))[:, None, None] * 4 + np.array([[0, 1, 2], [0, 2, 3]])
    palette = np.array([hex_to_linear(c) for c in pattern.colours])
    rgb = palette[rng.integers(len(palette), size=len(r))] * (1 + pattern.jitter * rng.uniform(-1, 1, (len(r), 1)))
    face = solid(v, faces.reshape(-1, 3), np.tile([0.0, -1, 0], (len(v), 1)), np.repeat(rgb, 4, 0))
    return merge([face, plaster(width, height, pattern.mortar, openings, seed, cell=1.0)])


def _cut(r: Array, o: Opening) -> Array:
    """Tiles (K, 4) less those inside the opening; tiles that reach into it end at its edge."""
    hit = (r[:, 0] < o.x1) & (r[:, 1] > o.x0) & (r[:, 2] < o.z1) & (r[:, 3] > o.z0)
    cx, cz = (r[:, 0] + r[:, 1]) / 2, (r[:, 2] + r[:, 3]) / 2
    drop = hit & (cx > o.x0) & (cx < o.x1) & (cz > o.z0) & (cz < o.z1)
    depth = np.stack([r[:, 1] - o.x0, o.x1 - r[:, 0], r[:, 3] - o.z0, o.z1 - r[:, 2]], 1)
    side = np.argmin(np.where(depth > 0, depth, np.inf), 1)
    for k, (column, edge) in enumerate([(1, o.x0), (0, o.x1), (3, o.z0), (2, o.z1)]):
        r[hit & ~drop & (side == k), column] = edge
    return r[~drop]


def laid(panel: Solid, depth: float) -> Solid:
    """A panel of height `depth` put on the floor, facing up, centred."""
    return panel.turned(-90, "x").moved(y=-depth / 2)


def beams(width: float, depth: float, count: int, colour: str, seed: int = 0) -> Solid:
    """Ceiling beams along y, their tops at z = 0."""
    one = varied(box((0.16, depth, 0.18), colour, 0.012, 0.25), 0.25, (0.04, 0.8, 0.04), seed)
    return merge(one.moved(x, 0, -0.18) for x in np.linspace(-width / 2, width / 2, count + 2)[1:-1]).finished(WOOD)
