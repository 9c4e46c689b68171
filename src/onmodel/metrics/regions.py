"""Which pixels are hair, which are clothes: regions of a picture from a person's mask, head box and face box."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float, float, float]
Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]
LEAST_PIXELS = 150  # fewer tell more of their neighbours than of themselves


@dataclass(frozen=True)
class Region:
    """Pixels (N, 3) uint8 sRGB of one part of a person, or the reason why there are none."""

    pixels: Picture
    reason: str = ""


def crop(picture: Picture, box: Box, margin: float) -> tuple[Picture, tuple[int, int]]:
    """The box grown by `margin` of its size and cut at the frame, and its corner x, y."""
    height, width = picture.shape[:2]
    grow_x, grow_y = (box[2] - box[0]) * margin, (box[3] - box[1]) * margin
    x0, y0 = max(int(box[0] - grow_x), 0), max(int(box[1] - grow_y), 0)
    x1, y1 = min(int(box[2] + grow_x) + 1, width), min(int(box[3] + grow_y) + 1, height)
    return picture[y0:y1, x0:x1], (x0, y0)


def hair(picture: Picture, mask: Mask, head: Box, face: Box | None) -> Region:
    """What of the head is neither face nor clothes: the mask inside the head box, less the face box's middle."""
    inside = _inside(mask, head)
    if face is not None:
        inset = 0.08 * (face[2] - face[0])
        inside &= ~_inside(mask, (face[0] + inset, face[1] + 2 * inset, face[2] - inset, head[3] + 1))
        inside &= ~_inside(mask, (head[0], face[1] + 0.75 * (face[3] - face[1]), head[2], head[3] + 1))
    return _region(picture, inside, "too little of the hair is in the frame")


def outfit(picture: Picture, mask: Mask, head: Box) -> Region:
    """The person below the chin."""
    below = mask.copy()
    below[: max(int(head[3] + 0.1 * (head[3] - head[1])), 0)] = False
    return _region(picture, below, "too little of the outfit is in the frame")


def brightness(picture: Picture) -> float:
    """Mean of a crop, 0–1 in sRGB code values; below about 0.06 nobody sees a face."""
    return float(picture.mean() / 255) if picture.size else 0.0


def _inside(mask: Mask, box: Box) -> Mask:
    out = np.zeros_like(mask)
    x0, y0, x1, y1 = (max(int(v), 0) for v in box)
    out[y0:y1, x0:x1] = mask[y0:y1, x0:x1]
    return out


def _region(picture: Picture, where: Mask, reason: str) -> Region:
    pixels = picture[where]
    return Region(pixels) if len(pixels) >= LEAST_PIXELS else Region(pixels[:0], reason)
