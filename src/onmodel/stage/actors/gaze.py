"""Where an actor looks: head and eyes turn to a point within what a neck and an eye can do."""

import numpy as np

from onmodel.stage.actors.figure import AHEAD, NECK, Figure
from onmodel.stage.actors.turns import Vectors, between, turned

HEAD_SHARE = 0.72  # of the way to the target; the eyes do the rest
YAW, UP, DOWN = 68.0, 38.0, 48.0  # of the head against the chest
EYE_YAW, EYE_UP, EYE_DOWN = 28.0, 18.0, 24.0


def angles(direction: Vectors) -> tuple[float, float]:
    """Yaw to the actor's left and pitch up (degrees) of a direction (3,) in axes where ahead is −y."""
    x, y, z = direction
    return float(np.degrees(np.arctan2(x, -y))), float(np.degrees(np.arctan2(z, np.hypot(x, y))))


def look_at(figure: Figure, target: Vectors) -> tuple[float, float]:
    """Turn neck and head towards a point (3,) in the actor's axes and return the eyes' yaw and pitch in the head's.

    The pose's own tilt of the head is kept at a third; what is behind the actor is looked at over the shoulder.
    """
    eyes = (figure.at("eye.L") + figure.at("eye.R")) / 2
    chest = figure.turn("spine01")
    posed = chest.T @ figure.turn("head")
    yaw, pitch = angles(chest.T @ (target - eyes))
    kept_yaw, kept_pitch = angles(posed @ AHEAD)
    head_yaw = np.clip(kept_yaw + HEAD_SHARE * (yaw - kept_yaw), -YAW, YAW)
    head_pitch = np.clip(kept_pitch + HEAD_SHARE * (pitch - kept_pitch), -DOWN, UP)
    tilt = float(np.degrees(np.arctan2(posed[0, 2], posed[2, 2]))) / 3
    goal = chest @ turned(turn=float(head_yaw)) @ turned(lean=-float(head_pitch)) @ turned(side=tilt)
    for i, bone in enumerate(NECK):
        figure.turns[bone] = between(chest, goal, (0.22, 0.45, 0.7, 1.0)[i])
    eyes = (figure.at("eye.L") + figure.at("eye.R")) / 2
    yaw, pitch = angles(goal.T @ (target - eyes))
    return float(np.clip(yaw, -EYE_YAW, EYE_YAW)), float(np.clip(pitch, -EYE_DOWN, EYE_UP))
