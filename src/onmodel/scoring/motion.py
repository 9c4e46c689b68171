"""How a clip moves, by dense optical flow (OpenCV's DIS, Kroeger et al. 2016) on pictures made small."""

from collections.abc import Sequence
from dataclasses import dataclass
from threading import local
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Flow = NDArray[np.float32]
Picture = NDArray[np.uint8]
FLOW = "opencv-dis-flow"
EDGE = 320  # pixels along the longer side: what a camera does is seen as well as at full size
GRID = 12  # every so many pixels one vector is asked what the camera did
LEAST_VECTORS = 4
STEADY_SECONDS = 0.5  # slower than this is a move, faster is shaking
STILL_WIDTH, STILL_ZOOM = 0.02, 0.015  # shares of the width, log of the scale: over a whole clip, a standing camera
LEAST = 48  # pixels of either side that flow is measured in
THREADS = 2  # that a picture is parted among, wherever it is measured
MOST_SIZES = 4  # of pictures whose scratch memory is kept: a clip has two

_OWN = local()


@dataclass(frozen=True)
class Step:
    """What the camera did between two frames: shift in shares of the picture's width, log of the zoom, turn in radians.

    `around`: how fast the rest moves against the camera's own motion, shares of the width.
    """

    x: float
    y: float
    zoom: float
    turn: float
    around: float = 0.0


@dataclass(frozen=True)
class CameraMove:
    """A whole clip: net shift (shares of the width), net log zoom, and shaking (RMS, shares of the width a frame)."""

    x: float
    y: float
    zoom: float
    shake: float

    @property
    def still(self) -> bool:
        """Does the camera end where it began?"""
        return max(abs(self.x), abs(self.y)) < STILL_WIDTH and abs(self.zoom) < STILL_ZOOM


def small(picture: Picture, edge: int = EDGE) -> Picture:
    """The picture made small, never larger than it is."""
    scale = min(1.0, edge / max(picture.shape[:2]))
    size = (max(round(picture.shape[1] * scale), 16), max(round(picture.shape[0] * scale), 16))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def grey(picture: Picture) -> Grey:
    """Its luma (H, W) uint8."""
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)


def flow(one: Grey, other: Grey) -> Flow:
    """Where each pixel of `one` (H, W) is in `other`: (H, W, 2), pixels."""
    height, width = one.shape
    if min(height, width) < 16:
        return np.zeros((height, width, 2), np.float32)
    if cv2.getNumThreads() != THREADS:
        cv2.setNumThreads(THREADS)
    wide = [_widened(picture) for picture in (one, other)]
    found = np.asarray(_dis(wide[0].shape).calc(*wide, None), np.float32)
    return np.nan_to_num(found[:height, :width], posinf=0.0, neginf=0.0)


def _widened(picture: Grey) -> Grey:
    """The picture with its edge drawn on to LEAST pixels: DIS crashes on a narrower strip."""
    lower, right = (max(LEAST - side, 0) for side in picture.shape)
    if not lower and not right:
        return picture
    return np.asarray(cv2.copyMakeBorder(picture, 0, lower, 0, right, cv2.BORDER_REPLICATE), np.uint8)


def _dis(size: tuple[int, ...]) -> Any:
    """This thread's own, for pictures of this size.

    It has scratch memory, which two threads at once write beyond. And a small picture changes its patches for good: the
    same clip would score otherwise by what was scored before.
    """
    known: dict[tuple[int, ...], Any] = _OWN.__dict__.setdefault("flows", {})
    if size not in known:
        if len(known) >= MOST_SIZES:
            known.clear()
        known[size] = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    return known[size]


def step(moved: Flow) -> Step:
    """What the camera did, by the similarity that most of a flow agrees with (RANSAC)."""
    height, width = moved.shape[:2]
    rows, columns = np.mgrid[GRID // 2 : height : GRID, GRID // 2 : width : GRID]
    before = np.stack([columns.ravel(), rows.ravel()], 1).astype(np.float32)
    vectors = moved[rows.ravel(), columns.ravel()]
    cv2.setRNGSeed(0)
    fitted = None
    if len(before) >= LEAST_VECTORS:
        fitted, _ = cv2.estimateAffinePartial2D(before, before + vectors, ransacReprojThreshold=0.7, maxIters=300)
    if fitted is None or not np.isfinite(fitted).all():
        x, y = np.median(vectors, axis=0)
        return Step(float(x) / width, float(y) / width, 0.0, 0.0)
    middle = np.array([width / 2, height / 2])
    shift = fitted[:, :2] @ middle + fitted[:, 2] - middle
    zoom = float(np.log(max(np.hypot(fitted[0, 0], fitted[1, 0]), 1e-6)))
    rest = before @ fitted[:, :2].T + fitted[:, 2] - before - vectors
    around = float(np.sort(np.hypot(rest[:, 0], rest[:, 1]))[int(0.95 * len(rest))])
    turn = float(np.arctan2(fitted[1, 0], fitted[0, 0]))
    return Step(float(shift[0]) / width, float(shift[1]) / width, zoom, turn, around / width)


def camera_move(steps: Sequence[Step], rate: float) -> CameraMove:
    """A clip's camera from its steps: where it went, and what is faster than a move can be."""
    if not steps:
        return CameraMove(0.0, 0.0, 0.0, 0.0)
    shifts = np.array([[s.x, s.y] for s in steps])
    window = max(int(rate * STEADY_SECONDS) | 1, 3)
    padded = np.pad(shifts, ((window // 2, window // 2), (0, 0)), mode="edge")
    kernel = np.ones(window) / window
    slow = np.stack([np.convolve(padded[:, axis], kernel, "valid") for axis in (0, 1)], 1)
    shake = float(np.sqrt(((shifts - slow) ** 2).sum(1).mean()))
    return CameraMove(float(shifts[:, 0].sum()), float(shifts[:, 1].sum()), sum(s.zoom for s in steps), shake)


def between(one: Picture, other: Picture) -> Picture:
    """The picture half way between two (H, W, 3), each drawn along half of the flow to it."""
    there, back = flow(grey(one), grey(other)), flow(grey(other), grey(one))
    rows, columns = np.mgrid[0 : one.shape[0], 0 : one.shape[1]].astype(np.float32)
    drawn = [
        cv2.remap(
            picture, columns + half[..., 0] / 2, rows + half[..., 1] / 2, cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE
        )
        for picture, half in ((one, back), (other, there))
    ]
    return np.asarray(cv2.addWeighted(drawn[0], 0.5, drawn[1], 0.5, 0.0), np.uint8)
