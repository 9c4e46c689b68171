"""Finishes: what a surface is made of, how it is coloured and how that colour varies, so that nothing looks like CG.

Patterns are painted into the vertices, so a surface needs vertices where it should show one.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onmodel.color.spaces import hex_to_linear

if TYPE_CHECKING:
    from onmodel.stage.sets.solids import Solid

Array = NDArray[np.float64]
RGB = tuple[float, float, float]


@dataclass(frozen=True)
class Finish:
    """How a surface answers light: the principled BSDF's numbers; `emission` (linear_rec709 radiance) makes a lamp."""

    name: str
    roughness: float = 0.8
    specular: float = 0.2
    metallic: float = 0.0
    emission: RGB | None = None


MATTE = Finish("matte", 0.9, 0.1)
CLOTH = Finish("cloth", 0.95, 0.05)
WOOD = Finish("wood", 0.55, 0.3)
VARNISH = Finish("varnish", 0.3, 0.5)
GLOSS = Finish("gloss", 0.12, 0.6)
METAL = Finish("metal", 0.35, 0.5, 0.9)
WET = Finish("wet", 0.18, 0.5)


def glow(name: str, rgb: RGB) -> Finish:
    """A surface that shines by itself: flames, lit windows, screens, bulbs."""
    return Finish(f"glow-{name}", 0.9, 0.0, 0.0, rgb)


def noise(points: ArrayLike, size: ArrayLike, seed: int = 0) -> Array:
    """Smooth value noise −1…1 at points (N, 3); `size` is the length of one wave in metres, per axis or for all.

    Lattice values are hashed after Teschner et al. 2003, "Optimized Spatial Hashing", and blended by smoothstep.
    """
    p = np.asarray(points, np.float64) / np.asarray(size, np.float64)
    base = np.floor(p).astype(np.int64)
    t = p - base
    t = t * t * (3 - 2 * t)
    out = np.zeros(len(p))
    for corner in np.ndindex(2, 2, 2):
        c = np.array(corner)
        weight = np.where(c, t, 1 - t).prod(1)
        k = (base + c).astype(np.uint64) * np.array([73856093, 19349663, 83492791], np.uint64)
        h = k[:, 0] ^ k[:, 1] ^ k[:, 2] ^ np.uint64(seed * 2654435761 % 2**32)
        h = (h ^ (h >> np.uint64(15))) * np.uint64(2246822519)
        h = (h ^ (h >> np.uint64(13))) * np.uint64(3266489917)
        out += weight * (((h >> np.uint64(8)) & np.uint64(0xFFFF)) / 32767.5 - 1.0)
    return out


def varied(shape: "Solid", amount: float = 0.15, size: ArrayLike = 0.4, seed: int = 0) -> "Solid":
    """Mottled: brightness varies by ± `amount`, warmth a little, in waves of `size` metres (per axis: grain)."""
    n = 0.65 * noise(shape.vertices, size, seed) + 0.35 * noise(shape.vertices, np.asarray(size) / 3.1, seed + 1)
    warm = noise(shape.vertices, np.asarray(size) * 2.3, seed + 2) * amount * 0.25
    gain = (1 + amount * n)[:, None] * (1 + warm[:, None] * np.array([1.0, 0.0, -1.0]))
    return replace(shape, colours=np.clip(shape.colours * gain, 0, 1).astype(np.float32))


def blend(first: str, second: str, share: ArrayLike) -> Array:
    """Linear mix of two hex colours, (..., 3): `share` 0 is the first."""
    s = np.clip(np.asarray(share, np.float64), 0, 1)[..., None]
    return hex_to_linear(first) * (1 - s) + hex_to_linear(second) * s
