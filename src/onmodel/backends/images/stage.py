"""The embedded image backend: renders the blocked scene itself, on this machine, without network, key or GPU."""

import hashlib
import platform
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from typing import Any, Literal

from onmodel.backends.errors import NotConfigured, NotSupported, OutOfMemory
from onmodel.backends.images.port import ImageCapabilities, ImageRequest, ImageResult
from onmodel.stage.spec import SceneSpec, StageFrame

Variant = Literal["scalar_rgb", "cuda_ad_rgb"]
PACKAGES = ("onmodel", "mitsuba", "pyoidn", "numpy", "opencv-python-headless")


class StageImages:
    """Renders `request.scene`. The scene says what is seen, the request how it is made: its tier, seed and size are
    used, and its look where it asks for another than "full". The prompt is not read: blocking has read it before."""

    name = "stage"
    capabilities = ImageCapabilities(seeds=True, scenes=True, control_maps=True)

    def __init__(self, variant: Variant = "scalar_rgb") -> None:
        self.variant: Variant = variant

    def setup(self) -> None:
        """Load the renderer; raises NotConfigured where it is not installed or the variant cannot run here."""
        try:
            from onmodel.stage.render import set_variant  # noqa: PLC0415  # the renderer is 70 MiB that a server never draws with

            set_variant(self.variant)
        except ImportError as missing:
            todo = "Install it with `uv sync`" if self.variant == "scalar_rgb" else "Render with the variant scalar_rgb"
            raise NotConfigured("The stage cannot render here", why=str(missing), todo=todo) from missing

    def run(self, request: ImageRequest, progress: Callable[[float], None] | None = None) -> ImageResult:
        """Render; raises NotSupported without a scene, OutOfMemory where the picture does not fit."""
        if request.scene is None:
            raise NotSupported(
                "The stage needs a blocked scene",
                why="the request has only a prompt",
                todo="Block the shot first (onmodel.stage.blocking), or choose a backend that draws from prompts",
            )
        from onmodel.stage.render import render  # noqa: PLC0415  # the renderer is 70 MiB that a server never draws with

        scene = scene_of(request, request.scene)
        size = (request.width, request.height)
        try:
            frame = render(scene, size=size, variant=self.variant, progress=progress)
        except MemoryError as full:
            raise OutOfMemory("The picture does not fit into memory", todo="Choose a lower tier") from full
        return self._result(request, scene, frame)

    def _result(self, request: ImageRequest, scene: SceneSpec, frame: StageFrame) -> ImageResult:
        from onmodel.stage.maps import person_masks  # noqa: PLC0415 needs OpenCV, which `setup` may find missing

        asked = {
            "negative prompt": request.negative_prompt,
            "references": any(c.references for c in request.characters),
        }
        ignored = tuple(
            f"The stage shows the blocked scene; the {what} changed nothing" for what in asked if asked[what]
        )
        notes = scene.notes + frame.notes + ignored
        masks = person_masks(frame.maps.ids, [actor.name for actor in scene.actors])
        return ImageResult(frame.picture, frame.maps, masks, frame.heads, self._manifest(scene, request, frame), notes)

    def _manifest(self, scene: SceneSpec, request: ImageRequest, frame: StageFrame) -> dict[str, Any]:
        return {
            "backend": self.name,
            "versions": {package: version(package) for package in PACKAGES},
            "machine": platform.machine(),
            "scene_sha256": hashlib.sha256(repr(scene).encode()).hexdigest(),
            "seed": scene.seed,
            "tier": scene.tier,
            "look": scene.look,
            "size": [request.width, request.height],
            "samples": frame.detail["samples"],
            "variant": self.variant,
            "exposure": frame.detail["exposure"],
            "seconds": frame.detail["seconds"],
        }


def scene_of(request: ImageRequest, scene: SceneSpec) -> SceneSpec:
    """The scene as the request wants it made."""
    look = scene.look if request.look == "full" else request.look
    return replace(scene, tier=request.tier, seed=request.seed, look=look)
