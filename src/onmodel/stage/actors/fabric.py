"""What clothes are made of: linear colours, roughness and gloss by material word, and the folds of cloth."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from onmodel.color.spaces import hex_to_linear
from onmodel.stage.actors.cloth import Points


@dataclass(frozen=True)
class Material:
    """How a material takes light: `tone` multiplies its colour, `weave` is the relative grain from vertex to vertex."""

    roughness: float = 0.85
    specular: float = 0.15
    metallic: float = 0.0
    tone: float = 1.0
    weave: float = 0.05


MATERIALS = {
    "leather": Material(0.38, 0.5, tone=0.8, weave=0.03),
    "silk": Material(0.35, 0.45, weave=0.02),
    "satin": Material(0.3, 0.5, weave=0.02),
    "velvet": Material(0.75, 0.35, tone=0.8, weave=0.06),
    "denim": Material(0.9, 0.12, weave=0.14),
    "wool": Material(0.95, 0.08, weave=0.09),
    "felt": Material(0.97, 0.06, weave=0.06),
    "fur": Material(0.95, 0.1, weave=0.3),
    "linen": Material(0.9, 0.1, weave=0.09),
    "metal": Material(0.32, 0.6, metallic=0.9, weave=0.04),
    "steel": Material(0.28, 0.6, metallic=0.95, weave=0.04),
    "iron": Material(0.45, 0.5, metallic=0.85, tone=0.7, weave=0.06),
}
COTTON = Material()


def material_of(words: str) -> Material:
    """The material that a description names ("black leather"), or cotton."""
    return next((m for word, m in MATERIALS.items() if word in words.lower()), COTTON)


def linear(colour: str) -> Points:
    """linear_rec709 (3,) of a dye given as an sRGB hex colour, kept off pure black and white, which no cloth is."""
    return np.clip(hex_to_linear(colour), 0.006, 0.9)


@lru_cache(maxsize=8)
def _waves(seed: int, count: int) -> tuple[Points, Points]:
    rng = np.random.default_rng(seed)
    direction = rng.normal(size=(count, 3))
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    return direction * rng.uniform(0.6, 1.6, (count, 1)), rng.uniform(0, 2 * np.pi, count)


def noise(points: Points, wavelength: float, seed: int = 0) -> Points:
    """Smooth noise (N,), about −1…1: a sum of seeded plane waves about `wavelength` metres long."""
    direction, phase = _waves(seed, 7)
    total: Points = np.sin(points @ direction.T * (2 * np.pi / wavelength) + phase).sum(1) / 3.5
    return total


def dyed(points: Points, colour: Points, weave: float, seed: int = 0) -> Points:
    """Cloth colours (N, 3): the dye, slightly uneven in large patches and from thread to thread."""
    grain = np.random.default_rng(seed).normal(size=len(points))
    tone = 1 + 0.05 * noise(points, 0.3, seed) + weave * 0.5 * np.clip(grain, -2, 2)
    return np.clip(colour * tone[:, None], 0, 1)
