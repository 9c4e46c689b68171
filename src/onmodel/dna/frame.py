"""A person levelled and scaled by the face: the head upright, the face always as wide, regions named by anatomy.

Every region below is a hull of vertices of the 468-point mesh (MediaPipe's canonical face model, vertex numbers as
published), so it lies on the same skin whatever the pose.
"""

from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.color.spaces import linear_to_oklab, srgb_u8_to_linear

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Window(NamedTuple):
    """What of a person a frame shows, in face widths from the middle of the face, and how wide the face is in it."""

    face: int  # pixels
    side: float
    above: float
    below: float


FACE = Window(face=200, side=0.75, above=1.0, below=1.0)
FIGURE = Window(face=56, side=2.4, above=1.7, below=8.0)

CHEEKS = ((50, 101, 118, 117, 123, 187, 205, 36), (280, 330, 347, 346, 352, 411, 425, 266))
FOREHEAD = (67, 69, 108, 151, 337, 299, 297, 338, 10, 109)
MOUSTACHE = (165, 167, 164, 393, 391, 269, 267, 0, 37, 39)
CHIN_PATCH = (194, 201, 200, 421, 418, 204, 424, 211, 431, 32, 262, 208, 428, 199, 171, 396, 175)
JAWS = (
    (213, 192, 214, 135, 138, 172, 136, 169, 170, 150, 210, 212),
    (433, 416, 434, 364, 367, 397, 365, 394, 395, 379, 430, 432),
)
BRIDGE = (193, 168, 417, 197, 6, 122, 351)
OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150,
    136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
EYES = (
    (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246),
    (362, 382, 381, 380, 374, 373, 390, 249, 263, 466, 388, 387, 386, 385, 384, 398),
)
EYE_CORNERS = ((33, 133), (362, 263))


@dataclass(frozen=True)
class Reference:
    """One reference picture of a person: srgb_u8 (H, W, 3), the traced mesh (468, 2 or 3) and, if known, the figure."""

    name: str
    pixels: NDArray[np.uint8]
    mesh: NDArray[np.float32]
    figure: Mask | None = None
    quality: float = 1.0


@dataclass(frozen=True)
class Frame:
    """A levelled view: Oklab (H, W, 3), where the picture has pixels, the figure's mask, and the mesh in it."""

    lab: Floats
    inside: Mask
    figure: Mask
    points: Floats
    width: float  # of the face, pixels
    masked: bool  # False where the figure is only guessed

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.lab.shape[0], self.lab.shape[1]

    @property
    def top(self) -> float:
        """The row of the upper forehead."""
        return float(self.points[10, 1])

    @property
    def chin(self) -> float:
        """The row of the chin."""
        return float(self.points[152, 1])

    @property
    def height(self) -> float:
        """Rows from the upper forehead to the chin."""
        return max(self.chin - self.top, 1.0)

    def region(self, *vertices: int) -> Mask:
        """The hull of mesh vertices, where the picture has pixels."""
        hull = cv2.convexHull(np.rint(self.points[list(vertices)]).astype(np.int32))
        patch = np.zeros(self.size, np.uint8)
        cv2.fillConvexPoly(patch, hull, 1)
        return np.asarray(patch.astype(np.bool_) & self.inside)


def level(reference: Reference, window: Window) -> Frame:
    """Scale, turn and crop a reference so that its face is upright and `window.face` pixels wide; never enlarged."""
    full = reference.mesh[:, :2].astype(np.float64)
    scale = min(1.0, window.face / max(float(np.hypot(*(full[454] - full[234]))), 1.0))
    pixels, figure = _reduced(reference, scale)
    mesh = full * [pixels.shape[1] / reference.pixels.shape[1], pixels.shape[0] / reference.pixels.shape[0]]
    face, eyes = float(np.hypot(*(mesh[454] - mesh[234]))), mesh[263] - mesh[33]
    size = (max(1, round(2 * window.side * face)), max(1, round((window.above + window.below) * face)))
    middle = (mesh[234] + mesh[454] + mesh[10] + mesh[152]) / 4
    roll = float(np.degrees(np.arctan2(eyes[1], eyes[0])))
    turn = np.asarray(cv2.getRotationMatrix2D((0.0, 0.0), roll, 1.0), np.float64)
    turn[:, 2] = np.array([size[0] / 2, window.above * face]) - turn[:, :2] @ middle
    inside = _turned(np.ones(pixels.shape[:2], np.bool_), turn, size)
    lab = linear_to_oklab(srgb_u8_to_linear(cv2.warpAffine(pixels, turn, size, flags=cv2.INTER_LINEAR)))
    masked = inside if figure is None else _turned(figure, turn, size) & inside
    return Frame(lab, inside, masked, mesh @ turn[:, :2].T + turn[:, 2], face, figure is not None)


def _reduced(reference: Reference, scale: float) -> tuple[NDArray[np.uint8], Mask | None]:
    """Picture and figure at the frame's scale, averaged by area so that nothing aliases."""
    if scale >= 1.0:
        return reference.pixels, reference.figure
    size = tuple(max(1, round(n * scale)) for n in reference.pixels.shape[1::-1])
    pixels = np.asarray(cv2.resize(reference.pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    if reference.figure is None:
        return pixels, None
    return pixels, cv2.resize(reference.figure.astype(np.float32), size, interpolation=cv2.INTER_AREA) > 0.5


def _turned(mask: Mask, turn: Floats, size: tuple[int, int]) -> Mask:
    return np.asarray(cv2.warpAffine(mask.astype(np.uint8), turn, size, flags=cv2.INTER_NEAREST) > 0)
