"""The frames of a piece: takes brought to the cut's rate and size, and mixed where one goes over into the other."""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from onmodel.editorial.model import Way
from onmodel.editorial.rates import Rate
from onmodel.editorial.segments import Media, Part, Segment
from onmodel.footage.probe import ReadingLimits, probe
from onmodel.footage.read import Footage

Picture = NDArray[np.uint8]  # (H, W, 3) sRGB
ALL = ReadingLimits(looked_pixels=1 << 62, edge=8192)
SOFT = 0.04  # of the width, over which a wipe's edge goes from one picture to the other
EPSILON = 1e-6  # of a frame: times in files are rounded


def frames(segment: Segment, rate: Rate, size: tuple[int, int], media: Media) -> Iterator[Picture]:
    """The piece frame by frame, `size` (width, height) large. Raises what `footage.read` raises."""
    rows = [_part_frames(part, rate, size, media(part)) for part in segment.parts]
    if len(rows) == 1:
        yield from rows[0]
        return
    for number, (one, other) in enumerate(zip(*rows, strict=True)):
        yield mixed(one, other, (number + 0.5) / segment.length, segment.way)


def available(source: Path | bytes, name: str, rate: Rate) -> int:
    """How many frames at this rate a clip has. Raises what `footage.probe` raises."""
    found = probe(source, name, ALL)
    return max(int(found.frames / found.rate * float(rate.exact) + EPSILON), 1)


def fitted(picture: Picture, size: tuple[int, int]) -> Picture:
    """The whole picture as large as it fits, on black."""
    height, width = picture.shape[:2]
    scale = min(size[0] / width, size[1] / height)
    inner = (min(max(round(width * scale), 1), size[0]), min(max(round(height * scale), 1), size[1]))
    if inner != (width, height):
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        picture = np.asarray(cv2.resize(picture, inner, interpolation=way), np.uint8)
    if inner == size:
        return picture
    sheet = np.zeros((size[1], size[0], 3), np.uint8)
    left, top = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
    sheet[top : top + inner[1], left : left + inner[0]] = picture
    return sheet


def mixed(one: Picture, other: Picture, share: float, way: Way) -> Picture:
    """The picture on the way from `one` to `other`, `share` (0–1) of it done; mixed as shown, as cutting rooms do."""
    if way == "fade":
        light, picture = (1 - 2 * share, one) if share < 0.5 else (2 * share - 1, other)
        return np.asarray(picture * np.float32(light) + 0.5, np.uint8)
    weight = np.float32(share) if way == "dissolve" else _edge(one.shape[1], share)
    return np.asarray(one * (1 - weight) + other * weight + np.float32(0.5), np.uint8)


def _edge(width: int, share: float) -> NDArray[np.float32]:
    """A wipe from the left: per column, (1, W, 1), how much of the new picture is seen."""
    place = (np.arange(width, dtype=np.float32) + 0.5) / width
    reach = share * (1 + SOFT)
    return np.clip((reach - place) / SOFT, 0, 1)[None, :, None].astype(np.float32)


def _part_frames(part: Part, rate: Rate, size: tuple[int, int], path: Path) -> Iterator[Picture]:
    if part.kind != "clip":
        with Image.open(path) as opened:
            held = fitted(np.asarray(opened.convert("RGB"), np.uint8), size)
        for _ in range(part.length):
            yield held
        return
    yield from _clip_frames(part, rate, size, path)


def _clip_frames(part: Part, rate: Rate, size: tuple[int, int], path: Path) -> Iterator[Picture]:
    """Frame k of the cut's clock shows the newest frame of the take's that is there by its time; the last one stays."""
    footage = Footage(path, path.name, ALL)
    step = footage.probe.rate / float(rate.exact)
    due, end = part.start, part.start + part.length
    held: Picture | None = None
    for shown in footage:
        while held is not None and due < end and int(due * step + EPSILON) < shown.number:
            yield held
            due += 1
        if due >= end:
            return
        if int(due * step + EPSILON) <= shown.number + max(int(step), 1):  # only what may be shown is brought to size
            held = fitted(shown.picture, size)
    while held is not None and due < end:
        yield held
        due += 1
