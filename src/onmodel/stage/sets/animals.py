"""Animals in their standing silhouettes, facing −y: horse, sheep, dog, camel."""

import numpy as np
from numpy.typing import ArrayLike

from onmodel.stage.sets.finish import CLOTH, GLOSS, MATTE, noise, varied
from onmodel.stage.sets.nature import smooth
from onmodel.stage.sets.ornament import carpet
from onmodel.stage.sets.solids import Solid, box, merge, solid, sphere, tube


def trunk(spine: ArrayLike, radii: ArrayLike, colour: str, wide: float = 0.85, segments: int = 18) -> Solid:
    """A body along a spine (K, 3) of points in the yz plane, narrower across than high by `wide`, closed."""
    t = np.linspace(0, 1, len(np.asarray(spine)))
    fine = np.linspace(0, 1, 3 * len(t))
    p = np.stack([np.interp(fine, t, np.asarray(spine, np.float64)[:, k]) for k in range(3)], 1)
    shape = tube(p, np.interp(fine, t, np.asarray(radii, np.float64)), colour, segments)
    return smooth(shape.scaled(wide, 1, 1))


def _leg(points: ArrayLike, radii: ArrayLike, colour: str, hoof: str) -> list[Solid]:
    p = np.asarray(points, np.float64)
    foot = tube(
        [p[-1] + np.array([0, 0, 0.05]), p[-1] * [1, 1, 0]], [float(np.asarray(radii)[-1]) * 1.15] * 2, hoof, 10
    )
    return [tube(p, radii, colour, 10), foot]


def horse(colour: str = "#6b4226") -> list[Solid]:
    """A saddled horse, 1.5 m at the withers and 2.3 m long."""
    dark = "#1d130c"
    spine = [(0, 0.78, 1.16), (0, 0.6, 1.2), (0, 0.2, 1.14), (0, -0.2, 1.14), (0, -0.55, 1.16), (0, -0.72, 1.18)]
    body = trunk(spine, [0.12, 0.31, 0.32, 0.32, 0.31, 0.16], colour)
    neck = trunk(
        [(0, -0.55, 1.2), (0, -0.8, 1.45), (0, -0.98, 1.72), (0, -1.06, 1.86)], [0.26, 0.2, 0.15, 0.11], colour, 0.6
    )
    head = trunk(
        [(0, -0.96, 1.86), (0, -1.1, 1.82), (0, -1.3, 1.6), (0, -1.42, 1.44), (0, -1.45, 1.4)],
        [0.1, 0.14, 0.1, 0.08, 0.06],
        colour,
        0.7,
    )
    legs: list[Solid] = []
    for x in (-0.15, 0.15):
        step = 0.06 if x > 0 else -0.05
        front = [(x, -0.52, 1.05), (x, -0.5 - step, 0.62), (x, -0.5 - step, 0.3), (x, -0.52 - step, 0.0)]
        back = [(x, 0.6, 1.1), (x, 0.56 + step, 0.68), (x, 0.72 + step, 0.42), (x, 0.66 + step, 0.0)]
        legs += _leg(front, [0.13, 0.07, 0.05, 0.052], colour, dark) + _leg(
            back, [0.17, 0.085, 0.052, 0.054], colour, dark
        )
    tail = tube([(0, 0.86, 1.2), (0, 1.02, 1.0), (0, 1.0, 0.6), (0, 0.98, 0.42)], [0.05, 0.07, 0.07, 0.02], dark, 8)
    mane = [
        tube([(0.0, y, z), (0.09, y + 0.05, z - 0.2)], [0.05, 0.012], dark, 6)
        for y, z in zip(np.linspace(-0.45, -0.98, 10), np.linspace(1.5, 1.93, 10), strict=True)
    ]
    ears = [tube([(x, -0.98, 1.9), (x * 1.2, -0.99, 2.04)], [0.035, 0.006], colour, 7) for x in (-0.06, 0.06)]
    eyes = [sphere(0.02, "#0c0806", 8).moved(x, -1.13, 1.77).finished(GLOSS) for x in (-0.094, 0.094)]
    coat = [varied(s, 0.12, 0.25, 2) for s in [body, neck, head, *legs, *ears]]
    return [*(s.finished(CLOTH) for s in [*coat, tail, *mane]), *eyes, *_tack()]


def _tack() -> list[Solid]:
    cloth = carpet(0.62, 0.7, 0, 0.02)
    v = cloth.vertices.astype(np.float64)
    v[:, 2] += 1.475 - (v[:, 0] / 0.31) ** 2 * 0.22
    v[:, 0] *= 0.92
    pad = smooth(solid(v, cloth.faces, cloth.normals, cloth.colours)).finished(CLOTH)
    saddle = [
        box((0.3, 0.46, 0.08), "#4a2a18", 0.035).moved(0, 0, 1.46),
        box((0.24, 0.07, 0.2), "#4a2a18", 0.03).moved(0, -0.22, 1.46),
    ]
    saddle.append(box((0.3, 0.08, 0.17), "#4a2a18", 0.03).moved(0, 0.22, 1.46))
    reins = [
        tube([(x, -1.36, 1.48), (x * 1.6, -0.9, 1.42), (x, -0.3, 1.56)], 0.008, "#2a1a10", 5) for x in (-0.08, 0.08)
    ]
    return [pad, *(s.finished(CLOTH) for s in [*saddle, *reins])]


