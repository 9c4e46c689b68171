"""Rotations as 3 × 3 matrices. Axes of an actor: x its left, y its back, z up; it faces −y. Degrees."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial.transform import Rotation

Vectors = NDArray[np.floating[Any]]


def unit(v: ArrayLike) -> Vectors:
    """The vector (3,) at length 1; zero stays zero."""
    a: Vectors = np.asarray(v, np.float32)
    return a / max(float(np.linalg.norm(a)), 1e-9)


def about(axis: ArrayLike, degrees: float) -> Vectors:
    """Rotation by `degrees` about an axis (3,), right-handed."""
    return np.asarray(Rotation.from_rotvec(np.radians(degrees) * unit(axis)).as_matrix(), np.float32)


def turned(lean: float = 0.0, side: float = 0.0, turn: float = 0.0) -> Vectors:
    """Rotation of an upright thing: leant forward, then to its left, then turned to its left."""
    return about((0, 0, 1), turn) @ about((0, 1, 0), side) @ about((1, 0, 0), lean)


def between(a: Vectors, b: Vectors, t: float) -> Vectors:
    """The rotation a share `t` of the way from `a` to `b`, the short way round."""
    step = Rotation.from_matrix(b @ a.T).as_rotvec() * t
    return np.asarray(Rotation.from_rotvec(step).as_matrix() @ a, np.float32)


def swing(a: ArrayLike, b: ArrayLike) -> Vectors:
    """The smallest rotation that takes direction `a` (3,) to direction `b` (3,)."""
    a, b = unit(a), unit(b)
    axis = np.cross(a, b)
    if np.linalg.norm(axis) < 1e-6:
        return np.eye(3, dtype=np.float32) if a @ b > 0 else about(np.cross(a, (0.3, 0.5, 0.8)), 180)
    return about(axis, float(np.degrees(np.arctan2(np.linalg.norm(axis), a @ b))))


def frame(along: ArrayLike, normal: ArrayLike) -> Vectors:
    """Orthonormal axes as columns: `along`, the part of `normal` across it, and their product."""
    x = unit(along)
    n = np.asarray(normal, np.float32)
    y = unit(n - (n @ x) * x)
    return np.stack([x, y, np.cross(x, y)], axis=1)


def twist(rotation: Vectors, axis: ArrayLike) -> float:
    """Degrees that a rotation turns about `axis`, its swing left out (−180 … 180)."""
    x, y, z, w = Rotation.from_matrix(rotation).as_quat()
    angle = 2 * np.degrees(np.arctan2(float(np.dot((x, y, z), unit(axis))), w))
    return float((angle + 180) % 360 - 180)


def bend(
    root: Vectors, end: Vectors, pole: ArrayLike, lengths: tuple[float, float]
) -> tuple[Vectors, Vectors, Vectors]:
    """Two-bone inverse kinematics: the middle joint, the reached end and the normal of the bend's plane.

    `pole` is the direction in which the middle joint points; an end out of reach is pulled to 99.7 % of the reach.
    """
    upper, lower = lengths
    way = end - root
    distance = float(np.clip(np.linalg.norm(way), abs(upper - lower) * 1.02 + 1e-4, (upper + lower) * 0.997))
    along = unit(way)
    across = np.asarray(pole, np.float32)
    across = unit(across - (across @ along) * along)
    x = (upper**2 - lower**2 + distance**2) / (2 * distance)
    middle = root + x * along + np.sqrt(max(upper**2 - x * x, 0.0)) * across
    return middle.astype(np.float32), (root + distance * along).astype(np.float32), np.cross(along, across)
