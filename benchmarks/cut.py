"""How long a cut takes to be filmed again after one shot changed, against filming all of it, in the same run.

.venv/bin/python benchmarks/cut.py [--shots 20] [--frames 48] [--coding mp4]
"""

import argparse
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from onmodel.editorial.codings import RECIPES, Coding
from onmodel.editorial.film import film
from onmodel.editorial.model import Cut, Item, Transition
from onmodel.editorial.rates import RATES
from onmodel.editorial.segments import Bench
from onmodel.footage.write import encode

SIZE = (960, 540)


def clip(seed: int, frames: int) -> bytes:
    """A clip of soft noise that drifts, as hard to code as a still landscape under a pan."""
    rng = np.random.default_rng(seed)
    small = rng.integers(30, 220, (SIZE[1] // 12, SIZE[0] // 12, 3), np.uint8)
    picture = np.kron(small, np.ones((12, 12, 1), np.uint8))
    return encode((np.roll(picture, number * 2, 1) for number in range(frames)), 24)


def main() -> None:
    """Prints the seconds of both and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--shots", type=int, default=20)
    parser.add_argument("--frames", type=int, default=48)
    parser.add_argument("--coding", type=Coding, default=Coding.H264)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="onmodel-bench-") as name:
        folder = Path(name)
        for seed in range(asked.shots + 3):
            (folder / f"{seed:064x}").write_bytes(clip(seed, asked.frames))
        items = [
            Item(f"k{n}", f"1-{n}_T1", "clip", asked.frames, 0, asked.frames, f"{n:064x}", f"a{n}")
            for n in range(asked.shots)
        ]
        items[0] = replace(items[0], length=asked.frames - 6, next=Transition("dissolve", 12))
        items[1] = replace(items[1], start=6, length=asked.frames - 6)
        bench = Bench(folder / "conformed", lambda part: folder / part.sha256, lambda sound: folder / sound.sha256)
        target = folder / f"film{RECIPES[asked.coding].suffix}"

        def seconds(row: list[Item]) -> tuple[float, int]:
            began = time.perf_counter()
            cut = Cut("bench", RATES["24"], SIZE, tuple(row))
            filmed = sum(piece.filmed for piece in film(cut, asked.coding, bench, target))
            return time.perf_counter() - began, filmed

        whole, pieces = seconds(items)
        again = []
        for number in range(3):  # another new take of the middle shot each time
            middle = asked.shots // 2
            changed = replace(items[middle], sha256=f"{asked.shots + number:064x}")
            again.append(seconds([*items[:middle], changed, *items[middle + 1 :]]))
        one = statistics.median(took for took, _ in again)
        print(f"{asked.shots} shots of {asked.frames} frames, {SIZE[0]}×{SIZE[1]}, {asked.coding.value}")
        print(f"whole: {whole:.2f} s ({pieces} pieces)   one shot changed: {one:.2f} s ({again[0][1]} piece)")
        print(f"ratio: {whole / one:.1f}")


if __name__ == "__main__":
    main()
