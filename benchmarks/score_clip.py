"""A clip of 3 s at 720p scored, beside a plain per-frame loop that measures far less, in the same run.

Run: python benchmarks/score_clip.py [CLIP]   Without a clip: a push-in over a textured picture with nobody in it.
`cold` is the command `onmodel score CLIP --json` in a process of its own: Python, imports, models and all.
The peer decodes the whole clip into memory and does, on full frames, what tutorials do: Farneback flow between all
neighbours (dynamic degree), their mean absolute difference (flickering), and the bundled ffmpeg's VMAF against the
first frame. It names no people, no looks, no smoothness, no faults. Target: under 10 s on 2 cores (issue 5).
"""

import itertools
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe

from onmodel.backends.vision.embedded import EmbeddedVision
from onmodel.footage.write import encode
from onmodel.scoring.clip import score_clip
from onmodel.scoring.model import Asked

ROUNDS = 1  # the peer takes half a minute on two busy cores
TARGET_SECONDS = 10.0
COMMAND = str(Path(sys.executable).with_name("onmodel"))
PROMPT = "Slow push-in. Day."


def textured() -> bytes:
    """Three seconds of a push-in over noise, 1280 × 720: nobody in it, the dearest case for the face detectors."""
    rng = np.random.default_rng(0)
    large = cv2.resize(rng.integers(20, 230, (90, 160, 3), np.uint8), (1920, 1080), interpolation=cv2.INTER_CUBIC)
    frames = []
    for number in range(72):
        width = 1900 - 4 * number
        height = width * 9 // 16
        x, y = (1920 - width) // 2, (1080 - height) // 2
        frames.append(cv2.resize(large[y : y + height, x : x + width], (1280, 720), interpolation=cv2.INTER_AREA))
    return encode(frames, 24)


def cold(path: Path) -> None:
    subprocess.run([COMMAND, "score", str(path), "--prompt", PROMPT, "--json"], check=True, stdout=subprocess.DEVNULL)


def ours(path: Path, vision: EmbeddedVision) -> None:
    score_clip(path, Asked(PROMPT), vision)


def peer(path: Path) -> None:
    """Whole decode, Farneback and differences at full size, VMAF."""
    capture, frames = cv2.VideoCapture(str(path)), []
    while True:
        there, frame = capture.read()
        if not there:
            break
        frames.append(frame)
    for one, other in itertools.pairwise(frames):
        np.mean(cv2.absdiff(one.astype(np.float32), other.astype(np.float32)))
        greys = [cv2.cvtColor(f, cv2.COLOR_BGR2GRAY) for f in (one, other)]
        cv2.calcOpticalFlowFarneback(*greys, None, 0.5, 3, 15, 3, 5, 1.2, 0)
    graph = "[0:v]split[a][b];[b]trim=end_frame=1,loop=-1:1,setpts=N/24/TB[r];[a][r]libvmaf=shortest=1:n_threads=2"
    subprocess.run(
        [get_ffmpeg_exe(), "-v", "error", "-nostdin", "-i", str(path), "-filter_complex", graph, "-f", "null", "-"],
        check=True,
    )


def seconds(work: Callable[[], None]) -> tuple[float, float]:
    """Return wall seconds and CPU seconds of one call, with what it started."""
    started, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    return time.perf_counter() - started, sum(after[:4]) - sum(before[:4])


def main() -> None:
    """Measure both in turn and print the medians and their ratio."""
    load = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if sys.argv[1:] else Path(folder) / "clip.mp4"
        if not sys.argv[1:]:
            path.write_bytes(textured())
        cold_wall, cold_cpu = seconds(lambda: cold(path))
        print(f"clip                        {path.name}, load {load:.1f} as it began")
        print(
            f"onmodel score, cold         {cold_wall:7.2f} s   {cold_cpu:.2f} s of CPU; target {TARGET_SECONDS:.0f} s"
        )
        vision = EmbeddedVision()
        vision.setup()
        first, _ = seconds(lambda: ours(path, vision))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"scored, first               {first:7.2f} s   {memory:.0f} MiB at most in the process", flush=True)
        mine = [seconds(lambda: ours(path, vision)) for _ in range(ROUNDS)]
        wall, cpu = (statistics.median(side) for side in zip(*mine, strict=True))
        print(
            f"scored                      {wall:7.2f} s   {cpu:.2f} s of CPU; target {TARGET_SECONDS:.0f} s", flush=True
        )
        theirs = [seconds(lambda: peer(path)) for _ in range(ROUNDS)]
        peer_wall, peer_cpu = (statistics.median(side) for side in zip(*theirs, strict=True))
    print(f"plain per-frame loop        {peer_wall:7.2f} s   {peer_cpu:.2f} s of CPU (flow, differences, VMAF alone)")
    print(f"ratio to the peer           {wall / peer_wall:7.2f}     {cpu / peer_cpu:.2f} by CPU")
    print(f"cold to the peer            {cold_wall / peer_wall:7.2f}     {cold_cpu / peer_cpu:.2f} by CPU")


if __name__ == "__main__":
    main()
