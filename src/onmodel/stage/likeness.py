"""A photograph to a digital double: landmarks of one or more pictures → shape changes and albedo of an actor's face.

Shape: scaled-orthographic pose per picture and one set of local shape changes for all, by ridge regression in turn
(as in 3D morphable-model fitting, Blanz & Vetter 1999, with MakeHuman's shape changes as the basis); what the face is
doing in a picture (smile, open mouth, raised brows) goes into that picture's own expression weights, not the shape.
Albedo: see `albedo.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.actors.anatomy import anatomy
from onmodel.stage.actors.body import shape
from onmodel.stage.spec import ActorLook

Array = NDArray[np.float64]

SHAPE_PARTS = ("nose", "mouth", "chin", "cheek", "eye-", "eyebrows", "forehead", "head-", "jaw")
NOT_FITTED = ("head-age", "head-angle", "head-back", "head-trans", "-ear-")  # not seen by the landmarks, or not shape
EXPRESSIONS = (
    "jawOpen", "mouthSmileLeft", "mouthSmileRight", "mouthFrownLeft", "mouthFrownRight", "mouthPucker",
    "mouthStretchLeft", "mouthStretchRight", "mouthUpperUpLeft", "mouthUpperUpRight", "mouthLowerDownLeft",
    "mouthLowerDownRight", "browInnerUp", "browDownLeft", "browDownRight", "browOuterUpLeft", "browOuterUpRight",
    "eyeBlinkLeft", "eyeBlinkRight", "eyeWideLeft", "eyeWideRight", "eyeSquintLeft", "eyeSquintRight",
    "cheekSquintLeft", "cheekSquintRight",
)  # fmt: skip
ROUNDS = 14
SHAPE_RIDGE, EXPRESSION_RIDGE = 1.2e-5, 6e-6  # metres²: a weight of 1 costs as much as this landmark error
DEPTH_WEIGHT = 0.35  # the mesh's z is a guess of the network, x and y are seen
AXES = np.array([[1.0, 0, 0], [0, 0, 1.0], [0, -1.0, 0]])  # actor (x, y, z) → camera (right, up, towards the camera)


@dataclass(frozen=True)
class View:
    """A reference as it is fitted: picture (H, W, 3) uint8 sRGB, landmarks (468, 3) pixels, and how far to trust it."""

    picture: NDArray[np.uint8]
    landmarks: NDArray[np.float32]
    weight: float = 1.0


@dataclass(frozen=True)
class Pose:
    """Where the head is in a view: pixels = scale · rotation · point + shift (x right, y up, z towards the camera)."""

    scale: float
    rotation: Array
    shift: Array

    def __call__(self, points: Array) -> Array:
        """Camera-space pixels (N, 3) of actor-space points (N, 3) in metres; y up."""
        return np.asarray(self.scale * (points @ AXES.T) @ self.rotation.T + self.shift)


@dataclass(frozen=True)
class Fit:
    """The fitted shape, with the pose and expression of every view. `residual`: landmark error over eye distance."""

    weights: tuple[tuple[str, float], ...]
    poses: tuple[Pose, ...]
    expressions: tuple[dict[str, float], ...]
    residual: float


def fit_shape(look: ActorLook, views: Sequence[View]) -> Fit:
    """One face for all views. `look` gives age, gender and build; a face it has is not built upon.

    Raises ValueError without views.
    """
    if not views:
        raise ValueError("a likeness needs at least one view")
    basis = _basis()
    base = shape(replace(look, face_shape=())).vertices[landmark_vertices()] + landmark_offsets()
    marks = [v.landmarks.astype(np.float64) * (1, -1, -1) for v in views]
    identity = np.zeros(len(basis.names))
    acting = [np.zeros(len(EXPRESSIONS)) for _ in views]
    poses: list[Pose] = []
    for _ in range(ROUNDS):
        face = base + basis.shape(identity)
        poses = [align(face + basis.act(e), m) for e, m in zip(acting, marks, strict=True)]
        identity = _solve_identity(base, identity, acting, list(zip(views, marks, poses, strict=True)))
        face = base + basis.shape(identity)
        acting = [_solve_acting(face, m, p) for m, p in zip(marks, poses, strict=True)]
    face = base + basis.shape(identity)
    errors = [_error(face + basis.act(e), m, p) for e, m, p in zip(acting, marks, poses, strict=True)]
    kept = tuple((n, round(float(w), 3)) for n, w in zip(basis.names, identity, strict=True) if abs(w) >= 0.01)
    doing = tuple({n: float(w) for n, w in zip(EXPRESSIONS, e, strict=True) if w > 0.01} for e in acting)
    return Fit(kept, tuple(poses), doing, float(np.mean(errors)))


@dataclass(frozen=True)
class _Basis:
    """Offsets at the 468 landmark vertices: rising and falling (S, 468, 3) by shape change, actions (E, 468, 3)."""

    names: tuple[str, ...]
    rising: Array
    falling: Array
    actions: Array

    def signed(self, weights: Array) -> Array:
        """The direction each change moves the face in, given the sign it has now: (S, 468, 3) per unit weight."""
        return np.where((weights >= 0)[:, None, None], self.rising, -self.falling)

    def shape(self, weights: Array) -> Array:
        return np.tensordot(weights, self.signed(weights), 1)

    def act(self, weights: Array) -> Array:
        return np.tensordot(weights, self.actions, 1)


def landmark_vertices() -> NDArray[np.int32]:
    """The body vertex under each of the 468 landmarks (baked by `tools/bake_landmarks.py`)."""
    return np.asarray(_baked()["vertices"], np.int32)


def landmark_offsets() -> Array:
    """Where each landmark lies from its vertex, (468, 3) metres: the mesh has its own idea of a face and of depth."""
    return np.asarray(_baked()["offsets"], np.float64)


@lru_cache(maxsize=1)
def _baked() -> dict[str, NDArray[Any]]:
    with resources.as_file(resources.files("onmodel.stage") / "data" / "landmarks.npz") as path, np.load(path) as file:
        return {name: file[name] for name in file.files}


@lru_cache(maxsize=1)
def _basis() -> _Basis:
    targets = anatomy().targets
    pairs = sorted(n[:-1] for n in targets if n.endswith("+"))
    names = tuple(n for n in pairs if any(p in n for p in SHAPE_PARTS) and not any(p in n for p in NOT_FITTED))
    rising, falling = ([_dense(f"{n}{sign}") for n in names] for sign in "+-")
    return _Basis(names, np.stack(rising), np.stack(falling), np.stack([_dense(n) for n in EXPRESSIONS]))


def _dense(name: str) -> Array:
    target = anatomy().targets[name]
    offsets = np.zeros((len(anatomy().mean), 3))
    offsets[target.points] = target.offsets
    return offsets[landmark_vertices()]


def align(points: Array, marks: Array) -> Pose:
    """The similarity that lays points on landmarks best (Umeyama 1991)."""
    p = points @ AXES.T
    mp, mm = p.mean(0), marks.mean(0)
    u, d, vt = np.linalg.svd((marks - mm).T @ (p - mp))
    flip = np.diag([1.0, 1.0, np.sign(np.linalg.det(u @ vt))])
    rotation = u @ flip @ vt
    scale = float(np.trace(np.diag(d) @ flip) / ((p - mp) ** 2).sum())
    return Pose(scale, rotation, mm - scale * rotation @ mp)


def _rows(directions: Array, pose: Pose) -> Array:
    """How landmarks (in metres) move with each weight: (468 · 3, K), depth counted less."""
    moved = directions @ AXES.T @ pose.rotation.T
    return np.asarray((moved * (1, 1, DEPTH_WEIGHT)).reshape(len(directions), -1).T)


def _gap(points: Array, marks: Array, pose: Pose) -> Array:
    return np.asarray(((marks - pose(points)) / pose.scale * (1, 1, DEPTH_WEIGHT)).ravel())


def _solve_identity(
    base: Array, identity: Array, acting: Sequence[Array], seen: Sequence[tuple[View, Array, Pose]]
) -> Array:
    basis = _basis()
    signed = basis.signed(identity)
    left, right = np.zeros((len(identity),) * 2), np.zeros(len(identity))
    for (view, marks, pose), acts in zip(seen, acting, strict=True):
        rows = _rows(signed, pose)
        left += view.weight * rows.T @ rows
        right += view.weight * rows.T @ _gap(base + basis.act(acts), marks, pose)
    ridge = SHAPE_RIDGE * len(base) * sum(v.weight for v, _, _ in seen)
    solved = np.linalg.solve(left + ridge * np.eye(len(identity)), right)
    return np.asarray(np.clip(0.5 * identity + 0.5 * solved, -1, 1))  # half steps: signs may flip between rounds


def _solve_acting(face: Array, marks: Array, pose: Pose) -> Array:
    rows = _rows(_basis().actions, pose)
    left = rows.T @ rows + EXPRESSION_RIDGE * len(face) * np.eye(rows.shape[1])
    return np.asarray(np.clip(np.linalg.solve(left, rows.T @ _gap(face, marks, pose)), 0, 1))


def _error(points: Array, marks: Array, pose: Pose) -> float:
    """Mean landmark error in the picture plane over the distance of the outer eye corners (landmarks 33 and 263)."""
    eyes = float(np.linalg.norm(marks[33, :2] - marks[263, :2]))
    return float(np.linalg.norm((marks - pose(points))[:, :2], axis=1).mean() / max(eyes, 1e-6))
