"""Which pixels are hair, which are clothes: regions of a person's mask, by the head box or by the traced face."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]
LEAST_PIXELS = 150  # fewer tell more of their neighbours than of themselves
FACE_OF_HEAD = 0.72  # of a head box's height is face, forehead to chin; the rest is hair
UPPER_ENDS, LOWER_BEGINS = 2.6, 3.3  # face heights below the chin; between them lie belt, hem and hands


@dataclass(frozen=True)
class Landmarks:
    """Where a face is, pixels: rows of the hairline, of the eyes and of the chin, its left and right edge."""

    hairline: float
    eyes: float
    chin: float
    left: float
    right: float

    @property
    def height(self) -> float:
        """Forehead to chin."""
        return max(self.chin - self.hairline, 1.0)


def from_head(head: Box) -> Landmarks:
    """Where the face must be in a head box that no face was traced in."""
    x0, y0, x1, y1 = head
    face = FACE_OF_HEAD * (y1 - y0)
    side = 0.15 * (x1 - x0)
    return Landmarks(y1 - face, y1 - 0.55 * face, y1, x0 + side, x1 - side)


def crop(picture: Picture, box: Box, margin: float) -> tuple[Picture, tuple[int, int]]:
    """The box grown by `margin` of its size and cut at the frame, and its corner x, y."""
    height, width = picture.shape[:2]
    grow_x, grow_y = (box[2] - box[0]) * margin, (box[3] - box[1]) * margin
    x0, y0 = max(int(box[0] - grow_x), 0), max(int(box[1] - grow_y), 0)
    x1, y1 = min(int(box[2] + grow_x) + 1, width), min(int(box[3] + grow_y) + 1, height)
    return picture[y0:y1, x0:x1], (x0, y0)


def hair(mask: Mask, head: Box, face: Landmarks) -> Mask:
    """The mask above the eyes that is not the face: over the hairline, and beside the face's edges.

    Below the eyes ears, neck and collar begin, which are no hair.
    """
    inside = _inside(mask, (head[0], head[1], head[2], face.eyes))
    return inside & ~_inside(mask, (face.left, face.hairline, face.right, face.eyes + 1))


def upper(mask: Mask, face: Landmarks) -> Mask:
    """The trunk with its arms: from the collar to the belt."""
    return _rows(mask, face.chin + 0.35 * face.height, face.chin + UPPER_ENDS * face.height)


def lower(mask: Mask, face: Landmarks) -> Mask:
    """What is below the hips."""
    return _rows(mask, face.chin + LOWER_BEGINS * face.height, float(mask.shape[0]))


def brightness(picture: Picture) -> float:
    """Mean of a crop, 0–1 in sRGB code values; below about 0.06 nobody sees a face."""
    return float(picture.mean() / 255) if picture.size else 0.0


def _rows(mask: Mask, begin: float, end: float) -> Mask:
    return _inside(mask, (0.0, begin, float(mask.shape[1]), end))


def _inside(mask: Mask, box: Box) -> Mask:
    out = np.zeros_like(mask)
    x0, y0, x1, y1 = (max(int(v), 0) for v in box)
    out[y0:y1, x0:x1] = mask[y0:y1, x0:x1]
    return out
