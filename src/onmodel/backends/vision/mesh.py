"""The 468-point face mesh: crops a face upright, traces it, and says whether it is a face at all."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.backends.vision import models
from onmodel.backends.vision.port import Face, Picture

SIDE = 192  # the model's input
PRESENCE_BAR = 0.5  # below it the crop holds no face that can be traced
MARGIN = 1.5  # the crop is this much larger than the face, as MediaPipe crops it
# Mesh vertices: outer eye corners, the inner ones, the base of the nose (as seen, left to right).
EYE_LEFT, EYE_RIGHT, INNER_LEFT, INNER_RIGHT, NOSE_BASE = 33, 263, 133, 362, 2
NOSE_TIP, MOUTH_LEFT, MOUTH_RIGHT = 1, 61, 291
FOREHEAD, CHIN, EDGE_LEFT, EDGE_RIGHT = 10, 152, 234, 454


@dataclass(frozen=True)
class Mesh:
    """Landmarks (468, 3) in pixels, z towards the viewer negative; `presence` 0–1: is this a face."""

    points: NDArray[np.float32]
    presence: float

    @property
    def found(self) -> bool:
        """True where the crop holds a face that can be traced."""
        return self.presence >= PRESENCE_BAR

    @property
    def turn(self) -> tuple[float, float]:
        """How far the head is turned (yaw) and nodded (pitch), degrees, without sign, from the mesh's depth."""
        across = self.points[EDGE_RIGHT] - self.points[EDGE_LEFT]
        down = self.points[CHIN] - self.points[FOREHEAD]
        yaw = np.degrees(np.arctan2(abs(across[2]), np.hypot(across[0], across[1])))
        pitch = np.degrees(np.arctan2(abs(down[2]), np.hypot(down[0], down[1])))
        return float(yaw), float(pitch)


def trace(picture: Picture, face: Face) -> Mesh:
    """Trace the face in two looks: the second crop is centred, sized and levelled by the first one's result."""
    x0, y0, x1, y1 = face.box
    centre, side, roll = ((x0 + x1) / 2, (y0 + y1) / 2), max(x1 - x0, y1 - y0) * MARGIN, level(face.landmarks)
    mesh = _look(picture, centre, side, roll)
    if mesh.presence < 0.1:
        return mesh
    points = mesh.points[:, :2]
    low, high = points.min(0), points.max(0)
    middle = (low + high) / 2
    side = float((high - low).max() * MARGIN)
    again = _look(picture, (float(middle[0]), float(middle[1])), side, level(points[[EYE_LEFT, EYE_RIGHT]]))
    return again if again.presence >= mesh.presence * 0.5 else mesh


def level(eyes: NDArray[np.float32] | None) -> float:
    """Degrees by which the eye line is off level; 0 where unknown. `eyes`: (≥ 2, 2), the left one as seen first."""
    if eyes is None:
        return 0.0
    (ax, ay), (bx, by) = eyes[0], eyes[1]
    return float(np.degrees(np.arctan2(by - ay, bx - ax)))


def _look(picture: Picture, centre: tuple[float, float], side: float, roll: float) -> Mesh:
    crop, to_crop = upright(picture, centre, side, roll, SIDE)
    with models.LOCK:
        net = models.mesh_interpreter()
        net.set_tensor(net.get_input_details()[0]["index"], crop[None].astype(np.float32) / 255)
        net.invoke()
        outputs = [net.get_tensor(o["index"]).copy() for o in net.get_output_details()]
    points = next(o for o in outputs if o.size == 1404).reshape(468, 3)
    logit = float(next(o for o in outputs if o.size == 1).ravel()[0])
    back = cv2.invertAffineTransform(to_crop)
    flat = points[:, :2] @ back[:, :2].T + back[:, 2]
    placed = np.column_stack([flat, points[:, 2] * side / SIDE]).astype(np.float32)
    return Mesh(placed, float(1 / (1 + np.exp(-np.clip(logit, -30, 30)))))


def upright(
    picture: Picture, centre: tuple[float, float], side: float, roll: float, size: int
) -> tuple[Picture, NDArray[np.float64]]:
    """A square of `side` pixels round `centre`, turned level, as (size, size, 3), and the 2 × 3 map into it.

    Larger crops are first reduced by area, since `warpAffine` alone would alias them.
    """
    reach = side * 0.75 + 2  # the half diagonal of the square, and a little
    x0, y0 = (int(max(0, np.floor(c - reach))) for c in centre)
    x1, y1 = int(max(x0 + 1, np.ceil(centre[0] + reach))), int(max(y0 + 1, np.ceil(centre[1] + reach)))
    part = picture[y0:y1, x0:x1]
    factor = min(1.0, 2 * size / side)
    if part.size == 0:
        part, factor = picture[:1, :1], 1.0
    if factor < 1.0:
        width, height = (max(1, round(n * factor)) for n in (part.shape[1], part.shape[0]))
        factors = np.array([width / part.shape[1], height / part.shape[0]])
        part = np.asarray(cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    else:
        factors = np.ones(2)
    local = (np.array(centre) - [x0, y0]) * factors
    pivot, scale = (float(local[0]), float(local[1])), size / (side * float(factors.mean()))
    matrix = np.asarray(cv2.getRotationMatrix2D(pivot, roll, scale), np.float64)
    matrix[:, 2] += size / 2 - local
    crop = cv2.warpAffine(part, matrix, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    matrix[:, 2] -= matrix[:, :2] @ (np.array([x0, y0]) * factors)
    matrix[:, :2] *= factors
    return np.asarray(crop, dtype=np.uint8), matrix
