"""A blocking moved by hand: where somebody put the people and the camera of a shot, and whether that can be shot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from onmodel.fountain.vocabulary import Expression, Pose
from onmodel.stage.camera import LENSES, as_vec3
from onmodel.stage.mesh import Place
from onmodel.stage.optics import Optics
from onmodel.stage.setups import rooms
from onmodel.stage.spec import ActorSpec, CameraSpec, PropSpec, SceneSpec, Vec3

NEAREST = 0.35  # metres between the ground points of two people: arm in arm
BODY = 0.1  # metres that somebody's middle keeps from furniture, which a rectangle only roughly is
LENS_BODY = 0.25  # metres between the lens and somebody's middle
AT_SEAT = 0.35  # metres within which one sits on a seat of the set
LOWEST, UNDER_CEILING = 0.05, 0.1  # metres
LOOKS = 0.05  # metres at least between lens and target
T_STOPS = (1.0, 22.0)


@dataclass(frozen=True)
class Standing:
    """Where a person of the shot is put, and what they do there. Fields as in ActorSpec."""

    name: str
    position: Vec3
    heading: float
    pose: Pose
    expression: Expression
    look_at: Vec3 | None = None


@dataclass(frozen=True)
class Lens:
    """Where the camera is put. Fields as in CameraSpec."""

    position: Vec3
    target: Vec3
    lens_mm: float
    t_stop: float = 0.0
    roll: float = 0.0


@dataclass(frozen=True)
class ByHand:
    """What somebody moved: people by name, and the camera; None: the camera is framed by the rules."""

    people: tuple[Standing, ...] = ()
    camera: Lens | None = None


@dataclass(frozen=True)
class Trouble:
    """Why a blocking cannot be shot: where ("BAI", "camera"), and what is wrong."""

    where: str
    what: str


def moved(actors: tuple[ActorSpec, ...], hand: ByHand) -> tuple[ActorSpec, ...]:
    """Return the actors where they were put; who was not named stays."""
    put = {s.name: s for s in hand.people}
    return tuple(_put(actor, put[actor.name]) if actor.name in put else actor for actor in actors)


def _put(actor: ActorSpec, standing: Standing) -> ActorSpec:
    place = {name: value for name, value in vars(standing).items() if name not in {"name", "look_at"}}
    look = standing.look_at
    return replace(actor, **place, look_at=None if look is None else as_vec3(look))


def as_put(spec: SceneSpec, hand: ByHand, place: Place, eyes: Mapping[str, Vec3] | None = None) -> SceneSpec:
    """Return the shot with people and camera where they were put; who sits has a seat under them.

    `eyes`: name → where somebody's eyes are then; the lens is focused on the first person of the shot.
    """
    actors = tuple(_seated(actor, place) for actor in moved(spec.actors, hand))
    camera = spec.camera if hand.camera is None else _camera(spec.camera, hand.camera)
    props = (*_without_stools(spec), *_stools(actors, place))
    out = replace(spec, actors=actors, props=props, camera=camera)
    first = (eyes or {}).get(actors[0].name) if actors else None
    return out if hand.camera is None or first is None else replace(out, camera=_focused(camera, first))


def _camera(known: CameraSpec, lens: Lens) -> CameraSpec:
    return replace(known, **vars(lens), focus_distance=0.0)


def _focused(camera: CameraSpec, eyes: Vec3) -> CameraSpec:
    depth = float(np.dot(np.subtract(eyes, camera.position), Optics(camera, 1600, 900).axes[2]))
    return replace(camera, focus_distance=round(depth, 4)) if depth > LOOKS else camera


def _seat(position: Vec3, place: Place) -> tuple[float, float, float, float] | None:
    """The seat of the set at a ground point."""
    near = ((float(np.hypot(s[0] - position[0], s[1] - position[1])), s) for s in place.seats)
    return min((pair for pair in near if pair[0] <= AT_SEAT), default=(0.0, None))[1]


def _seated(actor: ActorSpec, place: Place) -> ActorSpec:
    """The actor at the height of the seat they were put on; a stool's where there is none."""
    if actor.pose is not Pose.SIT:
        return actor
    seat = _seat(actor.position, place)
    return replace(actor, seat_height=seat[3] if seat else 0.45)


