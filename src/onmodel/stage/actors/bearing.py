"""What postures share: how people differ, arms that hang, weight on one leg, landmarks of the body."""

from dataclasses import dataclass

import numpy as np

from onmodel.stage.actors.anatomy import SKIN_END
from onmodel.stage.actors.figure import SIGN, Figure
from onmodel.stage.actors.hands import Grip, close
from onmodel.stage.actors.turns import Vectors
from onmodel.stage.sets.props import Showing

OTHER = {"L": "R", "R": "L"}
HANG = (0.17, 0.10, -0.955)  # of the wrist: arm lengths outward, forward, up from the shoulder
BACK_ELBOW = (0.45, -1.0, 0.0)


@dataclass(frozen=True)
class Nature:
    """What makes two people in one pose differ: the side they favour and small numbers −1…1."""

    side: str
    a: float
    b: float
    c: float
    seat: float  # metres: height of what the actor sits on

    @property
    def sign(self) -> float:
        """+1 where the favoured side is the left, −1 where it is the right."""
        return SIGN[self.side]


def hand(
    f: Figure, side: str, fingers: tuple[float, float, float], palm: tuple[float, float, float], grip: Grip
) -> None:
    """Turn a hand in the chest's axes (outward, forward, up) and close its fingers."""
    axes = f.turn("spine01") @ np.array(((SIGN[side], 0, 0), (0, -1, 0), (0, 0, 1)), np.float32)
    f.hand(side, axes @ np.array(fingers, np.float32), axes @ np.array(palm, np.float32))
    close(f, side, grip)


def hang(f: Figure, side: str, n: Nature, swing: float = 0.0) -> None:
    """An arm at rest: clear of the hip, elbow a little bent, palm to the thigh."""
    out, ahead, up = HANG
    room = max(0.0, hip_half_width(f) + 0.055 - abs(float(f.rest(f"upperarm01.{side}")[0])) - out * f.arm_length)
    f.reach(
        side, (out + room / f.arm_length + 0.01 * n.b, ahead + swing + 0.02 * n.a, up + abs(swing) * 0.12), BACK_ELBOW
    )
    hand(f, side, (-0.05, 0.25 + swing, -1), (-1, -0.45, 0), "relaxed")


def carry(f: Figure, side: str) -> None:
    """A hand that keeps a thing upright before the waist, thumb up, fingers round it."""
    f.reach(side, (0.10, 0.54, -0.50), (0.6, -0.5, -1))
    hand(f, side, (-0.15, 1, 0.05), (-1, -0.1, 0), "hold")


def show(f: Figure, side: str, way: Showing) -> None:
    """A hand that shows a thing to whoever stands in front: on the palm, by its face, or upright in the fist."""
    match way:
        case "palm":
            f.reach(side, (-0.16, 0.62, -0.34), (0.8, -0.4, -1))
            hand(f, side, (-0.5, 0.85, 0.02), (0.0, 0.0, 1), "offer")
        case "face":
            f.reach(side, (-0.12, 0.66, -0.40), (0.8, -0.4, -1))
            hand(f, side, (-0.2, -0.3, 1), (0.0, 1, 0.3), "pinch")
        case "grip":
            f.reach(side, (-0.14, 0.62, -0.26), (0.8, -0.4, -1))
            hand(f, side, (-0.7, 0.75, 0.05), (-0.75, -0.7, 0), "hold")


def hip_half_width(f: Figure) -> float:
    """Half the width of the hips (metres), where hanging hands pass them."""
    hip = f.rest("upperleg01.L")
    v = f.shape.vertices[:SKIN_END]
    near = (np.abs(v[:, 2] - hip[2] + 0.02) < 0.06) & (np.abs(v[:, 0]) < 2.6 * hip[0])
    return float(v[near, 0].max())


def contrapposto(f: Figure, n: Nature, amount: float = 1.0, lean: float = 1.0) -> None:
    """Weight on one leg: that hip up and out, shoulders tilted against it, the free knee soft."""
    hip, leg, free = float(f.rest("upperleg01.L")[0]), f.leg_length, OTHER[n.side]
    f.pelvis(lean=-2, side=-n.sign * 4.5 * amount, turn=-n.sign * 4 * amount)
    planted = (n.sign * hip * 0.75, -0.13 * leg, 0.0)
    f.weigh(n.side, planted, 0.988)
    f.plant(n.side, planted, foot=(10 + 3 * n.a, 0))
    loose = (-n.sign * hip * (1.35 + 0.25 * amount), -0.13 * leg - 0.10 * leg * amount, 0.0)
    f.plant(free, loose, knee=(-n.sign * 0.25, -1, 0), foot=(20 + 5 * n.b, 0))
    f.chest(lean=lean + 1.5 * n.c, side=n.sign * 3.5 * amount, turn=n.sign * 3 * amount)
    f.head(lean=2 * n.b, side=-n.sign * 2.0 + 1.5 * n.c, turn=n.sign * 2 * n.a)


def chin_point(f: Figure) -> Vectors:
    """The front of the chin in the rest pose (3,)."""
    v = f.shape.vertices[:SKIN_END]
    head = f.rest("head")
    front = v[(np.abs(v[:, 0]) < 0.012) & (v[:, 2] > head[2] - 0.09) & (v[:, 2] < head[2] + 0.02)]
    point: Vectors = front[np.argmin(front[:, 2] + 0.8 * front[:, 1])]
    return point
