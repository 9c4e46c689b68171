"""Framing: from the words of a shot and the people on the stage to a camera, computed from heads and bodies."""

from dataclasses import dataclass, replace
from math import cos, radians, sin

import numpy as np

from onmodel.fountain.vocabulary import Angle, Framing, Move
from onmodel.stage.anchors import Head, head_of, opened
from onmodel.stage.camera import (
    ASPECT,
    LENSES,
    Array,
    as_vec3,
    box_in_frame,
    direction,
    flat,
    frame_height,
    t_stop,
    turned,
    view_axes,
)
from onmodel.stage.line import Line
from onmodel.stage.mesh import ActorMesh
from onmodel.stage.spec import CameraSpec, Tier, Vec3

Room = tuple[float, float, float, float, float]
Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Thing:
    """A thing that the frame must hold: its middle, its largest size in metres, and the degrees from above at which an
    insert looks at it."""

    middle: Vec3
    size: float
    pitch: float = 25.0


@dataclass(frozen=True)
class FramingRequest:
    """What the camera is asked for.

    `subjects` must all be held, the one the frame is for first · `line` gives the camera's side; without one the
    camera keeps to the side that looks along heading `front` · `orbit` in degrees turns the camera around the subject,
    positive away from the face's axis · `room` and `obstacles` as in `Place` · `close` < 1 frames tighter.
    """

    framing: Framing
    angle: Angle = Angle.EYE_LEVEL
    move: Move = Move.STATIC
    lens_mm: float = 35.0
    subjects: tuple[ActorMesh, ...] = ()
    shoulder: ActorMesh | None = None
    thing: Thing | None = None
    line: Line | None = None
    front: float = 0.0
    orbit: float = 0.0
    room: Room = (-50.0, -50.0, 50.0, 50.0, 30.0)
    obstacles: tuple[Rectangle, ...] = ()
    tier: Tier = "standard"
    close: float = 1.0


@dataclass(frozen=True)
class Framed:
    """A solved camera and what had to give for it."""

    camera: CameraSpec
    notes: tuple[str, ...] = ()
    tight: bool = False  # even the shortest lens holds less than was asked for


@dataclass(frozen=True)
class Rule:
    """How large and where: `share` of the frame's height that `measure` takes, `top` the headroom above it (fractions),
    `side` how far in degrees the camera stands off the face's axis, `lead` the shift for looking room."""

    measure: str  # "face" hairline to chin, "head" with hair and hat to chin, "body" head to feet
    share: float
    top: float
    side: float
    lead: float


RULES: dict[Framing, Rule] = {
    Framing.ECU: Rule("face", 0.88, 0.04, 18, 0.02),
    Framing.CU: Rule("head", 0.57, 0.10, 24, 0.05),
    Framing.MCU: Rule("head", 0.33, 0.11, 30, 0.08),
    Framing.MS: Rule("head", 0.235, 0.11, 34, 0.10),
    Framing.MLS: Rule("head", 0.16, 0.11, 38, 0.10),
    Framing.WS: Rule("body", 0.74, 0.12, 40, 0.08),
    Framing.EWS: Rule("body", 0.20, 0.50, 40, 0.14),
    Framing.TWO_SHOT: Rule("head", 0.24, 0.13, 60, 0.0),
    Framing.OVER_THE_SHOULDER: Rule("head", 0.30, 0.14, 24, 0.0),
    Framing.INSERT: Rule("body", 0.62, 0.19, 20, 0.0),
}
PITCH = {Angle.EYE_LEVEL: 0.0, Angle.DUTCH: 0.0, Angle.HIGH: 30.0, Angle.LOW: -30.0, Angle.TOP: 80.0}
INSERT_ANGLES = (Angle.EYE_LEVEL, Angle.HIGH, Angle.DUTCH)  # from which an insert takes the one that shows the thing
THING_SHARE = {Framing.WS: 0.45, Framing.EWS: 0.2}  # of the height, where a thing or a place is the subject
DUTCH_ROLL = 12.0
OFF_LINE = 78.0  # degrees off the line's normal at most: nearer to the line, screen directions no longer read
SAFE = 0.04  # of width and height kept free around heads that are not cut on purpose
ROUNDS, DAMPING = 48, 0.7  # of the fixed-point iteration; undamped, a camera straight above swings around its aim
SETTLED = 0.002  # of the frame
LOWEST, UNDER_CEILING, WALL = 0.15, 0.12, 0.15  # metres that the camera's body needs


