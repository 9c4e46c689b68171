"""Locks of hair as meshes: tapered ribbons with a raised ridge, round tubes, and plaits."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.actors.cloth import Points

Index = NDArray[np.int64]


@dataclass(frozen=True)
class Tuft:
    """A mesh of hair: points (N, 3), faces (M, 3), colours (N, 3) linear_rec709."""

    points: Points
    faces: Index
    colours: Points


def merge(tufts: list[Tuft]) -> Tuft:
    """Several tufts as one mesh."""
    starts = np.cumsum([0, *(len(t.points) for t in tufts[:-1])])
    return Tuft(
        np.concatenate([t.points for t in tufts]),
        np.concatenate([t.faces + s for t, s in zip(tufts, starts, strict=True)]),
        np.concatenate([t.colours for t in tufts]),
    )


def sheet(rows: int, columns: int, closed: bool = False) -> Index:
    """Faces of a grid of rows × columns vertices, counter-clockwise when columns run to the right and rows down."""
    i, j = np.meshgrid(np.arange(rows - 1), np.arange(columns - (0 if closed else 1)), indexing="ij")
    k = (j + 1) % columns
    a, b, c, d = i * columns + j, (i + 1) * columns + j, (i + 1) * columns + k, i * columns + k
    faces: Index = np.concatenate([np.stack(t, -1).reshape(-1, 3) for t in ((a, b, c), (a, c, d))])
    return faces


def tangents(paths: Points) -> Points:
    """Unit directions (L, K, 3) along polylines (L, K, 3)."""
    t = np.gradient(paths, axis=1)
    along: Points = t / np.maximum(np.linalg.norm(t, axis=2, keepdims=True), 1e-12)
    return along


def strands_colour(base: Points, count: int, length: int, rng: np.random.Generator) -> Points:
    """Colours (count, length, 3): each lock its own shade, darker at the root, lighter to the tip."""
    shade = np.exp(rng.normal(0, 0.22, (count, 1, 1)))
    warm = 1 + rng.normal(0, 0.05, (count, 1, 1)) * np.array([1.0, 0.0, -1.0])
    along = np.linspace(0.72, 1.12, length)[None, :, None]
    return np.asarray(np.clip(base * shade * warm * along, 0.004, 0.95), float)


def ribbons(paths: Points, out: Points, width: Points, ridge: float, colours: Points) -> Tuft:
    """Locks along `paths` (L, K, 3): three vertices across, the middle one raised by `ridge` × width.

    out (L, K, 3): away from the head · width (L, K) metres · colours (L, K, 3).
    """
    count, length = paths.shape[:2]
    side = np.cross(tangents(paths), out)
    side /= np.maximum(np.linalg.norm(side, axis=2, keepdims=True), 1e-12)
    w = width[..., None]
    across = np.stack([paths - side * w / 2, paths + out * w * ridge, paths + side * w / 2], 2)
    tone = colours[:, :, None] * np.array([0.8, 1.06, 0.84])[:, None]
    faces = sheet(length, 3)
    every = faces[None] + (np.arange(count) * length * 3)[:, None, None]
    return Tuft(across.reshape(-1, 3), every.reshape(-1, 3), np.clip(tone.reshape(-1, 3), 0, 0.95))


def tubes(paths: Points, radius: Points, colours: Points, sides: int = 5) -> Tuft:
    """Round tubes along `paths` (L, K, 3) with radius (L, K) and colours (L, K, 3)."""
    count, length = paths.shape[:2]
    t = tangents(paths)
    seed = np.where(np.abs(t[..., :1]) < 0.8, [1.0, 0.0, 0.0], [0.0, 1.0, 0.0])
    a = np.cross(t, seed)
    a /= np.maximum(np.linalg.norm(a, axis=2, keepdims=True), 1e-12)
    b = np.cross(t, a)
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    ring = a[:, :, None] * np.cos(turn)[:, None] + b[:, :, None] * np.sin(turn)[:, None]
    points = paths[:, :, None] + ring * radius[:, :, None, None]
    tone = colours[:, :, None] * (1 + 0.1 * np.cos(turn * 2))[:, None]
    faces = sheet(length, sides, closed=True)[:, ::-1]
    every = faces[None] + (np.arange(count) * length * sides)[:, None, None]
    return Tuft(points.reshape(-1, 3), every.reshape(-1, 3), np.clip(tone.reshape(-1, 3), 0, 0.95))


def plait(path: Points, out: Points, radius: float, base: Points, rng: np.random.Generator) -> Tuft:
    """A three-strand plait along one polyline (K, 3) with outward directions (K, 3)."""
    fine = np.linspace(0, len(path) - 1, 12 * len(path))
    centre = np.stack([np.interp(fine, np.arange(len(path)), path[:, k]) for k in range(3)], 1)
    up = np.stack([np.interp(fine, np.arange(len(path)), out[:, k]) for k in range(3)], 1)
    t = tangents(centre[None])[0]
    side = np.cross(t, up)
    side /= np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-12)
    run = np.r_[0, np.cumsum(np.linalg.norm(np.diff(centre, axis=0), axis=1))]
    taper = np.interp(run / run[-1], [0, 0.1, 0.85, 1], [0.9, 1, 0.75, 0.25]) * radius
    phase = run / (radius * 4.2) * 2 * np.pi
    strands = []
    for k in range(3):  # a plait is three figures of eight, a third of a turn apart
        angle = phase + 2 * np.pi * k / 3
        strands.append(
            centre + side * (np.sin(angle) * taper * 0.75)[:, None] + up * (np.sin(2 * angle) * taper * 0.45)[:, None]
        )
    colours = strands_colour(base, 3, len(fine), rng) * np.linspace(1.1, 1, len(fine))[None, :, None]
    return tubes(np.stack(strands), np.tile(taper * 0.62, (3, 1)), colours, 6)
