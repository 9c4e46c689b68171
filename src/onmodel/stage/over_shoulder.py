"""Over the shoulder: one person's back cut by the frame's edge, the other's face beside it."""

from dataclasses import dataclass, replace
from itertools import product
from math import inf

import numpy as np

from onmodel.fountain.vocabulary import Framing
from onmodel.stage.anchors import head_of, opened
from onmodel.stage.camera import (
    ASPECT,
    LENSES,
    Array,
    as_vec3,
    box_in_frame,
    direction,
    flat,
    frame_height,
    in_frame,
    t_stop,
    view_axes,
)
from onmodel.stage.framing import LOWEST, UNDER_CEILING, Framed, FramingRequest, free_reach
from onmodel.stage.spec import CameraSpec

FACE_SHARE = 0.30  # of the frame's height, for the head of the person in focus
FACE_AT = 0.62  # of the frame's width, away from the shoulder
FACE_TOP = 0.14
BEHIND = 0.55  # metres at least between the lens and the back of the near head
ANGLES = tuple(range(8, 33, 2))  # degrees off the axis between the two


@dataclass(frozen=True)
class Candidate:
    """A camera and how far it is from a good over-the-shoulder frame (0 is perfect)."""

    camera: CameraSpec
    cost: float


def over_shoulder(request: FramingRequest) -> Framed:
    """Solve an over-the-shoulder frame by a small exhaustive search over angle, lens and distance.

    `request.subjects[0]` is in focus, `request.shoulder` in front. The camera stays on the line's side.
    """
    assert request.shoulder is not None
    near, far = request.shoulder, request.subjects[0]
    lenses = [float(request.lens_mm), *(float(lens) for lens in LENSES if 35 <= lens <= 85 and lens != request.lens_mm)]
    best: Candidate | None = None
    for lens, angle, behind in product(lenses, ANGLES, (0.0, 0.25, 0.5, 0.8)):
        candidate = _candidate(request, lens, angle + request.orbit / 4, behind)
        if candidate and (best is None or candidate.cost < best.cost - 1e-9):
            best = candidate
    if best is None:
        raise ValueError(f"no room behind {near.name} to look at {far.name}")
    lens = best.camera.lens_mm
    notes = () if lens == request.lens_mm else (f"over the shoulder with {lens:g} mm instead of {request.lens_mm:g}",)
    return Framed(best.camera, notes)


def _candidate(request: FramingRequest, lens: float, angle: float, behind: float) -> Candidate | None:
    """Return the frame for one lens, angle and distance, or None where there is no room for it."""
    near, far = request.shoulder, request.subjects[0]
    assert near is not None
    face, back = head_of(far), head_of(near)
    axis = back.eyes - face.eyes
    side = request.line.normal if request.line else -direction(request.front)
    toward = opened(axis, side, max(angle, 4.0))
    least = float(np.linalg.norm(axis[:2])) + BEHIND + behind
    height = float(face.outline[:, 2].max() - face.chin[2])
    distance = max(least, height / FACE_SHARE * request.close * lens / frame_height(1.0, 1.0))
    if free_reach(request, face.eyes, toward, distance) < distance - 1e-6:
        return None
    level = float(np.clip(0.5 * (face.eyes[2] + back.eyes[2]) + 0.04, LOWEST, request.room[4] - UNDER_CEILING))
    place = face.eyes + distance * toward
    position = np.array([place[0], place[1], level])
    camera = _aimed(request, position, lens)
    return Candidate(camera, _cost(request, camera, angle, abs(lens - request.lens_mm)))


def _aimed(request: FramingRequest, position: Array, lens: float) -> CameraSpec:
    """Return the camera turned so that the face stands on the third away from the shoulder, its top at the headroom."""
    near, far = request.shoulder, request.subjects[0]
    assert near is not None
    face, aim = head_of(far), head_of(far).eyes.copy()
    for _ in range(4):
        camera = CameraSpec(as_vec3(position), as_vec3(aim), lens)
        right, up, forward = view_axes(camera)
        at = FACE_AT if (head_of(near).eyes - face.eyes) @ right < 0 else 1 - FACE_AT
        x0, y0, x1, _ = box_in_frame(face.outline, camera)
        metres = frame_height(float((face.eyes - position) @ forward), lens)
        aim = aim + metres * (((x0 + x1) / 2 - at) * ASPECT * right - (y0 - FACE_TOP) * up)
    sharp = float((face.eyes - position) @ view_axes(camera)[2])
    return replace(
        CameraSpec(as_vec3(position), as_vec3(aim), lens),
        t_stop=t_stop(request.framing, request.tier), focus_distance=round(sharp, 4),
        framing=Framing.OVER_THE_SHOULDER, angle=request.angle, move=request.move,
    )  # fmt: skip


def _cost(request: FramingRequest, camera: CameraSpec, angle: float, lens_change: float) -> float:
    """Return the distance from a textbook frame: head cut to about a half, clear of the face, face near its share."""
    near, far = request.shoulder, request.subjects[0]
    assert near is not None
    if in_frame(head_of(near).outline, camera)[:, 2].min() < 0.15:
        return inf
    face, back = box_in_frame(head_of(far).outline, camera), box_in_frame(head_of(near).outline, camera)
    left = back[0] + back[2] < face[0] + face[2]
    shown = (min(back[2], 1.0) - max(back[0], 0.0)) / (back[2] - back[0])
    gap = face[0] - back[2] if left else back[0] - face[2]
    inner = back[2] if left else 1 - back[0]
    cut = max(0.0, 0.05 - inner) * 40 + max(0.0, inner - 0.36) * 20 + max(0.0, shown - 0.9) * 20
    share = (face[3] - face[1]) / FACE_SHARE * request.close
    turned_away = 1 - float(np.dot(flat(head_of(far).forward), flat(np.subtract(camera.position, head_of(far).eyes))))
    cost = (
        30 * max(0.0, 0.04 - gap) + abs(shown - 0.65) + cut + 3 * abs(np.log(share))
        + 2 * turned_away + 0.01 * lens_change + 0.01 * abs(angle - 16)
    )  # fmt: skip
    return float(cost)
