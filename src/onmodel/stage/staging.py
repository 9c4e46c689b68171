"""Where people stand: marks on the floor that hold for a whole scene, arranged so that a camera can see the faces."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from onmodel.fountain.model import SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Pose
from onmodel.stage.anchors import opened
from onmodel.stage.camera import Array, as_vec3, direction, flat, heading_of, turned
from onmodel.stage.framing import Rectangle
from onmodel.stage.line import Line, establish
from onmodel.stage.mesh import Place
from onmodel.stage.sets.props import canonical_prop
from onmodel.stage.spec import Vec3

TALKING = 1.24  # metres between two who talk: near end of social distance (Hall 1966)
APART = 0.7  # metres at least between any two
OPEN = 27.0  # degrees that a body opens from its partner to the camera
BODY = 0.25  # metres that a body keeps from furniture
AT_LANDMARK = 3.0  # metres from the door or window at which a scene plays
CAMERA_RUN = 3.5  # metres wanted between the group and the camera of a master


@dataclass(frozen=True)
class Mark:
    """Where an actor stands or sits: a ground point, a heading, and the seat's height where there is one."""

    position: Vec3
    heading: float
    seat: float | None = None


@dataclass(frozen=True)
class Staging:
    """A scene on the floor. `front` is the heading of the master camera; `pair` the first two who deal with each other
    and so draw the line."""

    marks: Mapping[str, Mark]
    centre: Vec3
    front: float
    pair: tuple[str, str] | None

    @property
    def master(self) -> Array:
        """The ground point (3,) from which the master would look: it decides the camera's side of every line."""
        return np.array(self.centre) - 4.0 * direction(self.front)

    def line(self, first: str, second: str) -> Line:
        """Return the line between two people of the scene, with the camera on the master's side."""
        return establish(self.marks[first].position, self.marks[second].position, self.master)


def seen_people(scene: SceneBreakdown) -> tuple[str, ...]:
    """Return everyone who is seen or spoken to in the scene, those who meet first in front."""
    named = [n for shot in scene.shots for n in (*shot.characters, shot.shoulder) if n]
    known = dict.fromkeys([*named, *scene.characters])
    pair = first_pair(scene, tuple(known))
    return tuple(dict.fromkeys([*(pair or ()), *known]))


def first_pair(scene: SceneBreakdown, known: Iterable[str]) -> tuple[str, str] | None:
    """Return the first two who deal with each other: by shoulder, by addressee, or by standing in one frame."""
    names = set(known)
    for shot in scene.shots:
        for a, b in (*_over_shoulder(shot), *((beat.character, beat.addressee) for beat in shot.beats)):
            if a in names and b in names and a != b and a is not None and b is not None:
                return a, b
    for shot in scene.shots:
        if len(set(shot.characters)) > 1:
            first, second = list(dict.fromkeys(shot.characters))[:2]
            return first, second
    return None


def _over_shoulder(shot: Shot) -> tuple[tuple[str | None, str | None], ...]:
    return ((shot.shoulder, shot.focus),) if shot.shoulder and shot.focus else ()


def stage_scene(scene: SceneBreakdown, place: Place, gap: float = TALKING) -> Staging:
    """Give everyone of a scene a mark: seats for those who sit, an arrangement open to the camera for the rest.

    `gap` is the distance of the first pair: wider where something stands between them.
    """
    people = seen_people(scene)
    pair = first_pair(scene, people)
    sitting = {b.character for shot in scene.shots for b in shot.beats if b.pose is Pose.SIT}
    slots = arrangement(len(people), gap)
    spots, seats = _seated(people, sitting, place)
    slots = _mirrored(place, people, slots, spots)
    centre = _centre(place, slots, spots, people, _landmark(scene, place))
    for name, slot in zip(people, slots, strict=True):
        if name not in spots:
            spots[name] = _free_spot(_world(slot, centre, place.front), tuple(spots.values()), place)
    front = _camera_side(place, spots, pair, centre)
    middle = np.mean([spots[n] for n in (pair or people)], axis=0) if people else centre
    marks = {n: Mark(as_vec3(spots[n]), _heading(n, spots, pair, front), seats.get(n)) for n in people}
    for name, seat in seats.items():
        marks[name] = Mark(marks[name].position, _seat_heading(place, spots[name], marks[name].heading), seat)
    return Staging(marks, as_vec3(middle), front, pair)


