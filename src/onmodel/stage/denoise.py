"""Denoising: Open Image Denoise, held to a part of the memory that it would take by itself."""

from functools import cache

import numpy as np
import pyoidn
from numpy.typing import NDArray

Floats = NDArray[np.float32]
MOST_MEMORY = 320  # MiB: enough for 960 × 540 in one piece; 1920 × 1080 goes in tiles, which cost half as much again


class DenoisingFailed(RuntimeError):
    """Open Image Denoise refused the images or ran out of memory."""


@cache
def _device() -> pyoidn.Device:
    device = pyoidn.Device()
    device.commit()
    return device


def denoise(light: Floats, albedo: Floats, normals: Floats) -> Floats:
    """Light (H, W, 3) linear_rec709 without noise, guided by albedo 0–1 and normals −1…1; raises DenoisingFailed."""
    device = _device()
    inputs = {"color": light, "albedo": albedo, "normal": normals}
    images = {name: np.ascontiguousarray(image, np.float32) for name, image in inputs.items()}
    images["output"] = np.empty_like(images["color"])
    with pyoidn.Filter(device) as cleaner:
        for name, image in images.items():
            cleaner.set_image(name, image, pyoidn.OIDN_FORMAT_FLOAT3)
        cleaner.set_bool("hdr", True)
        cleaner.set_int("maxMemoryMB", MOST_MEMORY)
        cleaner.commit()
        cleaner.execute()
    trouble = device.get_error()
    if trouble:
        raise DenoisingFailed(str(trouble))
    return images["output"]
