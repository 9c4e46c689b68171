"""A pretended video backend: the first frame, shifted a little from frame to frame by the request's hash."""

import hashlib
from collections.abc import Callable

import numpy as np

from onmodel.backends.errors import Rejected
from onmodel.backends.videos.port import VideoCapabilities, VideoRequest, VideoResult
from onmodel.footage.write import encode


class FakeVideos:
    """Slides the first frame sideways, a pixel or two a frame; the same request gives the same bytes."""

    name = "fake"
    capabilities = VideoCapabilities(seeds=True, scenes=True, prompts=True, negative_prompts=True)

    def setup(self) -> None:
        """Nothing to load."""

    def run(self, request: VideoRequest, progress: Callable[[float], None] | None = None) -> VideoResult:
        """Slide; raises Rejected for a clip without frames or a first frame without pixels."""
        if request.frames < 1 or request.first_frame.size == 0:
            raise Rejected(f"A clip of {request.frames} frames of {request.first_frame.shape} pixels cannot be made")
        told = (request.prompt, request.negative_prompt, request.move, request.speed, request.seed)
        step = 1 + hashlib.sha256(repr(told).encode()).digest()[0] % 2
        frames = [np.roll(request.first_frame, step * i, axis=1) for i in range(request.frames)]
        if progress:
            progress(1.0)
        height, width = request.first_frame.shape[:2]
        manifest = {"backend": self.name, "seed": request.seed, "step": step}
        clip = encode(frames, request.rate)
        return VideoResult(clip, request.frames, request.rate, width // 2 * 2, height // 2 * 2, manifest=manifest)
