"""Walking: how far who walks or runs may go in a shot, and where they are at each moment of it.

They go on as they were blocked, straight ahead, and come to stand before a wall, a thing, somebody else or the edge of
the frame.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil, exp, floor, inf, log

import numpy as np

from onmodel.fountain.vocabulary import Pose
from onmodel.stage.actors.body import shape
from onmodel.stage.actors.figure import Figure
from onmodel.stage.actors.gait import GAITS, Pace, pace_of
from onmodel.stage.actors.moment import Moment
from onmodel.stage.camera import Array, as_vec3, direction
from onmodel.stage.mesh import Place
from onmodel.stage.sets.props import prop_parts
from onmodel.stage.spec import ActorSpec, PropSpec, SceneSpec

SPEEDS = {Pose.WALK: 1.3, Pose.RUN: 2.6}  # metres a second of who has time
SLOWS = {Pose.WALK: 0.0, Pose.RUN: 0.5}  # share of the steps' rate that is lost before standing still
SLOWING = 2.0  # steps that it takes
APART, ROOM = 0.75, 0.3  # metres kept from other people, from the set and from things
LOOKED_EVERY = 0.15  # metres
OVERHEAD = 1.5  # metres: things hung higher are in nobody's way
BUILT = 6  # poses of a step that are built; those between are mixed

Rectangle = tuple[float, float, float, float]
Placed = tuple[Moment, Array]
Allowed = Callable[[Sequence[Array]], bool]  # where all actors are from their blocked places (3,) → whether it may be


@dataclass(frozen=True)
class Walk:
    """Somebody's way `ahead` (3,): at `rate` steps a second until `stop` whole steps are done, then to a stand."""

    pace: Pace
    ahead: tuple[float, float, float]
    rate: float
    slows: float = 0.0
    stop: float = inf

    @property
    def last(self) -> float:
        """Steps done when the last foot lands."""
        return self.pace.last(self.stop)

    def stride(self, time: float) -> float:
        """Steps done at a time in seconds; who stops slows down before."""
        even = self.rate * time
        begun = max(self.last - SLOWING, 0.0)
        if not self.slows or even <= begun:
            return even
        span = self.last - begun
        done = begun + span / self.slows * (1 - exp(-self.slows * (even - begun) / span))
        if done <= self.last:
            return done
        taken = -span / self.slows * log(1 - self.slows) / self.rate + begun / self.rate
        return self.last + self.rate * (1 - self.slows) * (time - taken)

    def gone(self, time: float) -> Array:
        """Where the body is from its blocked place (3,), metres."""
        return np.asarray(self.ahead, float) * self.pace.gone(self.stride(time), self.stop)

    def between(self, time: float) -> tuple[float, Placed, Placed]:
        """The poses that are built before and after a time, each with what it is carried on by, and the share of the
        second."""
        stride = self.stride(time)
        if self.stop < inf:
            stride = min(stride, ceil(self.last + 1 + 2 * self.pace.close / self.pace.step))
        number = floor(BUILT * stride + 1e-9)
        return BUILT * stride - number, self._built(number), self._built(number + 1)

    def _built(self, number: int) -> Placed:
        """A pose of the grid. Two steps on everything is as it was, two steps farther."""
        stride, stop = number / BUILT, self.stop
        rounds = int(stride // 2)
        if stride <= self.last:
            stop = inf
        else:
            rounds = max(int(stop) // 2, 0)
        moment = Moment(stride=(number - 2 * BUILT * rounds) / BUILT, stop=stop - 2 * rounds)
        return moment, np.asarray(self.ahead, float) * (2 * rounds * self.pace.step)


Ways = tuple[Walk | None, ...]


def walks(spec: SceneSpec, place: Place, seconds: float, allowed: Allowed, seed: int = 0) -> Ways:
    """The ways of a scene's actors, None for who stays; if somebody must stop, all who go stop there.

    `allowed` tells what else may be; walls, things and people are seen to here.
    """
    free: Ways = tuple(_free(actor, seed) for actor in spec.actors)
    ways, reach = free, inf
    while any(ways):
        met = _meets(ways, spec, place, seconds, allowed)
        if met is None:
            return ways
        reach = min(max(float(np.linalg.norm(w.gone(met))) for w in ways if w), reach) - LOOKED_EVERY
        ways = tuple(w and _within(w, reach) for w in free)
        if any(w is not None and w.stop < 0 for w in ways):
            break
    return tuple(None for _ in free)


def _free(actor: ActorSpec, seed: int) -> Walk | None:
    """The way of who is not in anybody's."""
    if actor.pose not in GAITS:
        return None
    pace = pace_of(Figure(shape(actor.look)), actor.pose)
    speed = SPEEDS[actor.pose] * float(np.random.default_rng((seed, 5)).uniform(0.92, 1.06))
    return Walk(pace, as_vec3(direction(actor.heading)), speed / pace.step, SLOWS[actor.pose])


def _within(walk: Walk, reach: float) -> Walk:
    """The way that ends within some metres; its stop is negative where there is none."""
    return replace(walk, stop=float(floor((reach - walk.pace.gone(inf, 0.0)) / walk.pace.step + 1e-6)))


def _meets(ways: Ways, spec: SceneSpec, place: Place, seconds: float, allowed: Allowed) -> float | None:
    """When somebody is in the way of who walks, or something else forbids it; None if never."""
    fastest = max(w.rate * w.pace.step for w in ways if w)
    starts = [np.asarray(a.position, float) for a in spec.actors]
    stands = [*place.obstacles, *(box for prop in spec.props if (box := _box(prop)))]
    for time in [*np.arange(0.0, seconds, LOOKED_EVERY / fastest).tolist(), seconds]:
        offsets = [np.zeros(3) if w is None else w.gone(time) for w in ways]
        spots = [start + offset for start, offset in zip(starts, offsets, strict=True)]
        for i, way in enumerate(ways):
            others = [pair for j, pair in enumerate(zip(spots, starts, strict=True)) if j != i]
            if way and not (_clear(spots[i], starts[i], place, stands) and _apart(spots[i], starts[i], others)):
                return float(time)
        if not allowed(offsets):
            return float(time)
    return None


def _box(prop: PropSpec) -> Rectangle | None:
    """The ground (x0, y0, x1, y1) that a thing takes; None for what hangs overhead."""
    points = np.concatenate([np.zeros((0, 3)), *(part.vertices for part in prop_parts(prop))])
    if not len(points) or points[:, 2].min() > OVERHEAD:
        return None
    (x0, y0), (x1, y1) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
    return float(x0), float(y0), float(x1), float(y1)


def _clear(spot: Array, start: Array, place: Place, stands: Sequence[Rectangle]) -> bool:
    """Whether a body may be there: off walls, furniture and things, or no nearer to them than it was blocked."""
    x0, y0, x1, y1, _ = place.camera_room
    inside = x0 + ROOM <= spot[0] <= x1 - ROOM and y0 + ROOM <= spot[1] <= y1 - ROOM
    for a, b, c, d in stands:
        near, was = (max(a - p[0], p[0] - c, b - p[1], p[1] - d) for p in (spot, start))
        inside &= near >= min(ROOM, was)
    return bool(inside)


def _apart(spot: Array, start: Array, others: Sequence[tuple[Array, Array]]) -> bool:
    """Whether a body keeps off the others, or comes no nearer to them than it was blocked."""
    near = [(float(np.hypot(*(spot - other)[:2])), float(np.hypot(*(start - was)[:2]))) for other, was in others]
    return all(now >= min(APART, 0.97 * blocked) for now, blocked in near)
