"""Postures on two feet. Directions are (outward, forward, up); lengths are of the arm or the leg; angles in degrees."""

import numpy as np

from onmodel.stage.actors.bearing import BACK_ELBOW, OTHER, Nature, chin_point, contrapposto, hand, hang, hip_half_width
from onmodel.stage.actors.figure import SIGN, Figure
from onmodel.stage.actors.hands import close


def stand(f: Figure, n: Nature) -> None:
    """Stand at ease, weight on one leg, arms hanging."""
    contrapposto(f, n)
    hang(f, "L", n)
    hang(f, "R", n, 0.05)


def talk(f: Figure, n: Nature) -> None:
    """Stand and speak: one hand open to the other person."""
    contrapposto(f, n, 0.8, lean=3)
    speaking = n.side
    f.reach(speaking, (0.22, 0.60, -0.42), (0.5, -0.3, -1))
    hand(f, speaking, (0.25, 1, 0.25), (-0.5, 0.1, 1), "open")
    f.reach(OTHER[speaking], (0.05, 0.50, -0.66), (0.6, -0.6, -1))
    hand(f, OTHER[speaking], (-0.35, 1, 0.05), (-0.9, 0, 0.5), "relaxed")
    f.head(lean=3, side=-n.sign * 4, turn=n.sign * 3)


def listen(f: Figure, n: Nature) -> None:
    """Stand and take in: leant a little forward, head tilted, one hand before the belly."""
    contrapposto(f, n, 0.7, lean=5)
    hang(f, OTHER[n.side], n)
    f.reach(n.side, (-0.22, 0.42, -0.72), (0.9, -0.4, -0.6))
    hand(f, n.side, (-1, 0.4, -0.25), (-0.1, -1, -0.3), "relaxed")
    f.head(lean=5, side=n.sign * 8, turn=n.sign * 3)


def think(f: Figure, n: Nature) -> None:
    """Stand with a hand at the chin, the elbow on the other arm."""
    contrapposto(f, n, 1.0, lean=4)
    f.head(lean=9, side=-n.sign * 5, turn=n.sign * 7)
    chin = f.carry("head", chin_point(f))
    side = n.side
    forward = f.turn("head") @ np.array((0, -1, 0), np.float32)
    out = f.turn("head") @ np.array((SIGN[side], 0, 0), np.float32)
    size = f.length(f"wrist.{side}", f"finger2-1.{side}")
    f.arm(
        side,
        chin + 0.045 * forward + 0.35 * size * out - np.array((0, 0, 1.05 * size), np.float32),
        (SIGN[side] * 0.35, -0.25, -1),
    )
    f.hand(side, -0.45 * out - 0.1 * forward + np.array((0, 0, 1.0), np.float32), -forward - 0.35 * out)
    close(f, side, "chin")
    other = OTHER[side]
    elbow = f.at(f"lowerarm01.{side}")
    across = f.turn("spine01") @ np.array((SIGN[other] * 0.045, -0.03, -0.065), np.float32)
    f.arm(other, elbow + across, (SIGN[other] * 1.0, 0.2, -0.6))
    hand(f, other, (-1, 0.15, 0.1), (0.05, -0.7, 0.7), "hold")


def walk(f: Figure, n: Nature) -> None:
    """Walk, caught mid-stride: heel down in front, toes still on the ground behind."""
    leg, hip, rear = f.leg_length, float(f.rest("upperleg01.L")[0]), OTHER[n.side]
    f.pelvis(lean=3, side=-n.sign * 2, turn=-n.sign * 8)
    f.shift[1] = 0
    front, back = (n.sign * hip * 0.6, -0.44 * leg, 0.0), (-n.sign * hip * 0.6, 0.24 * leg, 0.0)
    f.weigh(n.side, (front[0], front[1] + 0.06 * leg, 0), 0.985, (8, -16))
    f.plant(n.side, (front[0], front[1] + 0.10 * leg, 0), foot=(9, -16))
    f.plant(rear, back, foot=(9, 38))
    f.chest(lean=5, side=n.sign * 1.5, turn=n.sign * 7)
    f.head(lean=2, side=1.5 * n.c)
    hang(f, rear, n, 0.34)
    f.reach(n.side, (0.24, -0.36, -0.86), BACK_ELBOW)
    hand(f, n.side, (0, -0.2, -1), (-1, 0, 0.1), "relaxed")


def run(f: Figure, n: Nature) -> None:
    """Run, caught as the rear foot pushes off."""
    leg, hip, rear = f.leg_length, float(f.rest("upperleg01.L")[0]), OTHER[n.side]
    f.pelvis(lean=12, side=-n.sign * 3, turn=-n.sign * 12)
    back = (-n.sign * hip * 0.4, 0.50 * leg, 0.0)
    f.weigh(rear, back, 0.975, (4, 48))
    f.plant(rear, back, foot=(4, 48))
    height = float(f.at(f"upperleg01.{n.side}")[2])
    f.leg(n.side, (n.sign * hip * 0.7, -0.22 * leg, height - 0.62 * leg), (0, -1, 0.5), (4, 12))
    f.chest(lean=17, side=n.sign * 2, turn=n.sign * 12)
    f.head(lean=5)
    f.reach(rear, (0.05, 0.52, -0.26), (0.35, -0.6, -1))
    hand(f, rear, (-0.25, 0.7, 0.75), (-1, 0, 0), "fist")
    f.reach(n.side, (0.34, -0.24, -0.50), (0.6, -1, 0.2))
    hand(f, n.side, (-0.05, 0.9, -0.3), (-1, 0, 0), "fist")


