"""How much a face in a picture can be trusted for identity: size, sharpness, frontality, exposure."""

from dataclasses import dataclass

import cv2
import numpy as np

from onmodel.backends.vision.mesh import Mesh
from onmodel.backends.vision.port import Face, Picture

MIN_WIDTH = 40.0  # pixels: below it the 150 px chip is mostly invented by enlarging
MAX_TURN = 55.0  # degrees of yaw: beyond it half of the face is hidden
MIN_LUMINANCE = 8.0  # of 255, median over the face: darker, and only noise is left


@dataclass(frozen=True)
class FaceQuality:
    """Parts 0–1 each, and why the face cannot be used at all, if so."""

    size: float
    sharpness: float
    frontality: float
    exposure: float
    unscorable_reason: str | None = None

    @property
    def value(self) -> float:
        """0–1: the geometric mean, so that one bad part cannot be bought back by the others."""
        parts = np.array([self.size, self.sharpness, self.frontality, self.exposure])
        return 0.0 if self.unscorable_reason else float(np.exp(np.log(np.maximum(parts, 1e-3)).mean()))


def assess(picture: Picture, face: Face, chip: Picture, mesh: Mesh) -> FaceQuality:
    """Judge a face by its width, by the upright chip (150, 150, 3) cut from it, and by its traced mesh."""
    inner = cv2.cvtColor(chip[30:120, 30:120], cv2.COLOR_RGB2GRAY).astype(np.float32)
    light, spread = float(np.median(inner)), float(inner.std())
    yaw, pitch = mesh.turn
    # The Laplacian of the chip, relative to its contrast: blur lowers it, darkness alone does not.
    detail = float(cv2.Laplacian(inner, cv2.CV_32F).std()) / max(spread, 1.0)
    return FaceQuality(
        size=_ramp(face.width, 20.0, 120.0),
        sharpness=_ramp(detail, 0.03, 0.22),
        frontality=float(np.clip(np.cos(np.radians(min(90.0, np.hypot(yaw, pitch * 0.5) * 1.2))), 0, 1)),
        exposure=min(_ramp(light, 4.0, 60.0), _ramp(255 - light, 5.0, 40.0), _ramp(spread, 3.0, 18.0)),
        unscorable_reason=_reason(face, mesh, light),
    )


def _reason(face: Face, mesh: Mesh, light: float) -> str | None:
    if face.width < MIN_WIDTH:
        return f"face is {face.width:.0f} pixels wide, {MIN_WIDTH:.0f} are needed"
    if light < MIN_LUMINANCE:
        return f"face is too dark: its median is {light:.0f} of 255, {MIN_LUMINANCE:.0f} are needed"
    if not mesh.found:
        return "face is hidden or turned away: its features cannot be traced"
    if mesh.turn[0] > MAX_TURN:
        return f"face is turned away by {mesh.turn[0]:.0f}°, up to {MAX_TURN:.0f}° can be compared"
    return None


def _ramp(value: float, low: float, high: float) -> float:
    return float(np.clip((value - low) / (high - low), 0.0, 1.0))