def _without_stools(spec: SceneSpec) -> Iterator[PropSpec]:
    """The props less the stools that stood under people."""
    under = {actor.position for actor in spec.actors}
    return (prop for prop in spec.props if prop.name != "stool" or prop.position not in under)


def _stools(actors: tuple[ActorSpec, ...], place: Place) -> Iterator[PropSpec]:
    sitting = (a for a in actors if a.pose is Pose.SIT and _seat(a.position, place) is None)
    return (PropSpec("stool", a.position, a.heading) for a in sitting)


def troubles(before: SceneSpec, hand: ByHand, place: Place) -> list[Trouble]:
    """Return why people and camera cannot stand so; empty where they can. Who stays where the rules put them may."""
    known = {a.name: a for a in before.actors}
    strangers = [Trouble(s.name, "is not in this shot") for s in hand.people if s.name not in known]
    after = moved(before.actors, hand)
    stepped = {a.name for a in after if a.position != known[a.name].position or a.pose is not known[a.name].pose}
    found = [*strangers, *(t for a in after if a.name in stepped for t in _misplaced(a, place))]
    found += _crowded(after, stepped)
    return found if hand.camera is None else [*found, *_unshootable(hand.camera, after, place)]


def _misplaced(actor: ActorSpec, place: Place) -> Iterator[Trouble]:
    x0, y0, x1, y1, _ = rooms(place)[0]
    x, y, z = actor.position
    if not (x0 <= x <= x1 and y0 <= y <= y1):
        yield Trouble(actor.name, f"stands outside the set: x {x0:.1f} to {x1:.1f} m, y {y0:.1f} to {y1:.1f} m")
    if z != 0.0:
        yield Trouble(actor.name, "must stand on the ground: z is 0")
    seated = actor.pose is Pose.SIT and _seat(actor.position, place) is not None
    if not seated and any(_within(actor.position, box, BODY) for box in place.obstacles):
        yield Trouble(actor.name, "stands in the furniture")


def _within(spot: Vec3, box: tuple[float, float, float, float], less: float) -> bool:
    return box[0] + less < spot[0] < box[2] - less and box[1] + less < spot[1] < box[3] - less


def _crowded(actors: tuple[ActorSpec, ...], stepped: set[str]) -> Iterator[Trouble]:
    for i, one in enumerate(actors):
        for other in actors[i + 1 :]:
            apart = float(np.hypot(one.position[0] - other.position[0], one.position[1] - other.position[1]))
            if apart < NEAREST and stepped & {one.name, other.name}:
                yield Trouble(one.name, f"stands in {other.name}: {apart:.2f} m apart, {NEAREST} m is the least")


def _unshootable(lens: Lens, actors: tuple[ActorSpec, ...], place: Place) -> Iterator[Trouble]:
    x0, y0, x1, y1, ceiling = place.camera_room
    x, y, z = lens.position
    if not (x0 <= x <= x1 and y0 <= y <= y1 and LOWEST <= z <= ceiling - UNDER_CEILING):
        yield Trouble(
            "camera",
            f"is outside the set: x {x0:.1f} to {x1:.1f} m, y {y0:.1f} to {y1:.1f} m, "
            f"height {LOWEST} to {ceiling - UNDER_CEILING:.1f} m",
        )
    if float(np.linalg.norm(np.subtract(lens.target, lens.position))) < LOOKS:
        yield Trouble("camera", "looks at itself: its target is where it stands")
    if not LENSES[0] <= lens.lens_mm <= LENSES[-1]:
        yield Trouble("camera", f"has no such lens: {LENSES[0]} to {LENSES[-1]} mm")
    if lens.t_stop != 0 and not T_STOPS[0] <= lens.t_stop <= T_STOPS[1]:
        yield Trouble("camera", f"has no such stop: T{T_STOPS[0]:g} to T{T_STOPS[1]:g}, or 0 for everything sharp")
    for actor in actors:
        if z < 2.0 and np.hypot(x - actor.position[0], y - actor.position[1]) < LENS_BODY:
            yield Trouble("camera", f"stands in {actor.name}")
