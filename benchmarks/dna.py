"""DNA from three photographs, against dlib's own face pipeline alone (HOG detector, 5 points, ResNet embedding).

Run: python benchmarks/dna.py [PICTURE …]   Without pictures: NASA's astronaut, three views of 1600 × 1600 pixels.
Both start from JPEG bytes. The peer only finds and embeds faces; ours also traces, masks, and reads the traits.
Target on 2 cores: under 3 s for three photographs (issue 2).
"""

import importlib.util
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from onmodel.backends.vision import models
from onmodel.backends.vision.embedded import EmbeddedVision
from onmodel.dna.measure import measure
from onmodel.kit.pictures import decode, encode_jpeg

ROUNDS = 5
TARGET_SECONDS = 3.0


def photographs() -> list[tuple[str, bytes]]:
    """The files to measure, as name and bytes."""
    if sys.argv[1:]:
        return [(name, Path(name).read_bytes()) for name in sys.argv[1:]]
    spec = importlib.util.find_spec("skimage")
    assert spec is not None
    folder = Path(next(iter(spec.submodule_search_locations or [])))
    with Image.open(folder / "data" / "astronaut.png") as picture:
        front = picture.convert("RGB").resize((1600, 1600), Image.Resampling.LANCZOS)
    views = {"front": front, "tilted": front.rotate(12), "mirrored": front.transpose(Image.Transpose.FLIP_LEFT_RIGHT)}
    return [(f"{name}.jpg", encode_jpeg(np.asarray(view))) for name, view in views.items()]


def ours(files: list[tuple[str, bytes]], vision: EmbeddedVision) -> None:
    """Upload check, decoding, detection, identity, mesh, mask, traits, agreement."""
    measure("Eileen", "astronaut", [(name, decode(data, name)) for name, data in files], vision)


def peer(files: list[tuple[str, bytes]]) -> None:
    """What the `face_recognition` package does, with the same models."""
    dlib = models.library("dlib", "dlib-bin")
    for name, data in files:
        picture = decode(data, name)
        for box in models.hog()(picture, 1):
            models.recogniser().compute_face_descriptor(picture, models.five_points()(picture, box))
    assert dlib


def seconds(work: Callable[[], None]) -> float:
    """Wall seconds of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    """Measure both in turn and print the medians and their ratio."""
    files, vision = photographs(), EmbeddedVision()
    load = seconds(vision.setup)
    first = seconds(lambda: ours(files, vision))
    pairs = [(seconds(lambda: ours(files, vision)), seconds(lambda: peer(files))) for _ in range(ROUNDS)]
    mine, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    print(f"models loaded in            {load:7.3f} s")
    print(f"DNA from {len(files)} photos, first    {first:7.3f} s")
    print(f"DNA from {len(files)} photos           {mine:7.3f} s   target {TARGET_SECONDS:.1f} s")
    print(f"dlib pipeline alone         {theirs:7.3f} s   (finds and embeds only)")
    print(f"ratio to the peer           {mine / theirs:7.2f}")


if __name__ == "__main__":
    main()
