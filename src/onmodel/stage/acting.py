"""What each actor does in a shot: beats and marks become actor specs that face and look at the right thing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from zlib import crc32

import numpy as np
from numpy.typing import ArrayLike

from onmodel.dna.model import Bearing
from onmodel.fountain.model import Beat, SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Expression, Pose
from onmodel.stage.anchors import opened
from onmodel.stage.camera import Array, as_vec3, direction, flat, heading_of, turned
from onmodel.stage.dressing import Dressing
from onmodel.stage.mesh import ActorMesh, Place
from onmodel.stage.sightlines import Solid
from onmodel.stage.spec import ActorLook, ActorSpec
from onmodel.stage.staging import TALKING, Staging

TWIST = 45.0  # degrees that a head turns on a still body before the body follows
STEP = 0.9  # metres that someone who walks or runs is still away from their mark
CHEEK = 55.0  # degrees off the lens at most where two are held in one frame: actors cheat to the camera
CHEAT = 35.0  # degrees that a look may be cheated and still read as a look at the other
CROWD_CHEAT = 75.0  # the same among three or more, where a back or a profile would lose a face
ABREAST = 0.78  # metres between people who walk side by side
WALK_OFF = 28.0  # degrees off the lens that they walk
RESTING = frozenset({Pose.STAND, Pose.LISTEN})
MOVING = frozenset({Pose.WALK, Pose.RUN})
FIXED = MOVING | {Pose.SIT, Pose.LIE}  # poses whose body does not turn to whom it looks at


@dataclass(frozen=True)
class Floor:
    """A scene ready to be shot: its people on their marks, its props, its place, and who builds an actor."""

    scene: SceneBreakdown
    looks: Mapping[str, ActorLook]
    staging: Staging
    dressing: Dressing
    place: Place
    solid: Solid
    build: Callable[[ActorSpec], ActorMesh]
    see: Callable[[ActorSpec], ArrayLike]  # where an actor's eyes are: asked often, and bare bodies are quickly built
    _eyes: dict[tuple[str, Pose, float], Array] = field(default_factory=dict, compare=False)

    def eyes(self, name: str, shot: Shot) -> Array:
        """Return where a person's eyes are in a shot, on screen or off, before any turn of the head."""
        spec = actor(self, shot, name)
        key = (name, spec.pose, spec.seat_height)
        if key not in self._eyes:
            self._eyes[key] = np.asarray(self.see(replace(spec, position=(0, 0, 0), heading=0.0)), float)
        eyes: Array = turned(self._eyes[key], spec.heading) + np.asarray(spec.position)
        return eyes


def beat_of(shot: Shot, name: str) -> Beat:
    """Return what a person does in a shot: their beat, or talking and listening as the dialogue has it."""
    for beat in shot.beats:
        if beat.character == name:
            return beat
    speaks = any(s.character == name and not s.heard_only for s in shot.dialogue)
    if speaks:
        return Beat(name, Pose.TALK, Expression.TALKING)
    return Beat(name, Pose.LISTEN if shot.dialogue else Pose.STAND)


def addressee(floor: Floor, shot: Shot, name: str) -> str | None:
    """Return whom or what a person looks at: as told, else across the shoulder, to who speaks, to the partner."""
    told = beat_of(shot, name).addressee
    if told and told != name:
        return told
    if beat_of(shot, name).pose in MOVING and not shot.dialogue:
        return None
    across = {shot.shoulder: shot.focus, shot.focus: shot.shoulder}.get(name) if shot.shoulder else None
    pair = floor.staging.pair or ()
    partner = next((other for other in pair if name in pair and other != name), None)
    speakers = [s.character for s in shot.dialogue]
    others = [n for n in (across, *speakers, shot.focus, *shot.characters) if n and n != name]
    known = [n for n in others if n in floor.staging.marks]
    return next(iter(known), partner)


def actor(floor: Floor, shot: Shot, name: str) -> ActorSpec:
    """Return an actor on their mark as the beat has them, still looking straight ahead."""
    look, mark = floor.looks.get(name, ActorLook()), floor.staging.marks[name]
    beat = _at_rest(beat_of(shot, name), look.bearing)
    position, seat = np.asarray(mark.position), mark.seat
    if seat is not None and beat.pose is not Pose.SIT:
        position = position + 0.4 * direction(mark.heading)
    heading = mark.heading
    if beat.pose in MOVING:
        position, heading = _on_the_way(floor, shot, name, position)
    return ActorSpec(
        name, look, as_vec3(position), round(heading, 3), beat.pose,
        beat.expression, None, beat.holds, seed=crc32(f"{name}/{shot.number}".encode()) % 2**31,
        seat_height=0.45 if seat is None else seat,
    )  # fmt: skip


