"""What a camera assistant knows: headings and bearings, which lenses exist, what a frame holds at a distance."""

from math import atan2, cos, degrees, radians, sin

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onmodel.fountain.vocabulary import Framing
from onmodel.stage.optics import GATE_MM, Optics
from onmodel.stage.spec import CameraSpec, Tier, Vec3

ASPECT = 16 / 9
GATE_HEIGHT = GATE_MM / ASPECT
LENSES = (16, 18, 21, 25, 27, 32, 35, 40, 50, 65, 75, 85, 100, 135, 180)  # mm, a cinema prime set
T_STOPS: dict[Framing, float] = {
    Framing.ECU: 4.0,  # at 90 % face height less would leave only one eye sharp
    Framing.CU: 2.8,
    Framing.MCU: 2.8,
    Framing.MS: 2.8,
    Framing.OVER_THE_SHOULDER: 2.0,
    Framing.TWO_SHOT: 5.6,
    Framing.MLS: 4.0,
    Framing.INSERT: 4.0,
}
Array = NDArray[np.float64]


def direction(heading: float) -> Array:
    """Return the ground direction (3,) of a heading in degrees: 0 is −y, counter-clockwise seen from above."""
    angle = radians(heading)
    return np.array([sin(angle), -cos(angle), 0.0])


def heading_of(vector: ArrayLike) -> float:
    """Return the heading in degrees, −180…180, of a vector's ground part; the inverse of `direction`."""
    x, y = np.asarray(vector, dtype=float)[:2]
    return degrees(atan2(x, -y))


def turned(vector: ArrayLike, angle: float) -> Array:
    """Return a (3,) vector turned by `angle` degrees about z, counter-clockwise seen from above."""
    x, y, z = np.asarray(vector, dtype=float)
    c, s = cos(radians(angle)), sin(radians(angle))
    return np.array([c * x - s * y, s * x + c * y, z])


def unit(vector: ArrayLike) -> Array:
    """Return the vector at length 1; a zero vector stays zero."""
    v = np.asarray(vector, dtype=float)
    length = float(np.linalg.norm(v))
    return v / length if length > 0 else v


def flat(vector: ArrayLike) -> Array:
    """Return the ground part (x, y, 0) of a vector at length 1."""
    v = np.asarray(vector, dtype=float)
    return unit([v[0], v[1], 0.0])


def as_vec3(vector: ArrayLike) -> Vec3:
    """Return a vector as a tuple of three floats, rounded to a tenth of a millimetre so that specs compare."""
    x, y, z = (round(float(c), 4) for c in np.asarray(vector, dtype=float))
    return x, y, z


def in_frame(points: ArrayLike, camera: CameraSpec) -> Array:
    """Return points (N, 3) as fractions of the frame: x right, y down, 0–1 inside; and metres of depth. NaN behind."""
    fractions: Array = Optics(camera, 1600, 900).project(points) / (1600, 900, 1)
    return fractions


def box_in_frame(points: ArrayLike, camera: CameraSpec) -> tuple[float, float, float, float]:
    """Return x0, y0, x1, y1 of points (N, 3) in fractions of the frame; points behind the lens count as far outside."""
    corners = np.nan_to_num(in_frame(points, camera)[:, :2], nan=3.0)
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    return float(x0), float(y0), float(x1), float(y1)


def view_axes(camera: CameraSpec) -> tuple[Array, Array, Array]:
    """Return the camera's unit vectors (3,) in the world: right, up, forward (roll included)."""
    right, up, forward = Optics(camera, 1600, 900).axes
    return right, up, forward


def frame_height(distance: float, lens_mm: float) -> float:
    """Return the metres that the frame holds from bottom to top at a distance (similar triangles)."""
    return distance * GATE_HEIGHT / lens_mm


def shorter_lens(lens_mm: float) -> float | None:
    """Return the next wider lens of the set, or None below the widest."""
    wider = [lens for lens in LENSES if lens < lens_mm - 0.5]
    return float(wider[-1]) if wider else None


def t_stop(framing: Framing, tier: Tier) -> float:
    """Return the aperture that a framing is shot at; 0 (everything sharp) below the high tier."""
    return T_STOPS.get(framing, 8.0) if tier == "high" else 0.0
