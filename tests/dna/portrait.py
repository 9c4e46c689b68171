"""A real face for the DNA tests: NASA's portrait of an astronaut (public domain, in scikit-image), traced once."""

import functools
import importlib.util
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from onmodel.backends.vision.embedded import EmbeddedVision
from onmodel.color.spaces import hex_to_linear, hex_to_srgb_u8, linear_to_oklab
from onmodel.dna.frame import Reference

VISION = EmbeddedVision()


@functools.cache
def portrait() -> np.ndarray:
    spec = importlib.util.find_spec("skimage")
    assert spec is not None
    folder = Path(next(iter(spec.submodule_search_locations or [])))
    with Image.open(folder / "data" / "astronaut.png") as picture:
        pixels = np.asarray(picture.convert("RGB").resize((1024, 1024), Image.Resampling.LANCZOS))
    pixels.setflags(write=False)
    return pixels


@functools.cache
def traced() -> Reference:
    picture = portrait()
    face = VISION.faces(picture)[0]
    mesh = VISION.face_mesh(picture, face)
    assert mesh is not None
    return Reference("portrait.png", picture, mesh, VISION.person_mask(picture, face))


def painted(vertices: tuple[int, ...], colour: str, strength: float = 0.9) -> Reference:
    """The portrait with the hull of some mesh vertices painted over."""
    reference = traced()
    patch = np.zeros(reference.pixels.shape[:2], np.float32)
    cv2.fillConvexPoly(patch, cv2.convexHull(np.rint(reference.mesh[list(vertices), :2]).astype(np.int32)), strength)
    pixels = reference.pixels * (1 - patch[..., None]) + hex_to_srgb_u8(colour) * patch[..., None]
    return Reference("painted.png", pixels.astype(np.uint8), reference.mesh, reference.figure)


def apart(one: str | None, other: str) -> float:
    """The distance of two hex colours in Oklab."""
    assert one is not None
    return float(np.linalg.norm(linear_to_oklab(hex_to_linear(one)) - linear_to_oklab(hex_to_linear(other))))
