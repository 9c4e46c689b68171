"""High dynamic range shown as standard: PQ and HLG code values in Rec.2020 to sRGB in Rec.709.

PQ: SMPTE ST 2084. HLG: ITU-R BT.2100, shown on 1000 cd/m². Reference white is 203 cd/m² (ITU-R BT.2408) and becomes
white; what is brighter is rolled off. Primaries by ITU-R BT.2087.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onmodel.color.grading import roll_off
from onmodel.color.spaces import linear_to_srgb_u8

REFERENCE_WHITE = 203.0  # cd/m²
BRIGHTEST = 1000.0 / REFERENCE_WHITE  # of what is rolled off; brighter is white
HLG_PEAK = 1000.0
TO_REC709 = np.array([[1.6605, -0.5876, -0.0728], [-0.1246, 1.1329, -0.0083], [-0.0182, -0.1006, 1.1187]])


def to_standard_range(code: NDArray[np.uint16], transfer: str) -> NDArray[np.uint8]:
    """A picture (H, W, 3) uint16 of full-range PQ or HLG in Rec.2020 as uint8 sRGB in Rec.709."""
    light = _light(transfer)[code]
    if transfer == "HLG":  # the display's gamma 1.2 on scene luminance (BT.2100)
        luma = light @ np.array([0.2627, 0.6780, 0.0593], np.float32)
        gain = np.maximum(luma, 1e-6) ** 0.2 * (HLG_PEAK / REFERENCE_WHITE)
        light = light * gain[..., None].astype(np.float32)
    linear = np.clip(light @ TO_REC709.T.astype(np.float32), 0.0, BRIGHTEST)
    return linear_to_srgb_u8(roll_off(linear, BRIGHTEST))


@lru_cache(maxsize=2)
def _light(transfer: str) -> NDArray[np.float32]:
    """Light by code value: for PQ in units of reference white, for HLG of the scene, 0–1."""
    code = np.arange(65536) / 65535.0
    if transfer == "PQ":
        c1, c2, c3, m1, m2 = 0.8359375, 18.8515625, 18.6875, 0.1593017578125, 78.84375
        root = code ** (1 / m2)
        return (10000.0 / REFERENCE_WHITE * (np.maximum(root - c1, 0) / (c2 - c3 * root)) ** (1 / m1)).astype(
            np.float32
        )
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    return np.where(code <= 0.5, code**2 / 3, (np.exp((code - c) / a) + b) / 12).astype(np.float32)
