"""Where a scene's props go: the fire in the middle, the table between people, small things on it, large ones behind."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from onmodel.fountain.model import SceneBreakdown
from onmodel.fountain.vocabulary import Pose
from onmodel.stage.camera import Array, as_vec3, direction
from onmodel.stage.framing import Thing
from onmodel.stage.inserts import Exhibit, exhibit, in_hand
from onmodel.stage.mesh import Place
from onmodel.stage.sets.props import canonical_prop, hand_props, prop_size
from onmodel.stage.sightlines import Solid
from onmodel.stage.spec import PropSpec
from onmodel.stage.staging import Staging

FIRES = frozenset({"campfire", "fireplace", "stove"})
TABLES = frozenset({"table", "low table", "desk"})
SEATS = frozenset({"chair", "stool", "bench", "office chair", "throne", "log", "sofa"})
LARGE = 1.0  # metres: what is larger stands behind the people, not among them
NEARBY = 3.25  # metres from the people to a table that they would put things on
LANDMARK = 2.2  # metres: the frame that a door or window of the set asks for
REACH = 1.1  # metres: what is higher is no place to put something down
ALOFT = 4.0  # metres above the ground of what flies
OVER_FLAT, OVER_UPRIGHT, FROM_BELOW = 55.0, 24.0, -24.0  # degrees from above at which an insert looks at a thing
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


def held(scene: SceneBreakdown) -> frozenset[str]:
    """Return the kit's names of what somebody holds at some time in the scene: never left on the ground too."""
    beats = [b.holds for shot in scene.shots for b in shot.beats if b.holds]
    inserts = [shown.names for shot in scene.shots if (shown := exhibit(shot)) and in_hand(scene, shot)]
    return frozenset(named(word) for word in beats).union(*inserts)


def exhibits(scene: SceneBreakdown) -> dict[str, Exhibit]:
    """Return what the scene's inserts show that nobody holds, by its phrase."""
    shown = [e for shot in scene.shots if (e := exhibit(shot)) and not in_hand(scene, shot)]
    return {e.phrase: e for e in shown}


def words(scene: SceneBreakdown) -> tuple[str, ...]:
    """Return the scene's props by word or phrase, in the order of their appearance, without those that are held.

    What an insert shows in a state or with something in it is one prop, not one for each of its words.
    """
    shown = exhibits(scene)
    told = [p for shot in scene.shots for p in shot.props]
    plain = dict.fromkeys(w.strip().lower() for w in [*scene.props, *told] if w.strip())
    taken = held(scene).union(*(e.names for e in shown.values()))
    return (*(w for w in plain if named(w) not in taken), *shown)


def named(word: str) -> str:
    """Return the kit's name for a word, the word itself where the kit has no such thing."""
    return canonical_prop(word) or word.strip().lower()


def kind(word: str) -> str:
    """Return what a prop is for the floor: "fire", "table", "seat", "large", "hand" or "small"."""
    name = named(word)
    groups = (("fire", FIRES), ("table", TABLES), ("seat", SEATS))
    size = "hand" if name in hand_props else "large" if max(prop_size(name)) > LARGE else "small"
    return next((group for group, known in groups if name in known), size)


def part_of(place: Place, word: str) -> Thing | None:
    """Return the set's own thing of that name, or None where the set brings none."""
    if spot := place.landmarks.get(named(word)):
        return Thing(spot, LANDMARK, 0.0)
    found = [p for p in place.parts if named(word) in _nouns(p.name) and len(p.vertices)]
    if not found:
        return None
    points = np.vstack([p.vertices for p in found]).astype(float)
    low, high = points.min(axis=0), points.max(axis=0)
    return Thing(as_vec3((low + high) / 2), float((high - low).max()))


def _nouns(part: str) -> frozenset[str]:
    """Return the kit's names for the nouns in a part's name, which sets spell `noun_noun/finish`."""
    return frozenset(named(noun.removesuffix("s")) for noun in part.rsplit("/", 1)[0].replace("/", "_").split("_"))


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
    shown = exhibits(scene)
    for word in words(scene):
        group = kind(word)
        if thing := part_of(place, word):
            fixed[word] = thing
        elif word in shown and shown[word].air:
            placed[word] = PropSpec(word, as_vec3(_aloft(staging)), round(staging.front + 160.0, 3))
        elif group in ("fire", "table"):
            if not any(kind(w) == group for w in placed):
                placed[word] = PropSpec(word, as_vec3(_middle(staging, group)), staging.front)
        else:
            index = counts[group]
            on_top = group == "hand" and index < len(tops) and not (word in shown and shown[word].ground)
            spot = tops[index] if on_top else _spot(staging, group, index, middle)
            spot = spot if spot[2] > 0 else _lifted(_kept_in(spot, place), solid, group)
            placed[word] = PropSpec(word, as_vec3(spot), round(staging.front + 180.0 + 20.0 * (-1) ** index, 3))
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


def _aloft(staging: Staging) -> Array:
    """Where something flies: over and beyond the people, as the master camera sees them."""
    spot: Array = np.array(staging.centre) + 3.0 * direction(staging.front)
    return np.array([spot[0], spot[1], ALOFT])


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
    """Return a prop as something a camera can frame: its middle, its largest size, and how steeply it is best seen."""
    width, depth, height = (prop.scale * side for side in prop_size(prop.name))
    x, y, z = prop.position
    flat = height < 0.35 * max(width, depth)
    pitch = FROM_BELOW if z >= ALOFT else OVER_FLAT if flat else OVER_UPRIGHT
    return Thing((x, y, z + height / 2), max(width, depth, height), pitch)
