"""Passing: the shade of who walks goes along with them over the ground, and so does the light that they throw back."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from onmodel.stage.between import Keylight, Mask, world
from onmodel.stage.mesh import Floats

GROUND = 0.06  # metres about the ground's height that are ground
LEAST, MOST = 0.08, 1.25  # shares of the empty set's light that are believed
SOFT = 1.2  # pixels


@dataclass(frozen=True)
class Shade:
    """Shares of the empty set's light on the ground as a keyframe sees them, in the first channel of its `light`; how
    far those who walk had gone in it (3,)."""

    key: Keylight
    gone: Floats


def shade(people: Keylight, plate: Keylight, gone: Floats) -> Shade:
    """What those who walk do to the light of a keyframe, given the same without them; under them it is as beside."""
    seen = (people.ids == 0) & (plate.ids == 0) & _is_ground(world(plate.optics, plate.depth))
    dark = np.float32(1e-3)
    share = np.clip((people.light.mean(-1) + dark) / (plate.light.mean(-1) + dark), LEAST, MOST)
    weights = seen.astype(np.float32)
    filled = np.ones_like(share)
    for sigma in (16 * SOFT, 4 * SOFT, SOFT):
        near = cv2.GaussianBlur(weights, (0, 0), sigma)
        found = near > 0.02
        filled[found] = (cv2.GaussianBlur(share * weights, (0, 0), sigma)[found] / near[found]).astype(np.float32)
    light = np.repeat(filled[..., None], 3, axis=2)
    return Shade(Keylight(people.time, plate.optics, light, plate.depth, np.zeros_like(plate.ids)), gone)


def _is_ground(points: Floats) -> Mask:
    return np.asarray(np.abs(points[..., 2]) < GROUND)


def shaded(points: Floats, shades: Sequence[tuple[Shade, float]], gone: Floats) -> Floats:
    """The share (H, W) of the empty set's light on points (H, W, 3): mixed of shades by their weights, each carried to
    where those who walk are now, having gone so far (3,)."""
    total, weights = np.zeros(points.shape[:-1], np.float32), np.zeros(points.shape[:-1], np.float32)
    for one, weight in shades:
        light, seen = one.key.at(points - (gone - one.gone))
        part = seen * np.float32(max(weight, 1e-3))
        total += light[..., 0] * part
        weights += part
    known = _is_ground(points) & (weights > 0)
    return np.asarray(np.where(known, total / np.maximum(weights, 1e-6), 1.0), np.float32)
