"""The take score: what takes of one shot are ranked by. 0.4 temporal + 0.3 aesthetic + 0.3 alignment, 0–100.

It is ours, not VBench's Total (decision in design §7). Parts that cannot be told are left out and the others' weights
renormalised. Within a part a viewer is governed by the worst of its pieces, over time more than anywhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

from onmodel.metrics.curves import curve
from onmodel.metrics.vbench import normalised
from onmodel.scoring.craft import ramp
from onmodel.scoring.faults import FLICKERS, HANDHELD, SHAKES, Faults
from onmodel.scoring.looking import Looks
from onmodel.scoring.model import TAKE_WEIGHTS, Dimension
from onmodel.scoring.motion import CameraMove

FROZEN_CAP = {True: 10.0, None: 20.0, False: 70.0}  # motion was ordered; nobody said; stillness was ordered
NOTHING_SEEN = 5.0  # black, or one colour
SHAKE_FLOOR = 0.1  # a shaking clip can be steadied; one in which somebody becomes somebody else cannot
CUT_CAP, MORPH_CAP = 40.0, 10.0  # a cut can be trimmed away; nothing mends a person who becomes another
WORST, WORST_OVER_TIME = 0.5, 0.75  # how much of a part is its worst piece; the rest is the mean
LOOK = "oklab-palette-texture-v1"


@dataclass(frozen=True)
class TakeScore:
    """`value` 0–100 or None, its three parts 0–100, the pieces of the first part 0–1, and what was said of them."""

    value: float | None
    parts: dict[str, float | None]
    pieces: dict[str, float]
    said: tuple[str, ...] = ()


def take_score(parts: Mapping[str, float | None]) -> float | None:
    """0.4 temporal + 0.3 aesthetic + 0.3 alignment over the parts that are told, 0–100; None without any.

    >>> take_score({"temporal": 80.0, "aesthetic": 60.0, "alignment": None}).__round__(2)
    71.43
    """
    told = {name: value for name, value in parts.items() if value is not None and name in TAKE_WEIGHTS}
    if not told:
        return None
    weight = sum(TAKE_WEIGHTS[name] for name in told)
    return sum(TAKE_WEIGHTS[name] * value for name, value in told.items()) / weight


def governed(pieces: Mapping[str, float], worst: float = WORST) -> float | None:
    """So much of the least and the rest of the mean of pieces 0–1, as 0–100; None without any.

    >>> governed({"a": 1.0, "b": 0.0})
    25.0
    """
    if not pieces:
        return None
    return 100 * ((1 - worst) * fmean(pieces.values()) + worst * min(pieces.values()))


def temporal_pieces(
    dimensions: Mapping[str, Dimension], looks: Looks, camera: CameraMove, faults: Faults, *, handheld: bool
) -> dict[str, float]:
    """What holds over time, each 0–1: people and identity, scenery of a standing camera, motion, steadiness, light."""
    pieces: dict[str, float] = {}
    whole = curve("whole", LOOK)
    for name, standing in (("subject_consistency", not looks.whole), ("background_consistency", camera.still)):
        raw = dimensions[name].raw
        if raw is not None and (standing or camera.still):
            told = whole.value(raw) / 100 if dimensions[name].backbone.startswith(LOOK) else normalised(name, raw)
            pieces[name.partition("_")[0]] = ramp(told, 0.0, 1.0)
    if looks.likeness:
        pieces["identity"] = min(like for _, like in looks.likeness) / 100
    smooth = dimensions["motion_smoothness"].normalised
    if smooth is not None:
        pieces["smoothness"] = SHAKE_FLOOR + (1.0 - SHAKE_FLOOR) * ramp(smooth, 0.75, 0.98)
        limit = HANDHELD if handheld else SHAKES
        pieces["steadiness"] = 1.0 - (1.0 - SHAKE_FLOOR) * ramp(camera.shake, limit / 3, 3 * limit)
        pieces["light"] = 1.0 - ramp(faults.flickers, FLICKERS / 3, 5 * FLICKERS)
    return pieces


def score_take(
    pieces: Mapping[str, float], craft: Mapping[str, float], alignment: Mapping[str, float], faults: Faults,
    moving: bool | None,
) -> TakeScore:  # fmt: skip
    """The take's score; `moving`: whether motion was ordered, None where nobody said."""
    said = []
    temporal, aesthetic = governed(pieces, WORST_OVER_TIME), governed(craft)
    if temporal is not None and faults.frozen:
        temporal = min(temporal, FROZEN_CAP[moving])
        said.append(f"temporal is held to {FROZEN_CAP[moving]:.0f} because nothing moves")
    if temporal is not None and faults.cuts:
        temporal = min(temporal, CUT_CAP)
        said.append(f"temporal is held to {CUT_CAP:.0f} because there is a cut inside the clip")
    if temporal is not None and (faults.changes or faults.drifts):
        temporal = min(temporal, MORPH_CAP)
        said.append(f"temporal is held to {MORPH_CAP:.0f} because somebody changes")
    if faults.plain or faults.black > 0.9:
        temporal = None if temporal is None else min(temporal, NOTHING_SEEN)
        aesthetic = None if aesthetic is None else min(aesthetic, NOTHING_SEEN)
    parts = {"temporal": temporal, "aesthetic": aesthetic, "alignment": governed(alignment)}
    left = [name for name, value in parts.items() if value is None]
    if left and len(left) < len(parts):
        said.append(f"{' and '.join(left)} cannot be told: the other parts weigh more")
    return TakeScore(take_score(parts), parts, dict(pieces), tuple(said))
