"""Letters as geometry: a word on a plain block, so that a prop nobody modelled still says what it is."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from onmodel.stage.sets.finish import MATTE, varied
from onmodel.stage.sets.solids import Solid, box, solid

PIXELS = 22  # height of the rasterised letters


def lettering(word: str, width: float, height: float, colour: str = "#1c1d20") -> Solid:
    """A word, as large as fits into width × height metres, in the wall's frame: facing −y, centred, from z = 0 up.

    Rasterised with Pillow's own font, each row's runs of ink becoming one quad. An empty word gives one dot.
    """
    font = ImageFont.load_default(PIXELS)
    text = word.strip()[:24] or "·"
    left, top, right, bottom = font.getbbox(text)
    image = Image.new("L", (max(1, int(right - left)) + 2, max(1, int(bottom - top)) + 2), 0)
    ImageDraw.Draw(image).text((1 - left, 1 - top), text, fill=255, font=font)
    ink = np.asarray(image) > 110
    size = min(width / ink.shape[1], height / ink.shape[0])
    runs = [(row, a, b) for row in range(len(ink)) for a, b in _runs(ink[row])] or [(0, 0, 1)]
    r, a, b = np.array(runs, np.float64).T
    x0, x1 = ((q - ink.shape[1] / 2) * size for q in (a, b))
    z1 = height / 2 + (ink.shape[0] / 2 - r) * size
    corners = np.stack(
        [
            np.stack([x, np.full_like(x, -0.002), z], -1)
            for x, z in ((x0, z1 - size), (x1, z1 - size), (x1, z1), (x0, z1))
        ],
        1,
    )
    faces = np.arange(len(r))[:, None, None] * 4 + np.array([[0, 1, 2], [0, 2, 3]])
    return solid(corners.reshape(-1, 3), faces, np.tile([0.0, -1, 0], (4 * len(r), 1)), colour)


def _runs(row: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Start and end of each run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(int), [0]])))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def labelled_block(
    word: str, colour: str = "#b9ad96", size: tuple[float, float, float] = (0.6, 0.6, 0.6)
) -> list[Solid]:
    """A plain block with its word on all four sides."""
    w, d, h = size
    block = varied(box(size, colour, 0.02, 0.1), 0.06, 0.3, 1).finished(MATTE)
    out = [block]
    for turn, across, reach in ((0, w, d), (90, d, w), (180, w, d), (270, d, w)):
        text = lettering(word, across * 0.86, h * 0.5).moved(0, -reach / 2, h * 0.25)
        out.append(text.turned(turn))
    return out
