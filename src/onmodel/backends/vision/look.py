"""The embedded look embedding: palette and texture by region in Oklab. It knows colour and grain, not meaning.

What it is good for: noticing that a coat turned from red to blue, that hair got darker, that a plain shirt became
checked. What it is not: two different people in like clothes are close to it. Adapters with a learned backbone
(CLIP, DINOv2) say so in their `backbone`; embeddings of different backbones never compare.
"""

import itertools

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.backends.vision.port import Embedding, Picture
from onmodel.color.spaces import linear_to_oklab, srgb_u8_to_linear

BACKBONE = "oklab-palette-texture-v1"
EDGE = 128  # the crop is reduced to this: the look of a person does not hang on pixels
BANDS = 3  # head, upper, lower, by thirds of the figure
LIGHTS = np.linspace(0.15, 0.95, 5)  # centres of the lightness bins
HUES = 8
NEUTRAL = 0.035  # Oklab chroma under which a colour counts as grey
MIN_PIXELS = 256

Floats = NDArray[np.float64]


def embed(picture: Picture, mask: NDArray[np.bool_] | None) -> Embedding:
    """A unit vector of BANDS × (palette 5 × 9, texture 10) numbers; compare by cosine."""
    chosen = np.ones(picture.shape[:2], np.bool_) if mask is None else mask
    rows, columns = np.nonzero(chosen)
    if rows.size < MIN_PIXELS:
        return Embedding(None, BACKBONE, 0.0, f"the region has {rows.size} pixels, {MIN_PIXELS} are needed")
    window = np.s_[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    crop, inside = _reduced(picture[window], chosen[window])
    lab = linear_to_oklab(srgb_u8_to_linear(crop))
    edges = np.linspace(0, crop.shape[0], BANDS + 1).round().astype(int)
    bands = [_band(lab[a:b], inside[a:b]) for a, b in itertools.pairwise(edges)]
    vector = np.concatenate(bands)
    return Embedding(_unit(vector).astype(np.float32), BACKBONE)


def _reduced(picture: Picture, inside: NDArray[np.bool_]) -> tuple[Picture, NDArray[np.bool_]]:
    factor = min(1.0, EDGE / max(picture.shape[:2]))
    size = tuple(max(BANDS, round(n * factor)) for n in picture.shape[1::-1])
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), cv2.resize(inside.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.5


def _band(lab: Floats, inside: NDArray[np.bool_]) -> Floats:
    """Palette and texture of one region, each of unit length, the palette counting twice as much."""
    if not inside.any():
        return np.zeros(len(LIGHTS) * (HUES + 1) + 10)
    return np.concatenate([_unit(_palette(lab[inside])), _unit(_texture(lab[..., 0], inside)) / 2])


def _unit(vector: Floats) -> Floats:
    return vector / max(float(np.linalg.norm(vector)), 1e-9)


def _palette(lab: Floats) -> Floats:
    """A soft histogram over lightness × (grey, 8 hues); the square root tames large plain areas (Hellinger)."""
    light = np.exp(-(((lab[:, :1] - LIGHTS) / 0.14) ** 2))
    light /= light.sum(1, keepdims=True)
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    coloured = 1 - np.exp(-((chroma / NEUTRAL) ** 2))
    turn = (np.arctan2(lab[:, 2], lab[:, 1]) / (2 * np.pi) * HUES) % HUES
    distance = np.abs(turn[:, None] - np.arange(HUES))
    hue = np.clip(1 - np.minimum(distance, HUES - distance), 0, 1) * coloured[:, None]
    return np.asarray(np.sqrt((light[:, :, None] * np.column_stack([1 - coloured, hue])[:, None, :]).mean(0).ravel()))


def _texture(lightness: Floats, inside: NDArray[np.bool_]) -> Floats:
    """Edge energy in four directions at two scales, and the spread of lightness at each."""
    parts = []
    for blur in (0.8, 2.4):
        smooth = cv2.GaussianBlur(lightness, (0, 0), blur)
        dy, dx = np.gradient(smooth)
        power, angle = np.hypot(dx, dy)[inside], np.arctan2(dy, dx)[inside]
        direction = np.abs(np.cos(angle[:, None] - np.arange(4) * np.pi / 4)) ** 4
        parts += [*(power[:, None] * direction).mean(0) * blur * 8, float(smooth[inside].std())]
    return np.array(parts)
