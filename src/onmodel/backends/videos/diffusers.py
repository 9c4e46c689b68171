"""Clips by an image-to-video pipeline of diffusers on this machine: Wan, LTX, CogVideoX, SVD; what the folder holds.

torch and diffusers are not installed with the product; they are imported when a clip is asked for.
"""

import inspect
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import cv2
import numpy as np
from PIL import Image

from onmodel.backends.errors import NotConfigured, OutOfMemory
from onmodel.backends.videos.catalogue import IN_WORDS
from onmodel.backends.videos.conform import check, conformed
from onmodel.backends.videos.port import VideoCapabilities, VideoRequest, VideoResult

Progress = Callable[[float], None]
INSTALL = "pip install torch diffusers transformers accelerate"
GRID = 32  # pixels: sizes that every pipeline takes are multiples of it


class DiffusersVideos:
    """The pipeline saved in `folder` (or named on the hub). `steps` 0 leaves the pipeline its own number."""

    name = "diffusers"

    def __init__(self, folder: str, *, steps: int = 0, price: float = 0.0) -> None:
        self.folder, self.steps = folder, steps
        self.capabilities = VideoCapabilities(prompts=True, negative_prompts=True, longest=161, price=price)
        self._pipeline: Any = None
        self._torch: Any = None

    def setup(self) -> None:
        """Load the pipeline; raises NotConfigured with the command where torch, diffusers or the model is missing."""
        if self._pipeline is not None:
            return
        try:
            import torch  # noqa: PLC0415  # hundreds of megabytes that few have installed
            from diffusers import DiffusionPipeline  # noqa: PLC0415  # installed by whoever has a model for it
        except ImportError as missing:
            raise NotConfigured("diffusers is not installed", why=str(missing), todo=INSTALL) from missing
        try:
            cuda = torch.cuda.is_available()
            loaded = DiffusionPipeline.from_pretrained(
                self.folder, torch_dtype=torch.bfloat16 if cuda else torch.float32
            )
        except (OSError, ValueError) as error:
            raise NotConfigured(
                f"There is no pipeline in {self.folder!r}", why=str(error)[:300],
                todo="Set ONMODEL_DIFFUSERS_VIDEO to a folder with a model_index.json",
            ) from error  # fmt: skip
        if cuda:
            loaded.enable_model_cpu_offload()
        self._pipeline, self._torch = loaded, torch

    def run(self, request: VideoRequest, progress: Progress | None = None) -> VideoResult:
        """Make the clip and conform it; a `progress` that raises ends it after the step. Raises the backend errors."""
        check(request, self.capabilities.longest)
        self.setup()
        try:
            made = self._pipeline(**self._asked(request, progress or (lambda _: None)))
        except (MemoryError, self._torch.OutOfMemoryError) as full:
            raise OutOfMemory(
                "The video model ran out of memory", why=str(full)[:300], todo="Use a lower tier"
            ) from full
        pictures = [np.asarray(np.rint(np.clip(p, 0, 1) * 255), np.uint8) for p in made.frames[0]]
        clip, frames, notes = conformed(pictures, request.rate, request)
        height, width = request.first_frame.shape[:2]
        manifest = {
            "backend": self.name, "model": self.folder, "pipeline": type(self._pipeline).__name__, "seed": request.seed,
            "versions": {package: version(package) for package in ("torch", "diffusers")}, "steps": self.steps,
        }  # fmt: skip
        return VideoResult(clip, frames, request.rate, width // 2 * 2, height // 2 * 2, manifest=manifest, notes=notes)

    def _asked(self, request: VideoRequest, tell: Progress) -> dict[str, Any]:
        """What this pipeline takes of the request; pipelines differ, their signatures say in what."""
        height, width = (max(GRID, n // GRID * GRID) for n in request.first_frame.shape[:2])
        small = cv2.resize(request.first_frame, (width, height), interpolation=cv2.INTER_AREA)
        words = ". ".join(w for w in (request.prompt.rstrip("."), IN_WORDS[request.move]) if w)
        takes = inspect.signature(self._pipeline.__call__).parameters

        def after(_pipe: Any, step: int, _time: Any, held: dict[str, Any]) -> dict[str, Any]:
            tell(min((step + 1) / max(getattr(self._pipeline, "num_timesteps", 0) or 1, 1), 1.0))
            return held

        asked = {
            "image": Image.fromarray(np.asarray(small, np.uint8)), "prompt": words,
            "negative_prompt": request.negative_prompt,
            "height": height, "width": width, "num_frames": -(-(request.frames - 1) // 8) * 8 + 1,
            "fps": request.rate, "frame_rate": request.rate, "output_type": "np", "callback_on_step_end": after,
            "generator": self._torch.Generator("cpu").manual_seed(request.seed),
        }  # fmt: skip
        if self.steps:
            asked["num_inference_steps"] = self.steps
        return {name: value for name, value in asked.items() if name in takes}
