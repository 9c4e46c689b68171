"""Are these the colours they should be: hair and outfit regions against the colours a character is defined with.

Colours are Oklab (Ottosson 2020), where a distance of about 0.02 is just seen. Lightness counts less than hue and
chroma, because it changes with every lamp.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LIGHTNESS_WEIGHT = 0.2  # shading moves L of one cloth by 0.2 and more; its a and b by a few hundredths
LUMA = np.array([0.2126, 0.7152, 0.0722])
SAME_HUE, SHADES, LEAST_LEFT = 0.03, (0.6, 1.25), 0.3  # Oklab distance from the ray, and how far along it
BRIGHTEST = 0.95  # of a surface's own lightness: gloss begins
SEEN_SHARE = 0.25  # the main garment covers at least this much of its zone


def distance_from_expected(found: Floats, shares: Floats, expected: Floats) -> float:
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


def relight(colours: Floats, seen: Floats, known: Floats, luminance: float = 1.0) -> Floats:
    """Takes the light of a frame off colours, with a surface of known colour in the same light as the grey card.

    colours (N, 3), seen (3,) and known (3,) in linear_rec709; seen and known are the same surface (the character's
    skin) in this frame and by definition. Gains per channel (von Kries 1902) are kept within 1/8…8. `luminance` 0–1
    is how much of the change in brightness to believe, the change of hue counts in full; returns (N, 3).
    """
    gains = np.clip(known / np.maximum(seen, 1e-4), 0.125, 8.0)
    brighter = np.clip(float(known @ LUMA) / max(float(seen @ LUMA), 1e-4), 0.125, 8.0)
    return np.asarray(np.clip(colours * gains * brighter ** (luminance - 1.0), 0.0, 1.0))


def shades(lab: Floats, surface: Floats) -> tuple[Floats, Floats]:
    """How light each Oklab colour (..., 3) is against a surface (3,), and how far from its ray: one thing in any light.

    Less light scales a colour in Oklab, all three numbers alike, by its cube root (Ottosson 2020 builds it so), so a
    surface in light and shade is a ray from black. Returns two arrays (...).
    """
    length = max(float(np.linalg.norm(surface)), 1e-6)
    along = lab @ (surface / length)
    return along / length, np.linalg.norm(lab - along[..., None] * (surface / length), axis=-1)


def of_surface(
    lab: Floats, surface: Floats, within: tuple[float, float] = SHADES, gloss: float = SAME_HUE
) -> NDArray[np.bool_]:
    """Which Oklab colours (..., 3) are a surface (3,) in some shade, `within` these parts of its own lightness.

    `gloss` is how far from the ray its brightest parts may be: a highlight has the colour of the lamp.
    """
    shade, off = shades(lab, surface)
    reach = np.where(shade > BRIGHTEST, gloss, SAME_HUE)
    return np.asarray((off < reach) & (shade > within[0]) & (shade < within[1]))


def unlike(pixels: Floats, surface: Floats) -> NDArray[np.bool_]:
    """Which Oklab pixels (N, 3) are not a surface (3,) in some shade.

    All True where less than a third would be left: what is worn may have the colour of skin.
    """
    kept = ~of_surface(pixels, surface)
    return np.asarray(kept if kept.mean() > LEAST_LEFT else np.ones(len(pixels), np.bool_))


def middle(pixels: Floats) -> Floats:
    """The colour of strands: the median of Oklab pixels (N, 3) between deep shadow and gloss."""
    low, high = np.quantile(pixels[:, 0], (0.2, 0.85))
    return np.asarray(np.median(pixels[(pixels[:, 0] >= low) & (pixels[:, 0] <= high)], axis=0))
