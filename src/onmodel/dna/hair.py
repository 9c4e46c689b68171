"""Hair, read round the levelled face inside the figure: colour, how far down it reaches, and a guess at the style."""

from dataclasses import dataclass

import cv2
import numpy as np

from onmodel.dna.face_traits import hex_of, is_skin
from onmodel.dna.frame import OVAL, Floats, Frame, Mask
from onmodel.dna.model import HairLength, HairStyle, Trait
from onmodel.metrics.palette import middle, shades

LIKE_HAIR = 0.08  # Oklab distance, lightness at half weight: hair is one colour in many lights
SHADES_OF_HAIR = (0.5, 1.4)  # locks beside the neck lie in the shadow of the head


@dataclass(frozen=True)
class Hair:
    """What was seen of the hair; each unknown where the picture does not show it."""

    colour: Trait[str]
    length: Trait[HairLength]
    style: Trait[HairStyle]


NOTHING = Hair(Trait(None, "pixels", 0.0), Trait(None, "pixels", 0.0), Trait(None, "pixels", 0.0))


def hair(body: Frame, skin: Floats | None) -> Hair:
    """Read the hair of a figure whose skin is known (Oklab); without a figure's mask there is nothing to tell."""
    if skin is None or not body.masked:
        return NOTHING
    crown = _crown(body)
    if not body.inside[max(0, int(body.top - 0.15 * body.height)), body.size[1] // 2]:
        return NOTHING  # the head is cut by the frame
    if crown.sum() < 0.05 * body.width**2:
        return NOTHING  # a scalp would be seen: something hides it, and the mask left that out
    pixels = body.lab[crown]
    strands = pixels[~is_skin(pixels, skin)]
    if len(strands) < 0.25 * len(pixels):
        return _bald(0.5)
    colour = middle(strands)
    share = len(strands) / len(pixels)
    length, style = _reach(body, colour, crown, skin)
    return Hair(Trait(hex_of(colour), "pixels", round(0.4 + 0.5 * share, 2)), length, style)


def _bald(confidence: float) -> Hair:
    return Hair(Trait(None, "pixels", 0.0), Trait("bald", "pixels", confidence), Trait("bald", "pixels", confidence))


def _distance(lab: Floats, to: Floats) -> Floats:
    return np.asarray(np.sqrt((((lab - to) * [0.5, 1.0, 1.0]) ** 2).sum(-1)))


def _face(body: Frame) -> Mask:
    oval = np.zeros(body.size, np.uint8)
    cv2.fillPoly(oval, [np.rint(body.points[list(OVAL)]).astype(np.int32)], 1)
    grow = max(3, int(0.06 * body.width) | 1)
    return np.asarray(cv2.dilate(oval, np.ones((grow, grow), np.uint8)) > 0)


def _crown(body: Frame) -> Mask:
    """The figure above and beside the forehead, down to the eyes."""
    rows, columns = np.mgrid[0 : body.size[0], 0 : body.size[1]]
    middle, eyes = body.size[1] / 2, float(body.points[[33, 263], 1].mean())
    near = (np.abs(columns - middle) < 0.8 * body.width) & (rows < eyes) & (rows > body.top - 0.6 * body.height)
    return np.asarray(near & body.figure & ~_face(body))


def _reach(body: Frame, colour: Floats, crown: Mask, skin: Floats) -> tuple[Trait[HairLength], Trait[HairStyle]]:
    """How far the hair's own colour goes down beside the face, in faces below the chin."""
    shade, off = shades(body.lab, colour)
    shaded = (off < 0.05) & (shade > SHADES_OF_HAIR[0]) & (shade < SHADES_OF_HAIR[1])
    like = ((_distance(body.lab, colour) < LIKE_HAIR) | shaded) & ~is_skin(body.lab, skin) & body.figure
    rows, columns = np.mgrid[0 : body.size[0], 0 : body.size[1]]
    beside = np.abs(columns - body.size[1] / 2)
    like &= ~_face(body) & (beside < 0.95 * body.width) & (rows < body.chin + 2.0 * body.height)
    solid = cv2.morphologyEx(like.astype(np.uint8), cv2.MORPH_OPEN, np.ones((5, 5), np.uint8))  # seams are no locks
    parts = np.asarray(cv2.connectedComponents(solid)[1])
    roots = np.unique(parts[crown])
    locks = np.isin(parts, roots[roots > 0])
    if not locks.any():
        return Trait(None, "pixels", 0.0), Trait(None, "pixels", 0.0)
    wide = locks.sum(1) > 0.1 * body.width
    lowest = float(np.nonzero(wide)[0].max()) if wide.any() else body.top
    down = (lowest - body.chin) / body.height
    clothes = locks[int(min(body.size[0] - 1, body.chin + 0.5 * body.height)) :].sum() / max(1, locks.sum())
    if down > 1.6 or clothes > 0.5:
        return Trait(None, "pixels", 0.0), Trait(None, "pixels", 0.0)  # hair and clothes have one colour here
    if down > 0.45:
        return Trait("long", "pixels", 0.55), Trait("long", "pixels", 0.4)
    if down > -0.12:
        return Trait("medium", "pixels", 0.55), Trait("bob", "pixels", 0.35)
    tall = float((body.top - np.nonzero(wide)[0].min()) / body.height)
    return Trait("short", "pixels", 0.6), Trait("cropped" if tall < 0.12 else "short", "pixels", 0.35)
