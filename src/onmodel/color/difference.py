"""Colour differences: how far apart two colours are to the eye."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onmodel.color.spaces import linear_to_lab, srgb_u8_to_linear

Array = NDArray[np.float64]
POW7_25 = 25.0**7


def delta_e_2000(first: ArrayLike, second: ArrayLike) -> Array:
    """CIEDE2000 difference of CIE L*a*b* colours (..., 3), (...) ≥ 0; kL = kC = kH = 1. About 1 is just noticeable.

    Sharma, Wu and Dalal 2005, "The CIEDE2000 Color-Difference Formula: Implementation Notes, Supplementary Test Data,
    and Mathematical Observations"; the numbers of its table 1, pair 1:

    >>> round(float(delta_e_2000([50, 2.6772, -79.7751], [50, 0, -82.7485])), 4)
    2.0425
    """
    l1, a1, b1 = np.moveaxis(np.asarray(first, np.float64), -1, 0)
    l2, a2, b2 = np.moveaxis(np.asarray(second, np.float64), -1, 0)
    mean = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    stretch = 1.5 - 0.5 * np.sqrt(mean / (mean + POW7_25))
    c1, c2 = np.hypot(stretch * a1, b1), np.hypot(stretch * a2, b2)
    h1, h2 = (np.degrees(np.arctan2(b, stretch * a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    grey = c1 * c2 == 0
    turn = np.where(grey, 0, (h2 - h1 + 180) % 360 - 180)
    turn = np.where((turn == -180) & (h2 > h1), 180, turn)
    hue = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    middle = np.where(grey, h1 + h2, _mean_hue(h1, h2))
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    weight_l = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    weight_c = 1 + 0.045 * chroma
    weight_h = 1 + 0.015 * chroma * _hue_weight(middle)
    dl, dc, dh = (l2 - l1) / weight_l, (c2 - c1) / weight_c, hue / weight_h
    return np.asarray(np.sqrt(np.maximum(dl**2 + dc**2 + dh**2 + _rotation(middle, chroma) * dc * dh, 0)))


def delta_e_srgb(first: ArrayLike, second: ArrayLike) -> Array:
    """CIEDE2000 difference of srgb_u8 colours (..., 3)."""
    return delta_e_2000(*(linear_to_lab(srgb_u8_to_linear(c)) for c in (first, second)))


def _mean_hue(h1: Array, h2: Array) -> Array:
    """Mean of two hues in degrees the short way round (Sharma et al. 2005, equation 14)."""
    total = h1 + h2
    far = np.abs(h1 - h2) > 180
    return np.asarray(np.where(far, np.where(total < 360, total + 360, total - 360), total) / 2)


def _hue_weight(h: Array) -> Array:
    """T of the formula."""
    c = [np.cos(np.radians(k * h + shift)) for k, shift in ((1, -30), (2, 0), (3, 6), (4, -63))]
    return np.asarray(1 - 0.17 * c[0] + 0.24 * c[1] + 0.32 * c[2] - 0.20 * c[3])


def _rotation(hue: Array, chroma: Array) -> Array:
    """R_T of the formula: chroma and hue are not independent in the blues."""
    theta = 30 * np.exp(-(((hue - 275) / 25) ** 2))
    strength = 2 * np.sqrt(chroma**7 / (chroma**7 + POW7_25))
    return np.asarray(-np.sin(np.radians(2 * theta)) * strength)
