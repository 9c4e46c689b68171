"""VBench's per-frame loops on given arrays: features, frames and flows come from whoever computes them.

Source: Vchitect/VBench @45e79ec (Apache-2.0), named at each function. Every loop answers a `Raw`: the value in VBench's
unit, or why there is none: one frame has no neighbour (VBench divides by zero), a feature that is no number would make
the mean none, a feature of no length is a sign of missing weights (VBench issues 87 and 88) and never a zero.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

Frame = NDArray[np.uint8]
Floats = NDArray[np.float64]
Interpolate = Callable[[Frame, Frame], Frame]
ONE_FRAME = "one frame has no neighbour to be held against"
I2V_MIX = (0.4, 0.3, 0.3)  # nearest to the still, mean of neighbours, least of neighbours
FASTEST = 0.05  # the share of a frame's pixels whose flow counts
FLOW_RATE = 8  # pairs a second that dynamic degree looks at


@dataclass(frozen=True)
class Raw:
    """A value in VBench's unit, or the reason why it cannot be told."""

    value: float | None
    reason: str = ""


def flickering(frames: Iterable[Frame]) -> Raw:
    """temporal_flickering of frames (H, W, 3) uint8: (255 − mean over pairs of the mean absolute difference) / 255.

    `vbench/temporal_flickering.py`. The order of the channels does not matter. VBench tells it of static clips only.
    """
    return flickering_of([mean_difference(one, other) for one, other in pairwise(frames)])


def flickering_of(differences: Sequence[float]) -> Raw:
    """The same from the pairs' mean absolute differences, in code values."""
    return Raw((255.0 - float(np.mean(differences))) / 255.0) if differences else Raw(None, ONE_FRAME)


def mean_difference(one: Frame, other: Frame) -> float:
    """Mean absolute difference of two frames (H, W, 3) uint8, in code values; exact, since it is a sum of integers."""
    return float(cv2.norm(one, other, cv2.NORM_L1)) / one.size


def consistency(features: Sequence[Floats] | Floats) -> Raw:
    """subject_consistency and background_consistency of features (T, D): one loop, two backbones.

    For each frame from the second on the mean of its cosine to the one before and to the first, negatives as 0, and the
    mean of those: `vbench/subject_consistency.py`, `vbench/background_consistency.py`.
    """
    unit = _unit(features)
    if isinstance(unit, Raw):
        return unit
    if len(unit) < 2:
        return Raw(None, ONE_FRAME)
    before = np.maximum((unit[1:] * unit[:-1]).sum(1), 0.0)
    first = np.maximum(unit[1:] @ unit[0], 0.0)
    return Raw(float(((before + first) / 2).mean()))


def i2v_consistency(still: Floats, features: Sequence[Floats] | Floats) -> Raw:
    """i2v_subject and i2v_background: features (T, D) of a clip against one of the still (D,) it started from.

    0.4 of the best cosine to the still, 0.3 of the mean and 0.3 of the least between neighbours, negatives as 0:
    `vbench2_beta_i2v/i2v_subject.py`.
    """
    unit, origin = _unit(features), _unit([still])
    if isinstance(unit, Raw) or isinstance(origin, Raw):
        return unit if isinstance(unit, Raw) else origin  # type: ignore[return-value]  # one of the two is a Raw
    if len(unit) < 2:
        return Raw(None, ONE_FRAME)
    steps, alike = np.maximum((unit[1:] * unit[:-1]).sum(1), 0.0), np.maximum(unit @ origin[0], 0.0)
    nearest, mean, least = I2V_MIX
    return Raw(nearest * float(alike.max()) + mean * float(steps.mean()) + least * float(steps.min()))


def smoothness(frames: Iterable[Frame], interpolate: Interpolate) -> Raw:
    """motion_smoothness: every second frame is left out and made again from its neighbours; (255 − mean error) / 255.

    `vbench/motion_smoothness.py` does it with AMT-S; `interpolate` stands for it. Needs three frames.
    """
    return smoothness_of([mean_difference(kept, interpolate(a, b)) for a, kept, b in _triples(frames)])


def smoothness_of(errors: Sequence[float]) -> Raw:
    """The same from the errors of the frames that were made again, in code values."""
    if not errors:
        return Raw(None, "fewer than three frames leave none to be made again from its neighbours")
    return Raw((255.0 - float(np.mean(errors))) / 255.0)


def _triples(frames: Iterable[Frame]) -> Iterator[tuple[Frame, Frame, Frame]]:
    even = odd = None
    for number, frame in enumerate(frames):
        if number % 2:
            odd = frame
            continue
        if even is not None and odd is not None:
            yield even, odd, frame
        even = frame


def fastest(flow: NDArray[np.float32]) -> float:
    """The mean length of the fastest twentieth of a flow (H, W, 2), in its pixels: `vbench/dynamic_degree.py`."""
    lengths = np.hypot(flow[..., 0], flow[..., 1]).ravel()
    count = max(int(len(lengths) * FASTEST), 1)
    return float(np.partition(lengths, len(lengths) - count)[-count:].mean())


def dynamic(speeds: Sequence[float], shortest_edge: int) -> Raw:
    """dynamic_degree: 1.0 where enough pairs move, else 0.0; `speeds` are `fastest` of pairs at about 8 a second.

    A pair moves above 6 pixels of a picture 256 high; enough are round(4 n / 16) of n frames, one at least:
    `vbench/dynamic_degree.py`, where none is enough for two frames, so that a frozen clip that short would move.
    """
    if not speeds:
        return Raw(None, ONE_FRAME)
    if not np.isfinite(speeds).all():
        return Raw(None, "a flow is not a number")
    limit, enough = 6.0 * (shortest_edge / 256.0), round(4 * ((len(speeds) + 1) / 16.0))
    return Raw(float(sum(speed > limit for speed in speeds) >= max(enough, 1)))


def _unit(features: Sequence[Floats] | Floats) -> Floats | Raw:
    """Features (T, D) of length one, or why they tell nothing."""
    stack = np.asarray(features, np.float64)
    if not stack.size:
        return Raw(None, "there is no frame")
    if not np.isfinite(stack).all():
        return Raw(None, "a feature is not a number")
    lengths = np.linalg.norm(stack, axis=1, keepdims=True)
    if (lengths < 1e-9).any():
        return Raw(None, "a feature has no length: the backbone's weights are missing or wrong")
    return np.asarray(stack / lengths)
