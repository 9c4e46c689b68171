"""Colour spaces: srgb_u8 ↔ linear_rec709 ↔ CIE XYZ (D65) ↔ Lab and Oklab, and hex strings. Arrays end in axis 3."""

import re

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onmodel.errors import Invalid

Array = NDArray[np.float64]

# IEC 61966-2-1:1999, linear Rec. 709 RGB to CIE 1931 XYZ, white D65
RGB_TO_XYZ: Array = np.array(
    [[0.4123907993, 0.3575843394, 0.1804807884],
     [0.2126390059, 0.7151686788, 0.0721923154],
     [0.0193308187, 0.1191947798, 0.9505321522]]
)  # fmt: skip
XYZ_TO_RGB: Array = np.asarray(np.linalg.inv(RGB_TO_XYZ), np.float64)
D65: Array = np.asarray(RGB_TO_XYZ.sum(axis=1), np.float64)  # XYZ of RGB white, so that greys are exactly neutral
LUMINANCE: Array = RGB_TO_XYZ[1]

# Ottosson 2020, "A perceptual color space for image processing": linear RGB to cone responses, cube roots to Lab
_RGB_TO_LMS: Array = np.array(
    [[0.4122214708, 0.5363325363, 0.0514459929],
     [0.2119034982, 0.6806995451, 0.1073969566],
     [0.0883024619, 0.2817188376, 0.6299787005]]
)  # fmt: skip
_LMS_TO_OKLAB: Array = np.array(
    [[0.2104542553, 0.7936177850, -0.0040720468],
     [1.9779984951, -2.4285922050, 0.4505937099],
     [0.0259040371, 0.7827717662, -0.8086757660]]
)  # fmt: skip
_LMS_TO_RGB: Array = np.asarray(np.linalg.inv(_RGB_TO_LMS), np.float64)
_OKLAB_TO_LMS: Array = np.asarray(np.linalg.inv(_LMS_TO_OKLAB), np.float64)


class NotAColour(Invalid):
    """The text is not an sRGB hex colour."""


def hex_to_srgb_u8(colour: str) -> NDArray[np.uint8]:
    """(3,) srgb_u8 of `#rgb` or `#rrggbb`, with or without the hash; raises NotAColour.

    >>> hex_to_srgb_u8("#ff8000").tolist()
    [255, 128, 0]
    """
    found = re.fullmatch(r"#?(?:([0-9a-fA-F]{3})|([0-9a-fA-F]{6}))", colour.strip())
    if not found:
        raise NotAColour(f"{colour!r:.40} is not a colour", todo="Write it as #rrggbb, for example #c69076")
    digits = found[2] or "".join(2 * c for c in found[1])
    return np.array([int(digits[i : i + 2], 16) for i in (0, 2, 4)], np.uint8)


def srgb_u8_to_hex(colour: ArrayLike) -> str:
    """`#rrggbb` of one srgb_u8 colour (3,).

    >>> srgb_u8_to_hex([255, 128, 0])
    '#ff8000'
    """
    return "#" + "".join(f"{int(c):02x}" for c in np.asarray(colour).reshape(3))


def hex_to_linear(colour: str) -> Array:
    """(3,) linear_rec709 0–1 of a hex colour; raises NotAColour."""
    return srgb_u8_to_linear(hex_to_srgb_u8(colour))


def srgb_to_linear(srgb: ArrayLike) -> Array:
    """Encoded sRGB 0–1 to linear_rec709 0–1 (IEC 61966-2-1); negative values are mirrored.

    >>> round(float(srgb_to_linear(0.5)), 6)
    0.214041
    """
    v = np.asarray(srgb, np.float64)
    a = np.abs(v)
    return np.asarray(np.sign(v) * np.where(a <= 0.04045, a / 12.92, ((a + 0.055) / 1.055) ** 2.4))


def linear_to_srgb(linear: ArrayLike) -> Array:
    """linear_rec709 0–1 to encoded sRGB 0–1 (IEC 61966-2-1); negative values are mirrored.

    >>> round(float(linear_to_srgb(0.18)), 6)
    0.461356
    """
    v = np.asarray(linear, np.float64)
    a = np.abs(v)
    return np.asarray(np.sign(v) * np.where(a <= 0.0031308, a * 12.92, 1.055 * a ** (1 / 2.4) - 0.055))


def srgb_u8_to_linear(srgb: ArrayLike) -> Array:
    """srgb_u8 (..., 3) to linear_rec709 0–1."""
    table = srgb_to_linear(np.arange(256) / 255)
    return np.asarray(table[np.asarray(srgb, np.uint8)])


def linear_to_srgb_u8(linear: ArrayLike) -> NDArray[np.uint8]:
    """linear_rec709 (..., 3) to srgb_u8; values outside 0–1 are clipped, rounding is to the nearest."""
    return np.asarray(np.rint(linear_to_srgb(np.clip(linear, 0, 1)) * 255), np.uint8)


def linear_to_oklab(linear: ArrayLike) -> Array:
    """linear_rec709 (..., 3) to Oklab: L 0–1, a and b about −0.4…0.4 (Ottosson 2020).

    >>> linear_to_oklab([1.0, 0.0, 0.0]).round(3).tolist()
    [0.628, 0.225, 0.126]
    """
    return np.asarray(np.cbrt(np.asarray(linear, np.float64) @ _RGB_TO_LMS.T) @ _LMS_TO_OKLAB.T)


def oklab_to_linear(oklab: ArrayLike) -> Array:
    """Oklab (..., 3) to linear_rec709; colours outside the gamut leave 0–1."""
    return np.asarray((np.asarray(oklab, np.float64) @ _OKLAB_TO_LMS.T) ** 3 @ _LMS_TO_RGB.T)


def linear_to_lab(linear: ArrayLike) -> Array:
    """linear_rec709 (..., 3) to CIE 1976 L*a*b*, white D65: L 0–100 (CIE 15:2018).

    >>> linear_to_lab([1.0, 1.0, 1.0]).round(6).tolist()
    [100.0, 0.0, 0.0]
    """
    t = np.asarray(linear, np.float64) @ RGB_TO_XYZ.T / D65
    f = np.where(t > (6 / 29) ** 3, np.cbrt(t), t / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = np.moveaxis(f, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def lab_to_linear(lab: ArrayLike) -> Array:
    """CIE 1976 L*a*b* (white D65) (..., 3) to linear_rec709; colours outside the gamut leave 0–1."""
    lightness, a, b = np.moveaxis(np.asarray(lab, np.float64), -1, 0)
    y = (lightness + 16) / 116
    f = np.stack([y + a / 500, y, y - b / 200], axis=-1)
    t = np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29))
    return np.asarray(t * D65 @ XYZ_TO_RGB.T)
