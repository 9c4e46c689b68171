"""Skin, eyes and facial hair, read from the levelled face. Weak cues stay unknown: a wrong trait is worse than none."""

import numpy as np

from onmodel.color.spaces import linear_to_srgb_u8, oklab_to_linear, srgb_u8_to_hex
from onmodel.dna.frame import (
    CHEEKS,
    CHIN_PATCH,
    EYE_CORNERS,
    EYES,
    FOREHEAD,
    JAWS,
    MOUSTACHE,
    Floats,
    Frame,
    Mask,
)
from onmodel.dna.model import FacialHair, Trait
from onmodel.metrics.palette import of_surface

IRIS = 0.2  # its radius in eye widths: 11.7 mm across (Hashemi et al. 2012) in an opening of about 30 mm
HIGHLIGHT = 0.05  # Oklab distance from the ray of the skin in more and less light
SHADES_OF_SKIN = (0.7, 1.2)  # along that ray: 0.7³ is a third of the light, which shades a scalp; hair is darker
SMALLEST_EYE = 14.0  # pixels from corner to corner, below which an iris has too few pixels to have a colour


def hex_of(lab: Floats) -> str:
    """The sRGB hex string of one Oklab colour."""
    return srgb_u8_to_hex(linear_to_srgb_u8(oklab_to_linear(lab)))


def unknown() -> Trait[str]:
    """A trait that the pixels say nothing about."""
    return Trait(None, "pixels", 0.0)


def skin_lab(face: Frame) -> Floats | None:
    """The skin in Oklab: the median of the cheeks, and of the forehead where no fringe covers it, without shadows."""
    pixels = np.concatenate([face.lab[face.region(*c)] for c in CHEEKS])
    if len(pixels) < 60:
        return None
    forehead = face.lab[face.region(*FOREHEAD)]
    bare = np.linalg.norm((forehead - np.median(pixels, axis=0)) * [0.6, 1.0, 1.0], axis=-1) < 0.04
    pixels = np.concatenate([pixels, forehead[bare]])
    low, high = np.quantile(pixels[:, 0], [0.3, 0.85])
    return np.asarray(np.median(pixels[(pixels[:, 0] >= low) & (pixels[:, 0] <= high)], axis=0))


def is_skin(lab: Floats, skin: Floats) -> Mask:
    """Where the colours are bare skin, in its own shade and highlights."""
    return of_surface(lab, skin, SHADES_OF_SKIN, HIGHLIGHT)


def skin(face: Frame) -> Trait[str]:
    """The skin's colour; less sure where the light on the face is uneven, or so dark that colour is lost."""
    found = skin_lab(face)
    if found is None:
        return unknown()
    sides = [face.lab[face.region(*c)] for c in CHEEKS]
    uneven = abs(float(np.median(sides[0][:, 0])) - float(np.median(sides[1][:, 0]))) if all(map(len, sides)) else 0.2
    dark = np.clip((found[0] - 0.15) / 0.25, 0.0, 1.0)
    return Trait(hex_of(found), "pixels", round(float(np.clip(0.9 - 2 * uneven, 0.2, 0.9) * dark), 2))


def eyes(face: Frame) -> Trait[str]:
    """The colour of the irises, without pupil and highlight; unknown where they are too small or closed."""
    rings = [ring for side in (0, 1) if (ring := _iris(face, side)) is not None]
    if not rings:
        return unknown()
    pixels = np.concatenate(rings)
    low, high = np.quantile(pixels[:, 0], [0.3, 0.85])
    kept = pixels[(pixels[:, 0] >= low) & (pixels[:, 0] <= high)]
    return Trait(hex_of(np.median(kept, axis=0)), "pixels", 0.7 if len(kept) > 60 else 0.4)


def _iris(face: Frame, side: int) -> Floats | None:
    """The ring's pixels (N, 3) of one eye: the darkest disc that the eye's opening holds, wherever it looks."""
    outer, inner = (face.points[c] for c in EYE_CORNERS[side])
    width = float(np.hypot(*(inner - outer)))
    opening = face.region(*EYES[side])
    rows, columns = np.nonzero(opening)
    if width < SMALLEST_EYE or rows.size < 20:
        return None
    pixels, middle, radius = face.lab[opening], face.points[list(EYES[side])].mean(0), IRIS * width
    ways = [
        np.hypot(columns - (middle[0] + s * width), rows - middle[1]) / radius for s in np.linspace(-0.22, 0.22, 12)
    ]
    darkness = [float(pixels[away <= 1, 0].mean()) if (away <= 1).sum() > 8 else 9.0 for away in ways]
    best = ways[int(np.argmin(darkness))]
    ring = pixels[(best >= 0.4) & (best <= 0.92)]  # between pupil and the dark rim
    return ring if len(ring) >= 8 else None


def facial_hair(face: Frame) -> Trait[FacialHair]:
    """Moustache, goatee or beard, by how much darker or greyer than the cheeks the lip, chin and jaw are."""
    cheeks = [face.lab[face.region(*c)] for c in CHEEKS]
    if min(map(len, cheeks)) < 20:
        return Trait(None, "pixels", 0.0)
    ground = np.median(np.concatenate(cheeks), axis=0)
    lip = _covered(face, ground, face.region(*MOUSTACHE))
    chin = _covered(face, ground, face.region(*CHIN_PATCH))
    jaw = min(_covered(face, ground, face.region(*j)) for j in JAWS)
    return _named(lip, chin, jaw)


def _covered(face: Frame, ground: Floats, patch: Mask) -> float:
    """0 bare skin … 1 hair: the patch's fall in lightness against the cheeks, and its loss of skin colour."""
    if patch.sum() < 12:
        return 0.0
    lightness, a, b = np.median(face.lab[patch], axis=0)
    fall = (ground[0] - lightness) / max(ground[0], 0.05)
    loss = 1 - np.hypot(a, b) / max(float(np.hypot(ground[1], ground[2])), 0.01)
    dark = float(np.clip((fall - 0.08) / 0.22, 0, 1) * 0.75 + np.clip((loss - 0.1) / 0.5, 0, 1) * 0.25)
    grey = float(
        np.clip((loss - 0.35) / 0.4, 0, 1)
    )  # a grey or white beard is as light as the skin, without its colour
    return max(dark, 0.9 * grey)


def _named(lip: float, chin: float, jaw: float) -> Trait[FacialHair]:
    full = 0.45
    if lip > full and chin > full:
        kind: FacialHair = "beard" if jaw > 0.3 else "goatee"
        return Trait(kind, "pixels", round(min(0.85, 0.3 + 0.6 * min(lip, chin)), 2))
    if lip > full:
        return Trait("moustache", "pixels", round(min(0.7, lip * 0.7), 2))
    if chin > full and jaw > full:
        return Trait("beard", "pixels", 0.45)  # a moustache may hide in the lip's highlight
    bare = max(lip, chin)
    return Trait("none", "pixels", round(0.75 - bare, 2)) if bare < 0.3 else Trait(None, "pixels", 0.0)
