"""The peer of benchmarks/frames.py and clips.py: Mitsuba 3 alone, the same scene, camera and bounces, no denoiser."""

import math
import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.mesh import Floats, MeshPart
from onmodel.stage.optics import Optics
from onmodel.stage.render import QUALITY, Shot, Stage, lights_of, scene_of, set_variant
from onmodel.stage.spec import LightSpec, Tier

TRIED = 16  # samples of a pixel at which its error is measured; at others it is extrapolated by 1/√n


class PlainMitsuba:
    """A built stage as Mitsuba sees it. `lit_for`: the cameras that lamps are aimed for and hidden from."""

    def __init__(
        self, stage: Stage, light: LightSpec, staged: Sequence[tuple[int, MeshPart]], view: tuple[Optics, float],
        lit_for: Sequence[Optics] = (),
    ) -> None:  # fmt: skip
        set_variant("scalar_rgb")
        first, *others = lit_for or (view[0],)
        self._shot = Shot(scene_of(staged, lights_of(stage, light, first, others)), *view)

    def light(self, samples: int, seed: int, tier: Tier = "low") -> tuple[Floats, float]:
        """Noisy light (H, W, 3) linear_rec709, and the CPU seconds of tracing it."""
        since = time.process_time()
        traced = self._shot.light(replace(QUALITY[tier], samples=samples), seed)
        return traced, time.process_time() - since


def samples_for(error: float, theirs: float) -> float:
    """Samples of a pixel at which it has our `error` (RMSE), where it has `theirs` with TRIED."""
    return TRIED * (theirs / error) ** 2 if error else math.inf


def rmse(picture: NDArray[np.uint8], truth: NDArray[np.uint8]) -> float:
    """In code values."""
    return float(np.sqrt(((picture.astype(float) - truth.astype(float)) ** 2).mean()))
