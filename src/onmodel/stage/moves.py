"""Moves: where the camera is in each frame of a shot, as an operator would drive it from where it was blocked.

The first frame is the blocked camera. A move that would leave the room, touch a wall or a body, lose a face or cut a
head is made smaller, or turned the other way, until it does not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onmodel.fountain.vocabulary import Angle, Move
from onmodel.stage.anchors import face_points, head_of
from onmodel.stage.camera import Array, as_vec3, box_in_frame, view_axes
from onmodel.stage.framing import LOWEST, UNDER_CEILING, WALL
from onmodel.stage.life import wander
from onmodel.stage.mesh import ActorMesh, Place
from onmodel.stage.sightlines import Solid
from onmodel.stage.spec import CameraSpec
from onmodel.stage.visibility import ELBOW_ROOM, covers

SIZES: dict[Move, float] = {  # of three seconds at speed 1: shares of the distance to the subject, or degrees
    Move.STATIC: 0.0, Move.PUSH_IN: 0.20, Move.PULL_OUT: 0.26, Move.DOLLY: 0.20, Move.CRANE: 0.22,
    Move.PAN: 9.0, Move.TILT: 7.0, Move.HANDHELD: 1.0,
}  # fmt: skip
LONGEST = 6.0  # metres of subject distance that a move is measured by: beyond, a longer track is not laid
SMALLER, TRIES = 0.72, 7  # of a move that does not fit, and how often it is tried
LOOKED_AT = (0.35, 0.7, 1.0)  # shares of the way at which a move is tried
HAND = (0.012, 0.010, 0.008)  # metres that a camera on the shoulder wanders: right, up, forward
WRIST = (0.45, 0.40, 0.30)  # degrees: pan, tilt, roll
BREATH = 0.05  # degrees that an operated head drifts; a camera that is locked off does not
KEPT = 0.015  # of the frame that a head which is free keeps free


@dataclass(frozen=True)
class Ground:
    """What a camera must not run into and must go on seeing."""

    place: Place
    solid: Solid
    actors: Sequence[ActorMesh] = ()
    gone: Callable[[float], Sequence[Array]] | None = None  # share 0–1 of the shot → how far each has walked (3,)
    along: bool = False  # whether the camera goes along with who walks

    def led(self, share: float) -> Array:
        """How far a camera that goes along has gone (3,)."""
        walked = [w for w in self.gone(share) if w.any()] if self.gone and self.along else []
        return np.asarray(np.mean(walked, axis=0) if walked else np.zeros(3))

    def at(self, share: float) -> list[tuple[ActorMesh, Array]]:
        """The actors where they are at a share of the shot, and how far each has walked (3,)."""
        walked = self.gone(share) if self.gone else [np.zeros(3)] * len(self.actors)
        return [(_walked(actor, by), by) for actor, by in zip(self.actors, walked, strict=True)]


def _walked(actor: ActorMesh, by: Array) -> ActorMesh:
    shift = by.astype(np.float32)
    return replace(actor, keypoints=actor.keypoints + shift, head=actor.head + shift, body=actor.body + shift)


@dataclass(frozen=True)
class Travel:
    """A camera for each frame, and what had to give."""

    cameras: tuple[CameraSpec, ...]
    share: float = 1.0  # of the wanted size that there was room for
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Order:
    """What is asked of the operator: the move, its speed (1 as the trade has it), how long, and which take."""

    move: Move
    speed: float = 1.0
    frames: int = 72
    rate: int = 24
    seed: int = 0


def travel(camera: CameraSpec, order: Order, ground: Ground) -> Travel:
    """The cameras of a move: the blocked one first, then eased away from it as far as there is room."""
    rng = np.random.default_rng((order.seed, 11))
    seconds = (order.frames - 1) / order.rate
    size = SIZES[order.move] * order.speed * seconds / 3.0 * float(rng.uniform(0.8, 1.2))
    if order.move in (Move.PUSH_IN, Move.PULL_OUT):
        size = min(size, 0.55)
    go = _mover(order.move, camera, rng)
    if order.move is Move.STATIC or not size:
        return Travel((camera,) * order.frames)
    ease = eased(rng)
    if ground.along and order.move is Move.DOLLY:  # the track is laid along their way
        size = 0.0
    sides = _sides(order.move, camera, first=1.0 if rng.uniform() < 0.5 else -1.0)
    share, side = _fitting(lambda s, u: _led(go(s * u * size, 1.0), ground.led(u)), camera, ground, sides)
    times = np.arange(order.frames) / max(order.frames - 1, 1)
    made = [_led(go(side * share * size, ease(u), u * seconds), ground.led(u)) for u in times]
    if order.move is not Move.HANDHELD:
        made = _breathing(made, order)
    cameras = (camera, *made[1:])
    notes = () if share > 0.45 else (f"There was room for {share:.0%} of the {order.move}",)
    return Travel(cameras, share, notes)


def _breathing(cameras: Sequence[CameraSpec], order: Order) -> list[CameraSpec]:
    """The cameras as a hand on the head's handle holds them: they drift a little with its breath."""
    rng = np.random.default_rng((order.seed, 13))
    pan, tilt = wander(rng, 0.35, BREATH), wander(rng, 0.45, BREATH)
    held = []
    for number, camera in enumerate(cameras):
        right, up, _ = view_axes(replace(camera, roll=0.0))
        way = np.subtract(camera.target, camera.position)
        aim = _about(_about(way, up, pan(number / order.rate)), right, tilt(number / order.rate))
        held.append(replace(camera, target=as_vec3(np.add(camera.position, aim).round(6))))
    return held


