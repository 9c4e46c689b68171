"""The outfit, read below the face inside the figure: the colours of the upper and the lower garment."""

import numpy as np

from onmodel.dna.colour_names import colour_name
from onmodel.dna.face_traits import hex_of, is_skin
from onmodel.dna.frame import Floats, Frame, Mask
from onmodel.dna.model import Garment, GarmentKind

SHADE = np.array([0.6, 1.0, 1.0])  # folds and light move the lightness of one cloth more than its colour
CELL = 0.03  # edge of the cells that colours are counted in
MERGE = 0.07  # cells closer than this are one cloth in light and shade
ENOUGH = 120  # pixels of a frame whose face is 56 wide


def outfit(body: Frame, skin: Floats | None) -> tuple[Garment, ...]:
    """Upper garment (with the shirt under an open jacket), then the lower one; only what the picture shows."""
    if skin is None or not body.masked:
        return ()
    garments = [*_upper(body, skin), *_lower(body, skin)]
    return tuple(garments)


def _zone(body: Frame, start: float, end: float, side: float) -> Mask:
    """The figure between `start` and `end` face heights below the chin, within `side` face widths of its axis."""
    rows, columns = np.mgrid[0 : body.size[0], 0 : body.size[1]]
    down = (rows - body.chin) / body.height
    beside = np.abs(columns - body.size[1] / 2) / body.width
    return np.asarray(body.figure & (down > start) & (down < end) & (beside < side))


def _upper(body: Frame, skin: Floats) -> list[Garment]:
    whole = _main(body.lab[_zone(body, 0.45, 2.2, 1.7)], skin)
    if whole is None:
        return []
    front = _main(body.lab[_zone(body, 0.35, 1.6, 0.14)], skin)
    sides = _main(body.lab[_zone(body, 0.6, 2.2, 1.7) & ~_zone(body, 0.6, 2.2, 0.45)], skin)
    if front is not None and sides is not None and float(np.linalg.norm((front - sides) * [0.7, 1, 1])) > 0.12:
        return [_garment("jacket", sides), _garment("shirt", front)]
    return [_garment("shirt", whole)]


def _lower(body: Frame, skin: Floats) -> list[Garment]:
    zone = _zone(body, 3.6, 5.2, 1.2)
    shown = body.inside[min(body.size[0] - 1, int(body.chin + 5.0 * body.height)), body.size[1] // 2]
    cloth = _main(body.lab[zone], skin) if shown else None
    return [] if cloth is None else [_garment("trousers", cloth)]


def _main(pixels: Floats, skin: Floats) -> Floats | None:
    """The colour of the cloth that covers most: the fullest cell of Oklab with its like, skin left out."""
    cloth = pixels[~is_skin(pixels, skin)]
    if len(cloth) < ENOUGH:
        return None
    cells = np.floor(cloth * SHADE / CELL).astype(int)
    _, first, members, counts = np.unique(
        cells @ [10_000, 100, 1], return_index=True, return_inverse=True, return_counts=True
    )
    full = cells[first]
    kin = np.linalg.norm(full[:, None] - full[None], axis=-1) * CELL < MERGE
    best = int(np.argmax(kin @ counts))
    return np.asarray(np.median(cloth[kin[best][members]], axis=0))


def _garment(kind: GarmentKind, lab: Floats) -> Garment:
    colour = hex_of(lab)
    return Garment(kind, colour, colour_name(colour), source="pixels")