def frame_camera(request: FramingRequest) -> Framed:
    """Solve the camera: bearing from faces and line, distance from lens and framing, aim from headroom and lead room.

    Where the room is too small for the lens, the longest prime that fits is taken and said in the notes.
    Over the shoulder has its own solver, `over_shoulder`.
    """
    toward = bearing(request)
    lens, notes = float(request.lens_mm), []
    camera, missing = _solve(request, toward, lens)
    while missing > 1.02 and lens > LENSES[0]:
        fitting = [p for p in LENSES if p <= lens / missing + 0.5 and p < lens]
        lens = float(max(fitting, default=LENSES[0]))
        camera, missing = _solve(request, toward, lens)
    if lens != request.lens_mm:
        notes.append(f"{request.lens_mm:g} mm does not fit this place: shot with {lens:g} mm")
    if missing > 1.02:
        notes.append(f"the place is too small for a {request.framing}: framed tighter")
    return Framed(camera, tuple(notes), missing > 1.02)


def rule_of(request: FramingRequest) -> Rule:
    """Return the framing's rule; from straight above there is no face to measure, only a head."""
    rule = RULES[request.framing]
    return RULES[Framing.CU] if rule.measure == "face" and request.angle is Angle.TOP else rule


def bearing(request: FramingRequest) -> Array:
    """Return the ground direction (3,) from the subject to the camera: ¾ to one face, square to a group's line."""
    side = request.line.normal if request.line else -direction(request.front)
    if len(request.subjects) != 1:
        return turned(side, request.orbit)
    off = float(np.clip(RULES[request.framing].side + request.orbit, 8, 75))
    insert = request.framing is Framing.INSERT  # what hands hold is before the chest, wherever the face looks
    toward = opened(request.subjects[0].chest_forward if insert else request.subjects[0].face_forward, side, off)
    return opened(side, toward, OFF_LINE) if request.line else toward


def _solve(request: FramingRequest, toward: Array, lens: float) -> tuple[CameraSpec, float]:
    """Return a camera with this lens and by what factor it stands too near for want of room (1: it fits)."""
    pivot, points, heads = _measured(request)
    distance = max(0.4, float(np.ptp(points, axis=0).max()) * lens / 8.0)
    aim, scale = pivot.copy(), 1.0
    for _ in range(ROUNDS):
        position, distance = _placed(request, pivot, toward, distance)
        camera = _camera(request, position, aim, lens)
        right, down, scale = _composition(request, camera, points, heads)
        x, y, z = view_axes(camera)
        metres = frame_height(float((pivot - position) @ z), lens)
        aim = aim + DAMPING * metres * (right * ASPECT * x - down * y)
        distance *= float(np.clip(scale, 0.5, 1.6))
        if max(abs(right), abs(down), abs(scale - 1)) < SETTLED:
            break
    return _finished(request, camera, pivot), scale


def _measured(request: FramingRequest) -> tuple[Array, Array, tuple[Head, ...]]:
    """Return the pivot (3,), the points whose height is measured (N, 3), and the heads to be held."""
    if request.thing is not None and (not request.subjects or request.framing is Framing.INSERT):
        return _thing_points(request.thing)
    if not request.subjects:
        x0, y0, x1, y1, _ = request.room
        return _thing_points(Thing(((x0 + x1) / 2, (y0 + y1) / 2, 0.9), 1.8))
    heads = tuple(head_of(s) for s in request.subjects)
    match rule_of(request).measure:
        case "face":
            return heads[0].eyes, np.stack([heads[0].hairline, heads[0].chin]), heads[:1]
        case "head":
            return np.mean([h.eyes for h in heads], axis=0), heads[0].outline, heads
        case _:
            bodies = np.vstack([np.vstack([s.body, s.head]) for s in request.subjects]).astype(float)
            return (bodies.min(axis=0) + bodies.max(axis=0)) / 2, bodies, heads


def _thing_points(thing: Thing) -> tuple[Array, Array, tuple[Head, ...]]:
    corners = np.array([[x, y, z] for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)], dtype=float)
    middle = np.array(thing.middle)
    return middle, middle + thing.size / 2 * corners / np.sqrt(3), ()