def _at_rest(beat: Beat, bearing: Bearing) -> Beat:
    """The beat with what the person usually does where it tells nothing of body or face."""
    pose = bearing.pose if beat.pose in RESTING and beat.holds is None and bearing.pose is not Pose.STAND else beat.pose
    face = bearing.expression if beat.expression is Expression.NEUTRAL else beat.expression
    return replace(beat, pose=pose, expression=face)


def _on_the_way(floor: Floor, shot: Shot, name: str, mark: Array) -> tuple[Array, float]:
    """Return position and heading of someone who walks: companions side by side, ¾ to the camera.

    Whoever walks up to somebody who waits comes from outside and is still short of them.
    """
    there = [n for n in shot.characters if n in floor.staging.marks]
    walkers = [n for n in there if beat_of(shot, n).pose in MOVING] or [name]
    spots = {n: np.asarray(floor.staging.marks[n].position) for n in there}
    waiting = [spots[n] for n in there if n not in walkers]
    front = floor.staging.front
    ahead, camera = direction(front), -direction(front)
    right = np.array([ahead[1], -ahead[0], 0.0])
    if waiting:
        others = np.mean(waiting, axis=0)
        out = flat(np.mean([spots[n] for n in walkers if n in spots] or [mark], axis=0) - others)
        middle = others + (TALKING + STEP + ABREAST * (len(walkers) - 1) / 2) * out
        heading = heading_of(opened(-out, camera, 35.0))
    else:
        middle, heading = np.array(floor.staging.centre), heading_of(turned(camera, WALK_OFF))
    index = walkers.index(name) if name in walkers else 0
    spot = middle + ABREAST * (index - (len(walkers) - 1) / 2) * right + 0.35 * (index % 2) * ahead
    return _inside(spot, floor.place), heading


def _inside(spot: Array, place: Place) -> Array:
    x0, y0, x1, y1 = place.playable
    return np.array([np.clip(spot[0], x0, x1), np.clip(spot[1], y0, y1), 0.0])


def performance(floor: Floor, shot: Shot, name: str, camera_side: Array | None, cheat: float = CHEAT) -> ActorSpec:
    """Return the actor facing and looking at whom they deal with.

    `camera_side` (3,): the ground direction to the camera where several faces are held in one frame; looks are then
    cheated toward it, by no more than `cheat` degrees. None for frames of one face: there the camera moves instead.
    """
    spec = actor(floor, shot, name)
    target = _target(floor, shot, name, spec)
    if target is None:
        return spec
    own = floor.eyes(name, shot)
    away = target - own
    ahead = direction(spec.heading)
    if spec.pose in MOVING and float(flat(away) @ ahead) < np.cos(np.radians(TWIST)):
        return spec
    if spec.pose not in FIXED:
        ahead = opened(away, ahead, TWIST)
    own = turned(own - np.asarray(spec.position), heading_of(ahead) - spec.heading) + np.asarray(spec.position)
    if camera_side is not None:
        away = _cheated(away, camera_side, cheat)
    return replace(spec, heading=round(heading_of(ahead), 3), look_at=as_vec3(own + away))


def _cheated(away: Array, camera_side: Array, cheat: float) -> Array:
    """Return a look turned toward the camera until it is no more than CHEEK degrees off it, by at most `cheat`."""
    off = float(np.degrees(np.arccos(np.clip(flat(away) @ flat(camera_side), -1, 1))))
    ground = float(np.hypot(away[0], away[1]))
    turned_look = opened(away, camera_side, float(np.clip(off - CHEEK, 0, cheat)))
    return np.array([ground * turned_look[0], ground * turned_look[1], away[2]])


def _target(floor: Floor, shot: Shot, name: str, spec: ActorSpec) -> Array | None:
    """Return the world point that a person looks at, or None where they look straight ahead."""
    whom = addressee(floor, shot, name)
    if whom is None:
        return None
    if whom in floor.staging.marks:
        return floor.eyes(whom, shot)
    if spec.holds and whom.strip().lower() == spec.holds.strip().lower():
        hands: Array = floor.eyes(name, shot) + 0.35 * direction(spec.heading) - np.array([0, 0, 0.4])
        return hands
    thing = floor.dressing.find(whom)
    return np.array(thing.middle) if thing else None
