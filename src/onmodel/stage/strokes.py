"""Strokes: contours found in control maps, pencil strokes and paper, as fields (H, W) float32 0–1 for looks to mix.

`scale` is the picture's height over 540: strokes keep their width on paper whatever the resolution.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.stage.spec import ControlMaps

Floats = NDArray[np.float32]
Field = NDArray[Any]


@dataclass(frozen=True)
class Lines:
    """Where a draughtsman would draw: `contour` around bodies and things, `inner` folds, features and corners."""

    contour: Floats
    inner: Floats


def lines_of(maps: ControlMaps, scale: float) -> Lines:
    """Lines from jumps of depth, of normals, of identity and of albedo; thinned where they crowd, as leaves do."""
    far = float(maps.depth.max()) * 2 + 1
    depth = np.log(np.where(maps.depth > 0, maps.depth, far)).astype(np.float32)
    bend = np.abs(cv2.Laplacian(depth, cv2.CV_32F, ksize=1))
    crease = _jump(maps.normals, lambda a, b: (a * a).sum(-1) * (b * b).sum(-1) - (a * b).sum(-1))  # 0 in the sky
    paint = _jump(np.cbrt(maps.albedo), lambda a, b: np.abs(a - b).max(-1))
    border = _jump(maps.ids[..., None], lambda a, b: (a != b).any(-1))
    people = ((maps.ids > 0) & (maps.ids < 1000)).astype(np.float32)
    contour = np.maximum(border, ramp(bend, 0.03, 0.12))
    inner = np.maximum(ramp(crease, 0.12, 0.5) * 0.7, ramp(paint, 0.07, 0.3) * (0.5 + 0.4 * people))
    crowd = cv2.blur(np.maximum(contour, inner), (_odd(13 * scale),) * 2)
    calm = 1 / (1 + 5 * np.maximum(crowd - 0.22, 0) * (1 - 0.6 * people))
    return Lines(_as_floats(contour * calm), _as_floats(inner * calm))


def drawn(field: Floats, weight: float, seed: int, wobble: float = 0.6) -> Floats:
    """A line field as a hand draws it: `weight` pixels broad, breathing in strength, `wobble` pixels off its course."""
    height, width = field.shape
    tip = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_odd(weight),) * 2)
    soft = blurred(cv2.dilate(field, tip), 0.45 + 0.25 * weight)
    soft = np.clip(soft * (1.0 + 0.5 / max(weight, 0.5)), 0, 1)
    sway = [clouds((height, width), 40, seed + i) * 2 - 1 for i in (0, 1)]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    moved = cv2.remap(
        soft, x + wobble * sway[0], y + wobble * sway[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return _as_floats(moved * (0.7 + 0.3 * clouds((height, width), 25, seed + 2)))


def hatching(shape: tuple[int, int], angle: float, scale: float, seed: int) -> Floats:
    """Pencil strokes side by side at `angle` degrees, uniformly distributed 0–1: a threshold t covers a share t."""
    side = int(np.hypot(*shape)) + 8
    noise = np.random.default_rng(seed).standard_normal((side, side)).astype(np.float32)
    strokes = cv2.GaussianBlur(noise, (0, 0), sigmaX=16 * scale, sigmaY=0.75 * scale)
    turn = np.asarray(cv2.getRotationMatrix2D((side / 2, side / 2), angle, 1.0), float)
    turn[:, 2] += np.subtract(shape[::-1], side) / 2
    turned = cv2.warpAffine(strokes, turn, shape[::-1], flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    return _uniform(turned)


def pen(shape: tuple[int, int], angle: float, spacing: float, seed: int) -> Floats:
    """Parallel pen strokes `spacing` pixels apart, swaying a little: 0 in a stroke's middle, 1 between two."""
    y, x = np.mgrid[: shape[0], : shape[1]].astype(np.float32)
    a = np.radians(angle)
    sway = clouds(shape, 9 * spacing, seed) + 0.35 * clouds(shape, 2.5 * spacing, seed + 1)
    across = (x * np.sin(a) - y * np.cos(a)) / spacing + 0.9 * sway
    return _as_floats(np.abs(2 * (across % 1) - 1))


def crisp(mask: NDArray[np.bool_], scale: float) -> Floats:
    """A mask with a smooth edge of a pixel's breadth, without specks."""
    return ramp(blurred(mask, max(0.9 * scale, 0.6)), 0.25, 0.75)


def paper(shape: tuple[int, int], scale: float, seed: int) -> Floats:
    """The tooth of drawing paper, uniformly distributed 0–1; 1 is a peak that catches pigment first."""
    noise = np.random.default_rng(seed).standard_normal(shape).astype(np.float32)
    fine, coarse = (blurred(noise, s * scale) for s in (0.8, 2.4))
    return _uniform(fine / fine.std() + 0.7 * coarse / coarse.std())


def clouds(shape: tuple[int, int], size: float, seed: int) -> Floats:
    """Soft blotches about `size` pixels wide, 0–1."""
    small = (max(2, int(shape[0] / size) + 2), max(2, int(shape[1] / size) + 2))
    grid = np.random.default_rng(seed).random(small).astype(np.float32)
    return np.clip(cv2.resize(grid, shape[::-1], interpolation=cv2.INTER_CUBIC), 0, 1)


def blurred(field: Field, sigma: float) -> Floats:
    """A Gaussian blur of `sigma` pixels."""
    return _as_floats(cv2.GaussianBlur(_as_floats(field), (0, 0), sigma))


def ramp(values: Field, low: float, high: float) -> Floats:
    """Smoothstep: 0 below `low`, 1 above `high`."""
    t = np.clip((values - low) / (high - low), 0, 1)
    return _as_floats(t * t * (3 - 2 * t))


def _jump(field: Field, difference: Callable[[Field, Field], Field]) -> Floats:
    """The larger difference of each pixel to its right and its lower neighbour."""
    out = np.zeros(field.shape[:2], np.float32)
    out[:, :-1] = difference(field[:, :-1], field[:, 1:])
    out[:-1] = np.maximum(out[:-1], difference(field[:-1], field[1:]))
    return out


def _uniform(field: Field) -> Floats:
    """A normally distributed field as its own distribution function, 0–1 (logistic approximation of the normal)."""
    z = (field - field.mean()) / max(float(field.std()), 1e-6)
    return _as_floats(1 / (1 + np.exp(-1.702 * z)))


def _odd(size: float) -> int:
    return max(1, round(size)) // 2 * 2 + 1


def _as_floats(values: Field) -> Floats:
    return np.asarray(values, np.float32)
