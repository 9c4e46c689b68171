"""The adapters in force, as one value that services are given. `bootstrap` makes it; tests make their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from onmodel.backends.blobs.port import BlobStore
from onmodel.backends.images.port import ImageBackend
from onmodel.backends.texts.port import TextBackend
from onmodel.backends.videos.port import VideoBackend
from onmodel.backends.vision.port import VisionBackend
from onmodel.errors import Invalid

Backend = TypeVar("Backend")


class UnknownBackend(Invalid):
    """No image or video backend of this name is installed."""


@dataclass(frozen=True)
class Backends:
    """One adapter per port; of image and video backends as many as are installed, by name."""

    images: Mapping[str, ImageBackend]
    videos: Mapping[str, VideoBackend]
    texts: TextBackend
    vision: VisionBackend
    blobs: BlobStore

    def image(self, name: str) -> ImageBackend:
        """The image backend of this name; raises UnknownBackend, naming those that are there."""
        return _named(self.images, name, "image")

    def video(self, name: str) -> VideoBackend:
        """The video backend of this name; raises UnknownBackend, naming those that are there."""
        return _named(self.videos, name, "video")


def _named(installed: Mapping[str, Backend], name: str, kind: str) -> Backend:
    if name not in installed:
        raise UnknownBackend(
            f"There is no {kind} backend {name!r}",
            why=f"This installation has {', '.join(sorted(installed))}",
            todo="Choose one of these, or see `onmodel doctor`",
        )
    return installed[name]
