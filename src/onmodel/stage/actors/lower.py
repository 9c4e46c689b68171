"""Patterns below the waist that fit the legs: trousers, shorts, shoes and boots."""

import numpy as np
from scipy.spatial import ConvexHull

from onmodel.stage.actors.cloth import Cloth, Points
from onmodel.stage.actors.fitted import Sewn, bump, folds
from onmodel.stage.actors.tailor import FAR, Bench, Measure


def _legs(bench: Bench, bottom: float, flare: float) -> Sewn:
    u, m, dummy = bench.dummy.at.unit, bench.dummy.marks, bench.dummy
    top = m["waist"] - 0.035 * u

    def covers(at: Measure) -> Points:
        return np.where(at.sleeve > 0.02, -FAR, np.minimum(at.z - bottom, top - at.z))

    fall = np.clip((m["crotch"] - dummy.at.z) / (m["crotch"] - m["ankle"]), 0, 1)
    shin = bump(dummy.at.z, 0.6 * m["ankle"] + 0.4 * m["knee"], 0.17)
    ease = (0.016 + flare * fall + 0.006 * shin) * u
    surface = dummy.surface(ease, 14) + dummy.out * folds(dummy, 2)[:, None] * 1.2
    field = covers(dummy.at)
    band = np.minimum(field, dummy.at.z - (top - 0.04 * u))
    fly = np.minimum.reduce(
        [0.016 * u - np.abs(dummy.at.x - 0.008), dummy.at.z - m["crotch"] - 0.03, field, dummy.at.front]
    )
    cloths = [
        bench.sew(surface, field, 0.004, 0.03),
        bench.sew(surface + dummy.out * 0.004, band, 0.005, 0.003, 0.8),
        bench.sew(surface + dummy.out * 0.002, fly, 0.002, 0.002, 0.95),
    ]
    return Sewn(cloths, covers)


def trousers(bench: Bench) -> Sewn:
    """Straight trousers with a waistband."""
    return _legs(bench, bench.dummy.marks["ankle"] - 0.02 * bench.dummy.at.unit, 0.011)


def shorts(bench: Bench) -> Sewn:
    """Shorts to above the knee."""
    return _legs(bench, bench.dummy.marks["knee"] + 0.07 * bench.dummy.at.unit, 0.05)


def _sole(bench: Bench, side: int, height: float) -> Cloth:
    """A flat sole under one foot, a little wider than it."""
    dummy = bench.dummy
    low = float(dummy.skin[:, 2].min())
    under = np.flatnonzero((dummy.at.z < low + 0.05 * dummy.at.unit) & (dummy.at.x * side > 0))
    flat = dummy.points[under, :2]
    ring = under[ConvexHull(flat).vertices]
    outline = dummy.points[ring, :2]
    centre = outline.mean(0)
    rim = outline + (outline - centre) / np.linalg.norm(outline - centre, axis=1, keepdims=True) * 0.010 * dummy.at.unit
    count = len(ring)
    levels = [np.c_[rim, np.full(count, z)] for z in (low - height, low + 0.01)]
    top = np.c_[outline * 0.9 + centre * 0.1, np.full(count, low + 0.01)]
    points = np.concatenate([*levels, levels[1], top, levels[0], [[*centre, low - height]]])
    k = np.arange(count)
    j = (k + 1) % count
    last = np.full(count, 5 * count)
    quads = [(k, j, k + count), (j, j + count, k + count), (k + 2 * count, j + 2 * count, k + 3 * count)]
    quads += [(j + 2 * count, j + 3 * count, k + 3 * count), (j + 4 * count, k + 4 * count, last)]
    faces = np.concatenate([np.stack(f, 1) for f in quads])
    source = np.r_[np.tile(ring, 5), ring[0]]
    colours = np.broadcast_to(np.clip(bench.dye * 0.3, 0.008, 0.08), points.shape).copy()
    return Cloth(points, faces, dummy.weights[source], colours, np.ones(len(points), bool))


def _footwear(bench: Bench, top: float, ease: float, sole: float) -> Sewn:
    dummy = bench.dummy
    u, at = dummy.at.unit, dummy.at

    def covers(at: Measure) -> Points:
        return np.where(at.sleeve > 0.02, -FAR, top - at.z)

    surface = dummy.surface(ease * u, 12)
    upper = bench.sew(surface, covers(at), 0.004, 0.02)
    instep = dummy.bones["toe3-1.L"][1]
    ankle = dummy.bones["foot.L"][1]
    laced = np.minimum.reduce([
        instep + 0.005 - at.y + 0.09 * u, at.y - instep - 0.01,
        0.03 * u - np.abs(np.abs(at.x) - abs(dummy.bones["foot.L"][0]) - 0.015),
        dummy.out[:, 2] * 0.1, covers(at), ankle - 0.02 - at.y,
    ])  # fmt: skip
    tongue = bench.sew(surface + dummy.out * 0.003, laced, 0.003, 0.003, 0.7)
    return Sewn([upper, tongue, *(_sole(bench, s, sole) for s in (-1, 1))], covers)


def shoes(bench: Bench) -> Sewn:
    """Low laced shoes."""
    return _footwear(bench, bench.dummy.marks["ankle"] + 0.005 * bench.dummy.at.unit, 0.007, 0.018)


def boots(bench: Bench) -> Sewn:
    """Boots to below the knee."""
    m = bench.dummy.marks
    return _footwear(bench, 0.35 * m["ankle"] + 0.65 * m["knee"], 0.012, 0.024)