def arrangement(count: int, gap: float = TALKING) -> tuple[tuple[float, float], ...]:
    """Return slots (right, away) in metres as the master camera sees them, the pair that talks first.

    One alone · two facing · three in a triangle open to the camera · more in a shallow arc with the pair in the middle.

    >>> arrangement(2, 1.2)
    ((-0.6, 0.0), (0.6, 0.0))
    """
    half = gap / 2
    if count <= 1:
        return ((0.0, 0.0),) * count
    if count <= 3:
        wide = half if count == 2 else max(half, 0.75)
        return ((-wide, 0.0), (wide, 0.0), (0.0, 0.62))[:count]
    slots = [(-half, 0.0), (half, 0.0)]
    for i in range(count - 2):
        row, place = divmod(i, 6)
        right = (half + 0.85 * (place // 2 + 1)) * (-1 if place % 2 == 0 else 1)
        slots.append((right + 0.4 * row, -0.1 * right**2 * (row == 0) + 0.9 * row))
    return tuple(slots)


def _landmark(scene: SceneBreakdown, place: Place) -> Array | None:
    """Return where the first door or window of the set is that the scene names (3,)."""
    words = [*scene.props, *(p for shot in scene.shots for p in shot.props)]
    known = (place.landmarks.get(canonical_prop(word) or "") for word in words)
    spot = next((s for s in known if s), None)
    return None if spot is None else np.array(spot)


def _world(slot: tuple[float, float], centre: Array, front: float) -> Array:
    ahead = direction(front)
    right = np.array([ahead[1], -ahead[0], 0.0])
    spot: Array = centre + slot[0] * right + slot[1] * ahead
    return spot


def _seated(people: tuple[str, ...], sitting: set[str], place: Place) -> tuple[dict[str, Array], dict[str, float]]:
    """Give seats, nearest to the first one taken, to those who sit. Returns ground points and seat heights."""
    spots: dict[str, Array] = {}
    heights: dict[str, float] = {}
    x0, y0, x1, y1 = place.playable
    near = np.array([(x0 + x1) / 2, (y0 + y1) / 2, 0.0])
    for name in (n for n in people if n in sitting):
        usable = [s for s in place.seats if all(np.hypot(s[0] - o[0], s[1] - o[1]) >= APART for o in spots.values())]
        if usable:
            x, y, _, heights[name] = min(usable, key=lambda s: _seat_cost(s, near, place))
            spots[name] = near = np.array([x, y, 0.0])
    return spots, heights


def _mirrored(
    place: Place, people: tuple[str, ...], slots: tuple[tuple[float, float], ...], spots: Mapping[str, Array]
) -> tuple[tuple[float, float], ...]:
    """Return the arrangement, left and right exchanged where the first who sits would have the others behind them."""
    sitter = next((n for n in people if n in spots), None)
    if sitter is None:
        return slots
    ahead = direction(place.front)
    faces_right = float(direction(_seat_heading(place, spots[sitter], 0.0)) @ [ahead[1], -ahead[0], 0.0])
    stands_right = slots[people.index(sitter)][0]
    return tuple((-x, y) for x, y in slots) if faces_right * stands_right > 0.05 else slots


def _seat_cost(seat: tuple[float, float, float, float], near: Array, place: Place) -> float:
    """A seat is good near the others, from ¾ to frontal to the master camera, with playable ground before it."""
    ahead = direction(seat[2])
    off = float(np.degrees(np.arccos(np.clip(ahead @ -direction(place.front), -1, 1))))
    partner = np.array(seat[:2]) + TALKING * ahead[:2]
    x0, y0, x1, y1 = place.playable
    outside = float(np.hypot(*(partner - np.clip(partner, (x0, y0), (x1, y1)))))
    return 0.4 * float(np.hypot(*(near[:2] - seat[:2]))) + max(0.0, off - 65.0) / 30.0 + 0.6 * outside


def _seat_heading(place: Place, spot: Array, otherwise: float) -> float:
    """Return the heading of the seat at a spot: one sits as the chair stands."""
    return next((h for x, y, h, _ in place.seats if np.hypot(x - spot[0], y - spot[1]) < 0.01), otherwise)


def _centre(
    place: Place,
    slots: tuple[tuple[float, float], ...],
    spots: Mapping[str, Array],
    people: tuple[str, ...],
    landmark: Array | None = None,
) -> Array:
    """Return the middle of the group: around those who sit, else where everybody and the camera have room, near the
    landmark (3,) that the scene plays at."""
    if spots:
        offsets = [
            spots[n] - _world(slot, np.zeros(3), place.front)
            for n, slot in zip(people, slots, strict=True)
            if n in spots
        ]
        return np.asarray(np.mean(offsets, axis=0))
    x0, y0, x1, y1 = place.playable
    middle = np.array([(x0 + x1) / 2, (y0 + y1) / 2, 0.0])
    grid = [np.array([x, y, 0.0]) for x in np.linspace(x0, x1, 13)[1:-1] for y in np.linspace(y0, y1, 13)[1:-1]]

    def cost(centre: Array) -> float:
        blocked = sum(not _is_free(_world(slot, centre, place.front), place) for slot in slots)
        short = max(0.0, CAMERA_RUN - camera_run(place, centre, -direction(place.front)))
        away = 0.0 if landmark is None else max(0.0, float(np.hypot(*(centre - landmark)[:2])) - AT_LANDMARK)
        return 5.0 * blocked + 1.5 * short**2 + 0.5 * float(np.linalg.norm(centre - middle)) + 1.5 * away

    return min([middle, *grid], key=cost)


def camera_run(place: Place, start: Array, toward: Array) -> float:
    """Return metres from a ground point along a bearing to the first wall or piece of furniture."""
    for reach in np.arange(0.3, 8.0, 0.2):
        point = start + reach * toward
        if not _inside(point, place.camera_room[:4], -0.15) or any(_inside(point, box, 0.1) for box in place.obstacles):
            return float(reach)
    return 8.0


def _inside(point: Array, box: Rectangle, grown: float) -> bool:
    return bool(box[0] - grown <= point[0] <= box[2] + grown and box[1] - grown <= point[1] <= box[3] + grown)


def _is_free(point: Array, place: Place) -> bool:
    return _inside(point, place.playable, 0.0) and not any(_inside(point, box, BODY) for box in place.obstacles)


def _free_spot(wanted: Array, taken: tuple[Array, ...], place: Place) -> Array:
    """Return a playable ground point near the wanted one, clear of furniture and people.

    A spot from which one would look at the others away from the camera costs more: there it shows a back.
    """
    camera = -direction(place.front)
    rings = [wanted + r * turned([1.0, 0.0, 0.0], a) for r in np.arange(0.0, 6.0, 0.2) for a in range(0, 360, 15)]
    free = [s for s in rings if _is_free(s, place) and all(np.linalg.norm(s - other) >= APART for other in taken)]
    others = np.mean(taken, axis=0) if taken else wanted

    def cost(spot: Array) -> float:
        nearer = max(0.0, float((spot - wanted) @ camera))
        back = max(0.0, -float(flat(others - spot) @ camera))
        return float(np.linalg.norm(spot - wanted)) + nearer + 3.0 * back * (nearer > 0)

    return min(free, key=cost, default=wanted)


def _camera_side(place: Place, spots: Mapping[str, Array], pair: tuple[str, str] | None, centre: Array) -> float:
    """Return the master camera's heading: across the pair's line, on the side with room that shows the set's front."""
    if pair is None:
        return place.front
    along = flat(spots[pair[1]] - spots[pair[0]])
    middle = (spots[pair[0]] + spots[pair[1]]) / 2
    best = -direction(place.front)

    def worth(normal: Array) -> float:
        return float(normal @ best) + min(camera_run(place, middle, normal), CAMERA_RUN) / CAMERA_RUN

    return heading_of(-max((turned(along, 90), turned(along, -90)), key=worth))


def _heading(name: str, spots: Mapping[str, Array], pair: tuple[str, str] | None, front: float) -> float:
    """Return where a body faces: its partner or the pair, opened to the camera; one alone stands ¾ to it."""
    camera = -direction(front)
    if pair is None or len(spots) < 2:
        return heading_of(turned(camera, 35.0))
    partner = {pair[0]: pair[1], pair[1]: pair[0]}.get(name)
    target = spots[partner] if partner else (spots[pair[0]] + spots[pair[1]]) / 2
    return heading_of(opened(target - spots[name], camera, OPEN))
