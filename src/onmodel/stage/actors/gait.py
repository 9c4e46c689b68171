"""Gaits: how who walks or runs goes on from the blocked stride. Each foot stays where it came down until it is lifted.

Time is counted in steps from the blocked pose: in each a foot comes down. Shares and angles of the walking cycle after
Perry (1992); a runner has no foot on the ground between two steps.
"""

from dataclasses import dataclass
from math import floor, inf

import numpy as np

from onmodel.fountain.vocabulary import Pose
from onmodel.stage.actors.bearing import OTHER, Nature, hand, hang
from onmodel.stage.actors.figure import AHEAD, SIGN, Figure
from onmodel.stage.actors.moment import Moment
from onmodel.stage.actors.turns import Vectors

STANDING = {Pose.WALK: 0.13, Pose.RUN: 0.03}  # leg lengths that the feet's balls are ahead of who has come to stand
STRETCH = 0.988  # of a leg, at most
WIDE = 1.2  # of the hips' width: the feet of who comes to stand


@dataclass(frozen=True)
class Gait:
    """A way to go, in steps, leg lengths and degrees.

    `begun`: steps since the rear foot of the blocked pose came down · `times`, `heels`: how far a heel is raised from
    then until the foot leaves the ground · `toes`: out · `clear`: height of a foot's swing · `rise`: of the body ·
    `narrow`: of the feet, shares of the hips.
    """

    begun: float
    times: tuple[float, ...]
    heels: tuple[float, ...]
    toes: float
    clear: float
    rise: float
    narrow: float


GAITS = {
    Pose.WALK: Gait(1.0, (0.0, 0.18, 0.72, 1.0, 1.2), (-16.0, 0.0, 0.0, 38.0, 58.0), 9.0, 0.06, 0.08, 0.6),
    Pose.RUN: Gait(0.6, (0.0, 0.3, 0.6, 0.68), (0.0, 0.0, 48.0, 60.0), 4.0, 0.26, 0.06, 0.4),
}


@dataclass(frozen=True)
class Pace:
    """A gait on a body, in metres: `step` from one foot's landing to the other's, `lands` how far ahead of the body the
    ball of a foot then is, `close` how far the body goes on after the last landing until it stands over its feet."""

    gait: Gait
    step: float
    lands: float
    close: float

    def last(self, stop: float) -> float:
        """When the last foot lands before the other comes beside it, `stop` whole steps after the blocked pose."""
        return stop + 1.0 - self.gait.begun

    def gone(self, stride: float, stop: float = inf) -> float:
        """Metres that the body has gone: evenly, and slower and slower once the last foot is down."""
        last = self.last(stop)
        if stride <= last:
            return stride * self.step
        slowed = min((stride - last) * self.step / (2 * self.close), 1.0)
        return last * self.step + self.close * (1 - (1 - slowed) ** 2)

    def ball(self, landing: float, stop: float = inf) -> float:
        """Metres ahead of the blocked place where the ball of a foot is that lands at a time."""
        return min(landing, self.last(stop)) * self.step + self.lands


def pace_of(figure: Figure, pose: Pose) -> Pace:
    """The pace of a body in the pose WALK or RUN whose feet are where the blocked pose has them."""
    gait, leg = GAITS[pose], figure.leg_length
    if pose is Pose.WALK:  # the heel ahead is at 0.34, the ball behind at 0.24
        foot = float((figure.ankle_over("L", (gait.toes, 0.0)) - figure.ankle_over("L", (gait.toes, -1e-4)))[1])
        step, lands = 0.58 * leg + foot, 0.34 * leg + foot
    else:  # the ball behind is at 0.50
        step, lands = (0.50 + 0.25) * leg / gait.begun, 0.25 * leg
    return Pace(gait, step, lands, lands - STANDING[pose] * leg)


@dataclass(frozen=True)
class Foot:
    """A foot at a moment: its ball when it landed or from where to where it swings (metres ahead of the body), how far
    it has swung 0–1, how far its heel is raised before and after, and whether it is the one that comes beside."""

    ball: float
    heel: float
    swung: float = 0.0
    to: float = 0.0
    beside: float = 0.0


def foot_at(pace: Pace, front: bool, stride: float, stop: float = inf) -> Foot:
    """The foot that is in front in the blocked pose, or the rear one."""
    gait, last = pace.gait, pace.last(stop)
    first = (1.0 if front else 0.0) - gait.begun
    is_last = stop == inf or round(last - first) % 2 == 0
    final = last if is_last else last + 1
    landed = min(first + 2 * floor((stride - first) / 2 + 1e-6), final)
    phase, here = stride - landed, pace.gone(stride, stop)
    closing, closed = landed == final and not is_last, landed + 2 == final and not is_last
    if landed == final:
        heel = 0.0 if closing else min(float(np.interp(phase, gait.times, gait.heels)), 0.0)
        return Foot(pace.ball(landed, stop) - here, heel, beside=float(closing))
    if phase <= gait.times[-1]:
        return Foot(pace.ball(landed, stop) - here, float(np.interp(phase, gait.times, gait.heels)))
    swung = (phase - gait.times[-1]) / (2 - gait.times[-1])
    heel = gait.heels[-1] * (1 - swung) ** 2 + (0.0 if closed else gait.heels[0]) * swung**2
    ways = pace.ball(landed, stop) - here, pace.ball(landed + 2, stop) - here
    return Foot(ways[0], heel, swung, ways[1], beside=swung * closed)


