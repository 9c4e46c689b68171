"""From scene light to a picture: metering on faces, a soft shoulder, and the sRGB transfer function.

Below `KNEE` the transfer is exactly exposure and sRGB, so that a costume's colour in the picture is its colour; only
what is brighter bends, as film does, and never clips hard.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from onmodel.color.spaces import LUMINANCE, linear_to_srgb_u8

Floats = NDArray[np.float32]
KNEE = 0.6
MAX_STOPS = 1.5  # auto-exposure never does more, so night stays night
FACE_LIGHT = (0.34, 0.95)  # wanted light on faces: luminance over albedo; 1 = white paper reads white
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


def exposure_for(linear: Floats, albedo: Floats, faces: Iterable[NDArray[np.bool_]], base: float) -> float:
    """The exposure that keeps faces readable: `base` changed by at most ± 1.5 stops.

    linear, albedo (H, W, 3) linear_rec709 · faces: masks (H, W) of each actor's face. A face is metered by the light
    that falls on it (luminance over albedo), so dark skin stays dark and is still lit. The darkest face decides what
    is lifted; without faces the log-average luminance does. Inside the wanted range nothing changes.
    """
    lights = [light for light in (_light_on(linear, albedo, mask) for mask in faces) if light is not None]
    if lights:
        low, high = FACE_LIGHT
        measured = (min(lights) * max(lights)) ** 0.5 if max(lights) * base > high else min(lights)
    else:
        low, high = SCENE_LIGHT
        measured = float(np.exp(np.log(np.maximum(linear @ LUMINANCE, 1e-4)).mean()))
    level = max(measured * base, 1e-6)
    stops = np.log2(low / level) if level < low else np.log2(high / level) if level > high else 0.0
    return float(base * 2 ** np.clip(stops, -MAX_STOPS, MAX_STOPS))


def _light_on(linear: Floats, albedo: Floats, mask: NDArray[np.bool_]) -> float | None:
    """The 60th percentile of luminance over albedo in the mask; None where it is too small to meter."""
    if mask.sum() < 12:
        return None
    share = (linear[mask] @ LUMINANCE) / np.maximum(albedo[mask] @ LUMINANCE, 0.05)
    return float(np.percentile(share, 60))
