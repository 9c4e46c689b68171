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
        on = root + share * (knee - root) + np.array((SIGN[side] * -0.01, 0, 0.13), np.float32)
        f.arm(side, on, (SIGN[side] * 1.0, 0.55, -0.3))
        hand(f, side, (-0.30, 1, -0.10), (-0.1, -0.1, -1), "relaxed")


def kneel(f: Figure, n: Nature) -> None:
    """Kneel on one knee."""
    leg, hip, down = f.leg_length, float(f.rest("upperleg01.L")[0]), OTHER[n.side]
    thigh = f.length("upperleg01.L", "lowerleg01.L")
    f.pelvis(lean=4, side=0, turn=-n.sign * 4)
    x, y, z = f.at(f"upperleg01.{down}")
    knee = np.array((x, y - 0.04 * thigh, 0.125 * thigh))
    ankle = knee + np.array((0, leg - thigh, -0.025 * thigh))
    f.shift[2] = knee[2] + 0.995 * thigh - z
    f.leg(down, ankle, (0, -1, -1), (8, 160))  # on the top of the foot
    f.plant(n.side, (n.sign * hip * 1.25, y - 1.12 * thigh, 0), (n.sign * 0.12, -1, 0.4), (10, 0))
    f.chest(lean=8, turn=n.sign * 3)
    f.head(lean=4)
    front = f.at(f"lowerleg01.{n.side}")
    f.arm(n.side, front + np.array((-n.sign * 0.01, 0.06, 0.095)), (n.sign, 0.6, -0.3))
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
    leg, up = f.leg_length, OTHER[n.side]
    v = f.shape.vertices[:SKIN_END]
    torso = v[(np.abs(v[:, 0]) < 0.8 * f.rest("upperarm01.L")[0]) & (v[:, 2] > f.rest("upperleg01.L")[2] - 0.05)]
    low, high = (torso[part] for part in (torso[:, 2] < f.rest("spine04")[2], torso[:, 2] > f.rest("spine02")[2]))
    seat, blades = low[np.argmax(low[:, 1])], high[np.argmax(high[:, 1] - 9 * (high[:, 2] > f.rest("neck01")[2]))]
    tilt = float(np.degrees(np.arctan2(blades[1] - seat[1], blades[2] - seat[2])))
    f.pelvis(lean=-90 + tilt)
    f.chest(lean=-90 + tilt)
    ground = float(f.carry("root", seat)[2])
    back = v[np.argmax(v[:, 1] + 9 * (v[:, 2] > f.rest("head")[2]))]
    for lean in range(-84, -99, -2):  # until the back of the head is on the ground
        f.head(lean=lean)
        if f.carry("head", back)[2] < ground + 0.004:
            break
    heel = 1.0 * float(f.rest("foot.L")[2] - f.sole)
    start = f.at(f"upperleg01.{n.side}")
    f.leg(n.side, (start[0] * 1.5, start[1] - 0.99 * leg, ground + heel), (n.sign * 0.3, 0, 1))
    f.turns[f"foot.{n.side}"] = turned(side=n.sign * 24) @ turned(lean=-68)
    start = f.at(f"upperleg01.{up}")
    f.plant(up, (start[0] * 1.1, start[1] - 0.86 * leg, ground), (start[0], 0, 1), (6, 0))
    f.reach(n.side, (0.34, -0.08, -0.90), (1, 0.0, -0.1))
    hand(f, n.side, (0.1, -0.05, -1), (-0.35, -1, 0), "relaxed")
    f.reach(up, (-0.20, 0.30, -0.70), (1, 0.05, -0.3))
    hand(f, up, (-1, -0.1, -0.15), (0.05, -1, 0), "relaxed")
