"""Are these the colours they should be: hair and outfit regions against the colours a character is defined with.

Colours are Oklab (Ottosson 2020), where a distance of about 0.02 is just seen. Lightness counts less than hue and
chroma, because it changes with every lamp.
"""

import numpy as np
from numpy.typing import NDArray

Lab = NDArray[np.float64]
LIGHTNESS_WEIGHT = 0.35  # shading moves L of one cloth by 0.2 and more; its a and b by a few hundredths
SEEN_SHARE = 0.06  # a garment that covers less of the region than this need not show up in its palette


def distance_from_expected(found: Lab, shares: NDArray[np.float64], expected: Lab) -> float:
    """How far a region's palette is from the expected colours, in Oklab units; 0 is the same.

    found (K, 3) palette colours with shares (K,) summing to 1, expected (G, 3). The mean of two questions: is what is
    seen expected (each found colour to its nearest expected one, by share), and is the main garment seen (the first
    expected colour to its nearest found one that is large enough). NaN where either side is empty.

    >>> red, blue = [0.63, 0.22, 0.13], [0.45, -0.03, -0.31]
    >>> distance_from_expected(np.array([red]), np.array([1.0]), np.array([red, blue]))
    0.0
    """
    if not len(found) or not len(expected):
        return float("nan")
    scale = np.array([LIGHTNESS_WEIGHT, 1.0, 1.0])
    gaps = np.linalg.norm((found[:, None] - expected[None]) * scale, axis=2)
    unexpected = float((gaps.min(1) * shares).sum() / shares.sum())
    large = shares >= min(SEEN_SHARE, float(shares.max()))
    unseen = float(gaps[large, 0].min())
    return 0.5 * (unexpected + unseen)


def relight(region: NDArray[np.float64], seen: NDArray[np.float64], known: NDArray[np.float64]) -> NDArray[np.float64]:
    """Takes the light of a frame off a region, with a surface of known colour in the same light as the grey card.

    region (N, 3), seen (3,) and known (3,) in linear_rec709; seen and known are the same surface (the character's
    skin) in this frame and by definition. Gains per channel (von Kries) are kept within 1/8…8; returns (N, 3).
    """
    gains = np.clip(known / np.maximum(seen, 1e-4), 0.125, 8.0)
    return np.asarray(np.clip(region * gains, 0.0, 1.0))
