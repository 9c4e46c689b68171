"""A clip of a blocked shot by keyframes, beside frames traced in full and beside Mitsuba alone, in one run.

    PYTHONPATH=. .venv/bin/python benchmarks/clips.py [--width 320] [--frames 24] [--move push-in] [--keep FOLDER]

`ours`: the whole clip from a cold start, and its parts; `second_take`: the same shot with another seed, in the same
process. `between` are frames between keyframes against the same moment with TRUTH samples a pixel, denoised: PSNR (dB)
and SSIM of ours, of a frame as panels are traced (`full`), and of Mitsuba alone with 16 samples (`plain`). `seconds a
frame` are of the processor; `plain`'s are those of as many samples as bring it as near to the truth as ours, by 1/√n,
and so is its share of `ratio`. Small pictures and short clips are the dear case for ours: two keyframes, the actors and
the set cost the same, however many frames share them.
"""

import argparse
import json
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from benchmarks.peers.plain_mitsuba import TRIED, PlainMitsuba, rmse, samples_for
from numpy.typing import NDArray
from PIL import Image

from onmodel.backends.vision.fake import FakeVision
from onmodel.dna.measure import measure
from onmodel.footage.write import encode
from onmodel.fountain.breakdown import break_down
from onmodel.fountain.reader import read_screenplay
from onmodel.fountain.vocabulary import Move
from onmodel.sample import CAST, sample_script
from onmodel.stage.blocking import block_scene
from onmodel.stage.casting import cast
from onmodel.stage.denoise import denoise
from onmodel.stage.mesh import Floats
from onmodel.stage.moves import Order
from onmodel.stage.raster import surfaces
from onmodel.stage.render import QUALITY, Settings, Stage, render_stage
from onmodel.stage.roll import Roll, Rolled, Take
from onmodel.stage.spec import SceneSpec, Tier
from onmodel.stage.surfaces import Soup
from onmodel.stage.transfer import quick_picture

Picture = NDArray[np.uint8]
TRUTH = 64  # samples of a pixel
SEED = 100  # of the peers' noise: another than any frame's own


def blocked(scene: int, shot: int) -> SceneSpec:
    script = sample_script()
    breakdown = break_down(read_screenplay(script.read_bytes(), script.name))
    looks = {c.name: cast(measure(c.name, c.description, [], FakeVision())) for c in CAST}
    return block_scene(breakdown.scenes[scene - 1], looks, seed=7)[shot - 1]


def ssim(a: Picture, b: Picture) -> float:
    """Wang et al. 2004 on luma, a Gaussian of 1.5 pixels."""
    x, y = (cv2.cvtColor(p, cv2.COLOR_RGB2GRAY).astype(np.float64) for p in (a, b))

    def blurred(field: np.ndarray) -> np.ndarray:
        return np.asarray(cv2.GaussianBlur(field, (11, 11), 1.5))

    mx, my = blurred(x), blurred(y)
    vx, vy, both = blurred(x * x) - mx * mx, blurred(y * y) - my * my, blurred(x * y) - mx * my
    c1, c2 = 6.5025, 58.5225
    return float((((2 * mx * my + c1) * (2 * both + c2)) / ((mx**2 + my**2 + c1) * (vx + vy + c2))).mean())


class Moment:
    """A frame of the clip as others render it, under the clip's exposure."""

    def __init__(self, roll: Roll, number: int) -> None:
        self.roll, self.number = roll, number
        staged, near = roll.staged(number)  # the same walls are away
        optics = roll.optics(number)
        self._seen = surfaces(Soup.of(staged).before(optics), optics, near)
        cameras = [roll.optics(0), *(roll.optics(n) for n in roll.numbers)]
        self._mitsuba = PlainMitsuba(roll.stage, roll.spec.light, staged, (optics, near), cameras)

    def plain(self, samples: int) -> tuple[Picture, float]:
        """By Mitsuba alone, and its CPU seconds."""
        light, seconds = self._mitsuba.light(samples, SEED + self.number, self.roll.take.tier)
        return self._exposed(light), seconds

    def denoised(self, samples: int, seed: int = SEED) -> Picture:
        """Traced and denoised."""
        light, _ = self._mitsuba.light(samples, seed + self.number, self.roll.take.tier)
        return self._exposed(denoise(light, self._seen.albedo, self._seen.normals))

    def full(self) -> float:
        """CPU seconds of the frame as panels are rendered, with its maps, from a stage that is built."""
        roll, since = self.roll, time.process_time()
        moment = self.number / roll.take.order.rate
        actors = [replace(a.mesh, parts=a.parts_at(moment)) for a in roll.living]
        settings = Settings(roll.take.tier, roll.spec.look, SEED, (roll.width, roll.height))
        render_stage(
            Stage(actors, roll.stage.place, roll.stage.props),
            roll.travel.cameras[self.number],
            roll.spec.light,
            settings,
        )
        return time.process_time() - since

    def _exposed(self, light: Floats) -> Picture:
        return quick_picture(light * np.float32(self.roll.exposure))


