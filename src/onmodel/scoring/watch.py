"""One pass over a clip: every frame is seen once, what the measures need is kept, and no more."""

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.footage.read import Shown
from onmodel.metrics import vbench_frames
from onmodel.scoring import motion

Picture = NDArray[np.uint8]
MOST_KEPT = 24  # frames that a vision model looks at, spread over the clip
KEPT_EDGE = 1280
LIGHT_GRID = (8, 8)
SMOOTH_EDGE = 480  # pixels along the longer side that dropped frames are made again at
THUMB = (32, 18)
BLACK, PLAIN = 16.0, 1.5  # code values: mean luma of black, spread of a single colour


@dataclass
class Watched:
    """What was seen. Lists run along the clip; `pairs` are of frames that follow each other."""

    rate: float
    numbers: list[int] = field(default_factory=list)
    kept: list[tuple[int, Picture]] = field(default_factory=list)
    luma: list[float] = field(default_factory=list)
    spread: list[float] = field(default_factory=list)
    light: list[NDArray[np.float32]] = field(default_factory=list)  # mean luma by region, 8 × 8
    thumbs: list[NDArray[np.float32]] = field(default_factory=list)
    differences: list[float] = field(default_factory=list)  # of pairs, code values at full size
    steps: list[motion.Step] = field(default_factory=list)  # of pairs
    pairs: list[int] = field(default_factory=list)  # the later frame's number of each pair
    speeds: list[float] = field(default_factory=list)  # of pairs an eighth of a second apart, pixels at full size
    errors: list[float] = field(default_factory=list)  # of frames made again, code values
    size: tuple[int, int] = (0, 0)  # width, height as measured


class Watch:
    """See frames in order; `seen` holds what was told. `looked` frames are expected."""

    def __init__(self, rate: float, looked: int) -> None:
        self.seen = Watched(rate)
        wanted = np.linspace(0, max(looked - 1, 0), min(MOST_KEPT, max(looked, 1)))
        self._wanted = {int(n) for n in wanted.round()}
        self._apart = max(round(rate / vbench_frames.FLOW_RATE), 1)
        self._run = 0  # frames that followed each other so far
        self._before: Picture | None = None
        self._grey: Picture | None = None
        self._early: Picture | None = None
        self._even: Picture | None = None
        self._odd: Picture | None = None

    def see(self, shown: Shown) -> None:
        """Take the next frame."""
        picture, seen = shown.picture, self.seen
        if len(seen.numbers) in self._wanted:
            seen.kept.append((shown.number, motion.small(picture, KEPT_EDGE).copy()))
        seen.numbers.append(shown.number)
        seen.size = (picture.shape[1], picture.shape[0])
        reduced = motion.small(picture, SMOOTH_EDGE)
        grey = motion.grey(motion.small(reduced))
        self._run = self._run + 1 if shown.follows else 0
        self._light(grey, reduced)
        if shown.follows and self._before is not None and self._grey is not None:
            seen.differences.append(vbench_frames.mean_difference(self._before, picture))
            seen.steps.append(motion.step(motion.flow(self._grey, grey)))
            seen.pairs.append(shown.number)
        self._speed(grey)
        self._smooth(reduced)
        self._before, self._grey = picture, grey

    def _light(self, grey: Picture, reduced: Picture) -> None:
        self.seen.luma.append(float(cv2.mean(grey)[0]))
        self.seen.spread.append(float(cv2.meanStdDev(reduced)[1].max()))
        self.seen.light.append(cv2.resize(grey, LIGHT_GRID, interpolation=cv2.INTER_AREA).astype(np.float32))
        self.seen.thumbs.append(cv2.resize(grey, THUMB, interpolation=cv2.INTER_AREA).astype(np.float32))

    def _speed(self, grey: Picture) -> None:
        """Flow over an eighth of a second, as VBench samples it."""
        if self._run % self._apart:
            return
        if self._run and self._early is not None:
            scale = self.seen.size[0] / grey.shape[1]
            self.seen.speeds.append(vbench_frames.fastest(motion.flow(self._early, grey)) * scale)
        self._early = grey

    def _smooth(self, reduced: Picture) -> None:
        if self._run % 2:
            self._odd = reduced
            return
        if self._run and self._even is not None and self._odd is not None:
            again = motion.between(self._even, reduced)
            self.seen.errors.append(vbench_frames.mean_difference(self._odd, again))
        self._even = reduced
