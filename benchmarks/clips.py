"""A clip of a blocked shot by keyframes, beside the plain way: Mitsuba renders every frame.

    .venv/bin/python benchmarks/clips.py [--move push-in] [--tier low] [--frames 24] [--scene 3 --shot 3]

`ours`: seconds for the whole clip and its parts, from a cold start; `second_take`: the same shot with another seed, in
the same process. `plain`: CPU seconds of frames that were rendered, as panels are, with the same actors at the same
moment, and what the clip would have taken so; `ratio` is plain to ours in CPU seconds. PSNR (dB) and SSIM compare
our frames between keyframes with those; `noise` is the PSNR of two plain renders of one frame with other seeds: nothing
can be nearer than that.
"""

import argparse
import json
import time
from dataclasses import replace

import cv2
import numpy as np

from onmodel.backends.vision.fake import FakeVision
from onmodel.dna.measure import measure
from onmodel.footage.write import encode
from onmodel.fountain.breakdown import break_down
from onmodel.fountain.reader import read_screenplay
from onmodel.fountain.vocabulary import Move
from onmodel.sample import CAST, sample_script
from onmodel.stage.blocking import block_scene
from onmodel.stage.casting import cast
from onmodel.stage.moves import Order
from onmodel.stage.render import Settings, Stage, render_stage
from onmodel.stage.roll import Roll, Rolled, Take
from onmodel.stage.spec import SceneSpec, Tier


def blocked(scene: int, shot: int) -> SceneSpec:
    script = sample_script()
    breakdown = break_down(read_screenplay(script.read_bytes(), script.name))
    looks = {c.name: cast(measure(c.name, c.description, [], FakeVision())) for c in CAST}
    return block_scene(breakdown.scenes[scene - 1], looks, seed=7)[shot - 1]


def ssim(a: np.ndarray, b: np.ndarray) -> float:
    """Wang et al. 2004 on luma, a Gaussian of 1.5 pixels."""
    x, y = (cv2.cvtColor(p, cv2.COLOR_RGB2GRAY).astype(np.float64) for p in (a, b))

    def blurred(field: np.ndarray) -> np.ndarray:
        return np.asarray(cv2.GaussianBlur(field, (11, 11), 1.5))

    mx, my = blurred(x), blurred(y)
    vx, vy, both = blurred(x * x) - mx * mx, blurred(y * y) - my * my, blurred(x * y) - mx * my
    c1, c2 = 6.5025, 58.5225
    return float((((2 * mx * my + c1) * (2 * both + c2)) / ((mx**2 + my**2 + c1) * (vx + vy + c2))).mean())


def plain(roll: Roll, number: int, seed: int) -> tuple[np.ndarray, float]:
    """A frame as panels are rendered, and its CPU seconds."""
    since = time.process_time()
    moment = number / roll.take.order.rate
    actors = [replace(a.mesh, parts=a.parts_at(moment)) for a in roll.living]
    stage = Stage(actors, roll.stage.place, roll.stage.props)
    settings = Settings(roll.take.tier, roll.spec.look, seed, (roll.width, roll.height))
    frame = render_stage(stage, roll.travel.cameras[number], roll.spec.light, settings)
    return frame.picture, time.process_time() - since


def again(spec: SceneSpec, move: Move, tier: Tier, frames: int) -> float:
    """CPU seconds of the shot's next take, which has another seed."""
    since = time.process_time()
    roll = Roll(replace(spec, tier=tier), Take(Order(move, frames=frames, seed=2), tier))
    encode((frame.picture for frame in roll.frames()), 24)
    return time.process_time() - since


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--move", type=Move, default=Move.PUSH_IN)
    parser.add_argument("--tier", choices=("low", "standard", "high"), default="low")
    for name, value in (("frames", 24), ("scene", 3), ("shot", 3)):
        parser.add_argument(f"--{name}", type=int, default=value)
    asked = parser.parse_args()
    spec = blocked(asked.scene, asked.shot)
    begun, cpu = time.perf_counter(), time.process_time()
    roll = Roll(replace(spec, tier=asked.tier), Take(Order(asked.move, frames=asked.frames, seed=1), asked.tier))
    ready = time.perf_counter()
    made: list[Rolled] = []
    keyed: list[float] = []
    for frame in roll.frames(lambda _share: keyed.append(time.perf_counter())):
        made.append(frame)
    drawn = time.perf_counter()
    clip = encode((frame.picture for frame in made), 24)
    done, spent = time.perf_counter(), time.process_time() - cpu
    second = again(spec, asked.move, asked.tier, asked.frames)
    numbers = [asked.frames // 4, asked.frames * 5 // 8]
    peers = [plain(roll, n, spec.seed) for n in numbers]
    other, _ = plain(roll, numbers[0], spec.seed + 1)
    each = float(np.mean([seconds for _, seconds in peers]))
    print(
        json.dumps({
            "shot": f"{asked.scene}-{asked.shot} {spec.set.name}, {len(spec.actors)} actors", "move": asked.move,
            "size": [roll.width, roll.height], "frames": asked.frames, "keyframes": len(roll.numbers),
            "ours": {
                "seconds": round(done - begun, 1), "cpu_seconds": round(spent, 1), "ready": round(ready - begun, 1),
                "keyframes": round(keyed[-1] - ready, 1), "frames": round(drawn - keyed[-1], 1),
                "ms_a_frame": round(1000 * (drawn - keyed[-1]) / asked.frames), "bytes": len(clip),
            },
            "second_take": {"cpu_seconds": round(second, 1)},
            "plain": {"cpu_seconds_a_frame": round(each, 2), "cpu_seconds": round(each * asked.frames)},
            "ratio": round(each * asked.frames / spent, 1),
            "psnr": [round(cv2.PSNR(made[n].picture, p), 1) for n, (p, _) in zip(numbers, peers, strict=True)],
            "ssim": [round(ssim(made[n].picture, p), 4) for n, (p, _) in zip(numbers, peers, strict=True)],
            "noise": {"psnr": round(cv2.PSNR(peers[0][0], other), 1), "ssim": round(ssim(peers[0][0], other), 4)},
        }, indent=1)
    )  # fmt: skip


if __name__ == "__main__":
    main()
