"""From scene light to a picture: metering on faces, a soft shoulder, and the sRGB transfer function.

Below `KNEE` the transfer is exactly exposure and sRGB, so that a costume's colour in the picture is its colour; only
what is brighter bends, as film does, and never clips hard.
"""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onmodel.color.spaces import LUMINANCE, linear_to_srgb_u8

Floats = NDArray[np.float32]
KNEE = 0.6
TABLE, BRIGHTEST = 1 << 14, 6.0  # entries of the table of a quick picture, and the light that is white to it
MAX_STOPS = 1.5  # auto-exposure never does more, so night stays night
READABLE = 0.075  # luminance at which a face can be read on a dim screen: 30 % in sRGB
LEAST_LIGHT = (0.34, 0.7)  # light on faces, for light and for dark skin; 1 = white paper reads white
MOST_LIGHT = 0.95
SCENE_LIGHT = (0.05, 0.45)  # wanted log-average luminance where no face is seen


def shoulder(linear: NDArray[np.floating]) -> NDArray[np.floating]:
    """Compresses linear_rec709 values above 0.6 into 0.6–1 by an exponential; below it is the identity.

    Continuous with slope 1 at the knee: y = k + (1 − k)(1 − exp(−(x − k)/(1 − k))).

    >>> [round(float(v), 3) for v in shoulder(np.array([0.18, 0.6, 1.0, 4.0]))]
    [0.18, 0.6, 0.853, 1.0]
    """
    over = np.maximum(linear - KNEE, 0) / (1 - KNEE)
    return np.asarray(np.where(linear <= KNEE, np.maximum(linear, 0), KNEE + (1 - KNEE) * (1 - np.exp(-over))))


def to_picture(exposed: NDArray[np.floating]) -> NDArray[np.uint8]:
    """(H, W, 3) linear_rec709 light × exposure to srgb_u8: shoulder, then sRGB (IEC 61966-2-1). NaN is black."""
    return linear_to_srgb_u8(shoulder(np.nan_to_num(exposed, nan=0.0, posinf=1e4)))


@lru_cache(maxsize=1)
def _table() -> NDArray[np.uint8]:
    return to_picture((np.arange(TABLE) / (TABLE - 1)) ** 2 * BRIGHTEST)


def quick_picture(exposed: Floats) -> NDArray[np.uint8]:
    """As `to_picture`, within one level of it, by a table: a tenth of the time."""
    light = np.clip(np.nan_to_num(exposed, nan=0.0, posinf=1e4), 0, BRIGHTEST)
    entries = (np.sqrt(light) * np.float32((TABLE - 1) / BRIGHTEST**0.5) + np.float32(0.5)).astype(np.uint16)
    return np.asarray(_table()[entries], np.uint8)


def exposure_for(linear: Floats, albedo: Floats, faces: Iterable[NDArray[np.bool_]], base: float) -> float:
    """The exposure that keeps faces readable: `base` changed by at most ± 1.5 stops.

    linear, albedo (H, W, 3) linear_rec709 · faces: masks (H, W) of each actor's face. A face is metered by the light
    that falls on it (luminance over albedo), so dark skin stays dark; it only gets the light it needs to be read.
    The face that lacks most decides what is lifted, as long as none burns out; without faces the log-average
    luminance decides. Inside the wanted range nothing changes.
    """
    metered = [found for found in (_metered(linear, albedo, mask) for mask in faces) if found is not None]
    if metered:
        lift = max(float(np.clip(READABLE / skin, *LEAST_LIGHT)) / (light * base) for light, skin in metered)
        hold = min(MOST_LIGHT / (light * base) for light, _ in metered)
    else:
        level = max(float(np.exp(np.log(np.maximum(linear @ LUMINANCE, 1e-4)).mean())) * base, 1e-6)
        lift, hold = SCENE_LIGHT[0] / level, SCENE_LIGHT[1] / level
    change = min(lift, max(hold, 1.0)) if lift > 1 else min(hold, 1.0)
    return float(base * 2 ** np.clip(np.log2(change), -MAX_STOPS, MAX_STOPS))


def _metered(linear: Floats, albedo: Floats, mask: NDArray[np.bool_]) -> tuple[float, float] | None:
    """Light (60th percentile of luminance over albedo) and albedo in the mask; None where it is too small to meter."""
    if mask.sum() < 12:
        return None
    skin = np.maximum(albedo[mask] @ LUMINANCE, 0.03)
    return max(float(np.percentile((linear[mask] @ LUMINANCE) / skin, 60)), 1e-5), float(np.median(skin))
