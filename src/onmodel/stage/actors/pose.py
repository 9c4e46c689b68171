"""A figure strikes a pose: posture, ground, gaze, place in the world."""

from collections.abc import Callable

import numpy as np

from onmodel.fountain.vocabulary import Pose
from onmodel.stage.actors import lowered, standing
from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.bearing import Nature, carry, show
from onmodel.stage.actors.body import Shape, skin
from onmodel.stage.actors.figure import AHEAD, Figure
from onmodel.stage.actors.gait import go
from onmodel.stage.actors.gaze import look_at
from onmodel.stage.actors.hands import close
from onmodel.stage.actors.moment import STILL, Moment, beat, breathe, lean, shift_weight, swayed, turn_head
from onmodel.stage.actors.turns import turned
from onmodel.stage.mesh import Floats
from onmodel.stage.sets.props import showing
from onmodel.stage.spec import ActorSpec

FREE_RIGHT_ARM = {Pose.STAND, Pose.TALK, Pose.LISTEN, Pose.WALK, Pose.SIT, Pose.KNEEL, Pose.POINT, Pose.REACH}
ROLLED = 0.012  # metres that a foot's lowest point rises as it rolls from heel to toes; who runs is higher for moments
BUSY_RIGHT_HAND = {Pose.WAVE, Pose.ARMS_CROSSED, Pose.HANDS_ON_HIPS}
POSTURES: dict[Pose, Callable[[Figure, Nature], None]] = {
    Pose.STAND: standing.stand,
    Pose.TALK: standing.talk,
    Pose.LISTEN: standing.listen,
    Pose.THINK: standing.think,
    Pose.WALK: standing.walk,
    Pose.RUN: standing.run,
    Pose.SIT: lowered.sit,
    Pose.KNEEL: lowered.kneel,
    Pose.CROUCH: lowered.crouch,
    Pose.LIE: lowered.lie,
    Pose.POINT: standing.point,
    Pose.REACH: standing.reach,
    Pose.HOLD: standing.hold,
    Pose.ARMS_CROSSED: standing.arms_crossed,
    Pose.HANDS_ON_HIPS: standing.hands_on_hips,
    Pose.WAVE: standing.wave,
    Pose.BOW: standing.bow,
    Pose.FIGHT: standing.fight,
}


def strike(shape: Shape, spec: ActorSpec, moment: Moment = STILL) -> tuple[Floats, tuple[float, float]]:
    """Bone transforms (B, 4, 4) from rest pose to world, and the eyes' yaw and pitch in the head's axes (degrees).

    The lowest point of the skin touches the ground (the actor's `position`); who sits keeps to the seat. `seed`
    varies the pose a little; the same spec and moment give the same numbers.
    """
    rng = np.random.default_rng(spec.seed)
    side = "L" if spec.holds else "LR"[int(rng.integers(2))]  # the right hand keeps what is held, the left one acts
    a, b, c = (float(x) for x in rng.uniform(-1, 1, 3))
    figure, nature = Figure(shape), Nature(side, a, b, c, spec.seat_height)
    POSTURES[spec.pose](figure, nature)
    gone, ground = 0.0, 0.0
    if moment.stride:
        ground, blocked = _lowest(figure), figure.shift[2]
        figure = Figure(shape)
        gone = go(figure, nature, spec.pose, moment, float(blocked))
    if spec.holds and spec.shows:
        show(figure, "R", showing(spec.holds))
    elif spec.holds and spec.pose in FREE_RIGHT_ARM:
        carry(figure, "R")
    elif spec.holds and spec.pose not in BUSY_RIGHT_HAND:
        close(figure, "R", "hold")
    lowest = min(_lowest(figure), ground + ROLLED) if moment.stride else _lowest(figure)
    beat(figure, nature.side, moment)
    breathe(figure, moment)
    lean(figure, moment)
    shift_weight(figure, moment)
    if lowest < 0 or spec.pose is not Pose.SIT:  # from a high seat the feet dangle
        figure.shift[2] -= lowest
    place = np.eye(4, dtype=np.float32)
    place[:3, :3] = turned(turn=spec.heading)
    place[:3, 3] = spec.position + gone * (place[:3, :3] @ AHEAD)
    gaze = (0.0, 0.0)
    if spec.look_at is not None:
        target = place[:3, :3].T @ (np.asarray(spec.look_at, np.float32) - place[:3, 3])
        gaze = look_at(figure, target)
    turn_head(figure, moment)
    eyes = (gaze[0] + moment.glance[0], gaze[1] + moment.glance[1])
    return swayed(place, moment) @ figure.transforms(), eyes


def _lowest(figure: Figure) -> float:
    """The height of the lowest point of the skin."""
    vertices = figure.shape.vertices[:SKIN_END]
    return float(skin(vertices, anatomy().weights[:SKIN_END], figure.transforms())[:, 2].min())