def _placed(request: FramingRequest, pivot: Array, toward: Array, distance: float) -> tuple[Array, float]:
    """Return where the camera stands for a distance, and the distance that walls and furniture left of it."""
    pitch = radians(PITCH[request.angle])
    if request.framing is Framing.INSERT and request.thing and request.angle in INSERT_ANGLES:
        pitch = radians(request.thing.pitch)
    reach = distance * cos(pitch)
    allowed = min(reach, free_reach(request.room, request.obstacles, pivot, toward, reach))
    height = pivot[2] + distance * sin(pitch)
    if pitch == 0.0:
        height = max(pivot[2], 0.85 * _eye_height(request))
    height = float(np.clip(height, LOWEST, request.room[4] - UNDER_CEILING))
    position = pivot + allowed * toward
    return np.array([position[0], position[1], height]), distance * allowed / reach


def _eye_height(request: FramingRequest) -> float:
    heights = [float(head_of(s).eyes[2]) for s in request.subjects]
    return sum(heights) / len(heights) if heights else 1.6


def free_reach(room: Room, obstacles: tuple[Rectangle, ...], pivot: Array, toward: Array, wanted: float) -> float:
    """Return metres from the pivot along a bearing to where the camera may stand: before walls, not in furniture."""
    x0, y0, x1, y1, _ = room
    reach = wanted
    for axis, low, high in ((0, x0, x1), (1, y0, y1)):
        if abs(toward[axis]) > 1e-9:
            edge = (high - WALL if toward[axis] > 0 else low + WALL) - pivot[axis]
            reach = min(reach, max(edge / toward[axis], 0.3))
    for box in obstacles:
        near, far = _crossing(box, pivot, toward)
        if near < reach < far:
            reach = max(near, 0.3)
    return reach


def _crossing(box: Rectangle, start: Array, toward: Array) -> tuple[float, float]:
    """Return where a ground ray enters and leaves a rectangle grown by the camera's body (slab method)."""
    low, high = np.array(box[:2]) - WALL, np.array(box[2:]) + WALL
    with np.errstate(divide="ignore", invalid="ignore"):
        a, b = (low - start[:2]) / toward[:2], (high - start[:2]) / toward[:2]
    near, far = float(np.nanmax(np.minimum(a, b))), float(np.nanmin(np.maximum(a, b)))
    return (near, far) if near < far and near > 0 else (np.inf, -np.inf)


def _camera(request: FramingRequest, position: Array, aim: Array, lens: float) -> CameraSpec:
    """Return the camera as it stands; composition is measured with its roll."""
    return CameraSpec(
        as_vec3(position), as_vec3(aim), lens, DUTCH_ROLL if request.angle is Angle.DUTCH else 0.0,
        framing=request.framing, angle=request.angle, move=request.move,
    )  # fmt: skip


def _composition(
    request: FramingRequest, camera: CameraSpec, points: Array, heads: tuple[Head, ...]
) -> tuple[float, float, float]:
    """Return the aim's error right and down (fractions of the frame) and the factor for the distance."""
    rule = rule_of(request)
    box = held = box_in_frame(points, camera)
    if rule.measure != "face":
        held = box_in_frame(np.vstack([points, *(h.outline for h in heads)]), camera)
    share = rule.share if request.subjects else THING_SHARE.get(request.framing, 0.62)
    scale = max((box[3] - box[1]) / share * request.close, (held[2] - held[0]) / (1 - 3 * SAFE))
    scale = max(scale, (held[3] - held[1]) / (1 - SAFE - rule.top)) if len(heads) > 1 else scale
    return (held[0] + held[2]) / 2 - 0.5 + _lead(request, camera), held[1] - rule.top, scale


def _lead(request: FramingRequest, camera: CameraSpec) -> float:
    """Return how far right of the middle the subject moves left: room on the side it looks to (fraction of width)."""
    if len(request.subjects) != 1 or request.framing is Framing.INSERT:
        return 0.0
    across = float(np.dot(flat(request.subjects[0].face_forward), view_axes(camera)[0]))
    return RULES[request.framing].lead * float(np.clip(across * 2, -1, 1))


def _finished(request: FramingRequest, camera: CameraSpec, pivot: Array) -> CameraSpec:
    """Return the camera with aperture and focus."""
    sharp = head_of(request.subjects[0]).eyes if request.subjects and request.thing is None else pivot
    depth = float(np.dot(sharp - np.asarray(camera.position), view_axes(camera)[2]))
    return replace(
        camera,
        t_stop=t_stop(request.framing, request.tier),
        focus_distance=round(depth, 4),
    )
