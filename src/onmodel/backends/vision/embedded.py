"""The embedded vision adapter: no GPU, no network, only models that ship inside installed packages.

Detection: CenterFace, then dlib's HOG (`detect`). Identity: dlib's ResNet on a chip aligned by its 5-point model
(King 2017; one person's pictures lie within an L2 distance of 0.6). Mesh: MediaPipe's 468 points. Person: GrabCut
seeded by the face. Look: palette and texture by region in Oklab (`look`), which is colour and grain, not meaning.
"""

import numpy as np
from numpy.typing import NDArray

from onmodel.backends.vision import detect, look, models, person
from onmodel.backends.vision.mesh import EYE_LEFT, EYE_RIGHT, Mesh, level, trace, upright
from onmodel.backends.vision.port import Embedding, Face, Picture, VisionCapabilities
from onmodel.backends.vision.quality import assess

CHIP = 150  # the recogniser's input, pixels
STAGE = 300  # the upright crop that the 5-point model reads


class EmbeddedVision:
    """The VisionBackend of a machine that has nothing but the packages."""

    name = "embedded"
    capabilities = VisionCapabilities(faces=True, face_mesh=True, looks=True, person_masks=True)

    def setup(self) -> None:
        """Load every model once; raises NotConfigured with the command that brings a missing one."""
        for load in (models.centerface, models.hog, models.five_points, models.recogniser, models.mesh_interpreter):
            load()

    def faces(self, picture: Picture) -> list[Face]:
        """Every face, largest first; `found_by` tells which detector of the chain saw it."""
        return detect.find(picture)

    def embed_face(self, picture: Picture, face: Face) -> Embedding:
        """128 numbers, or the reason why this face cannot be compared. L2 distance, same person below 0.6."""
        backbone = models.recogniser_name()
        mesh = trace(picture, face)
        chip = _chip(picture, mesh)
        quality = assess(picture, face, chip, mesh)
        if quality.unscorable_reason is not None:
            return Embedding(None, backbone, quality.value, quality.unscorable_reason)
        with models.LOCK:
            vector = np.array(models.recogniser().compute_face_descriptor(chip), dtype=np.float32)
        return Embedding(vector, backbone, quality.value)

    def face_mesh(self, picture: Picture, face: Face) -> NDArray[np.float32] | None:
        """468 landmarks in pixels, or None where no face can be traced."""
        mesh = trace(picture, face)
        return mesh.points if mesh.found else None

    def embed_look(self, picture: Picture, mask: NDArray[np.bool_] | None = None) -> Embedding:
        """Palette and texture by region, of the masked pixels alone."""
        return look.embed(picture, mask)

    def person_mask(self, picture: Picture, face: Face) -> NDArray[np.bool_] | None:
        """The figure round the face."""
        with models.LOCK:  # GrabCut's random generator is the process's
            return person.mask(picture, face)


def _chip(picture: Picture, mesh: Mesh) -> Picture:
    """The face as the recogniser was trained to see it: levelled by the mesh, then aligned by five points.

    The 5-point model alone goes astray on a face that lies or fills the frame (measured on one portrait turned by 60°:
    0.69 from the upright one; by way of the mesh 0.08).
    """
    flat = mesh.points[:, :2]
    low, high = flat.min(0), flat.max(0)
    middle = (low + high) / 2
    side = float((high - low).max() * 1.9)
    crop, to_crop = upright(
        picture, (float(middle[0]), float(middle[1])), side, level(flat[[EYE_LEFT, EYE_RIGHT]]), STAGE
    )
    inside = flat @ to_crop[:, :2].T + to_crop[:, 2]
    low, high = inside.min(0), inside.max(0)
    half = 0.55 * (high[0] - low[0])  # the square that dlib's own detector would give: up from the chin
    centre = (low[0] + high[0]) / 2
    dlib = models.library("dlib", "dlib-bin")
    square = dlib.rectangle(*(int(v) for v in (centre - half, high[1] - 2 * half, centre + half, high[1])))
    with models.LOCK:
        shape = models.five_points()(crop, square)
        return np.asarray(dlib.get_face_chip(crop, shape, CHIP), dtype=np.uint8)
