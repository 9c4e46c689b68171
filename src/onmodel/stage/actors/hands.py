"""What the fingers do: relaxed, pointing, a fist, a grip, an open palm."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from onmodel.stage.actors.figure import Figure
from onmodel.stage.actors.turns import about, unit

Grip = Literal["relaxed", "open", "point", "fist", "hold", "flat", "spread", "chin", "offer", "pinch"]


@dataclass(frozen=True)
class Fingers:
    """Degrees from the rest pose: bend of knuckle, middle and end joint of index … little finger; spread; the thumb."""

    bends: tuple[tuple[float, float, float], ...]
    spread: float = 0.0  # outward from the middle finger, per finger
    thumb: tuple[float, float, float] = (0.0, 0.0, 0.0)  # towards the palm's middle: base, middle, end
    across: float = 0.0  # thumb swung below the palm


GRIPS: dict[Grip, Fingers] = {
    "relaxed": Fingers(((14, 22, 10), (18, 26, 12), (22, 28, 14), (24, 28, 14)), -1.0, (4, 8, 12)),
    "open": Fingers(((-4, 4, 2), (-2, 6, 4), (0, 9, 5), (2, 12, 6)), 2.0, (-8, -4, 0)),
    "flat": Fingers(((0, 2, 0), (2, 2, 2), (2, 4, 2), (2, 6, 2)), -2.0, (4, 4, 4)),
    "spread": Fingers(((-8, 2, 0), (-8, 2, 0), (-8, 2, 0), (-8, 2, 0)), 5.0, (-14, -8, -6)),
    "point": Fingers(((-2, 2, 0), (52, 80, 40), (58, 82, 42), (58, 80, 42)), -1.0, (18, 22, 30), 20.0),
    "fist": Fingers(((62, 84, 46), (66, 86, 48), (68, 86, 48), (70, 84, 46)), -2.0, (20, 30, 44), 24.0),
    "hold": Fingers(((34, 48, 26), (36, 50, 28), (38, 52, 30), (40, 52, 30)), -1.0, (12, 16, 18), 22.0),
    "offer": Fingers(((8, 14, 8), (8, 16, 10), (10, 18, 12), (14, 20, 14)), 1.5, (-10, 2, 6)),
    "pinch": Fingers(((-12, -14, -10), (-12, -16, -10), (-10, -16, -10), (-8, -16, -10)), -3.0, (24, 16, 8), 14.0),
    "chin": Fingers(((12, 46, 20), (52, 66, 34), (58, 70, 36), (60, 70, 36)), -1.0, (0, 6, 8), 6.0),
}
THUMB_BONES = ("finger1-1", "finger1-2", "finger1-3")


def close(figure: Figure, side: str, grip: Grip, tension: float = 1.0) -> None:
    """Bend the fingers of one hand. `tension` scales the bends (natural variation)."""
    fingers = GRIPS[grip]
    along, palm = figure.hand_axes(side)
    hand = figure.turn(f"wrist.{side}")
    for i, bends in enumerate(fingers.bends):
        names = [f"finger{i + 2}-{k}.{side}" for k in (1, 2, 3)]
        direction = unit(figure.rest(names[1]) - figure.rest(names[0]))
        hinge = np.cross(direction, palm)
        thumbward = float(
            np.sign(np.dot(palm, np.cross(along, figure.rest(f"finger2-1.{side}") - figure.rest(names[0]))))
        )
        fan = about(palm, (thumbward or 1.0) * fingers.spread * (1.5 - i)) if i != 1 else np.eye(3, dtype=np.float32)
        total = 0.0
        for name, angle in zip(names, bends, strict=True):
            total += angle * tension
            figure.turns[name] = hand @ fan @ about(hinge, total)
    _thumb(figure, side, fingers, tension)


def _thumb(figure: Figure, side: str, fingers: Fingers, tension: float) -> None:
    _, palm = figure.hand_axes(side)
    hand = figure.turn(f"wrist.{side}")
    base, tip = (figure.rest(f"{b}.{side}") for b in (THUMB_BONES[0], THUMB_BONES[2]))
    direction = unit(tip - base)
    inward = unit(figure.rest(f"finger4-1.{side}") - tip)
    hinge = np.cross(direction, inward)
    under = about(np.cross(direction, palm), fingers.across)
    total = 0.0
    for name, angle in zip(THUMB_BONES, fingers.thumb, strict=True):
        total += angle * tension
        figure.turns[f"{name}.{side}"] = hand @ under @ about(hinge, total)
