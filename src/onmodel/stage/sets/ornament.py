"""Carpets and bands with woven ornament: a felt or a pile carpet whose pattern is painted in its vertices."""

import numpy as np
from numpy.typing import NDArray

from onmodel.color.spaces import hex_to_linear
from onmodel.stage.sets.finish import CLOTH, varied
from onmodel.stage.sets.solids import Solid, quads, sheet, solid

Array = NDArray[np.float64]
PALETTES = (
    ("#7c1f1f", "#d9b77a", "#1e2c44", "#b8552f"),
    ("#5e1a24", "#e0cda5", "#20402f", "#c07a35"),
    ("#23304f", "#d8b46a", "#7a2420", "#e6d8b8"),
    ("#8a3b20", "#ecd9ac", "#3a2317", "#27474d"),
)


def carpet(width: float, depth: float, seed: int = 0, cell: float = 0.03) -> Solid:
    """A carpet on the floor, its long side along x, with borders, diamonds and ram's-horn scrolls; 8 mm thick."""
    colours = np.array([hex_to_linear(c) for c in PALETTES[seed % len(PALETTES)]])
    xs = np.linspace(-width / 2, width / 2, round(width / cell) + 1)
    ys = np.linspace(-depth / 2, depth / 2, round(depth / cell) + 1)
    u, v = np.meshgrid(xs, ys, indexing="ij")
    edge = np.minimum(width / 2 - np.abs(u), depth / 2 - np.abs(v))
    index = _field(u, v, min(width, depth))
    along = np.where(width / 2 - np.abs(u) < depth / 2 - np.abs(v), v, u)
    border = np.where(np.abs(((along / 0.16) % 1) - 0.5) * 0.16 > np.abs(edge - 0.14) * 0.8, 1, 2)
    index = np.where(edge < 0.24, 3, index)
    index = np.where(edge < 0.21, border, index)
    index = np.where(edge < 0.07, 0, index)
    wave = 0.008 + 0.002 * np.sin(u * 9 + seed) * np.sin(v * 7)
    cloth = sheet(xs, ys, wave, colours[index])
    return varied(cloth, 0.16, 0.05, seed).finished(CLOTH)


def _field(u: Array, v: Array, size: float) -> NDArray[np.int64]:
    """Colour index of the middle: a row of stepped diamonds, each with scrolls, folded by symmetry."""
    pitch = size * 0.62
    a = np.abs(((u / pitch + 0.5) % 1) - 0.5) * pitch
    b = np.abs(v)
    diamond = np.round((a * 1.15 + b) / 0.04) * 0.04
    r = np.hypot(a - pitch * 0.17, b - size * 0.17)
    angle = np.arctan2(b - size * 0.17, a - pitch * 0.17)
    scroll = np.abs(r - size * (0.05 + 0.012 * angle)) < 0.022
    out = np.where(diamond < size * 0.34, 2, 0)
    out = np.where((diamond < size * 0.30) & (diamond > size * 0.25), 1, out)
    out = np.where(diamond < size * 0.11, 3, out)
    out = np.where(diamond < size * 0.05, 1, out)
    return np.where(scroll & (diamond > size * 0.1), 1, out).astype(np.int64)


def hanging(width: float, height: float, seed: int = 0) -> Solid:
    """A carpet hung on a wall, in the wall's frame, its lower edge at z = 0."""
    return carpet(width, height, seed).turned(90, "x").moved(y=-0.015, z=height / 2)


def ring_band(radius: float, low: float, high: float, seed: int = 0, steps: int = 240) -> Solid:
    """A woven band around a round tent: a zigzag of triangles between two edges."""
    colours = np.array([hex_to_linear(c) for c in PALETTES[seed % len(PALETTES)]])
    a = np.linspace(0, 2 * np.pi, steps + 1)
    t = np.linspace(0, 1, 9)
    aa, tt = np.meshgrid(a, t, indexing="ij")
    saw = np.abs(((aa / (2 * np.pi) * round(radius * 2 * np.pi / 0.42)) % 1) - 0.5) * 2
    index = np.where(np.abs(tt - 0.5) * 2 > 0.8, 1, np.where(saw > tt, 0, 2))
    index = np.where(np.abs(saw - tt) < 0.12, 1, index)
    index = np.where(np.abs(tt - 0.5) * 2 > 0.97, 3, index)
    n = np.stack([np.cos(aa), np.sin(aa), np.zeros_like(aa)], -1)
    p = n * radius + np.stack([np.zeros_like(aa), np.zeros_like(aa), low + (high - low) * tt], -1)
    grid = np.arange(aa.size, dtype=np.int32).reshape(aa.shape)
    return solid(p.reshape(-1, 3), quads(grid), n.reshape(-1, 3), colours[index].reshape(-1, 3)).finished(CLOTH)