def _led(camera: CameraSpec, by: Array) -> CameraSpec:
    """The camera carried along, its focus with it."""
    position, target = (as_vec3(np.add(point, by).round(6)) for point in (camera.position, camera.target))
    return replace(camera, position=position, target=target) if by.any() else camera


def _sides(move: Move, camera: CameraSpec, first: float) -> tuple[float, ...]:
    """To which sides a move may go, the better one first."""
    if move in (Move.PUSH_IN, Move.PULL_OUT, Move.HANDHELD):
        return (1.0,)
    if move is Move.CRANE:
        first = -1.0 if camera.angle is Angle.HIGH else 1.0
    return first, -first


def eased(rng: np.random.Generator) -> Callable[[float], float]:
    """0–1 → 0–1 of the way: from rest to an even speed and softly to its end, as on a fluid head or a dolly.

    The speed is a trapezoid with rounded corners; how long it takes to start and to stop differs from take to take.
    """
    start, stop = float(rng.uniform(0.14, 0.30)), float(rng.uniform(0.18, 0.34))
    u = np.linspace(0, 1, 257)
    rise, fall = np.clip(u / start, 0, 1), np.clip((1 - u) / stop, 0, 1)
    speed = (rise * rise * (3 - 2 * rise)) * (fall * fall * (3 - 2 * fall))
    way = np.concatenate([[0.0], np.cumsum((speed[1:] + speed[:-1]) / 2)])
    return lambda x: float(np.interp(x, u, way / way[-1]))


def _mover(move: Move, camera: CameraSpec, rng: np.random.Generator) -> Callable[..., CameraSpec]:
    """(signed size, share of the way, seconds) → camera."""
    if move is Move.HANDHELD:
        return _shoulder(camera, rng)
    eye, aim = np.asarray(camera.position, float), np.asarray(camera.target, float)
    right, _, forward = view_axes(replace(camera, roll=0.0))
    run = min(camera.focus_distance or float(np.linalg.norm(aim - eye)), LONGEST)

    def go(size: float, share: float, _seconds: float = 0.0) -> CameraSpec:
        way = size * share
        match move:
            case Move.PUSH_IN:
                return _at(camera, eye + way * run * forward, aim + way * run * forward)
            case Move.PULL_OUT:
                return _at(camera, eye - way * run * forward, aim - way * run * forward)
            case Move.DOLLY:
                return _at(camera, eye + way * run * right, aim + 0.55 * way * run * right)
            case Move.CRANE:
                lift = way * run * np.array([0.0, 0.0, 1.0])
                return _at(camera, eye + lift, aim + 0.15 * lift)
            case Move.PAN:
                return _at(camera, eye, eye + _about(aim - eye, np.array([0.0, 0.0, 1.0]), way))
            case _:
                return _at(camera, eye, eye + _about(aim - eye, right, way))

    return go


def _shoulder(camera: CameraSpec, rng: np.random.Generator) -> Callable[..., CameraSpec]:
    """A camera on a shoulder: breath and steps of the operator, slow drifts with a small tremor on top."""
    slow = [wander(rng, 0.55, size) for size in (*HAND, *WRIST)]
    quick = [wander(rng, 2.1, 0.16 * size) for size in (*HAND, *WRIST)]
    eye, aim = np.asarray(camera.position, float), np.asarray(camera.target, float)
    axes = np.stack(view_axes(camera))
    steady = min(1.0, 35.0 / camera.lens_mm)  # with a long lens an operator holds his breath

    def go(size: float, share: float, seconds: float = 1.0) -> CameraSpec:
        if not share:
            return camera
        dx, dy, dz, pan, tilt, roll = (abs(size) * (a(seconds) + b(seconds)) for a, b in zip(slow, quick, strict=True))
        place = eye + np.array([dx, dy, dz]) @ axes
        look = _about(_about(aim - eye, axes[1], steady * pan), axes[0], steady * tilt)
        return replace(_at(camera, place, place + look), roll=round(camera.roll + steady * roll, 4))

    return go


