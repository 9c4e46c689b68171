"""What a camera frames by: the face, head and limbs of a built actor, taken from its keypoints and outline."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onmodel.stage.camera import Array, as_vec3, flat, turned, unit
from onmodel.stage.mesh import ActorMesh, Floats
from onmodel.stage.spec import Vec3

# Anthropometry in units of the distance between the eyes (about 62 mm in adults; DIN 33402-2, medians).
EYES_TO_CHIN = 1.95
EYES_TO_HAIRLINE = 1.1
NOSE, NECK, RIGHT_WRIST, LEFT_WRIST, RIGHT_EYE, LEFT_EYE = 0, 1, 4, 7, 14, 15
HIPS, ANKLES = (8, 11), (10, 13)
BONES: tuple[tuple[int, int, float], ...] = (  # COCO-18 joints and the thickness in metres of what lies around them
    (2, 3, 0.07), (3, 4, 0.06), (5, 6, 0.07), (6, 7, 0.06),
    (8, 9, 0.10), (9, 10, 0.08), (11, 12, 0.10), (12, 13, 0.08),
    (2, 8, 0.12), (5, 11, 0.12), (1, 8, 0.14), (1, 11, 0.14), (2, 5, 0.09),
)  # fmt: skip


@dataclass(frozen=True)
class Head:
    """A head in the world: (3,) points in metres and unit vectors. `outline` (K, 3) ends at the chin: long hair hangs
    below it and may leave the frame without the head being cut."""

    eyes: Array
    chin: Array
    hairline: Array
    forward: Array
    up: Array
    outline: Array


def head_of(actor: ActorMesh) -> Head:
    """Return the head's anchors of a built actor."""
    points = actor.keypoints.astype(float)
    eyes = (points[RIGHT_EYE] + points[LEFT_EYE]) / 2
    across = points[RIGHT_EYE] - points[LEFT_EYE]
    apart = float(np.linalg.norm(across))
    forward = unit(actor.face_forward)
    up = unit(np.cross(across, forward))
    chin = eyes - EYES_TO_CHIN * apart * up
    outline = actor.head.astype(float)
    kept = outline[(outline - chin) @ up >= 0]
    return Head(eyes, chin, eyes + EYES_TO_HAIRLINE * apart * up, forward, up, np.vstack([kept, chin]))


def face_points(actor: ActorMesh) -> Array:
    """Return (5, 3) points that must be seen for a face to be seen: eyes, nose, brow and chin."""
    head, points = head_of(actor), actor.keypoints.astype(float)
    return np.stack([points[RIGHT_EYE], points[LEFT_EYE], points[NOSE], head.hairline, head.chin])


def limbs(actor: ActorMesh) -> tuple[Array, Array, Array]:
    """Return the body as capsules: starts (N, 3), ends (N, 3) and radii (N,) in metres, the head first."""
    points, head = actor.keypoints.astype(float), head_of(actor)
    centre = head.outline.mean(axis=0)
    starts = [head.chin, *(points[a] for a, _, _ in BONES)]
    ends = [centre, *(points[b] for _, b, _ in BONES)]
    return np.stack(starts), np.stack(ends), np.array([0.11, *(radius for _, _, radius in BONES)])


def moved(actor: ActorMesh, by: Vec3 = (0.0, 0.0, 0.0), turn: float = 0.0, about: Vec3 = (0.0, 0.0, 0.0)) -> ActorMesh:
    """Return the actor's anchors turned by degrees about a vertical through `about` and then shifted; no parts."""

    def place(points: Floats) -> NDArray[np.float32]:
        local = points.astype(float) - about
        return (np.stack([turned(p, turn) for p in local]) + about + by).astype(np.float32)

    return ActorMesh(
        actor.name, (), place(actor.keypoints), place(actor.head), place(actor.body),
        as_vec3(turned(actor.face_forward, turn)), as_vec3(turned(actor.chest_forward, turn)),
    )  # fmt: skip


def yaw_to(actor: ActorMesh, point: Array) -> float:
    """Return the angle in degrees between where the face looks and a point, seen from above: 0 frontal, 90 profile."""
    head = head_of(actor)
    return float(np.degrees(np.arccos(np.clip(flat(head.forward) @ flat(point - head.eyes), -1, 1))))


def opened(look: ArrayLike, toward: ArrayLike, angle: float) -> Array:
    """Return ground direction `look` turned by up to `angle` degrees toward another, never beyond it."""
    a, b = flat(look), flat(toward)
    between = float(np.degrees(np.arctan2(a[0] * b[1] - a[1] * b[0], a @ b)))
    return turned(a, float(np.clip(between, -angle, angle)))
