"""Life: what an actor does in a shot. Breathes, shifts the weight, blinks, looks about, talks with a hand; or walks on.

Each movement is one change of the whole mesh, built once; a frame adds them up. All start from nothing, so that the
first frame is the blocked pose. Who walks changes from one built pose of the stride to the next.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from zlib import crc32

import numpy as np

from onmodel.fountain.vocabulary import Expression, Pose
from onmodel.stage.actors.build import act, build_actor
from onmodel.stage.actors.moment import Moment
from onmodel.stage.actors.turns import turned
from onmodel.stage.mesh import ActorMesh, Floats, Ints, MeshPart
from onmodel.stage.spec import ActorSpec
from onmodel.stage.walking import Walk

CLOSED = tuple((f"eye{name}{side}", weight) for side in ("Left", "Right") for name, weight in (("Blink", 0.95),))
SPOKEN = (("jawOpen", 0.30), ("mouthFunnel", 0.12), ("mouthLowerDownLeft", 0.2), ("mouthLowerDownRight", 0.2))
MOVEMENTS: Mapping[str, Moment] = {
    "breath": Moment(breath=1.0),
    "nod": Moment(head=(4.0, 0.0, 0.0)),
    "turn": Moment(head=(0.0, 1.0, 5.0)),
    "glance": Moment(glance=(9.0, 0.0)),
    "blink": Moment(actions=CLOSED),
    "speech": Moment(actions=SPOKEN),
    "lean": Moment(torso=(3.0, 0.0, 0.0)),
    "twist": Moment(torso=(0.0, 1.8, 4.0)),
    "weight": Moment(weight=1.0),
    "gesture": Moment(gesture=1.0),
}
TIPPED = frozenset({Pose.SIT, Pose.LIE, Pose.KNEEL, Pose.CROUCH})  # poses that rest on more than feet: they sway less
OFF_FEET = TIPPED | {Pose.WALK, Pose.RUN, Pose.BOW}  # poses without weight to shift
BLINK = (0.0, 0.45, 1.0, 1.0, 0.75, 0.45, 0.2, 0.05)  # of the lids, a frame of 1/24 s each (VanderWerf et al. 2003)
SYLLABLES = 4.3  # a second, of running speech (Pellegrino et al. 2011)


Weight = Callable[[float], float]


@dataclass(frozen=True)
class Flat:
    """An actor as one mesh: vertices (N, 3), triangles (M, 3), colours (N, 3) linear_rec709."""

    vertices: Floats
    faces: Ints
    colours: Floats


@dataclass(frozen=True)
class Change:
    """How a moment differs from the blocked pose: for each part its vertices (N, 3) and normals, and the neck (3,)."""

    parts: tuple[tuple[Floats, Floats | None], ...]
    neck: Floats


@lru_cache(maxsize=64)  # three actors' worth, about 2 MB each: the takes of a shot share them
def changed(build: Callable[[ActorSpec, Moment], ActorMesh], spec: ActorSpec, moment: Moment) -> Change:
    """How an actor at a moment differs from the blocked pose."""
    blocked, there = build_actor(spec), build(spec, moment)
    parts = [
        (b.vertices - a.vertices, None if a.normals is None or b.normals is None else b.normals - a.normals)
        for a, b in zip(blocked.parts, there.parts, strict=True)
    ]
    return Change(tuple(parts), there.keypoints[1] - blocked.keypoints[1])


@dataclass(frozen=True)
class Living:
    """An actor through a shot. `seed` differs from take to take; `near` actors show their faces; `free` is how freely
    they move, 1 in a medium shot: who fills the frame holds still for it; `walk` is the way of who walks."""

    spec: ActorSpec
    seed: int
    seconds: float
    near: bool = True
    free: float = 1.0
    walk: Walk | None = None

    @cached_property
    def mesh(self) -> ActorMesh:
        """The blocked pose."""
        return build_actor(self.spec)

    @cached_property
    def flat(self) -> Flat:
        """The blocked pose as one mesh."""
        parts = [p for p in self.mesh.parts if len(p.faces)]
        starts = np.cumsum([0] + [len(p.vertices) for p in parts])
        faces = [p.faces + start for p, start in zip(parts, starts, strict=False)]
        return Flat(*(np.concatenate(a) for a in ([p.vertices for p in parts], faces, [p.colours for p in parts])))

    @cached_property
    def _changes(self) -> dict[str, Change]:
        """Movement → how the parts change at its full extent."""
        return {name: changed(act, self.spec, moment) for name, moment in MOVEMENTS.items() if name in self._weights}

    @cached_property
    def _weights(self) -> dict[str, Weight]:
        """Movement → its share at a time in seconds."""
        return weights(self)

    @cached_property
    def _sway(self) -> tuple[Weight, Weight]:
        rng = np.random.default_rng((self.seed, crc32(self.spec.name.encode()), 1))
        size = 0.0 if self.walk else self.free * (0.25 if self.spec.pose in TIPPED else 0.6)
        return wander(rng, 0.3, size), wander(rng, 0.25, 1.2 * size)

    def at(self, time: float) -> Floats:
        """The vertices (N, 3) at a time in seconds."""
        return np.concatenate([p.vertices for p in self.parts_at(time, normals=False) if len(p.faces)])

    def parts_at(self, time: float, *, normals: bool = True) -> tuple[MeshPart, ...]:
        """The parts at a time in seconds; at 0 those of the blocked pose."""
        shares = {name: weight(time) for name, weight in self._weights.items()}
        tilt = turned(lean=self._sway[0](time), side=self._sway[1](time)).astype(np.float32)
        heading = turned(turn=self.spec.heading).astype(np.float32)
        tipped = heading @ tilt @ heading.T
        foot = np.asarray(self.spec.position, np.float32)
        strides = self._strides(time)
        carried = np.sum([share * shift for share, _, shift in strides], axis=0, dtype=np.float32)
        changes = [(share, change) for share, change, _ in strides if change]
        changes += [(share, self._changes[name]) for name, share in shares.items() if abs(share) > 1e-4]
        made = []
        for i, part in enumerate(self.mesh.parts):
            moved, shaded = part.vertices + carried, None if part.normals is None else part.normals.copy()
            for share, change in changes:
                vertices, normal = change.parts[i]
                moved += np.float32(share) * vertices
                if normals and shaded is not None and normal is not None:
                    shaded += np.float32(share) * normal
            moved = np.asarray((moved - foot) @ tipped.T + foot, np.float32)
            made.append(replace(part, vertices=moved, normals=shaded))
        return tuple(made)

    def mesh_at(self, time: float) -> ActorMesh:
        """The actor at a time in seconds, with the anchors carried along."""
        by = np.sum([share * (shift + (change.neck if change else 0)) for share, change, shift in self._strides(time)],
                    axis=0, dtype=np.float32)  # fmt: skip
        mesh = self.mesh
        return replace(
            mesh, parts=self.parts_at(time), keypoints=mesh.keypoints + by, head=mesh.head + by, body=mesh.body + by
        )

    def _strides(self, time: float) -> list[tuple[float, Change | None, Floats]]:
        """What walking is mixed of: shares, changes (None for the blocked pose) and what each is carried on by (3,)."""
        if self.walk is None:
            return []
        share, *placed = self.walk.between(time)
        return [
            (part, changed(act, self.spec, moment) if moment.stride else None, shift.astype(np.float32))
            for part, (moment, shift) in zip((1 - share, share), placed, strict=True)
        ]

    def head_at(self, time: float) -> Floats:
        """Points (K, 3) around the head at a time in seconds."""
        shares = {name: weight(time) for name, weight in self._weights.items()}
        nod, neck = shares, self.mesh.keypoints[1]
        tilt = turned(lean=self._sway[0](time) + 4 * nod["nod"], side=self._sway[1](time) + nod["turn"],
                      turn=5 * nod["turn"]).astype(np.float32)  # fmt: skip
        lower = turned(lean=self._sway[0](time), side=self._sway[1](time)).astype(np.float32)
        heading = turned(turn=self.spec.heading).astype(np.float32)
        foot = np.asarray(self.spec.position, np.float32)
        leant = neck + sum(share * self._changes[name].neck for name, share in shares.items())
        moved_neck = (leant - foot) @ (heading @ lower @ heading.T).T + foot
        for share, change, shift in self._strides(time):
            moved_neck = moved_neck + share * (shift + (change.neck if change else 0))
        return np.asarray((self.mesh.head - neck) @ (heading @ tilt @ heading.T).T + moved_neck, np.float32)


def weights(actor: "Living") -> dict[str, Weight]:
    """Movement → its share at a time in seconds."""
    spec = actor.spec
    rng = np.random.default_rng((actor.seed, crc32(spec.name.encode())))
    calm = actor.free * (0.6 if spec.pose in TIPPED else 1.0)
    rate, depth = rng.uniform(0.22, 0.30), rng.uniform(0.7, 1.1)
    phase = rng.uniform(0, 2 * np.pi)

    def breath(t: float) -> float:
        return float(depth * (np.sin(2 * np.pi * rate * t + phase) - np.sin(phase)) * min(t / 0.6, 1.0))

    found: dict[str, Weight] = {"breath": breath}
    found["nod"] = wander(rng, 0.35, 0.8 * calm)
    found["turn"] = wander(rng, 0.3, 0.8 * calm)
    if actor.near:
        found["glance"] = glances(rng, actor.seconds)
        found["blink"] = blinks(rng, actor.seconds)
    talks = spec.expression is Expression.TALKING or spec.pose is Pose.TALK
    if talks and actor.near:
        found["speech"] = speech(rng)
    if spec.pose is Pose.TALK:
        found["gesture"] = beats(rng)
    if actor.walk is None:
        found["lean"], found["twist"] = wander(rng, 0.28, 0.6 * actor.free), wander(rng, 0.24, 0.6 * actor.free)
    if spec.pose not in OFF_FEET:
        found["weight"] = wander(rng, 0.2, 0.7 * actor.free)
    return found


def wander(rng: np.random.Generator, hertz: float, size: float) -> Callable[[float], float]:
    """A slow aimless movement from nothing, about `size` large: three sines of unrelated lengths."""
    rates = hertz * np.array([0.5, 1.0, 1.9]) * rng.uniform(0.8, 1.25, 3)
    phases, sizes = rng.uniform(0, 2 * np.pi, 3), size * np.array([0.55, 0.35, 0.15])
    start = float(sizes @ np.sin(phases))
    return lambda t: float(sizes @ np.sin(2 * np.pi * rates * t + phases)) - start


def blinks(rng: np.random.Generator, seconds: float) -> Callable[[float], float]:
    """Lids that close every two to five seconds, the first time within the first 2.2 s."""
    starts = [float(rng.uniform(0.5, 2.2))]
    while starts[-1] < seconds:
        starts.append(starts[-1] + float(rng.uniform(2.0, 5.0)))
    return lambda t: max(float(np.interp((t - s) * 24, range(len(BLINK)), BLINK, left=0, right=0)) for s in starts)


def glances(rng: np.random.Generator, seconds: float) -> Callable[[float], float]:
    """Eyes that jump a little aside and back, and rest between (saccades of 40 ms)."""
    times, sides = [0.0], [0.0]
    while times[-1] < seconds:
        times.append(times[-1] + float(rng.uniform(0.7, 1.8)))
        sides.append(float(rng.uniform(-0.6, 0.6)) if abs(sides[-1]) < 0.1 else 0.0)
    ends = [(t, a, b) for t, a, b in zip(times[1:], sides, sides[1:], strict=False)]
    return lambda t: sum((b - a) * float(np.clip((t - s) / 0.06, 0, 1)) for s, a, b in ends)


def beats(rng: np.random.Generator) -> Weight:
    """A hand that rises and sinks by phrases, about once a second."""
    rate, phase = rng.uniform(0.7, 1.0), rng.uniform(0, 2 * np.pi)
    slow = wander(rng, 0.4, 0.5)

    def raised(t: float) -> float:
        wave = np.sin(2 * np.pi * rate * t + phase) - np.sin(phase)
        return float((0.45 * wave + slow(t)) * min(t / 0.5, 1.0))

    return raised


def speech(rng: np.random.Generator) -> Callable[[float], float]:
    """A jaw that opens and closes by syllables, in phrases; negative is more closed than blocked."""
    rates, phases = SYLLABLES * rng.uniform(0.85, 1.15, 2) * (1.0, 0.63), rng.uniform(0, 2 * np.pi, 3)

    def jaw(t: float) -> float:
        phrase = 0.5 + 0.5 * np.sin(2 * np.pi * 0.45 * t + phases[2])
        wave = 0.6 * np.sin(2 * np.pi * rates[0] * t + phases[0]) + 0.4 * np.sin(2 * np.pi * rates[1] * t + phases[1])
        return float((0.75 * wave * (0.35 + 0.65 * phrase) - 0.15) * min(t / 0.25, 1.0))

    return jaw
