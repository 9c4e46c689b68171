"""Palettes: the few colours that a picture is made of, and how far one palette is from another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onmodel.color.difference import delta_e_srgb
from onmodel.color.spaces import linear_to_oklab, linear_to_srgb_u8, oklab_to_linear, srgb_u8_to_hex, srgb_u8_to_linear

Array = NDArray[np.float64]
MOST_PIXELS = 20_000  # more do not change a palette of eight
ROUNDS = 40


@dataclass(frozen=True)
class Swatch:
    """A colour of a palette and the share of the picture that it stands for, 0–1."""

    srgb: tuple[int, int, int]
    share: float

    @property
    def hex(self) -> str:
        """The colour as `#rrggbb`."""
        return srgb_u8_to_hex(self.srgb)


def dominant_colours(pixels: ArrayLike, k: int = 5, seed: int = 0) -> tuple[Swatch, ...]:
    """The k colours that srgb_u8 pixels (..., 3) cluster around, most frequent first; fewer if there are fewer.

    k-means in Oklab (Lloyd 1982), started by k-means++ (Arthur and Vassilvitskii 2007). No pixels, no colours.
    """
    flat = np.asarray(pixels, np.uint8).reshape(-1, 3)
    if not len(flat) or k < 1:
        return ()
    rng = np.random.default_rng(seed)
    if len(flat) > MOST_PIXELS:
        flat = flat[np.sort(rng.choice(len(flat), MOST_PIXELS, replace=False))]
    colours, counts = np.unique(flat, axis=0, return_counts=True)
    points = linear_to_oklab(srgb_u8_to_linear(colours))
    centres = _start(points, counts, min(k, len(points)), rng)
    for _ in range(ROUNDS):
        nearest = _nearest(points, centres)
        moved = np.stack([_mean(points, counts, nearest == i, centres[i]) for i in range(len(centres))])
        if np.allclose(moved, centres, atol=1e-6):
            break
        centres = moved
    shares = np.bincount(_nearest(points, centres), counts, len(centres)) / counts.sum()
    found = linear_to_srgb_u8(oklab_to_linear(centres))
    order = np.lexsort((np.arange(len(shares)), -shares))
    return tuple(Swatch(_triple(found[i]), float(shares[i])) for i in order if shares[i] > 0)


def share_of_palette(pixels: ArrayLike, palette: ArrayLike, reach: float = 0.05) -> float:
    """The share 0–1 of srgb_u8 pixels (..., 3) whose hue and chroma are within `reach` of a palette colour (K, 3) u8.

    Distances are in Oklab's a, b; lightness does not count, since one cloth has many. NaN without pixels or palette.

    >>> share_of_palette([[200, 30, 30], [140, 20, 22], [30, 40, 180], [120, 120, 120]], [[200, 30, 30]], 0.06)
    0.5
    """
    flat, wanted = np.asarray(pixels, np.uint8).reshape(-1, 3), np.asarray(palette, np.uint8).reshape(-1, 3)
    if not len(flat) or not len(wanted):
        return float("nan")
    step = -(-len(flat) // MOST_PIXELS)
    seen, known = (linear_to_oklab(srgb_u8_to_linear(c))[:, None, 1:] for c in (flat[::step], wanted))
    gaps = ((seen - known[:, 0]) ** 2).sum(-1).min(1)
    return float((gaps <= reach**2).mean())


def palette_distance(first: tuple[Swatch, ...], second: tuple[Swatch, ...]) -> float:
    """How far two palettes are apart in CIEDE2000: the cheapest way to repaint one share by share as the other.

    The earth mover's distance (Rubner, Tomasi and Guibas 2000), each share of colour moved times its ΔE. 0 for equal
    palettes; NaN if one is empty.

    >>> palette_distance((Swatch((0, 0, 0), 1.0),), (Swatch((0, 0, 0), 0.5), Swatch((255, 255, 255), 0.5))).__round__(1)
    50.0
    """
    if not first or not second:
        return float("nan")
    cost = delta_e_srgb([[s.srgb] for s in first], [[s.srgb for s in second]])
    return _transport(cost, [s.share for s in first], [s.share for s in second])


def _transport(cost: Array, supply: ArrayLike, demand: ArrayLike) -> float:
    """Least total cost (n, m) of moving supply (n,) to demand (m,), both scaled to 1: a small linear programme."""
    from scipy.optimize import linprog  # noqa: PLC0415 takes 0.3 s to import and few callers need it

    n, m = cost.shape
    rows = np.concatenate([np.kron(np.eye(n), np.ones(m)), np.kron(np.ones(n), np.eye(m))])
    sides = np.concatenate([np.divide(supply, np.sum(supply)), np.divide(demand, np.sum(demand))])
    return float(linprog(cost.ravel(), A_eq=rows, b_eq=sides, method="highs").fun)


def _start(points: Array, counts: NDArray[np.int64], k: int, rng: np.random.Generator) -> Array:
    """k-means++: each next centre drawn by weight × squared distance to the nearest one so far."""
    chosen = [int(rng.choice(len(points), p=counts / counts.sum()))]
    while len(chosen) < k:
        gap = ((points[:, None] - points[chosen]) ** 2).sum(-1).min(1) * counts
        if gap.sum() <= 0:
            break
        chosen.append(int(rng.choice(len(points), p=gap / gap.sum())))
    return points[chosen]


def _nearest(points: Array, centres: Array) -> NDArray[np.int64]:
    return np.asarray(((points[:, None] - centres) ** 2).sum(-1).argmin(1))


def _mean(points: Array, counts: NDArray[np.int64], mask: NDArray[np.bool_], otherwise: Array) -> Array:
    """The weighted mean of the masked points; an empty cluster stays where it is."""
    return np.asarray(np.average(points[mask], axis=0, weights=counts[mask])) if mask.any() else otherwise


def _triple(colour: NDArray[np.uint8]) -> tuple[int, int, int]:
    r, g, b = (int(c) for c in colour)
    return r, g, b
