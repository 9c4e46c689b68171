"""Where a scene's props go: the fire in the middle, the table between people, small things on it, large ones behind."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from onmodel.fountain.model import SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Framing, Pose
from onmodel.stage.camera import Array, as_vec3, direction
from onmodel.stage.framing import Thing
from onmodel.stage.mesh import Place
from onmodel.stage.sets.props import canonical_prop, hand_props, prop_size
from onmodel.stage.sightlines import Solid
from onmodel.stage.spec import PropSpec
from onmodel.stage.staging import Staging

FIRES = frozenset({"campfire", "fireplace", "stove"})
TABLES = frozenset({"table", "low table", "desk"})
SEATS = frozenset({"chair", "stool", "bench", "office chair", "throne", "log", "sofa"})
LARGE = 1.0  # metres: what is larger stands behind the people, not among them
NEARBY = 1.75  # metres from the people to a table that they would put things on
REACH = 1.1  # metres: what is higher is no place to put something down
GAPS = {"fire": 1.7, "table": 1.9}  # metres between the two that have it between them


@dataclass(frozen=True)
class Dressing:
    """The things of a scene by the script's word: `props` are brought in, `fixed` stand in the set already."""

    props: Mapping[str, PropSpec]
    fixed: Mapping[str, Thing]

    def find(self, word: str) -> Thing | None:
        """Return where the thing is that a word of a beat or shot means, case ignored; None where there is none."""
        key = word.strip().lower()
        if key in self.props:
            return thing_of(self.props[key])
        return self.fixed.get(key)


def in_hand(scene: SceneBreakdown, shot: Shot) -> tuple[str, str] | None:
    """Return who holds what in an insert: by a beat of the scene, or by who is near where it speaks of a hand."""
    if shot.framing is not Framing.INSERT or not shot.props:
        return None
    wanted = [p.strip().lower() for p in shot.props]
    for beat in (b for other in (shot, *scene.shots) for b in other.beats):
        if beat.holds and beat.holds.strip().lower() in wanted:
            return beat.character, beat.holds
    if not re.search(r"\b(hand|hands|palm|fingers|fist)\b", shot.description.lower()):
        return None
    at = scene.shots.index(shot)
    near = [s.focus or next(iter(s.characters), None) for s in (*scene.shots[at + 1 :], *reversed(scene.shots[:at]))]
    holder = next((name for name in near if name), None)
    return (holder, shot.props[0]) if holder else None


def held(scene: SceneBreakdown) -> frozenset[str]:
    """Return the props that somebody holds at some time in the scene: they are never left on the ground too."""
    beats = [b.holds for shot in scene.shots for b in shot.beats if b.holds]
    inserts = [found[1] for shot in scene.shots if (found := in_hand(scene, shot))]
    return frozenset(word.strip().lower() for word in (*beats, *inserts))


def words(scene: SceneBreakdown) -> tuple[str, ...]:
    """Return the words of the scene's props, in the order of their appearance, without those that are held."""
    named = [p for shot in scene.shots for p in shot.props]
    unique = dict.fromkeys(w.strip().lower() for w in [*scene.props, *named] if w.strip())
    return tuple(w for w in unique if w not in held(scene))


def kind(word: str) -> str:
    """Return what a prop is for the floor: "fire", "table", "seat", "large", "hand" or "small"."""
    name = canonical_prop(word) or word
    groups = (("fire", FIRES), ("table", TABLES), ("seat", SEATS))
    size = "hand" if name in hand_props else "large" if max(prop_size(name)) > LARGE else "small"
    return next((group for group, known in groups if name in known), size)


def part_of(place: Place, word: str) -> Thing | None:
    """Return the set's own thing of that name, or None where the set brings none."""
    noun = word.rsplit(maxsplit=1)[-1]
    found = [p for p in place.parts if noun in p.name.lower() and len(p.vertices)]
    if not found:
        return None
    points = np.vstack([p.vertices for p in found]).astype(float)
    low, high = points.min(axis=0), points.max(axis=0)
    return Thing(as_vec3((low + high) / 2), float((high - low).max()))


def between(scene: SceneBreakdown, place: Place) -> str | None:
    """Return "fire" or "table" where the scene has one to stand between people and the set brings none."""
    brought = {kind(w) for w in words(scene) if not part_of(place, w)}
    sitting = any(b.pose is Pose.SIT for shot in scene.shots for b in shot.beats) and bool(place.seats)
    return next((k for k in ("fire", "table") if k in brought and not sitting), None)


