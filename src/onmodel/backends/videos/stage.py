"""The embedded video backend: "stage move", a camera that moves through the blocked scene or before a still."""

from collections.abc import Callable

from onmodel.backends.errors import NotSupported
from onmodel.backends.videos.port import VideoCapabilities, VideoRequest, VideoResult


class StageVideos:
    """Moves a camera: through the scene in three dimensions where the request has one, else before the still."""

    name = "stage"
    capabilities = VideoCapabilities(seeds=True, scenes=True)

    def setup(self) -> None:
        """Nothing to load yet."""

    def run(self, request: VideoRequest, progress: Callable[[float], None] | None = None) -> VideoResult:
        """Make the clip."""
        raise NotSupported("The stage cannot move yet", todo="Choose the backend fake")