def point(f: Figure, n: Nature) -> None:
    """Point ahead with the index finger of an outstretched arm."""
    contrapposto(f, n, 0.8, lean=4)
    side = n.side
    f.chest(lean=4, side=n.sign, turn=-n.sign * 10)
    f.reach(side, (0.10 - 0.05 * n.a, 0.975, 0.04), (0.7, 0, -1))
    hand(f, side, (0.08, 1, 0.05), (-0.75, 0, -0.65), "point")
    hang(f, OTHER[side], n)


def reach(f: Figure, n: Nature) -> None:
    """Reach ahead with an open hand, the body following."""
    contrapposto(f, n, 0.9, lean=12)
    f.chest(lean=14, side=0, turn=-n.sign * 14)
    f.reach(n.side, (-0.05, 0.95, 0.08), (0.7, -0.1, -1))
    hand(f, n.side, (-0.05, 1, 0.10), (-0.55, 0, -0.5), "open")
    hang(f, OTHER[n.side], n, -0.10)
    f.head(lean=4)


def hold(f: Figure, n: Nature) -> None:
    """Hold a thing in both hands before the chest."""
    contrapposto(f, n, 0.7, lean=2)
    for side in "LR":
        f.reach(side, (-0.20, 0.56, -0.34), (0.7, -0.4, -1))
        hand(f, side, (-0.75, 0.75, 0.25), (-0.75, -0.55, 0.05), "hold")
    f.head(lean=7)


def arms_crossed(f: Figure, n: Nature) -> None:
    """Stand with arms crossed before the chest."""
    contrapposto(f, n, 1.0, lean=-1)
    over, under = n.side, OTHER[n.side]
    f.reach(under, (-0.48, 0.36, -0.52), (0.8, 0.15, -1))
    hand(f, under, (-1, -0.30, 0.12), (0.0, -1, 0.1), "relaxed")
    f.reach(over, (-0.46, 0.56, -0.36), (0.8, 0.15, -1))
    hand(f, over, (-1, -0.30, 0.25), (-0.15, -1, 0.1), "relaxed")
    f.head(lean=0, side=-n.sign * 3, turn=n.sign * 3)


def hands_on_hips(f: Figure, n: Nature) -> None:
    """Stand with both hands on the hips, elbows out."""
    contrapposto(f, n, 1.0, lean=-2)
    width = hip_half_width(f)
    for side in "LR":
        waist = f.rest("spine04") + np.array((SIGN[side] * (width + 0.02), -0.015, -0.015), np.float32)
        f.arm(side, f.carry("spine05", waist), (SIGN[side], 0.35, 0.1))
        hand(f, side, (-0.45, 0.75, -0.6), (-0.8, -0.2, 0.1), "relaxed")


def wave(f: Figure, n: Nature) -> None:
    """Wave with a raised open hand."""
    contrapposto(f, n, 0.8)
    side = OTHER[n.side]
    f.reach(side, (0.40, 0.36, 0.30), (0.7, 0.1, -1))
    hand(f, side, (0.28, 0.05, 1), (-0.1, 1, 0), "spread")
    hang(f, n.side, n)
    f.head(lean=-1, side=-n.sign * 4)


def bow(f: Figure, n: Nature) -> None:
    """Bow with a hand on the chest."""
    leg, hip = f.leg_length, float(f.rest("upperleg01.L")[0])
    f.pelvis(lean=24)
    f.shift[1] = 0.06 * leg
    f.weigh("L", (hip * 0.8, -0.16 * leg, 0), 0.985)
    f.plant("L", (hip * 0.8, -0.16 * leg, 0), foot=(12, 0))
    f.plant("R", (-hip * 0.8, -0.13 * leg, 0), foot=(12, 0))
    f.chest(lean=42 + 4 * n.a)
    f.head(lean=50)
    side = n.side
    f.reach(side, (-0.42, 0.34, -0.28), (1, 0.1, -0.8))
    hand(f, side, (-1, 0.0, 0.30), (0, -1, 0), "flat")
    hang(f, OTHER[side], n, -0.10)


def fight(f: Figure, n: Nature) -> None:
    """Stand on guard: side on, knees bent, fists up."""
    leg, hip, rear = f.leg_length, float(f.rest("upperleg01.L")[0]), OTHER[n.side]
    f.pelvis(lean=6, turn=-n.sign * 32)
    f.weigh(rear, (-n.sign * hip * 1.3, 0.26 * leg, 0), 0.93, (30, 14))
    f.plant(n.side, (n.sign * hip * 1.1, -0.36 * leg, 0), (n.sign * 0.15, -1, 0), (2, 0))
    f.plant(rear, (-n.sign * hip * 1.5, 0.24 * leg, 0), (-n.sign * 0.5, -1, 0), (34, 14))
    f.chest(lean=13, turn=-n.sign * 24)
    f.head(lean=9, turn=-n.sign * 3)
    f.reach(n.side, (0.00, 0.64, 0.14), (0.5, -0.1, -1))
    hand(f, n.side, (-0.30, 0.8, 0.65), (-0.8, -0.3, -0.4), "fist")
    f.reach(rear, (-0.16, 0.40, 0.10), (0.5, -0.1, -1))
    hand(f, rear, (-0.35, 0.6, 0.9), (-0.8, -0.4, -0.2), "fist")