def again(spec: SceneSpec, take: Take) -> float:
    """CPU seconds of the shot's next take, which has another seed."""
    since = time.process_time()
    roll = Roll(spec, replace(take, order=replace(take.order, seed=2)))
    encode((frame.picture for frame in roll.frames()), 24)
    return time.process_time() - since


def near(picture: Picture, truth: Picture) -> dict[str, float]:
    return {"psnr": round(cv2.PSNR(picture, truth), 1), "ssim": round(ssim(picture, truth), 4)}


def between(roll: Roll, made: list[Rolled], number: int, keep: Path | None) -> dict[str, Any]:
    """One frame between keyframes, ours and theirs; `keep` gets ours and the truth side by side."""
    moment = Moment(roll, number)
    samples = QUALITY[roll.take.tier].samples
    truth, (plain, traced) = moment.denoised(TRUTH, SEED + 1000), moment.plain(TRIED)
    if keep is not None:
        Image.fromarray(np.hstack([made[number].picture, truth])).save(keep / f"{number}.png")
    needed = samples_for(rmse(made[number].picture, truth), rmse(plain, truth))
    return {
        "frame": number, "ours": near(made[number].picture, truth), "full": near(moment.denoised(samples), truth),
        "plain": near(plain, truth), "plain_samples": round(needed, 1), "seconds": {
            "full": round(moment.full(), 2), "plain": round(traced * needed / TRIED, 2),
        },
    }  # fmt: skip


def rolled(spec: SceneSpec, take: Take) -> tuple[Roll, list[Rolled], dict[str, Any]]:
    """The clip from a cold start, and what it cost."""
    begun, cpu = time.perf_counter(), time.process_time()
    roll = Roll(spec, take)
    ready = time.perf_counter(), time.process_time()
    made: list[Rolled] = []
    keyed = [ready]
    for frame in roll.frames(lambda _share: keyed.append((time.perf_counter(), time.process_time()))):
        made.append(frame)
    drawn = time.process_time()
    clip = encode((frame.picture for frame in made), 24)
    spent = time.process_time() - cpu
    return roll, made, {
        "seconds": round(time.perf_counter() - begun, 1), "cpu_seconds": round(spent, 2),
        "of_it": {
            "ready": round(ready[1] - cpu, 2), "keyframes": round(keyed[-1][1] - ready[1], 2),
            "frames": round(drawn - keyed[-1][1], 2),
        },
        "a_frame": round(spent / len(made), 3), "a_frame_between": round((drawn - keyed[-1][1]) / len(made), 3),
        "bytes": len(clip),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--move", type=Move, default=Move.PUSH_IN)
    parser.add_argument("--tier", choices=("low", "standard", "high"), default="low")
    for name, value in (("width", 320), ("frames", 24), ("scene", 3), ("shot", 3)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--keep", type=Path, help="a folder for ours and the truth, side by side")
    asked = parser.parse_args()
    began, load = time.perf_counter(), os.getloadavg()[0]
    tier: Tier = asked.tier
    spec = replace(blocked(asked.scene, asked.shot), tier=tier)
    size = (asked.width, asked.width * 9 // 16 // 2 * 2)
    take = Take(Order(asked.move, frames=asked.frames, seed=1), tier, size)
    roll, made, ours = rolled(spec, take)
    second = again(spec, take)
    frames = [between(roll, made, n, asked.keep) for n in (asked.frames // 4, asked.frames * 5 // 8)]
    each = {peer: float(np.mean([f["seconds"][peer] for f in frames])) for peer in ("full", "plain")}
    print(
        json.dumps({
            "shot": f"{asked.scene}-{asked.shot} {spec.set.name}, {len(spec.actors)} actors", "move": asked.move,
            "size": size, "frames": asked.frames, "keyframes": len(roll.numbers), "load": round(load, 1),
            "ours": ours, "second_take": {"cpu_seconds": round(second, 2)}, "between": frames,
            "seconds a frame": {"ours": ours["a_frame"], **{k: round(v, 2) for k, v in each.items()}},
            "ratio": {
                **{f"{k} to ours, whole clip": round(v / ours["a_frame"], 1) for k, v in each.items()},
                **{f"{k} to ours, a frame between": round(v / ours["a_frame_between"], 1) for k, v in each.items()},
            },
            "whole run, seconds": round(time.perf_counter() - began, 1),
        }, indent=1, default=str)
    )  # fmt: skip


if __name__ == "__main__":
    main()
