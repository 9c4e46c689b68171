"""Grades: what a colourist's controls do to a picture. Display-referred: sRGB in, sRGB out, on any picture.

Exposure and white balance act on linear_rec709 light; contrast, lift, gamma, gain and saturation on encoded sRGB, as
they do on a grading desk; the palette acts in Oklab. Neutral controls change nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onmodel.color.spaces import (
    RGB_TO_XYZ,
    hex_to_linear,
    linear_to_oklab,
    linear_to_srgb,
    oklab_to_linear,
    srgb_to_linear,
)

Array = NDArray[np.float64]
Triple = tuple[float, float, float]
LUMA = np.array([0.2126, 0.7152, 0.0722])  # Rec. 709, as the ASC CDL names it
MIDDLE_GREY = float(linear_to_srgb(0.18))  # the pivot of contrast
KNEE = 0.6  # linear; light above it is rolled off where exposure lifts it over white
MIREDS, DUV = 80.0, 0.02  # what 100 of temperature and of tint are
REACH = 0.12  # Oklab distance at which a palette's colour lets go
DAYLIGHT = 6504.0  # kelvin of D65
POINTS = 33  # along an edge of the lookup table, as colourists exchange them
_BRADFORD = np.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


@dataclass(frozen=True)
class Grade:
    """A colourist's controls; the defaults change nothing.

    exposure in stops · contrast, saturation and gain as factors · temperature and tint −100…100, positive is warmer and
    more magenta · lift −0.5…0.5 raises the blacks and leaves white · gamma above 1 raises the middle · palette_strength
    0–1 is how far colours are drawn to the palette.
    """

    exposure: float = 0.0
    contrast: float = 1.0
    saturation: float = 1.0
    temperature: float = 0.0
    tint: float = 0.0
    lift: Triple = (0.0, 0.0, 0.0)
    gamma: Triple = (1.0, 1.0, 1.0)
    gain: Triple = (1.0, 1.0, 1.0)
    palette_strength: float = 0.0


def asc_cdl(rgb: ArrayLike, slope: ArrayLike, offset: ArrayLike, power: ArrayLike, saturation: float = 1.0) -> Array:
    """The ASC colour decision list on values (..., 3), clamped to 0–1: (in × slope + offset) ^ power, then saturation.

    American Society of Cinematographers, "ASC Color Decision List (ASC CDL) Transfer Functions and Interchange Syntax",
    v1.2 (2009). The numbers are those of OpenColorIO's test `CDLOp, apply_clamp_fwd`:

    >>> sop = [1.35, 1.1, 0.071], [0.05, -0.23, 0.11], [0.93, 0.81, 1.27]
    >>> asc_cdl([0.25, 0.5, 0.75], *sop, 1.23).round(6).tolist()
    [0.422056, 0.401466, 0.03582]
    """
    v, times, plus, exponent = (np.asarray(x, np.float64) for x in (rgb, slope, offset, power))
    toned = np.clip(v * times + plus, 0, 1) ** exponent
    luma = (toned @ LUMA)[..., None]
    return np.asarray(np.clip(luma + saturation * (toned - luma), 0, 1))


def slope_offset_power(lift: ArrayLike, gamma: ArrayLike, gain: ArrayLike) -> tuple[Array, Array, Array]:
    """The three wheels as an ASC CDL: gain × (x + lift × (1 − x)), to the power of 1 / gamma."""
    up, high = np.asarray(lift, np.float64), np.asarray(gain, np.float64)
    return high * (1 - up), high * up, 1 / np.asarray(gamma, np.float64)


def with_contrast(encoded: ArrayLike, contrast: float, pivot: float = MIDDLE_GREY) -> Array:
    """Encoded values 0–1 pushed away from the pivot (above 1) or towards it; black, white and the pivot stay.

    A power on each side, so that the slope at the pivot is `contrast` and nothing is clipped.

    >>> with_contrast([0.0, 0.25, 0.5, 1.0], 2.0, pivot=0.5).tolist()
    [0.0, 0.125, 0.5, 1.0]
    """
    v = np.clip(np.asarray(encoded, np.float64), 0, 1)
    low = pivot * (np.minimum(v, pivot) / pivot) ** contrast
    high = (1 - pivot) * ((1 - np.maximum(v, pivot)) / (1 - pivot)) ** contrast
    return np.asarray(np.where(v < pivot, low, 1 - high))


def daylight_xy(kelvin: float) -> tuple[float, float]:
    """Chromaticity of CIE daylight of 4000–25000 K (CIE 15:2018, equations 3.3 and 3.4); D65 is at 6504 K.

    >>> tuple(round(v, 4) for v in daylight_xy(6504))
    (0.3127, 0.3291)
    """
    t = min(max(float(kelvin), 4000.0), 25000.0)
    a, b, c, d = (-4.6070e9, 2.9678e6, 0.09911e3, 0.244063) if t <= 7000 else (-2.0064e9, 1.9018e6, 0.24748e3, 0.237040)
    x = a / t**3 + b / t**2 + c / t + d
    return x, -3.0 * x * x + 2.870 * x - 0.275


def white_balance(temperature: float, tint: float) -> Array:
    """The matrix (3, 3) on linear_rec709 that makes daylight warmer or cooler; grey keeps its luminance.

    From D65 to a white 80 mired away (at 100) along the CIE daylight locus, and 0.02 across it in CIE 1960 u, v for
    tint; adapted by the Bradford transform (Lam 1985, as in CIE 160:2004). The identity at 0, 0.
    """
    if temperature == 0 and tint == 0:
        return np.eye(3)
    wanted = _cones(1e6 / (1e6 / DAYLIGHT + temperature / 100 * MIREDS), tint / 100 * DUV)
    cones = _BRADFORD @ RGB_TO_XYZ
    matrix = np.linalg.inv(cones) @ np.diag(wanted / _cones(DAYLIGHT, 0.0)) @ cones
    return np.asarray(matrix / (RGB_TO_XYZ[1] @ matrix.sum(axis=1)))


def _cones(kelvin: float, across: float) -> Array:
    """Bradford cone responses (3,) of a daylight, moved across the locus in CIE 1960 u, v towards magenta."""
    here, cooler = _uv(kelvin), _uv(kelvin * 1.01)
    along = (cooler - here) / np.linalg.norm(cooler - here)
    u, v = here + across * np.array([-along[1], along[0]])
    x, y = 3 * u / (2 * u - 8 * v + 4), 2 * v / (2 * u - 8 * v + 4)
    return np.asarray(_BRADFORD @ np.array([x / y, 1.0, (1 - x - y) / y]))


def _uv(kelvin: float) -> Array:
    x, y = daylight_xy(kelvin)
    return np.array([4 * x, 6 * y]) / (-2 * x + 12 * y + 3)


def roll_off(linear: ArrayLike, white: float) -> Array:
    """Light above the knee bent so that `white` (≥ 1) becomes 1; the identity for 1 and below the knee.

    The curve with a white point of Reinhard et al. 2002, "Photographic Tone Reproduction for Digital Images",
    equation 4, begun at the knee with slope 1.
    """
    v = np.maximum(np.asarray(linear, np.float64), 0)
    most = max((white - KNEE) / (1 - KNEE), 1.0)
    over = np.clip((v - KNEE) / (1 - KNEE), 0, most)
    return np.asarray(np.where(v <= KNEE, v, KNEE + (1 - KNEE) * over * (1 + over / most**2) / (1 + over)))


def drawn_to(linear: ArrayLike, palette: Array, strength: float) -> Array:
    """Colours (..., 3) linear_rec709 drawn to a palette (K, 3) of the same; lightness stays, so light and shade do.

    Each colour is drawn to the mean of the palette's hues in Oklab, the near ones weighing most (a Gaussian, as in
    Chang et al. 2015, "Palette-based Photo Recoloring"); towards black and white a hue has less chroma.
    """
    colours = np.asarray(linear, np.float64)
    if strength <= 0 or not len(palette):
        return colours
    lab, wanted = linear_to_oklab(colours), linear_to_oklab(palette)
    gaps = np.stack([((lab - colour) ** 2).sum(-1) for colour in wanted], axis=-1)
    weights = np.exp(-(gaps - gaps.min(axis=-1, keepdims=True)) / (2 * REACH**2))
    weights /= weights.sum(axis=-1, keepdims=True)
    lightness = np.clip(lab[..., :1], 0, 1)
    level = np.clip(wanted[:, 0], 0.05, 0.95)
    room = np.minimum(np.minimum(lightness / level, (1 - lightness) / (1 - level)), 1)  # (..., K)
    target = (weights * room) @ wanted[:, 1:]
    lab[..., 1:] += strength * (target - lab[..., 1:])
    return oklab_to_linear(lab)


def graded(linear: ArrayLike, grade: Grade, palette: Sequence[str] = ()) -> Array:
    """Colours (..., 3) linear_rec709 0–1 under a grade and a palette of hex colours, 0–1. Raises NotAColour."""
    balance = white_balance(grade.temperature, grade.tint) * 2.0**grade.exposure
    light = roll_off(np.asarray(linear, np.float64) @ balance.T, float(balance.sum(axis=1).max()))
    encoded = with_contrast(linear_to_srgb(light), grade.contrast)
    toned = asc_cdl(encoded, *slope_offset_power(grade.lift, grade.gamma, grade.gain), grade.saturation)
    colours = np.array([hex_to_linear(colour) for colour in palette]).reshape(-1, 3)
    return np.clip(drawn_to(srgb_to_linear(toned), colours, grade.palette_strength), 0, 1)


def grade_picture(
    picture: NDArray[np.uint8], grade: Grade, palette: Sequence[str] = (), strength: float = 1.0
) -> NDArray[np.uint8]:
    """A picture (H, W, 3) srgb_u8 under a grade, mixed with the ungraded one by `strength` 0–1. Raises NotAColour.

    Through a table of 33³ colours (trilinear), as a desk would send it to a monitor: 0.02 s for a standard frame.
    """
    from PIL import Image, ImageFilter  # noqa: PLC0415 only who grades a picture needs it

    steps = np.linspace(0, 1, POINTS)
    blue, green, red = np.meshgrid(steps, steps, steps, indexing="ij")
    before = np.stack([red, green, blue], axis=-1)
    after = linear_to_srgb(graded(srgb_to_linear(before), grade, palette))
    table = before + strength * (after - before)
    lut = ImageFilter.Color3DLUT(POINTS, table.reshape(-1).tolist())
    return np.asarray(Image.fromarray(picture).filter(lut), np.uint8)