def sheep(colour: str = "#cfc6b2") -> list[Solid]:
    """A woolly sheep, 0.85 m high."""
    ball = sphere(0.5, colour, 30)
    v = ball.vertices.astype(np.float64)
    v = v * [0.52, 0.92, 0.56] * (1 + 0.1 * noise(v, 0.13, 4)[:, None]) + [0, 0, 0.56]
    wool = smooth(solid(v, ball.faces, ball.normals, colour))
    head = trunk(
        [(0, -0.42, 0.74), (0, -0.54, 0.76), (0, -0.68, 0.64), (0, -0.71, 0.6)],
        [0.08, 0.11, 0.07, 0.05],
        "#3a2f28",
        0.8,
    )
    legs = [tube([(x, y, 0.4), (x, y, 0.0)], [0.05, 0.035], "#3a2f28", 8) for x in (-0.14, 0.14) for y in (-0.28, 0.28)]
    ears = [tube([(x * 0.5, -0.52, 0.8), (x * 1.6, -0.5, 0.75)], [0.03, 0.012], "#3a2f28", 6) for x in (-0.1, 0.1)]
    tail = sphere(0.1, colour, 12).scaled(1, 0.8, 1.1).moved(0, 0.47, 0.5)
    return [varied(s, 0.15, 0.06, 3).finished(CLOTH) for s in (wool, tail)] + [
        s.finished(MATTE) for s in [head, *legs, *ears]
    ]


def dog(colour: str = "#8a6a42") -> list[Solid]:
    """A dog, 0.6 m high."""
    body = trunk(
        [(0, 0.32, 0.44), (0, 0.2, 0.46), (0, -0.1, 0.44), (0, -0.3, 0.47)], [0.09, 0.13, 0.14, 0.12], colour, 0.8
    )
    neck = tube([(0, -0.28, 0.5), (0, -0.42, 0.64)], [0.1, 0.08], colour, 10)
    head = trunk(
        [(0, -0.36, 0.66), (0, -0.46, 0.68), (0, -0.58, 0.62), (0, -0.64, 0.6)], [0.07, 0.09, 0.05, 0.035], colour, 0.85
    )
    legs = [
        tube([(x, y, 0.42), (x, y - 0.02, 0.2), (x, y, 0.0)], [0.06, 0.035, 0.032], colour, 8)
        for x in (-0.09, 0.09)
        for y in (-0.26, 0.26)
    ]
    tail = tube([(0, 0.34, 0.5), (0, 0.5, 0.6), (0, 0.56, 0.74)], [0.035, 0.03, 0.015], colour, 7)
    ears = [tube([(x, -0.42, 0.74), (x * 1.7, -0.43, 0.66)], [0.035, 0.02], "#4f3a22", 6) for x in (-0.06, 0.06)]
    nose = sphere(0.02, "#120d0a", 8).moved(0, -0.66, 0.61).finished(GLOSS)
    return [varied(s, 0.15, 0.12, 1).finished(CLOTH) for s in [body, neck, head, *legs, tail, *ears]] + [nose]


def camel(colour: str = "#a88455") -> list[Solid]:
    """A two-humped camel, 2.1 m high."""
    body = trunk(
        [(0, 0.8, 1.25), (0, 0.55, 1.3), (0, 0, 1.24), (0, -0.55, 1.28), (0, -0.75, 1.3)],
        [0.16, 0.36, 0.4, 0.36, 0.18],
        colour,
    )
    humps = [sphere(0.3, colour, 16).scaled(0.75, 0.8, 1.25).moved(0, y, 1.66) for y in (-0.34, 0.38)]
    neck = trunk(
        [(0, -0.7, 1.3), (0, -1.05, 1.2), (0, -1.35, 1.5), (0, -1.42, 1.95)], [0.22, 0.17, 0.13, 0.1], colour, 0.8
    )
    head = trunk(
        [(0, -1.34, 2.0), (0, -1.46, 2.04), (0, -1.7, 1.95), (0, -1.8, 1.9)], [0.08, 0.12, 0.09, 0.06], colour, 0.75
    )
    legs = [
        tube([(x, y, 1.15), (x, y - 0.03, 0.6), (x, y, 0.0)], [0.15, 0.075, 0.07], colour, 9)
        for x in (-0.18, 0.18)
        for y in (-0.55, 0.58)
    ]
    shag = tube([(0, -1.0, 1.12), (0, -1.1, 0.98)], [0.12, 0.03], "#6d5030", 8)
    return [varied(merge([body, *humps, neck, head, *legs, shag]), 0.2, 0.2, 5).finished(CLOTH)]
