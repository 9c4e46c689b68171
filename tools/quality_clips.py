"""Clips with one fault each, made from two frames of the stage: what `onmodel score` is judged by in docs/quality.md.

Run: python tools/quality_clips.py FOLDER [--size 1280x720]

Nobody in them exists. A good one (a slow push-in, steady), and the same move shaking, flickering, compressed to pieces,
morphing (she becomes somebody else on the way), and one that is frozen.
"""

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.backends.vision.fake import FakeVision
from onmodel.dna.measure import measure
from onmodel.footage.write import encode
from onmodel.fountain.model import Beat, SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Angle, Expression, Framing, Mood, Move, Pose, TimeOfDay
from onmodel.stage.blocking import block_scene
from onmodel.stage.casting import cast
from onmodel.stage.render import render
from onmodel.stage.spec import Tier

Picture = NDArray[np.uint8]
RATE, FRAMES = 24, 72
SHE = "woman in her thirties, dark brown skin, short curly black hair, red jacket, white shirt, dark grey trousers"
OTHER = "woman in her twenties, pale skin, blue eyes, long blonde hair, teal sweater, black trousers"
NEARER, ROOM = 0.16, 1.25  # log of the zoom over the clip; how much larger than the clip the stills are rendered
PROMPT = "Slow push-in on Amara in the office. Day."


def still(words: str, size: tuple[int, int], tier: Tier = "standard") -> Picture:
    """Return a woman of these words in an office by day, as the stage shows her; the same place and camera for all."""
    look = cast(measure("Amara", words, [], FakeVision()))
    shot = Shot(
        number="1", framing=Framing.MCU, angle=Angle.EYE_LEVEL, lens_mm=50, move=Move.STATIC, description="",
        characters=("Amara",), focus="Amara", beats=(Beat("Amara", Pose.STAND, Expression.NEUTRAL),),
    )  # fmt: skip
    scene = SceneBreakdown(
        "1", "INT. OFFICE - DAY", "INT", "OFFICE", TimeOfDay.DAY, Mood.NEUTRAL, ("Amara",), (), (shot,)
    )
    return render(block_scene(scene, {"Amara": look}, tier=tier, seed=7)[0], size=size).picture


def seen(picture: Picture, zoom: float, shift: tuple[float, float], size: tuple[int, int]) -> Picture:
    """Return the picture through a camera that is so much nearer and aside (shares of the width)."""
    width, height = size
    base = max(width / picture.shape[1], height / picture.shape[0]) * zoom
    x, y = picture.shape[1] / 2 + shift[0] * picture.shape[1], picture.shape[0] / 2 + shift[1] * picture.shape[1]
    placed = np.array([[base, 0, width / 2 - base * x], [0, base, height / 2 - base * y]])
    return np.asarray(cv2.warpAffine(picture, placed, size, flags=cv2.INTER_AREA | cv2.INTER_LINEAR), np.uint8)


def eased(frame: int) -> float:
    """Return how much of the move is made, 0–1, beginning and ending softly."""
    share = frame / (FRAMES - 1)
    return share * share * (3 - 2 * share)


def move(picture: Picture, size: tuple[int, int], jumps: NDArray[np.float64] | None = None) -> Iterator[Picture]:
    """Yield a push-in on the picture; `jumps` (FRAMES, 2) are shares of the width that the camera jumps by."""
    for frame in range(FRAMES):
        jump = (0.0, 0.0) if jumps is None else (float(jumps[frame, 0]), float(jumps[frame, 1]))
        yield seen(picture, ROOM * float(np.exp(NEARER * eased(frame) - NEARER)), jump, size)


def good(she: Picture, _other: Picture, size: tuple[int, int]) -> Iterator[Picture]:
    """Yield the slow, steady push-in that was ordered."""
    return move(she, size)


def shaking(she: Picture, _other: Picture, size: tuple[int, int]) -> Iterator[Picture]:
    """Yield the same, carried by somebody who runs."""
    return move(she, size, np.random.default_rng(3).normal(0, 0.006, (FRAMES, 2)))


def frozen(she: Picture, _other: Picture, size: tuple[int, int]) -> Iterator[Picture]:
    """Yield one picture, held."""
    first = next(move(she, size))
    return (first for _ in range(FRAMES))


def morphing(she: Picture, other: Picture, size: tuple[int, int]) -> Iterator[Picture]:
    """Yield the same move while she becomes somebody else, as models do: features swim, then they are another's."""
    height, width = size[1], size[0]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    for frame, (one, two) in enumerate(zip(move(she, size), move(other, size), strict=True)):
        share = float(np.clip((frame - FRAMES / 4) / (FRAMES / 2), 0, 1))
        mixed = cv2.addWeighted(one, 1 - share, two, share, 0)
        swim = np.float32(0.008 * width * np.sin(np.pi * share))
        x = columns + swim * np.sin(rows / (0.06 * height) + frame / 3)
        y = rows + swim * np.cos(columns / (0.05 * width) + frame / 4)
        yield np.asarray(cv2.remap(mixed, x, y, cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE), np.uint8)


def flickering(she: Picture, _other: Picture, size: tuple[int, int]) -> Iterator[Picture]:
    """Yield the good move under a lamp that is not in step with the camera."""
    jumps = np.random.default_rng(5).uniform(0.80, 1.12, FRAMES)
    return (cv2.convertScaleAbs(p, alpha=float(g)) for p, g in zip(move(she, size), jumps, strict=True))  # type: ignore[misc]


CLIPS: dict[str, Callable[[Picture, Picture, tuple[int, int]], Iterator[Picture]]] = {
    "good": good, "compressed": good, "flickering": flickering, "shaking": shaking, "morphing": morphing,
    "frozen": frozen,
}  # fmt: skip


def make(folder: Path, size: tuple[int, int], tier: Tier = "standard") -> dict[str, Path]:
    """Write every clip as MP4 into the folder; returns name → path."""
    folder.mkdir(parents=True, exist_ok=True)
    large = (int(size[0] * ROOM) // 2 * 2, int(size[1] * ROOM) // 2 * 2)
    she, other = still(SHE, large, tier), still(OTHER, large, tier)
    made = {}
    for name, clip in CLIPS.items():
        made[name] = folder / f"{name}.mp4"
        write = partial(encode, crf=46) if name == "compressed" else encode
        made[name].write_bytes(write(clip(she, other, size), RATE))
    cv2.imwrite(str(folder / "hero.png"), next(move(she, size))[..., ::-1])
    return made


def main() -> None:
    """Read the command line and write the clips."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", default="1280x720")
    given = parser.parse_args()
    width, height = (int(part) for part in given.size.split("x"))
    for name, path in make(given.folder, (width, height)).items():
        print(f"{name:<12} {path}")


if __name__ == "__main__":
    main()
