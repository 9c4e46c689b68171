"""Seconds and memory per frame, by tier, against the same renderer without its denoiser at equal error.

    PYTHONPATH=. .venv/bin/python benchmarks/frames.py [low standard high]

The peer is Mitsuba 3 alone: the same scene, camera and bounces with as many samples per pixel as it needs to come as
near to a converged picture (256 samples) as we do, extrapolated by 1/√n from its error at 16 samples. Errors are RMSE
of the exposed picture in sRGB code values. CPU seconds are what two idle cores share.
"""

import resource
import sys
import time
from dataclasses import replace
from typing import get_args

import numpy as np
from benchmarks.peers.plain_mitsuba import TRIED, PlainMitsuba, rmse, samples_for

from onmodel.stage import render as rendering
from onmodel.stage.optics import Optics
from onmodel.stage.spec import SIZES, ActorLook, ActorSpec, CameraSpec, SceneSpec, SetSpec, Tier
from onmodel.stage.transfer import to_picture

CAMERA = CameraSpec((0.0, -2.4, 1.5), (0.0, 0.0, 1.45), 32.0, t_stop=2.8)
ANNA = ActorSpec("ANNA", ActorLook(gender=0.1), (-0.4, 0.0, 0.0), 20.0)
BEN = ActorSpec("BEN", ActorLook(gender=0.9), (0.45, 0.2, 0.0), -25.0)
SPEC = SceneSpec(SetSpec("room"), CAMERA, (ANNA, BEN))
SMALL = (160, 90)  # where the error is measured: 256 samples of more take minutes, and small detail is the hardest


def seconds(tier: Tier) -> tuple[float, float, dict[str, float]]:
    """Wall and CPU seconds of one frame after a warm-up, and the wall seconds of each step."""
    rendering.render(replace(SPEC, tier="low"), size=(64, 36))
    wall, cpu = time.perf_counter(), time.process_time()
    frame = rendering.render(replace(SPEC, tier=tier))
    return time.perf_counter() - wall, time.process_time() - cpu, frame.detail["seconds"]


def samples_of_the_peer(tier: Tier) -> tuple[float, float]:
    """Our error, and the samples per pixel at which Mitsuba alone has the same."""
    settings = rendering.Settings(tier, seed=1, size=SMALL)
    actors = [rendering.build_actor(a) for a in SPEC.actors]
    stage = rendering.Stage(actors, rendering.build_place(SPEC.set))
    ours = rendering.render_stage(stage, CAMERA, SPEC.light, settings)
    optics = Optics(CAMERA, *SMALL)
    staged, near = rendering.staged_parts(stage, "full", optics)
    mitsuba = PlainMitsuba(stage, SPEC.light, staged, (optics, near))

    def picture(samples: int, seed: int) -> np.ndarray:
        return to_picture(mitsuba.light(samples, seed, tier)[0] * ours.detail["exposure"])

    truth = picture(256, 7)
    error = rmse(ours.picture, truth)
    return error, samples_for(error, rmse(picture(TRIED, 8), truth))


def main() -> None:
    """Print one line per tier."""
    for tier in sys.argv[1:] or get_args(Tier):
        wall, cpu, laps = seconds(tier)
        error, peer = samples_of_the_peer(tier)
        samples = rendering.QUALITY[tier].samples
        longer = (cpu - laps["trace"] * cpu / wall + laps["trace"] * cpu / wall * peer / samples) / cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{tier:9s} {SIZES[tier][0]}x{SIZES[tier][1]} {samples} spp: {wall:.1f} s wall, {cpu:.1f} s CPU "
            f"({cpu / 2:.1f} s on two idle cores), error {error:.2f}; Mitsuba alone needs {peer:.0f} spp for it: "
            f"{longer:.1f} x as long; peak {peak:.0f} MiB; {laps}"
        )


if __name__ == "__main__":
    main()