def dress(scene: SceneBreakdown, staging: Staging, solid: Solid) -> Dressing:
    """Place every prop of a scene that nobody holds. Positions stay for the whole scene."""
    place = solid.place
    middle = between(scene, place)
    tops = () if middle == "table" else table_tops(place, np.array(staging.centre))
    placed: dict[str, PropSpec] = {}
    fixed: dict[str, Thing] = {}
    counts = {"large": 0, "small": 0, "seat": 0, "hand": 0}
    for word in words(scene):
        group = kind(word)
        if thing := part_of(place, word):
            fixed[word] = thing
        elif group in ("fire", "table"):
            if not any(kind(w) == group for w in placed):
                placed[word] = PropSpec(word, as_vec3(_middle(staging, group)), staging.front)
        else:
            index = counts[group]
            on_top = group == "hand" and index < len(tops)
            spot = tops[index] if on_top else _spot(staging, group, index, middle)
            spot = spot if spot[2] > 0 else _lifted(_kept_in(spot, place), solid, group)
            placed[word] = PropSpec(word, as_vec3(spot), round(staging.front + 20.0 * (-1) ** index, 3))
            counts[group] += 1
    return Dressing(placed, fixed)


def table_tops(place: Place, centre: Array) -> tuple[Array, ...]:
    """Return spots (3,) on the set's own tables near the people, the nearest first, a hand's breadth apart."""
    tables = tuple(p for p in place.parts if any(w in p.name for w in ("table", "desk", "counter")) and len(p.faces))
    solid = Solid(replace(place, parts=tables))
    steps = np.arange(-NEARBY, NEARBY + 0.01, 0.25)
    found = []
    for spot in (np.array([centre[0] + x, centre[1] + y, 0.0]) for x in steps for y in steps):
        heights = [
            solid.top_below(np.add(spot, (dx, dy, 0)), REACH)
            for dx, dy in ((0, 0), (0.12, 0), (-0.12, 0), (0, 0.12), (0, -0.12))
        ]
        if min(heights) > 0.25 and max(heights) - min(heights) < 0.01:  # clear of what stands there and of the edge
            found.append(np.array([spot[0], spot[1], heights[0]]))
    return tuple(sorted(found, key=lambda s: float(np.hypot(*(s - centre)[:2]))))


def _lifted(spot: Array, solid: Solid, group: str) -> Array:
    """Return a small thing's spot lifted onto what happens to stand there."""
    if group not in ("small", "hand"):
        return spot
    return np.array([spot[0], spot[1], max(0.0, solid.top_below(spot, REACH))])


def _middle(staging: Staging, group: str) -> Array:
    """A fire burns a step nearer to the camera than the people around it; a table stands between them."""
    nearer = 0.45 if group == "fire" else 0.0
    spot: Array = np.array(staging.centre) - nearer * direction(staging.front)
    return np.array([spot[0], spot[1], 0.0])


def _spot(staging: Staging, group: str, index: int, middle: str | None) -> Array:
    """Return where the next prop of its kind goes: large ones behind and aside, small ones on the table,
    aside where they could be stepped on, else in front."""
    ahead = direction(staging.front)
    right = np.array([ahead[1], -ahead[0], 0.0])
    row, flip = divmod(index, 2)
    sign = -1.0 if flip else 1.0
    if group == "large":
        offset = (2.3 + 0.4 * row) * ahead + sign * (1.9 + 1.6 * row) * right
    elif group == "seat":
        offset = 1.0 * ahead + sign * (1.5 + 0.7 * row) * right
    elif middle == "table" and group == "hand":
        offset = np.array([0, 0, prop_size("table")[2]]) + sign * (0.16 + 0.2 * row) * right - 0.08 * ahead
    else:
        offset = -0.5 * ahead + sign * ((1.0 if group == "hand" else 0.3) + 0.4 * row) * right
    spot: Array = np.array([staging.centre[0], staging.centre[1], 0.0]) + offset
    return spot


def _kept_in(spot: Array, place: Place) -> Array:
    x0, y0, x1, y1 = place.playable
    return np.array([np.clip(spot[0], x0, x1), np.clip(spot[1], y0, y1), spot[2]])


def thing_of(prop: PropSpec) -> Thing:
    """Return a prop as something a camera can frame: its middle and largest size."""
    width, depth, height = (prop.scale * side for side in prop_size(prop.name))
    x, y, z = prop.position
    return Thing((x, y, z + height / 2), max(width, depth, height))
