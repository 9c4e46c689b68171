"""Hats and glasses, as weak cues: told only where they are plain."""

import numpy as np

from onmodel.color.spaces import hex_to_linear, linear_to_oklab
from onmodel.dna.frame import BRIDGE, CHEEKS, Frame

FRAME_ACROSS = 0.30  # a spectacle frame crosses the bridge of the nose at least this much darker than its skin


def accessories(face: Frame, body: Frame, hair: str | None) -> tuple[str, ...]:
    """The accessories that one levelled person wears."""
    found = [name for name, worn in (("glasses", _glasses(face)), ("hat", _hat(body, hair))) if worn]
    return tuple(found)


def _glasses(face: Frame) -> bool:
    """A dark bar across the bridge of the nose, where bare skin only brightens."""
    bridge = face.region(*BRIDGE)
    cheeks = np.concatenate([face.lab[face.region(*c)][:, 0] for c in CHEEKS])
    if bridge.sum() < 40 or cheeks.size < 40:
        return False
    rows = [face.lab[r, bridge[r], 0].mean() for r in range(face.size[0]) if bridge[r].sum() >= 3]
    return bool(min(rows) < (1 - FRAME_ACROSS) * float(np.median(cheeks)))


def _hat(body: Frame, hair: str | None) -> bool:
    """Something of another colour than the hair at the temples sits above the forehead, wider than the skull."""
    if hair is None or not body.masked:
        return False
    rows, columns = np.mgrid[0 : body.size[0], 0 : body.size[1]]
    beside = np.abs(columns - body.size[1] / 2) / body.width
    above = (rows < body.top - 0.25 * body.height) & (rows > body.top - 0.8 * body.height) & body.figure
    temples = (rows > body.top + 0.1 * body.height) & (rows < body.top + 0.4 * body.height) & body.figure
    temples &= (beside > 0.53) & (beside < 0.75)
    if above.sum() < 200 or temples.sum() < 20:
        return False
    crown, side = np.median(body.lab[above], axis=0), np.median(body.lab[temples], axis=0)
    likely_hair = linear_to_oklab(hex_to_linear(hair))
    other = float(np.linalg.norm((crown - side) * [0.2, 1, 1])) > 0.09  # by hue: light alone parts crown and temples
    return other and float(np.linalg.norm((side - likely_hair) * [0.5, 1, 1])) < 0.12
