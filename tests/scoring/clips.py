"""Clips that are drawn in a moment: a textured wall, a painted face, any camera."""

from collections.abc import Callable

import cv2
import numpy as np

from onmodel.backends.vision.fake import paint_face
from onmodel.footage.write import encode

SIZE, ROOM = (320, 180), 60
Draw = Callable[[int], tuple[float, float, float]]


def wall() -> np.ndarray:
    """A large textured picture that a camera can move over."""
    rng = np.random.default_rng(2)
    coarse = cv2.resize(rng.integers(30, 220, (30, 50, 3), np.uint8), (800, 480), interpolation=cv2.INTER_CUBIC)
    return np.clip(coarse.astype(int) + rng.integers(-12, 12, coarse.shape), 0, 255).astype(np.uint8)


def filmed(camera: Draw, count: int = 36) -> list[np.ndarray]:
    """Frames over the wall; `camera` gives x, y in pixels and zoom for a frame."""
    large, frames = wall(), []
    for number in range(count):
        x, y, zoom = camera(number)
        placed = np.array([[zoom, 0, SIZE[0] / 2 - zoom * (400 + x)], [0, zoom, SIZE[1] / 2 - zoom * (240 + y)]])
        frames.append(np.asarray(cv2.warpAffine(large, placed, SIZE), np.uint8))
    return frames


def still(_: int) -> tuple[float, float, float]:
    return 0.0, 0.0, 1.0


def pan(number: int) -> tuple[float, float, float]:
    return 1.5 * number, 0.0, 1.0


def push(number: int) -> tuple[float, float, float]:
    return 0.0, 0.0, 1.0 + 0.005 * number


def shake(number: int) -> tuple[float, float, float]:
    jump = np.random.default_rng(number).normal(0, 4, 2)
    return float(jump[0]), float(jump[1]), 1.0


def with_face(frames: list[np.ndarray], people: Callable[[int], str]) -> list[np.ndarray]:
    """The same with a painted face that fake vision sees."""
    for number, frame in enumerate(frames):
        paint_face(frame, (120, 40, 190, 120), people(number))
    return frames


def mp4(frames: list[np.ndarray]) -> bytes:
    return encode(frames, 24)
