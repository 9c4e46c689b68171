"""A moment in an actor's life: what moves on a body that keeps its pose. `STILL` is the pose as it was blocked."""

from dataclasses import dataclass
from math import inf

import numpy as np

from onmodel.stage.actors.figure import NECK, SIGN, SPINE, Figure
from onmodel.stage.actors.turns import Vectors, about, turned
from onmodel.stage.mesh import Floats


@dataclass(frozen=True)
class Moment:
    """Offsets from the blocked pose, in degrees save where said.

    `breath` −1…1 of a breath · `sway` forward and to the actor's left, of the whole body about its feet · `head` nod
    down, tilt to the left, turn to the left · `glance` of the eyes: left, up · `torso`: chest against the pelvis, lean
    forward, to the left, turn to the left · `weight` −1…1 from the right foot to the left, for who stands · `gesture`
    0–1 of a beat of the speaking hand · `actions`: changes of ARKit face actions by name · `stride` in steps since the
    blocked pose, for who walks or runs, and `stop` after how many whole ones the feet come together.
    """

    breath: float = 0.0
    sway: tuple[float, float] = (0.0, 0.0)
    head: tuple[float, float, float] = (0.0, 0.0, 0.0)
    glance: tuple[float, float] = (0.0, 0.0)
    torso: tuple[float, float, float] = (0.0, 0.0, 0.0)
    weight: float = 0.0
    gesture: float = 0.0
    actions: tuple[tuple[str, float], ...] = ()
    stride: float = 0.0
    stop: float = inf


STILL = Moment()
INHALED_LEAN, INHALED_SHOULDER = 0.9, 1.6  # degrees that a quiet breath lifts chest and shoulders
NECK_SHARES = (0.22, 0.45, 0.7, 1.0)
ASIDE, LISTED = 0.03, 2.0  # metres and degrees that a pelvis goes over to the foot that carries
RAISED, WRIST = 13.0, 10.0  # degrees: forearm and hand of a beat


def breathe(figure: Figure, moment: Moment) -> None:
    """Lift chest and shoulders by the breath; arms and head are carried along."""
    if not moment.breath:
        return
    for i, bone in enumerate(SPINE):
        if bone in figure.turns:
            share = (i + 1) / len(SPINE)
            figure.turns[bone] = figure.turns[bone] @ about((1, 0, 0), -INHALED_LEAN * share * moment.breath)
    for side, sign in SIGN.items():
        bone = f"clavicle.{side}"
        lift = about((0, 1, 0), -sign * INHALED_SHOULDER * moment.breath)
        figure.turns[bone] = figure.turn(bone) @ lift


def lean(figure: Figure, moment: Moment) -> None:
    """Bend and turn the chest against the pelvis; arms and head are carried along."""
    if any(moment.torso):
        for i, bone in enumerate(SPINE):
            share = (i + 1) / len(SPINE)
            figure.turns[bone] = turned(*(share * angle for angle in moment.torso)) @ figure.turn(bone)


def shift_weight(figure: Figure, moment: Moment) -> None:
    """Carry the pelvis over one foot; both feet stay where they are."""
    if not moment.weight:
        return
    ankles = {side: figure.at(f"foot.{side}") for side in SIGN}
    knees = {s: figure.at(f"lowerleg01.{s}") - (figure.at(f"upperleg01.{s}") + ankles[s]) / 2 for s in SIGN}
    kept = {bone: turn for bone, turn in figure.turns.items() if bone.startswith(("foot", "toe"))}
    figure.turns["root"] = about((0, 1, 0), -LISTED * moment.weight) @ figure.turns["root"]
    figure.shift[0] += ASIDE * moment.weight
    for side, ankle in ankles.items():
        figure.lower_to(side, ankle)
    for side, ankle in ankles.items():
        figure.leg(side, ankle, knees[side])
    figure.turns.update(kept)


def beat(figure: Figure, side: str, moment: Moment) -> None:
    """Raise a forearm and its hand, as speakers underline a word."""
    if moment.gesture:
        left = figure.turn("spine01") @ np.array((1, 0, 0), np.float32)
        for bone in figure.below(f"lowerarm01.{side}"):
            raised = RAISED + (WRIST if bone in figure.below(f"wrist.{side}") else 0.0)
            figure.turns[bone] = about(left, -raised * moment.gesture) @ figure.turns[bone]


def turn_head(figure: Figure, moment: Moment) -> None:
    """Move the head a little from where it looks."""
    nod, tilt, turn = moment.head
    if nod or tilt or turn:
        for bone, share in zip(NECK, NECK_SHARES, strict=True):
            figure.turns[bone] = figure.turn(bone) @ turned(share * nod, share * tilt, share * turn)


def swayed(place: Floats, moment: Moment) -> Floats:
    """The actor's place in the world (4, 4) with the whole body tipped about the ground point it stands on."""
    tipped = np.eye(4, dtype=np.float32)
    tilt: Vectors = turned(lean=moment.sway[0], side=moment.sway[1])
    tipped[:3, :3] = tilt
    result: Floats = place @ tipped
    return result