def _at(camera: CameraSpec, eye: Array, aim: Array) -> CameraSpec:
    position, target = (tuple(round(float(v), 6) for v in p) for p in (eye, aim))
    focus = camera.focus_distance
    if focus:  # the assistant pulls focus with the move
        forward = np.subtract(camera.target, camera.position) / np.linalg.norm(
            np.subtract(camera.target, camera.position)
        )
        focus = max(0.2, focus - float(np.subtract(position, camera.position) @ forward))
    x, y, z = position
    a, b, c = target
    return replace(camera, position=(x, y, z), target=(a, b, c), focus_distance=round(focus, 4))


def _about(vector: Array, axis: Array, degrees: float) -> Array:
    """A vector turned about a unit axis (Rodrigues)."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    turned: Array = c * vector + s * np.cross(axis, vector) + (1 - c) * (axis @ vector) * axis
    return turned


def _fitting(
    go: Callable[[float, float], CameraSpec], camera: CameraSpec, ground: Ground, sides: Sequence[float]
) -> tuple[float, float]:
    """The largest share of the wanted move that fits, and to which side."""
    held = _held(camera, ground)
    share = 1.0
    for _ in range(TRIES):
        for side in sides:
            if all(_fits(go(side * share, u), (camera, u), ground, held) for u in LOOKED_AT):
                return share, side
        share *= SMALLER
    return 0.0, sides[0]


@dataclass(frozen=True)
class _Held:
    """Of the blocked frame: margins of each head (0 where it is cut), and which face points are seen, per actor."""

    free: tuple[bool, ...]
    seen: tuple[Array, ...]


def _held(camera: CameraSpec, ground: Ground) -> _Held:
    lens = np.asarray(camera.position, float)
    free, seen = [], []
    for actor in ground.actors:
        x0, y0, x1, y1 = box_in_frame(head_of(actor).outline, camera)
        free.append(min(x0, y0) >= KEPT and max(x1, y1) <= 1 - KEPT)
        points = face_points(actor)
        hidden = ground.solid.hides(lens, points) | _others_cover(actor, ground.actors, lens, points)
        seen.append(points[~hidden])
    return _Held(tuple(free), tuple(seen))


def _others_cover(actor: ActorMesh, people: Sequence[ActorMesh], lens: Array, points: Array) -> NDArray[np.bool_]:
    covered = np.zeros(len(points), bool)
    for other in people:
        if other is not actor:
            covered |= covers(other, lens, points)
    return covered


def _fits(moved: CameraSpec, blocked: tuple[CameraSpec, float], ground: Ground, held: _Held) -> bool:
    """Whether a camera may be there at a share of the shot, given the blocked one."""
    lens, start = np.asarray(moved.position, float), np.asarray(blocked[0].position, float)
    if not np.allclose(lens, start) and not _way_is_free(start, lens, ground):
        return False
    here = ground.at(blocked[1])
    people = [actor for actor, _ in here]
    each = zip(here, ground.actors, held.free, held.seen, strict=True)
    return all(
        _clear_of((actor, before), start, lens)
        and _holds(actor, free, moved)
        and not _hidden((actor, points + by), people, lens, ground)
        for (actor, by), before, free, points in each
    )


def _clear_of(body: tuple[ActorMesh, ActorMesh], start: Array, lens: Array) -> bool:
    """Whether the lens keeps off a body (now, as blocked), or at least comes no nearer than it was blocked."""
    after, before = (float(np.linalg.norm(a.body - p, axis=1).min()) for a, p in zip(body, (lens, start), strict=True))
    return after >= min(ELBOW_ROOM, 0.98 * before)


def _holds(actor: ActorMesh, free: bool, moved: CameraSpec) -> bool:
    """Whether a head that was whole in the frame still is."""
    x0, y0, x1, y1 = box_in_frame(head_of(actor).outline, moved)
    return not free or (min(x0, y0) >= KEPT and max(x1, y1) <= 1 - KEPT)


def _hidden(face: tuple[ActorMesh, Array], people: Sequence[ActorMesh], lens: Array, ground: Ground) -> bool:
    """Whether any of the points (N, 3) of a face is."""
    actor, points = face
    return bool(len(points) and (ground.solid.hides(lens, points) | _others_cover(actor, people, lens, points)).any())


def _way_is_free(start: Array, lens: Array, ground: Ground) -> bool:
    """Whether a camera can go straight from one place to another, inside the room and a hand's breadth off the set."""
    x0, y0, x1, y1, ceiling = ground.place.camera_room
    low, high = np.array([x0 + WALL, y0 + WALL, LOWEST]), np.array([x1 - WALL, y1 - WALL, ceiling - UNDER_CEILING])
    inside = np.minimum(low, start) - 1e-6, np.maximum(high, start) + 1e-6
    if (lens < inside[0]).any() or (lens > inside[1]).any():
        return False
    way = lens - start
    beyond = start + way * (1 + WALL / max(float(np.linalg.norm(way)), 1e-6))
    return not ground.solid.hides(start, np.stack([start + (beyond - start) / 0.97])).any()
