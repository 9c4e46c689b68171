"""The colour of the light in a reference picture, and the picture as daylight would show it.

Two witnesses are asked. The whites of the eyes are the one thing in a portrait whose colour is known beforehand. What
stands behind the person is grey on the whole: shades of grey (Finlayson and Trezzi 2004, "Shades of Gray and Colour
Constancy", Minkowski norm 6) without clipped pixels, between the grey world and the white patch. The light is taken
off by von Kries' gains per channel (1902), brightness kept. Where the witnesses contradict each other, the smaller
correction is taken and colours are less sure; where there is none, nothing is corrected.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from onmodel.color.spaces import LUMINANCE, linear_to_srgb_u8, oklab_to_linear, srgb_u8_to_linear
from onmodel.dna.frame import EYE_CORNERS, EYES, FACE, Floats, Frame, Mask, Reference, level

SCLERA: Floats = np.array([1.2, 1.0, 0.87])  # of green in daylight, veins and lids' shade in it: measured on NASA's
# portrait of E. Collins, whose flash the white behind her shows to be daylight within 8 %
SMALLEST_EYE = 22.0  # pixels from corner to corner: below, lids and lashes spill into the few pixels of white
FEWEST = 30  # pixels of white
SHARE_BEHIND = 0.08  # of the picture must be behind the person, to be grey on the whole
NORM = 6
NOTICED = 0.12  # in natural logarithms of a channel's gain; less is not told from the person's own colours
AGREE = 0.3
LARGEST = 1.2
UNCLEAR = "eyes and background tell its colour differently, so colours are less sure"


@dataclass(frozen=True)
class Light:
    """The light's colour: log gains (3,) of red, green and blue against daylight, and how sure colours under it are."""

    cast: tuple[float, float, float] = (0.0, 0.0, 0.0)
    sure: float = 1.0  # 0–1, times the confidence of every colour read
    told: str = ""  # what people should know of it, in words

    @property
    def strength(self) -> float:
        """The largest gain's logarithm: 0 is daylight."""
        return max(map(abs, self.cast))


def light_of(reference: Reference) -> Light:
    """The light that a reference was taken in."""
    eyes, behind = eye_whites(level(reference, FACE)), background(reference)
    witnesses = [cast for cast in (eyes, behind) if cast is not None]
    if not witnesses:
        return Light(sure=0.8)
    if len(witnesses) == 1:
        return _light(reference.name, 0.7 * witnesses[0], 0.9, "")
    apart = float(np.abs(witnesses[0] - witnesses[1]).max())
    if apart <= AGREE:
        return _light(reference.name, np.mean(witnesses, axis=0), 1.0, "")
    small, large = sorted(witnesses, key=lambda cast: float(np.linalg.norm(cast)))
    alike = float(small @ large) > 0.5 * float(np.linalg.norm(small) * np.linalg.norm(large))
    return _light(reference.name, small if alike else small / 2, 0.6, UNCLEAR)


def in_daylight(reference: Reference, light: Light) -> Reference:
    """The reference with the light's colour taken off, as bright as it was; unchanged where there is no cast."""
    if not light.strength:
        return reference
    gains = np.exp(-np.array(light.cast))
    some = srgb_u8_to_linear(reference.pixels[::7, ::7])
    before, after = (max(float(np.median(colours @ LUMINANCE)), 1e-4) for colours in (some, some * gains))
    table = linear_to_srgb_u8(srgb_u8_to_linear(np.arange(256))[:, None] * gains * np.clip(before / after, 0.5, 2.0))
    return replace(reference, pixels=np.asarray(cv2.LUT(reference.pixels, table[None]), np.uint8))


def eye_whites(face: Frame) -> Floats | None:
    """The log cast (3,) that the whites of the eyes show, or None where they are too small or closed."""
    whites = [pixels for side in (0, 1) if (pixels := _white(face, side)) is not None]
    if sum(map(len, whites)) < FEWEST:
        return None
    return _log_cast(np.median(oklab_to_linear(np.concatenate(whites)), axis=0) / SCLERA)


def _white(face: Frame, side: int) -> Floats | None:
    outer, inner = (face.points[c] for c in EYE_CORNERS[side])
    if float(np.hypot(*(inner - outer))) < SMALLEST_EYE:
        return None
    opening: Mask = cv2.erode(face.region(*EYES[side]).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    pixels = face.lab[opening]
    if len(pixels) < FEWEST // 2:
        return None
    low, high = np.quantile(pixels[:, 0], [0.7, 0.95])  # lighter than iris and lashes, without the catchlight
    return np.asarray(pixels[(pixels[:, 0] >= low) & (pixels[:, 0] <= high)])


def background(reference: Reference) -> Floats | None:
    """The log cast (3,) of what is behind the person, or None where too little of it is seen or it has one colour."""
    if reference.figure is None:
        return None
    scale = min(1.0, 256 / max(reference.pixels.shape[:2]))
    size = tuple(max(1, round(n * scale)) for n in reference.pixels.shape[1::-1])
    small = np.asarray(cv2.resize(reference.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    figure = cv2.resize(reference.figure.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    behind = cv2.dilate(figure, np.ones((7, 7), np.uint8)) == 0
    pixels = small[behind & (small.max(-1) < 250) & (small.max(-1) > 8)]
    if len(pixels) < SHARE_BEHIND * behind.size:
        return None
    return _log_cast((srgb_u8_to_linear(pixels) ** NORM).mean(0) ** (1 / NORM))


def _log_cast(colour: Floats) -> Floats | None:
    """The logarithm of a colour against its own brightness; None for what no lamp looks like."""
    if colour.min() < 1e-4:
        return None
    cast = np.log(colour / float(colour @ LUMINANCE))
    return np.asarray(cast) if np.abs(cast).max() < LARGEST else None


def _light(name: str, cast: Floats, sure: float, doubt: str) -> Light:
    """The light; a cast that nobody would notice is none."""
    strength = float(np.abs(cast).max())
    if strength < NOTICED:
        return Light(sure=sure, told=f"{name}: the light is not clear: {doubt}" if doubt else "")
    tone = "green" if cast[1] > max(cast[0], cast[2]) else "warm" if cast[0] > cast[2] else "cold"
    told = f"{name}: the light is {tone}; colours were read as daylight would show them"
    red, green, blue = (float(c) for c in cast)
    kept = float(np.clip(1.0 - 0.4 * strength, 0.4, 1.0))  # a channel without light tells nothing of its colours
    return Light((red, green, blue), round(sure * kept, 3), f"{told}; {doubt}" if doubt else told)
