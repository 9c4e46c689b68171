"""Is the face seen? What is wrong with a blocked shot: faces turned away, covered or cut, a camera too near."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onmodel.fountain.vocabulary import Angle, Framing
from onmodel.stage.anchors import face_points, head_of, limbs, yaw_to
from onmodel.stage.camera import Array, box_in_frame
from onmodel.stage.line import Line
from onmodel.stage.mesh import ActorMesh
from onmodel.stage.sightlines import Solid
from onmodel.stage.spec import CameraSpec

FOCUS_YAW, OTHER_YAW = 50.0, 65.0  # degrees: beyond ¾ a face is hard to recognise, beyond 65 it is a profile
ELBOW_ROOM = 0.35  # metres between the lens and any body


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a shot: what, with whom, and what it costs in the search."""

    kind: str  # "turned away", "covered by …", "cut", "crossed the line", "too near"
    character: str
    cost: float


def covers(actor: ActorMesh, lens: Array, points: Array) -> NDArray[np.bool_]:
    """Return for each point (N, 3) whether the actor's body stands between it and the lens."""
    starts, ends, radii = limbs(actor)
    gaps = np.stack([_gap(lens, point, starts, ends) for point in points])
    return np.asarray((gaps < radii).any(axis=1))


def _gap(lens: Array, point: Array, starts: Array, ends: Array) -> Array:
    """Return the least distances (M,) between the segment lens → point and M segments (Ericson 2005, 5.1.9)."""
    d1, d2, r = point - lens, ends - starts, lens - starts
    a, e = float(d1 @ d1), np.einsum("ij,ij->i", d2, d2)
    f, c, b = np.einsum("ij,ij->i", d2, r), r @ d1, d2 @ d1
    denominator = np.maximum(a * e - b * b, 1e-12)
    s = np.clip((b * f - c * e) / denominator, 0, 1)
    t = np.clip((b * s + f) / np.maximum(e, 1e-12), 0, 1)
    s = np.clip((b * t - c) / a, 0, 1)
    nearest: Array = np.linalg.norm((lens + s[:, None] * d1) - (starts + t[:, None] * d2), axis=1)
    return nearest


@dataclass(frozen=True)
class Shown:
    """What is judged: the camera, who is in the shot (focus first), whose back is in front, line and set."""

    camera: CameraSpec
    actors: tuple[ActorMesh, ...]
    shoulder: str | None
    line: Line | None
    solid: Solid


def faults(shown: Shown) -> tuple[Fault, ...]:
    """Return everything wrong with a shot, the most important person first; empty for a clean one."""
    found = [fault for index, actor in enumerate(shown.actors) for fault in _actor_faults(shown, index, actor)]
    if shown.line and shown.line.distance(shown.camera.position) < 0:
        found.append(Fault("crossed the line", "", 1000.0))
    return tuple(found)


def _actor_faults(shown: Shown, index: int, actor: ActorMesh) -> list[Fault]:
    lens = np.asarray(shown.camera.position)
    found = []
    if np.linalg.norm(actor.body - lens, axis=1).min() < ELBOW_ROOM:
        found.append(Fault("too near", actor.name, 20.0))
    if actor.name == shown.shoulder:
        return found
    points = face_points(actor)
    limit = FOCUS_YAW if index == 0 else OTHER_YAW
    beyond = yaw_to(actor, lens) - limit
    if beyond > 0 and shown.camera.angle is not Angle.TOP:
        found.append(Fault("turned away", actor.name, (beyond / 12.0) ** 2 + 0.5))
    if _cut(shown, actor):
        found.append(Fault("cut", actor.name, 15.0))
    for other in shown.actors:
        if other is not actor and (share := float(covers(other, lens, points).mean())) > 0:
            found.append(Fault(f"covered by {other.name}", actor.name, 20.0 * share))
    if (share := float(shown.solid.hides(lens, points).mean())) > 0:
        found.append(Fault("covered by the set", actor.name, 20.0 * share))
    return found


def _cut(shown: Shown, actor: ActorMesh) -> bool:
    """Whether a head leaves the frame where it should not; an extreme close-up may."""
    if shown.camera.framing is Framing.ECU:
        return False
    x0, y0, x1, y1 = box_in_frame(head_of(actor).outline, shown.camera)
    return min(x0, y0) < 0 or max(x1, y1) > 1
