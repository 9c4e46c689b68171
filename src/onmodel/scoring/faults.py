"""What a viewer would complain of: frozen, black, shakes, flickers, cuts, somebody changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from onmodel.scoring.looking import Looks
from onmodel.scoring.motion import CameraMove
from onmodel.scoring.watch import BLACK, PLAIN, Watched

STILL, STANDS = 0.6, 0.5  # code values that codecs alone change; seconds of standing still that are seen
ALIVE = 3.5  # code values that a region changes within STANDS where somebody breathes; a held picture at crf 40: 3
FROZEN = 0.95  # of the pairs
SHAKES, HANDHELD = 0.0025, 0.006  # RMS a frame, shares of the width: no tripod, more than a shoulder
FLICKERS = 1.5  # code values that regions jump and fall back
CUT = 0.45  # correlation of two frames made tiny, under which they are not one shot
ANOTHER = 40.0  # likeness of a face to the first, 0–100: 30 is the middle of strangers
DRIFTS = 0.86  # look of the people against the first frame: where calibrated looks are a retake
BLOCKY = 2.2  # ffmpeg's blockdetect, from which squares are seen


@dataclass(frozen=True)
class Faults:
    """What is wrong with a clip. Numbers of frames count from 0 on the even clock; empty and False where nothing is."""

    frozen: bool = False
    stands: tuple[tuple[int, int], ...] = ()  # first and last frame of each stretch without any change
    black: float = 0.0  # share of frames
    plain: bool = False  # a single colour throughout
    shakes: bool = False
    flickers: float = 0.0  # code values
    cuts: tuple[int, ...] = ()
    changes: tuple[int, ...] = ()  # frames whose face is another person's
    drifts: bool = False  # the people do not look as they did
    blocks: float = 0.0  # how much the squares of a codec stand out; 1 is a picture without them
    sentences: tuple[str, ...] = field(default=())


def find_faults(
    seen: Watched, looks: Looks, camera: CameraMove, *, handheld: bool = False, blocks: float | None = None
) -> Faults:
    """Every fault that the pass and the vision backend tell; `handheld` was ordered, so that a shoulder may move."""
    cuts = _cuts(seen)
    still = [
        difference < STILL and stirring < ALIVE
        for difference, stirring in zip(seen.differences, _stirring(seen), strict=True)
    ]
    frozen = bool(still) and sum(still) / len(still) >= FROZEN
    found = Faults(
        frozen=frozen,
        stands=() if frozen else tuple(_runs(still, seen.pairs, seen.rate)),
        black=sum(luma < BLACK for luma in seen.luma) / max(len(seen.luma), 1),
        plain=max(seen.spread, default=1.0) < PLAIN,
        shakes=camera.shake > (HANDHELD if handheld else SHAKES),
        flickers=flicker(seen.light),
        cuts=cuts,
        changes=tuple(number for number, like in looks.likeness if like < ANOTHER and not cuts),
        drifts=not cuts and _drifts(looks),
        blocks=blocks or 0.0,
    )
    return Faults(**{**vars(found), "sentences": tuple(_sentences(found, seen, camera))})


def flicker(light: Sequence[NDArray[np.float32]]) -> float:
    """How far the light jumps and falls back, in code values: the second difference of regions' brightness over time.

    A cloud that passes changes brightness steadily and counts nothing; a camera that jumps makes some regions brighter
    and others darker, and their median counts nothing either.
    """
    if len(light) < 3:
        return 0.0
    stack = np.stack(light)
    return float(np.abs(np.median((stack[:-2] - 2 * stack[1:-1] + stack[2:]) / 2, axis=(1, 2))).mean())


def _stirring(seen: Watched) -> list[float]:
    """How much the region that changes most changes within half a second before or after each pair, the lesser of both.

    A whole frame's mean does not see a face that breathes and blinks in a wide shot.
    """
    lag, place = max(round(STANDS * seen.rate), 1), {number: at for at, number in enumerate(seen.numbers)}
    apart = [float(np.abs(b - a).max()) for a, b in zip(seen.thumbs, seen.thumbs[lag:], strict=False)]
    if not apart:
        ends = [float(np.abs(seen.thumbs[-1] - seen.thumbs[0]).max())] if len(seen.thumbs) > 1 else [0.0]
        return ends * len(seen.pairs)
    told = []
    for number in seen.pairs:
        at = place[number]
        near = [apart[i] for i in (at - lag, at) if 0 <= i < len(apart)]
        told.append(min(near) if near else min(apart[max(at - lag, 0) : at + 1] or [apart[-1]]))
    return told


def _runs(still: Sequence[bool], pairs: Sequence[int], rate: float) -> list[tuple[int, int]]:
    runs = []
    for standing, group in groupby(zip(still, pairs, strict=True), key=lambda one: one[0]):
        numbers = [number for _, number in group]
        if standing and len(numbers) >= STANDS * rate:
            runs.append((numbers[0] - 1, numbers[-1]))
    return runs


def _cuts(seen: Watched) -> tuple[int, ...]:
    """Frames that are another shot than the one before, and stay so."""
    found = []
    usual = float(np.median(seen.differences)) if seen.differences else 0.0
    place = {number: at for at, number in enumerate(seen.numbers)}
    for number, difference in zip(seen.pairs, seen.differences, strict=True):
        at = place[number]
        if difference < max(12.0, 3 * usual):
            continue
        after = seen.thumbs[min(at + 2, len(seen.thumbs) - 1)]
        if _alike(seen.thumbs[at - 1], seen.thumbs[at]) < CUT and _alike(seen.thumbs[at - 1], after) < CUT:
            found.append(number)
    return tuple(found)


def _alike(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    a, b = one - one.mean(), other - other.mean()
    return float((a * b).sum() / max(float(np.sqrt((a**2).sum() * (b**2).sum())), 1e-6))


def _drifts(looks: Looks) -> bool:
    if len(looks.people) < 2 or looks.whole:
        return False
    first = looks.people[0]
    return min(float(first @ other) for other in looks.people[1:]) < DRIFTS


def _sentences(found: Faults, seen: Watched, camera: CameraMove) -> list[str]:
    def at(number: int) -> str:
        return f"{number / seen.rate:.1f} s"

    told = [
        (found.frozen, "frozen: nothing moves from the first frame to the last"),
        (found.black > 0.9, "black: there is nothing to see"),
        (0.05 < found.black <= 0.9, f"black for {found.black:.0%} of its length"),
        (found.plain and found.black <= 0.9, "one plain colour: there is nothing to see"),
        (found.shakes, f"shakes: the picture jumps by {100 * camera.shake:.1f} % of its width from frame to frame"),
        (found.flickers > FLICKERS, f"flickers: brightness jumps by {found.flickers:.1f} of 255 and falls back"),
        (found.blocks > BLOCKY, "compressed to pieces: the codec's squares can be seen"),
        (bool(found.changes), f"morphs: the face is another person's from {at(min(found.changes, default=0))} on"),
        (found.drifts and not found.changes, "morphs: the people do not look as they did in the first frame"),
    ]
    stands = [f"stands still from {at(begin)} to {at(end)}" for begin, end in found.stands]
    cuts = [f"cut inside the clip at {at(number)}" for number in found.cuts[:5]]
    return [text for true, text in told if true] + stands + cuts
