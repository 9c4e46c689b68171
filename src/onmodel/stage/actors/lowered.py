"""Postures near the ground: sitting, kneeling, crouching, lying."""

import numpy as np

from onmodel.stage.actors.anatomy import SKIN_END
from onmodel.stage.actors.bearing import OTHER, Nature, hand, hang
from onmodel.stage.actors.figure import SIGN, Figure
from onmodel.stage.actors.turns import turned


def sit(f: Figure, n: Nature) -> None:
    """Sit on a seat of the given height, hands on the thighs."""
    leg, hip = f.leg_length, float(f.rest("upperleg01.L")[0])
    f.pelvis(lean=-9 + 2 * n.a, turn=2 * n.b)
    v = f.shape.vertices[:SKIN_END]
    seat = v[(np.abs(v[:, 0]) < 1.4 * hip) & (v[:, 2] > f.rest("upperleg01.L")[2] - 0.09) & (v[:, 1] > 0)]
    posed = (seat - f.rest("root")) @ f.turn("root").T
    f.shift[2] = n.seat + 0.015 - float(posed[:, 2].min()) - f.rest("root")[2]
    thigh = f.length("upperleg01.L", "lowerleg01.L")
    for side, ahead, out in ((n.side, 1.02, 12.0), (OTHER[n.side], 1.16 + 0.05 * n.c, 14.0)):
        f.plant(
            side, (SIGN[side] * hip * 1.25, -ahead * thigh - 0.10 * leg, 0), (SIGN[side] * 0.10, -0.8, 0.7), (out, 0)
        )
    f.chest(lean=4 + 3 * n.c, turn=n.sign * 2)
    f.head(lean=1)
    for side in "LR":
        knee, root = f.at(f"lowerleg01.{side}"), f.at(f"upperleg01.{side}")
        share = 0.50 if side == n.side else 0.60
        on = root + share * (knee - root) + np.array((SIGN[side] * -0.01, 0, 0.105), np.float32)
        f.arm(side, on, (SIGN[side] * 1.0, 0.55, -0.3))
        hand(f, side, (-0.30, 1, -0.10), (-0.1, -0.1, -1), "relaxed")


def kneel(f: Figure, n: Nature) -> None:
    """Kneel on one knee."""
    leg, hip, down = f.leg_length, float(f.rest("upperleg01.L")[0]), OTHER[n.side]
    thigh = f.length("upperleg01.L", "lowerleg01.L")
    f.pelvis(lean=4, side=0, turn=-n.sign * 4)
    f.shift[2] = thigh * 0.985 + 0.055 - float(f.at(f"upperleg01.{down}")[2])
    hip_down = f.at(f"upperleg01.{down}")
    ankle = hip_down + np.array((0, leg - thigh, 0.07 - hip_down[2]), np.float32)
    f.leg(down, ankle, (0, -0.35, -1), (8, 62))
    f.plant(n.side, (n.sign * hip * 1.25, -0.60 * leg, 0), (n.sign * 0.12, -1, 0.4), (10, 0))
    f.chest(lean=8, turn=n.sign * 3)
    f.head(lean=4)
    knee = f.at(f"lowerleg01.{n.side}")
    f.arm(n.side, knee + np.array((-n.sign * 0.01, 0.06, 0.095), np.float32), (n.sign, 0.6, -0.3))
    hand(f, n.side, (-0.35, 0.9, -0.35), (-0.05, -0.2, -1), "relaxed")
    hang(f, down, n, 0.06)


def crouch(f: Figure, n: Nature) -> None:
    """Crouch low, forearms on the knees."""
    leg, hip = f.leg_length, float(f.rest("upperleg01.L")[0])
    f.pelvis(lean=26, turn=3 * n.a)
    f.shift[2] = 0.44 * leg - float(f.at("upperleg01.L")[2])
    for side, ahead, heel in ((n.side, 0.40, 0.0), (OTHER[n.side], 0.10, 40.0)):
        f.plant(side, (SIGN[side] * hip * 1.5, -ahead * leg, 0), (SIGN[side] * 0.45, -1, 0.5), (14, heel))
    f.chest(lean=34, turn=n.sign * 4)
    f.head(lean=2, turn=4 * n.b)
    for side in "LR":
        knee = f.at(f"lowerleg01.{side}")
        f.arm(side, knee + np.array((-SIGN[side] * 0.05, -0.12, 0.05), np.float32), (SIGN[side], 0.4, 0.0))
        hand(f, side, (-0.55, 0.8, -0.6), (-0.4, -0.6, -0.8), "relaxed")


def lie(f: Figure, n: Nature) -> None:
    """Lie on the back, one knee up, one hand on the belly."""
    leg, hip = f.leg_length, float(f.rest("upperleg01.L")[0])
    f.pelvis(lean=-90)
    f.chest(lean=-90, turn=0)
    f.head(lean=-86, side=0, turn=0)
    base = f.at("upperleg01.L")[2]
    for side, bent in ((n.side, False), (OTHER[n.side], True)):
        start = f.at(f"upperleg01.{side}")
        if bent:
            ankle = (start[0] + SIGN[side] * 0.05, start[1] - 0.80 * leg, base - 0.06)
            f.leg(side, ankle, (SIGN[side] * 0.35, 0, 1))
            f.turns[f"foot.{side}"] = turned(lean=-38, turn=SIGN[side] * 6)
        else:
            f.leg(side, (SIGN[side] * hip * 1.5, start[1] - 0.99 * leg, base - 0.035), (SIGN[side] * 0.3, 0, 1))
            f.turns[f"foot.{side}"] = turned(side=SIGN[side] * 24) @ turned(lean=-68)
    f.reach(n.side, (0.34, 0.02, -0.90), (1, 0.0, -0.1))
    hand(f, n.side, (0.1, -0.05, -1), (-0.35, -1, 0), "relaxed")
    f.reach(OTHER[n.side], (-0.20, 0.30, -0.70), (1, 0.05, -0.3))
    hand(f, OTHER[n.side], (-1, -0.1, -0.15), (0.05, -1, 0), "relaxed")
