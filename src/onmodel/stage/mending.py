"""Mending: light where no keyframe tells it well: where nobody saw a surface, on seams between two colours, on dots."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.stage.mesh import Floats

Mask = NDArray[np.bool_]
FLOOR = 0.05  # added to colours before dividing: black leather still carries its highlight
TWO_COLOURS = 0.05  # in a channel, between samples of a pixel: they see two things
SEAM, SPARK = 0.6, 1.1  # colour against the brightest beside it that may be a seam; its light against that around it


def without_sparks(light: Floats, albedo: Floats) -> Floats:
    """Light (H, W, 3) without dots on seams: the centre of a pixel sees a dark line, but most of its light was thrown
    back by what is bright beside it, so that the quotient is many times the light there."""
    dark = albedo.mean(-1)
    around = cv2.dilate(dark, np.ones((3, 3), np.uint8))
    most = SPARK * cv2.dilate(cv2.medianBlur(light, 5), np.ones((5, 5), np.uint8))
    seam = (dark + FLOOR < SEAM * (around + FLOOR))[..., None]
    return np.asarray(np.where(seam, np.minimum(light, most), light), np.float32)


def two_colours(colours: Sequence[Floats]) -> Mask:
    """(H, W) pixels whose samples see two colours: a wall's foot, a hem, the edge of a pattern."""
    apart = np.maximum.reduce(colours) - np.minimum.reduce(colours)
    return np.asarray(apart.max(-1) > TWO_COLOURS)


def as_beside(light: Floats, colour: Floats, seams: Mask) -> Floats:
    """The light (H, W, 3), on seams that of pixels beside them of a sample's own colour (H, W, 3): what a floor throws
    back is not what the wall above it does."""
    rows, columns = np.nonzero(seams)
    own, total, weights = colour[rows, columns], np.zeros((len(rows), 3), np.float32), np.zeros(len(rows), np.float32)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            y, x = np.clip(rows + dy, 0, light.shape[0] - 1), np.clip(columns + dx, 0, light.shape[1] - 1)
            alike = np.exp(-np.abs(colour[y, x] - own).sum(-1) / np.float32(TWO_COLOURS)) * ~seams[y, x]
            total += alike[:, None] * light[y, x]
            weights += alike
    known = weights > 0.2
    found = light.copy()
    found[rows[known], columns[known]] = total[known] / weights[known, None]
    return found


def filled(light: Floats, seen: Mask, alike: Mask) -> Floats:
    """Light (H, W, 3) from around where no keyframe sees, the nearest counting most, and what shines itself counting
    little; both only where things are `alike` (H, W): the sky is no light on a hill."""
    rows, columns = np.nonzero(~seen & alike)
    if not len(rows):
        return light
    told = seen & alike if (seen & alike).any() else seen
    weights = told / np.sqrt(light.mean(-1) + np.float32(0.1))
    small, small_lit = (
        cv2.resize(a, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
        for a in (weights, light * weights[..., None])
    )
    wanted = cv2.resize((~seen & alike).astype(np.float32), small.shape[::-1], interpolation=cv2.INTER_AREA) > 0
    guessed, missing = np.zeros_like(small_lit), np.ones_like(wanted)
    for sigma in (0.8, 3.0, 10.0, 40.0):
        near = cv2.GaussianBlur(small, (0, 0), sigma)
        found = missing & (near > 0.004)
        guessed[found] = cv2.GaussianBlur(small_lit, (0, 0), sigma)[found] / near[found][:, None]
        missing &= ~found
        if not (missing & wanted).any():
            break
    light[rows, columns] = cv2.resize(guessed, seen.shape[::-1])[rows, columns]
    return light
