"""A pretended image backend: paints simple people from the request's hash, in milliseconds, always the same."""

import hashlib
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from onmodel.backends.errors import Rejected
from onmodel.backends.images.port import ImageCapabilities, ImageRequest, ImageResult

Mask = NDArray[np.bool_]


class FakeImages:
    """Paints one head and shoulders per character (of the scene, else of the request) side by side."""

    name = "fake"
    capabilities = ImageCapabilities(seeds=True, scenes=True, references=True, negative_prompts=True)

    def setup(self) -> None:
        """Nothing to load."""

    def run(self, request: ImageRequest, progress: Callable[[float], None] | None = None) -> ImageResult:
        """Paint; raises Rejected for a picture without pixels."""
        if request.width < 1 or request.height < 1:
            raise Rejected(f"A picture of {request.width} × {request.height} has no pixels")
        digest = hashlib.sha256(repr(request).encode()).digest()
        picture = np.full((request.height, request.width, 3), list(digest[:3]), np.uint8)
        names = [a.name for a in request.scene.actors] if request.scene else [c.name for c in request.characters]
        masks, heads = {}, {}
        for i, name in enumerate(names):
            masks[name], heads[name] = _paint(picture, name, (i + 0.5) / len(names), 1 / len(names))
            if progress:
                progress((i + 1) / len(names))
        if progress:
            progress(1.0)
        manifest = {
            "backend": self.name,
            "seed": request.seed,
            "request_sha256": hashlib.sha256(repr(request).encode()).hexdigest(),
        }
        return ImageResult(picture, masks=masks, heads=heads, manifest=manifest)


def _paint(
    picture: NDArray[np.uint8], name: str, middle: float, share: float
) -> tuple[Mask, tuple[float, float, float, float]]:
    """Paints a person whose colours follow the name, and returns the mask (H, W) and the head's box."""
    height, width = picture.shape[:2]
    shade = hashlib.sha256(name.encode()).digest()
    radius = max(1.0, min(0.16 * height, 0.3 * share * width))
    x, y = middle * width, 0.35 * height
    row, column = np.mgrid[:height, :width] + 0.5
    head = ((column - x) / (0.8 * radius)) ** 2 + ((row - y) / radius) ** 2 <= 1
    body = ((column - x) / (1.5 * radius)) ** 2 + ((row - height) / (height - y - radius)) ** 2 <= 1
    picture[body] = list(shade[:3])
    picture[head] = [150 + shade[3] // 4, 110 + shade[4] // 4, 80 + shade[5] // 4]
    for side in (-0.3, 0.3):
        picture[((column - x - side * radius) ** 2 + (row - y + 0.15 * radius) ** 2) <= (0.12 * radius) ** 2] = 25
    box = (max(x - 0.8 * radius, 0.0), max(y - radius, 0.0), min(x + 0.8 * radius, width), min(y + radius, height))
    return head | body, (float(box[0]), float(box[1]), float(box[2]), float(box[3]))
