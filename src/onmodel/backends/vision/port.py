"""The vision port: what continuity and DNA ask of a model that sees. Pictures are (H, W, 3) uint8 sRGB arrays."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Box = tuple[float, float, float, float]  # x0, y0, x1, y1 in pixels


@dataclass(frozen=True)
class Face:
    """A face found in a picture. `landmarks` (5, 2): right eye, left eye (as seen), nose, mouth corners, pixels."""

    box: Box
    confidence: float  # the detector's own, 0–1
    landmarks: NDArray[np.float32] | None = None
    found_by: str = ""  # which detector of the adapter's chain saw it

    @property
    def width(self) -> float:
        """Pixels from the left to the right edge of the box."""
        return self.box[2] - self.box[0]


@dataclass(frozen=True)
class Embedding:
    """A vector and what made it. `unscorable_reason` is set instead of a vector that would mean nothing."""

    vector: NDArray[np.float32] | None
    backbone: str  # name and version: two embeddings compare only where this is equal
    quality: float = 1.0  # 0–1: size, sharpness, frontality, exposure
    unscorable_reason: str | None = None


@dataclass(frozen=True)
class VisionCapabilities:
    """What this adapter can tell."""

    faces: bool = True
    face_mesh: bool = False
    looks: bool = False
    person_masks: bool = False


class VisionBackend(Protocol):
    """Setup once, then see many times. Every method is deterministic for the same bytes."""

    name: str
    capabilities: VisionCapabilities

    def setup(self) -> None:
        """Load the models; raises NotConfigured with the command that brings what is missing."""

    def faces(self, picture: Picture) -> list[Face]:
        """Every face found, largest first."""

    def embed_face(self, picture: Picture, face: Face) -> Embedding:
        """The identity of a face, aligned and cropped by the adapter."""

    def face_mesh(self, picture: Picture, face: Face) -> NDArray[np.float32] | None:
        """468 landmarks (468, 3) in pixels (z in the same unit, towards the viewer negative), or None."""

    def embed_look(self, picture: Picture, mask: NDArray[np.bool_] | None = None) -> Embedding:
        """The general look of a crop; outside `mask` is filled before embedding so that scenery does not count."""

    def person_mask(self, picture: Picture, face: Face) -> NDArray[np.bool_] | None:
        """Where the person with this face is (H, W), or None where the adapter cannot tell."""