def go(f: Figure, n: Nature, pose: Pose, moment: Moment, height: float) -> float:
    """Put the body where it is at a moment of its stride; `height` is that of the blocked pelvis above rest. Returns
    how far the body has gone. Metres."""
    pace, stride, stop = pace_of(f, pose), moment.stride, moment.stop
    slow = float(np.clip((stride - pace.last(stop)) * pace.step / (2 * pace.close), 0, 1)) if stop < inf else 0.0
    full = 1 - slow * slow * (3 - 2 * slow)
    swing = full * float(np.cos(np.pi * stride))
    _carry_body(f, n, pose, swing)
    f.shift[0] = n.sign * 0.022 * full * np.sin(np.pi * stride)
    feet = {side: foot_at(pace, side == n.side, stride, stop) for side in (n.side, OTHER[n.side])}
    goals = {side: _ankle(f, side, foot, pace.gait) for side, foot in feet.items()}
    f.shift[2] = height + pace.gait.rise * f.leg_length * full * _bob(pose, stride) + 0.1 * f.leg_length * (1 - full)
    for side, foot in feet.items():
        if not foot.swung:
            f.lower_to(side, goals[side], STRETCH)
    for side, foot in feet.items():
        f.leg(side, goals[side], AHEAD, (pace.gait.toes, foot.heel))
    _carry_arms(f, n, pose, swing, full)
    return pace.gone(stride, stop)


def _bob(pose: Pose, stride: float) -> float:
    """0–1 of the body's rise, 0 at the blocked pose: over the standing leg a walker is highest, between steps a
    runner."""
    if pose is Pose.WALK:
        return 1.0 - float(np.cos(np.pi * stride) ** 4)
    return float(np.cos(2 * np.pi * (stride - 0.23)) - np.cos(2 * np.pi * 0.23)) / 2


def _ankle(f: Figure, side: str, foot: Foot, gait: Gait) -> Vectors:
    """Where the ankle of a foot is (3,)."""
    across = SIGN[side] * float(f.rest("upperleg01.L")[0]) * (gait.narrow + (WIDE - gait.narrow) * foot.beside)
    if not foot.swung:
        return _standing(f, side, (across, foot.ball), (gait.toes, foot.heel))
    begin = _standing(f, side, (across, foot.ball), (gait.toes, gait.heels[-1]))
    end = _standing(f, side, (across, foot.to), (gait.toes, gait.heels[0]))
    u = foot.swung
    way: Vectors = begin + (end - begin) * np.array((u, u * u * (3 - 2 * u), u), np.float32)
    way[2] += gait.clear * f.leg_length * np.sin(np.pi * u)
    return way


def _standing(f: Figure, side: str, ball: tuple[float, float], foot: tuple[float, float]) -> Vectors:
    """The ankle of a foot on the ground whose ball, were it flat, is at (across, ahead)."""
    ground = np.array((ball[0], -ball[1], 0.0), np.float32)
    over: Vectors = ground + f.ankle_over(side, foot)
    if foot[1] < 0:  # it stands on its heel
        over += f.ankle_over(side, (foot[0], 0.0)) - f.ankle_over(side, (foot[0], -1e-4))
    return over


def _carry_body(f: Figure, n: Nature, pose: Pose, swing: float) -> None:
    """Pelvis, chest and head; `swing` 1 has the favoured leg ahead, −1 the other."""
    if pose is Pose.WALK:
        f.pelvis(lean=3, side=-n.sign * 2 * swing, turn=-n.sign * 8 * swing)
        f.chest(lean=5, side=n.sign * 1.5 * swing, turn=n.sign * 7 * swing)
        f.head(lean=2, side=1.5 * n.c)
    else:
        f.pelvis(lean=12, side=-n.sign * 3 * swing, turn=-n.sign * 12 * swing)
        f.chest(lean=17, side=n.sign * 2 * swing, turn=n.sign * 12 * swing)
        f.head(lean=5)


def _carry_arms(f: Figure, n: Nature, pose: Pose, swing: float, full: float) -> None:
    """Each arm swings with the other side's leg."""
    for side, ahead in ((OTHER[n.side], swing), (n.side, -swing)):
        if pose is Pose.WALK:
            hang(f, side, n, 0.34 * ahead if ahead > 0 else 0.46 * ahead)
        else:
            _pump(f, side, ahead, full)


def _pump(f: Figure, side: str, ahead: float, full: float) -> None:
    """A runner's arm, bent; it sinks a little when he stops."""
    u = (1 + ahead) / 2
    way = _mixed((0.34, -0.24, -0.50), (0.05, 0.52, -0.26), u)
    f.reach(side, _mixed((0.22, 0.10, -0.90), way, full), _mixed((0.6, -1, 0.2), (0.35, -0.6, -1), u))
    fingers = _mixed((-0.05, 0.9, -0.3), (-0.25, 0.7, 0.75), u)
    hand(f, side, _mixed((-0.05, 0.35, -1), fingers, full), (-1, 0, 0), "fist")


def _mixed(a: tuple[float, float, float], b: tuple[float, float, float], share: float) -> tuple[float, float, float]:
    x, y, z = (p + share * (q - p) for p, q in zip(a, b, strict=True))
    return x, y, z
