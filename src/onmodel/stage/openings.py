"""Openings: the first keyframes of clips. The takes of a shot begin alike, so that the latest are kept for the next."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.between import Keylight
from onmodel.stage.mesh import MeshPart

OPENINGS = 3  # that are kept: about 10 MB each at the low tier, 90 MB at the high one


@dataclass(frozen=True)
class Opening:
    """A traced keyframe; that of the first frame with the exposure it was metered for and the picture it makes."""

    key: Keylight
    exposure: float = 1.0
    picture: NDArray[np.uint8] = field(default_factory=lambda: np.zeros((0, 0, 3), np.uint8))


_kept: OrderedDict[str, Opening] = OrderedDict()
_KEPT_LOCK = Lock()


def kept(name: str, make: Callable[[], Opening]) -> Opening:
    """What was made for this name before, else what is made now; the latest OPENINGS are kept."""
    with _KEPT_LOCK:
        known = _kept.get(name)
    made = known or make()
    with _KEPT_LOCK:
        _kept[name] = made
        _kept.move_to_end(name)
        while len(_kept) > OPENINGS:
            _kept.popitem(last=False)
    return made


def name_of(told: str, staged: Sequence[tuple[int, MeshPart]]) -> str:
    """A name for how a keyframe is made and all that stands before its camera."""
    name = hashlib.sha256(told.encode())
    for _, part in staged:
        for array in (part.vertices, part.colours):
            name.update(np.ascontiguousarray(array).tobytes())
    return name.hexdigest()
