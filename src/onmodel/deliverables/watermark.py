"""A watermark: a name drawn over the whole picture, so that a copy of it tells to whom it was shown."""

import io
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from onmodel.deliverables.typesetting import typeset
from onmodel.kit import pictures

ANGLE = 30.0  # degrees; slanted text is crossed by few edges of a picture
SHARE = 0.34  # of the picture's longer edge, for one repeat of the text
OPACITY = 0.30
QUALITY = 90


def marked(data: bytes, text: str, name: str) -> bytes:
    """The picture as JPEG bytes with the text over all of it, whatever kind of picture it was.

    Light letters with a dark edge are seen on snow and at night. Raises what `kit.pictures.decode` raises.
    """
    return pictures.encode_jpeg(_marked(data, text, name), quality=QUALITY)


def marked_png(data: bytes, text: str, name: str) -> bytes:
    """The same as PNG bytes, for what is still to be printed or filmed."""
    return pictures.encode_png(_marked(data, text, name))


def _marked(data: bytes, text: str, name: str) -> NDArray[np.uint8]:
    pixels = pictures.decode(data, name)
    height, width = pixels.shape[:2]
    veil = _veil(text, width, height)
    picture = Image.fromarray(pixels).convert("RGBA")
    picture.alpha_composite(veil)
    return np.asarray(picture.convert("RGB"))


@lru_cache(maxsize=16)
def _veil(text: str, width: int, height: int) -> Image.Image:
    """What is laid over pictures of this size: RGBA, the text in staggered rows, slanted."""
    word = _word(text, max(int(SHARE * max(width, height)), 64))
    reach = int(np.hypot(width, height)) + word.width
    sheet = Image.new("RGBA", (reach, reach))
    step_x, step_y = int(word.width * 1.25) + 1, word.height * 3 + 8
    for row, y in enumerate(range(0, reach, step_y)):
        for x in range(-(row % 2) * step_x // 2, reach, step_x):
            sheet.paste(word, (x, y))
    turned = sheet.rotate(ANGLE, Image.Resampling.BICUBIC)
    left, top = (reach - width) // 2, (reach - height) // 2
    return turned.crop((left, top, left + width, top + height))


def _word(text: str, width: int) -> Image.Image:
    """The text once, `width` pixels wide and not higher than a sixth of that: RGBA."""
    with Image.open(io.BytesIO(typeset("watermark.typ", {"text": text, "opacity": OPACITY}, {}, "png"))) as opened:
        word = opened.convert("RGBA")
    scale = min(width / word.width, width / 6 / word.height)
    return word.resize((max(int(word.width * scale), 1), max(int(word.height * scale), 1)), Image.Resampling.LANCZOS)
