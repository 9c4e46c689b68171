"""A deterministic vision backend that needs no model: it sees faces that tests draw (see `paint_face`)."""

import hashlib

import numpy as np
from numpy.typing import NDArray

from onmodel.backends.vision.port import Embedding, Face, Picture, VisionCapabilities

BACKBONE = "fake-faces-v1"
MARK = np.array([254, 1, 253], np.uint8)  # the first pixel of a painted face; ten more carry who it is


def paint_face(picture: Picture, box: tuple[int, int, int, int], person: str) -> None:
    """Draw the fake face of `person` into the picture, in place, so that FakeVision will find it."""
    x0, y0, x1, y1 = box
    picture[y0:y1, x0:x1] = [198, 144, 118]
    picture[y0, x0] = MARK
    code = np.frombuffer(hashlib.sha256(person.encode()).digest()[:6], np.uint8).reshape(2, 3)
    picture[y0, x0 + 1 : x0 + 3] = code
    picture[y0, x0 + 3] = [(x1 - x0) % 256, (x1 - x0) // 256, (y1 - y0) % 256]
    picture[y0, x0 + 4] = [(y1 - y0) // 256, 0, 0]


class FakeVision:
    """Finds painted faces; one person's embeddings are equal, two persons' are at least 0.9 apart."""

    name = "fake"
    capabilities = VisionCapabilities(faces=True, face_mesh=False, looks=True, person_masks=True)

    def setup(self) -> None:
        """Nothing to load."""

    def faces(self, picture: Picture) -> list[Face]:
        """The painted faces, largest first."""
        found = []
        for y, x in np.argwhere((picture == MARK).all(-1)):
            if x + 5 > picture.shape[1]:
                continue
            low, high = picture[y, x + 3].astype(int), picture[y, x + 4].astype(int)
            width, height = int(low[0] + 256 * low[1]), int(low[2] + 256 * high[0])
            x0, y0 = float(x), float(y)
            spots = np.array([(0.3, 0.4), (0.7, 0.4), (0.5, 0.6), (0.35, 0.8), (0.65, 0.8)], np.float32)
            landmarks = (spots * [width, height] + [x0, y0]).astype(np.float32)
            found.append(Face((x0, y0, x0 + width, y0 + height), 1.0, landmarks, "paint"))
        return sorted(found, key=lambda f: (-f.width, f.box))

    def embed_face(self, picture: Picture, face: Face) -> Embedding:
        """A unit vector drawn from who the face was painted as."""
        x0, y0 = int(face.box[0]), int(face.box[1])
        if face.width < 40:
            return Embedding(None, BACKBONE, 0.0, f"face is {face.width:.0f} pixels wide, 40 are needed")
        seed = int.from_bytes(picture[y0, x0 + 1 : x0 + 3].tobytes(), "big")
        vector = np.random.default_rng(seed).normal(size=128)
        return Embedding((vector / np.linalg.norm(vector)).astype(np.float32), BACKBONE, 0.9)

    def face_mesh(self, picture: Picture, face: Face) -> NDArray[np.float32] | None:
        """No mesh: what needs one must manage without."""
        return None

    def embed_look(self, picture: Picture, mask: NDArray[np.bool_] | None = None) -> Embedding:
        """The mean colour of the region."""
        pixels = picture.reshape(-1, 3) if mask is None else picture[mask]
        if pixels.size == 0:
            return Embedding(None, "fake-look-v1", 0.0, "the region is empty")
        mean = pixels.mean(0) + 1.0
        return Embedding((mean / np.linalg.norm(mean)).astype(np.float32), "fake-look-v1")

    def person_mask(self, picture: Picture, face: Face) -> NDArray[np.bool_] | None:
        """The face and everything within a face's width of it, down to the bottom edge."""
        x0, y0, x1, _ = (int(v) for v in face.box)
        mask = np.zeros(picture.shape[:2], np.bool_)
        mask[y0:, max(0, x0 - (x1 - x0)) : x1 + (x1 - x0)] = True
        return mask
