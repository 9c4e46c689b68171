"""Optics: a CameraSpec as a pinhole in front of a Super 35 gate, and where points of the world fall in its picture."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onmodel.stage.spec import CameraSpec

Array = NDArray[np.float64]
GATE_MM = 24.89  # width of the Super 35 (3-perf, full aperture) gate, SMPTE ST 59
NEAR = 0.01  # metres; closer things are cut off


def horizontal_fov(lens_mm: float) -> float:
    """Horizontal field of view in degrees of a lens on the Super 35 gate: 2 atan(gate / 2f).

    >>> round(horizontal_fov(35.0), 2)
    39.15
    """
    return float(np.degrees(2 * np.arctan(GATE_MM / 2 / lens_mm)))


def focus_of(camera: CameraSpec) -> float:
    """The distance in metres at which the lens is sharp: as set, else that of the camera's target."""
    return camera.focus_distance or float(np.linalg.norm(np.subtract(camera.target, camera.position)))


@dataclass(frozen=True)
class Optics:
    """A camera with a picture size. Positive roll turns the camera clockwise, seen from behind it."""

    camera: CameraSpec
    width: int
    height: int

    @cached_property
    def axes(self) -> Array:
        """(3, 3) unit rows: right, up and forward of the camera in the world."""
        forward = np.subtract(self.camera.target, self.camera.position).astype(float)
        length = float(np.linalg.norm(forward))
        forward = forward / length if length > 1e-9 else np.array([0.0, 1.0, 0.0])
        right = np.cross(forward, [0.0, 0.0, 1.0])
        if np.linalg.norm(right) < 1e-4:  # straight up or down: north is up in the picture
            right = np.cross(forward, [0.0, 1.0, 0.0])
        right /= np.linalg.norm(right)
        up = np.cross(right, forward)
        c, s = np.cos(np.radians(self.camera.roll)), np.sin(np.radians(self.camera.roll))
        return np.stack([c * right - s * up, s * right + c * up, forward])

    @property
    def fov(self) -> float:
        """Horizontal field of view in degrees."""
        return horizontal_fov(self.camera.lens_mm)

    @property
    def to_world(self) -> Array:
        """(4, 4) camera to world as Mitsuba counts it: x left, y up, z forward."""
        m = np.eye(4)
        m[:3, :3] = (self.axes * [[-1], [1], [1]]).T
        m[:3, 3] = self.camera.position
        return m

    @property
    def focal_px(self) -> float:
        """The focal length in pixels."""
        return self.width * self.camera.lens_mm / GATE_MM

    def project(self, points: ArrayLike) -> Array:
        """World points (N, 3) to (N, 3): pixel x, pixel y, and depth in metres along the optical axis.

        Pixel (0, 0) is the upper left corner of the picture. Depth ≤ 0 is behind the lens: x and y are NaN there.
        """
        local = (np.asarray(points, float).reshape(-1, 3) - self.camera.position) @ self.axes.T
        z = local[:, 2]
        safe = np.where(z > NEAR, z, np.nan)
        x = self.width / 2 + self.focal_px * local[:, 0] / safe
        y = self.height / 2 - self.focal_px * local[:, 1] / safe
        return np.stack([x, y, z], axis=1)

    def sees(self, points: ArrayLike, margin: float = 0.0) -> bool:
        """Whether any of the points (N, 3) falls into the picture, widened by `margin` of its width on each side."""
        x, y, z = self.project(points).T
        m = margin * self.width
        return bool(((z > NEAR) & (x > -m) & (x < self.width + m) & (y > -m) & (y < self.height + m)).any())

    def rays(self, rows: slice = slice(None)) -> Array:
        """(H, W, 3) directions through the centres of the pixels in `rows`, of length 1 along the optical axis."""
        x = (np.arange(self.width) + 0.5 - self.width / 2) / self.focal_px
        y = (self.height / 2 - np.arange(self.height)[rows] - 0.5) / self.focal_px
        right, up, forward = self.axes
        return np.asarray(x[None, :, None] * right + y[:, None, None] * up + forward)

    def box(self, points: ArrayLike) -> tuple[float, float, float, float] | None:
        """The pixel box x0, y0, x1, y1 around points (N, 3), clipped to the picture; None if nothing of it is in it."""
        x, y, z = self.project(points).T
        if not len(z) or not (z > NEAR).any():
            return None
        x0, x1 = np.clip([np.nanmin(x), np.nanmax(x)], 0, self.width)
        y0, y1 = np.clip([np.nanmin(y), np.nanmax(y)], 0, self.height)
        return (float(x0), float(y0), float(x1), float(y1)) if x1 - x0 >= 1 and y1 - y0 >= 1 else None
