"""Cut-outs of one person, to be held side by side: what was compared, in the frame and in a reference."""

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from onmodel.kit.pictures import encode_jpeg, thumbnail

Picture = NDArray[np.uint8]
Box = tuple[float, float, float, float]
PartName = Literal["face", "hair", "outfit", "whole"]
PARTS: tuple[PartName, ...] = get_args(PartName)
# how far a cut-out goes beyond the box of a head, or of a face, in its widths left and right, its heights up and down
OF_HEAD: dict[str, Box] = {
    "face": (0.12, 0.06, 0.12, 0.12), "hair": (0.35, 0.35, 0.35, 0.5), "outfit": (1.3, -0.9, 1.3, 4.5),
    "whole": (1.6, 0.4, 1.6, 6.5),
}  # fmt: skip
OF_FACE: dict[str, Box] = {
    "face": (0.2, 0.35, 0.2, 0.2), "hair": (0.7, 0.9, 0.7, 0.9), "outfit": (2.0, -0.9, 2.0, 6.0),
    "whole": (2.5, 1.0, 2.5, 8.0),
}  # fmt: skip
LEAST = 8  # pixels of a side
QUALITY = 90


def of_frame(picture: Picture, head: Box, mask: NDArray[np.bool_] | None, part: PartName, edge: int) -> bytes:
    """A JPEG of a person's part in a frame (H, W, 3) srgb_u8, no edge longer than `edge`.

    `head`: their head's box in pixels; `mask` (H, W): which pixels are theirs, which bounds clothes and the whole.
    """
    wanted = grown(head, OF_HEAD[part])
    if mask is not None and part in {"outfit", "whole"} and mask.any():
        rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
        top = min(head[1], rows[0]) if part == "whole" else head[3]
        body = (float(min(head[0], columns[0])), float(top), float(max(head[2], columns[-1])), float(rows[-1]))
        wanted = grown(body, (0.06, 0.03, 0.06, 0.03))
    return cut(picture, wanted, edge)


def of_reference(picture: Picture, face: Box, part: PartName, edge: int) -> bytes:
    """The same of a reference picture, by the face that was found in it."""
    return cut(picture, grown(face, OF_FACE[part]), edge)


def grown(box: Box, by: Box) -> Box:
    """A box grown by shares of its own size: left, top, right, bottom.

    >>> grown((10, 10, 20, 30), (0.5, 0, 0.5, 1))
    (5.0, 10, 25.0, 50)
    """
    width, height = box[2] - box[0], box[3] - box[1]
    return box[0] - by[0] * width, box[1] - by[1] * height, box[2] + by[2] * width, box[3] + by[3] * height


def cut(picture: Picture, box: Box, edge: int) -> bytes:
    """A JPEG of what of the box is in the picture; at least some pixels of it."""
    height, width = picture.shape[:2]
    x0, y0 = (int(np.clip(v, 0, most - LEAST)) for v, most in ((box[0], width), (box[1], height)))
    x1, y1 = int(np.clip(box[2] + 1, x0 + LEAST, width)), int(np.clip(box[3] + 1, y0 + LEAST, height))
    return encode_jpeg(thumbnail(picture[y0:y1, x0:x1], edge), QUALITY)
