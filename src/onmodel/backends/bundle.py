"""The adapters in force, as one value that services are given. `bootstrap` makes it; tests make their own."""

from collections.abc import Mapping
from dataclasses import dataclass

from onmodel.backends.blobs.port import BlobStore
from onmodel.backends.images.port import ImageBackend
from onmodel.backends.texts.port import TextBackend
from onmodel.backends.vision.port import VisionBackend
from onmodel.errors import Invalid


class UnknownBackend(Invalid):
    """No image backend of this name is installed."""


@dataclass(frozen=True)
class Backends:
    """One adapter per port; of image backends as many as are installed, by name."""

    images: Mapping[str, ImageBackend]
    texts: TextBackend
    vision: VisionBackend
    blobs: BlobStore

    def image(self, name: str) -> ImageBackend:
        """The image backend of this name; raises UnknownBackend, naming those that are there."""
        if name not in self.images:
            raise UnknownBackend(
                f"There is no image backend {name!r}",
                why=f"This installation has {', '.join(sorted(self.images))}",
                todo="Choose one of these, or see `onmodel doctor`",
            )
        return self.images[name]
