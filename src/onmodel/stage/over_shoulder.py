"""Over the shoulder: one person's back cut by the frame's edge, the other's face beside it."""

from dataclasses import dataclass, replace
from itertools import product
from math import inf

import numpy as np

from onmodel.fountain.vocabulary import Angle, Framing
from onmodel.stage.anchors import Head, head_of, opened
from onmodel.stage.camera import (
    ASPECT,
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

FACE_AT = 0.62  # of the frame's width, away from the shoulder
FACE_TOP = 0.14
LEVELS = (0.5, 0.95)  # the lens between the two pairs of eyes: 0 at the far ones, 1 at the near ones
RISE = {Angle.HIGH: 0.35, Angle.TOP: 0.35, Angle.LOW: -0.35}  # metres above or below the two's eyes
BEHIND = 0.55  # metres at least between the lens and the back of the near head
ANGLES = (8, 12, 16, 20, 24, 28)  # degrees off the axis between the two
SHARES = (0.30, 0.24, 0.19)  # of the frame's height, for the head in focus: smaller where heights differ
PORTRAIT_LENSES = (50.0, 75.0, 35.0, 25.0)  # mm, beside the one asked for


@dataclass(frozen=True)
class Pair:
    """The two of an over-the-shoulder frame, and which way the camera stands off the axis between them."""

    request: FramingRequest
    face: Head
    back: Head
    side: Array


@dataclass(frozen=True)
class Candidate:
    """A camera and how far it is from a good over-the-shoulder frame (0 is perfect)."""

    camera: CameraSpec
    cost: float


def over_shoulder(request: FramingRequest) -> Framed | None:
    """Solve an over-the-shoulder frame by a small exhaustive search over angle, lens and distance.

    `request.subjects[0]` is in focus, `request.shoulder` in front. The camera stays on the line's side. None where
    nobody is in front, or where there is no room behind the shoulder.
    """
    if request.shoulder is None:
        return None
    side = request.line.normal if request.line else -direction(request.front)
    pair = Pair(request, head_of(request.subjects[0]), head_of(request.shoulder), side)
    lenses = dict.fromkeys((float(request.lens_mm), *PORTRAIT_LENSES))
    tries = (
        _candidate(pair, lens, angle + request.orbit / 4, (share, level))
        for lens, angle, share, level in product(lenses, ANGLES, SHARES, LEVELS)
    )
    best = min((c for c in tries if c), key=lambda c: c.cost, default=None)
    if best is None:
        return None
    lens = best.camera.lens_mm
    notes = () if lens == request.lens_mm else (f"over the shoulder with {lens:g} mm instead of {request.lens_mm:g}",)
    return Framed(best.camera, notes)


def _candidate(pair: Pair, lens: float, angle: float, size: tuple[float, float]) -> Candidate | None:
    """Return the frame for a lens, an angle, the face's share and the lens height; None where there is no room."""
    request, face, (share, between) = pair.request, pair.face, size
    axis = pair.back.eyes - face.eyes
    toward = opened(axis, pair.side, max(angle, 4.0))
    least = float(np.linalg.norm(axis[:2])) + BEHIND
    height = float(face.outline[:, 2].max() - face.chin[2])
    distance = max(least, height / share * request.close / frame_height(1.0, lens))
    if free_reach(request.room, request.obstacles, face.eyes, toward, distance) < distance - 1e-6:
        return None
    level = face.eyes[2] + between * (pair.back.eyes[2] - face.eyes[2]) + 0.04 + RISE.get(request.angle, 0.0)
    level = float(np.clip(level, LOWEST, request.room[4] - UNDER_CEILING))
    place = face.eyes + distance * toward
    camera = _aimed(pair, np.array([place[0], place[1], level]), lens)
    return Candidate(camera, _cost(pair, camera, abs(lens - request.lens_mm), abs(angle - 16)))


def _aimed(pair: Pair, position: Array, lens: float) -> CameraSpec:
    """Return the camera turned so that the face stands on the third away from the shoulder, its top at the headroom."""
    face, request, aim = pair.face, pair.request, pair.face.eyes
    for _ in range(2):
        camera = CameraSpec(as_vec3(position), as_vec3(aim), lens)
        right, up, forward = view_axes(camera)
        at = FACE_AT if (pair.back.eyes - face.eyes) @ right < 0 else 1 - FACE_AT
        x0, y0, x1, _ = box_in_frame(face.outline, camera)
        metres = frame_height(float((face.eyes - position) @ forward), lens)
        aim = aim + metres * (((x0 + x1) / 2 - at) * ASPECT * right - (y0 - FACE_TOP) * up)
    sharp = float((face.eyes - position) @ view_axes(camera)[2])
    return replace(
        CameraSpec(as_vec3(position), as_vec3(aim), lens),
        t_stop=t_stop(request.framing, request.tier), focus_distance=round(sharp, 4),
        framing=Framing.OVER_THE_SHOULDER, angle=request.angle, move=request.move,
    )  # fmt: skip


def _cost(pair: Pair, camera: CameraSpec, lens_change: float, angle_change: float) -> float:
    """Return the distance from a textbook frame: head cut to about a half, clear of the face, face near its share."""
    if in_frame(pair.back.outline, camera)[:, 2].min() < 0.15:
        return inf
    face, back = box_in_frame(pair.face.outline, camera), box_in_frame(pair.back.outline, camera)
    left = back[0] + back[2] < face[0] + face[2]
    shown = (min(back[2], 1.0) - max(back[0], 0.0)) / (back[2] - back[0])
    gap = face[0] - back[2] if left else back[0] - face[2]
    inner = back[2] if left else 1 - back[0]
    cut = max(0.0, 0.05 - inner) * 40 + max(0.0, inner - 0.36) * 20 + max(0.0, shown - 0.9) * 20
    share = (face[3] - face[1]) / SHARES[0] * pair.request.close
    sunk = max(0.0, 0.7 - (1 - back[1]) / (back[3] - back[1]))  # the near head under the frame's lower edge
    turned_away = 1 - float(flat(pair.face.forward) @ flat(np.subtract(camera.position, pair.face.eyes)))
    cost = (
        30 * max(0.0, 0.04 - gap) + abs(shown - 0.65) + cut + 6 * sunk + 3 * abs(np.log(share))
        + 2 * turned_away + 0.01 * lens_change + 0.01 * angle_change
    )  # fmt: skip
    return float(cost)
