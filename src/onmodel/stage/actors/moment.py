"""A moment in an actor's life: what moves on a body that keeps its pose. `STILL` is the pose as it was blocked."""

from dataclasses import dataclass

import numpy as np

from onmodel.stage.actors.figure import NECK, SIGN, SPINE, Figure
from onmodel.stage.actors.turns import Vectors, about, turned
from onmodel.stage.mesh import Floats


@dataclass(frozen=True)
class Moment:
    """Offsets from the blocked pose, in degrees save where said.

    `breath` −1…1 of a breath · `sway` forward and to the actor's left, of the whole body about its feet · `head` nod
    down, tilt to the left, turn to the left · `glance` of the eyes: left, up · `actions`: changes of ARKit face actions
    by name · `stride` in steps since the blocked pose, for who walks or runs.
    """

    breath: float = 0.0
    sway: tuple[float, float] = (0.0, 0.0)
    head: tuple[float, float, float] = (0.0, 0.0, 0.0)
    glance: tuple[float, float] = (0.0, 0.0)
    actions: tuple[tuple[str, float], ...] = ()
    stride: float = 0.0


STILL = Moment()
INHALED_LEAN, INHALED_SHOULDER = 0.9, 1.6  # degrees that a quiet breath lifts chest and shoulders
NECK_SHARES = (0.22, 0.45, 0.7, 1.0)


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
