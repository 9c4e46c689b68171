"""The tailor's dummy: one shell round a rest-pose body, measured, from which every fitted garment is cut.

Regions are signed fields in metres over the dummy (positive inside the garment). The same field on the skin's own
vertices says what the garment covers, so that nothing pokes through.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.body import shape
from onmodel.stage.actors.cloth import Cloth, Points, averaging, cut, hem, loosen, normals, subdivide
from onmodel.stage.spec import ActorLook

ARM = ("upperarm", "lowerarm", "wrist", "metacarpal", "finger")
FAR = 10.0  # metres: "not here" in a field


@dataclass(frozen=True)
class Measure:
    """Where points of the rest-pose body are, as a tailor says it; lengths in metres, each (N,).

    x, y, z: rest coordinates (the actor faces −y) · arm: along the arm from the shoulder joint, negative on the
    trunk · sleeve: 0 trunk … 1 arm · neck: up the neck from its
    base, negative and falling with the distance from it on shoulders and chest · front: positive before the side seam.
    """

    x: Points
    y: Points
    z: Points
    arm: Points
    sleeve: Points
    neck: Points
    front: Points
    marks: dict[str, float]
    unit: float  # 1 for a grown-up of 1.70 m


def _marks(bones: dict[str, Points], sole: float) -> dict[str, float]:
    z = {k: float(v[2]) for k, v in bones.items()}
    arm = np.linalg.norm(bones["lowerarm01.L"] - bones["upperarm01.L"])
    return {
        "sole": sole,
        "ankle": z["foot.L"],
        "knee": z["lowerleg01.L"],
        "hip": z["upperleg01.L"],
        "crotch": z["upperleg01.L"] - 0.17 * (z["upperleg01.L"] - z["lowerleg01.L"]),
        "waist": z["spine03"],
        "chest": 0.5 * (z["spine02"] + z["spine01"]),
        "shoulder": z["upperarm01.L"],
        "neck": z["neck01"],
        "elbow": float(arm),
        "wrist": float(arm + np.linalg.norm(bones["wrist.L"] - bones["lowerarm01.L"])),
        "side": float(bones["spine02"][1] - 0.02),
    }


def _along(points: Points, line: Points) -> Points:
    """Arc length along the polyline `line` (K, 3) of what is nearest to `points` (N, 3); straight on past its ends."""
    best, at, start = np.full(len(points), np.inf), np.zeros(len(points)), 0.0
    for k in range(len(line) - 1):
        a, d = line[k], line[k + 1] - line[k]
        length = float(np.linalg.norm(d))
        t = (points - a) @ d / length
        bounded = np.clip(t, -np.inf if k == 0 else 0, np.inf if k == len(line) - 2 else length)
        gap = np.linalg.norm(points - (a + bounded[:, None] * d / length), axis=1)
        at, best = np.where(gap < best, start + bounded, at), np.minimum(best, gap)
        start += length
    return at


def measure(points: Points, weights: sparse.csr_array, bones: dict[str, Points]) -> Measure:
    """Measure points (N, 3) of the rest pose by the rig: bone heads by name, weights (N, bones)."""
    sleeve = np.asarray(
        weights[:, [i for i, n in enumerate(anatomy().bone_names) if n.startswith(ARM)]].sum(axis=1)
    ).ravel()
    folded = np.abs(points) * [1, 0, 0] + points * [0, 1, 1]
    arm = _along(folded, np.stack([bones[n] for n in ("upperarm01.L", "lowerarm01.L", "wrist.L")]))
    arm = np.where(sleeve > 0.03, arm, -FAR)
    sole = float(min(bones[n][2] for n in bones if n.startswith("toe"))) - 0.015
    marks = _marks(bones, sole)
    throat = bones["neck01"] + (bones["spine01"] - bones["neck01"]) * 0.18
    tilt = np.array([0.0, -0.42, 0.91])
    height = (points - throat) @ tilt
    aside = np.linalg.norm(points - throat - height[:, None] * tilt, axis=1)
    radius = 0.42 * float(bones["head"][2] - bones["neck01"][2]) + 0.02
    return Measure(
        x=points[:, 0],
        y=points[:, 1],
        z=points[:, 2],
        arm=arm,
        sleeve=sleeve,
        neck=height - 0.9 * np.maximum(aside - radius, 0),
        front=marks["side"] - points[:, 1],
        marks=marks,
        unit=float((bones["head"][2] - sole) / 1.55),
    )


@dataclass(frozen=True)
class _Pattern:
    """The refined tights shell, the same for every look: refine (N, used), faces (M, 3), averaging (N, N), weights."""

    used: NDArray[np.int64]
    refine: sparse.csr_array
    faces: NDArray[np.int64]
    mean: sparse.csr_array
    weights: sparse.csr_array


@lru_cache(maxsize=1)
def _pattern() -> _Pattern:
    used, faces = np.unique(anatomy().faces["tights"], return_inverse=True)
    refine, finer = subdivide(len(used), faces.reshape(-1, 3))
    weights = sparse.csr_array(refine @ sparse.csr_array(anatomy().weights[used].astype(float)))
    return _Pattern(used.astype(np.int64), refine, finer, averaging(refine.shape[0], finer), weights)


class Dummy:
    """The dummy of one look: the smoothed, refined tights shell of its rest-pose body."""

    def __init__(self, look: ActorLook) -> None:
        pattern, a = _pattern(), anatomy()
        rest = shape(look)
        skin = rest.vertices.astype(float)
        self.faces, self.mean, self.weights = pattern.faces, pattern.mean, pattern.weights
        points = pattern.refine @ skin[pattern.used]
        for _ in range(2):  # midpoints of a coarse net are facets: round them off
            points = 0.5 * points + 0.5 * (self.mean @ points)
        self.points = points
        self.out = normals(points, self.faces)
        self.bones = dict(zip(a.bone_names, rest.heads.astype(float), strict=True))
        self.skin = skin[:SKIN_END]
        self.at = measure(points, self.weights, self.bones)
        self.skin_at = measure(self.skin, sparse.csr_array(a.weights[:SKIN_END]), self.bones)

    @cached_property
    def marks(self) -> dict[str, float]:
        """Heights (z, metres) and lengths along the arm of the body's landmarks in the rest pose."""
        return self.at.marks

    def surface(self, ease: Points | float, rounds: int = 8) -> Points:
        """Cloth `ease` metres off the whole dummy, spanning its hollows."""
        return loosen(self.points, self.out, np.broadcast_to(ease, len(self.points)).astype(float), self.mean, rounds)

    def piece(self, surface: Points, field: Points, colour: Points) -> Cloth:
        """The part of a surface where field ≥ 0, in one linear colour (3,) or one per vertex."""
        colours = np.broadcast_to(colour, surface.shape).astype(float)
        return cut(Cloth(surface, self.faces, self.weights, colours, np.zeros(len(surface), bool)), field)


@dataclass(frozen=True)
class Bench:
    """What a pattern is cut with: the dummy, the dye (3,), the field of what outer garments leave visible.

    `below` is how far the thickest garment underneath stands off the body, in metres for a grown-up;
    `flared`: a skirt hangs underneath.
    """

    dummy: Dummy
    dye: Points
    visible: Points
    below: float = 0.012
    flared: bool = False

    def sew(
        self, surface: Points, field: Points, edge: float = 0.004, lining: float = 0.02, shade: float = 1.0
    ) -> Cloth:
        """A hemmed piece of a surface; `edge` and `lining` are the hem's thickness and depth in metres."""
        piece = self.dummy.piece(surface, np.minimum(field, self.visible), self.dye * shade)
        return hem(piece, edge, lining)

    def stud(self, surface: Points, at: tuple[float, float], radius: float, dye: Points) -> Cloth:
        """A button on the front of a surface at rest-pose (x, z)."""
        front = np.flatnonzero((self.dummy.at.front > 0) & (self.dummy.at.sleeve < 0.02))
        here = front[np.argmin(np.hypot(surface[front, 0] - at[0], surface[front, 2] - at[1]))]
        spot = np.array([at[0], surface[here, 1] - 0.004, at[1]])
        turn = np.linspace(0, 2 * np.pi, 9)[:-1]
        ring = np.stack([np.cos(turn), np.zeros(8), np.sin(turn)], 1) * radius
        points = np.concatenate([spot + ring + [0, 0.006, 0], spot + ring * 0.9, [spot - [0, 0.0015, 0]]])
        k = np.arange(8)
        j = (k + 1) % 8
        faces = np.concatenate(
            [np.stack(f, 1) for f in ((k, j, k + 8), (j, j + 8, k + 8), (k + 8, j + 8, np.full(8, 16)))]
        )
        seen = float(self.visible[here] > 0)
        pick = sparse.csr_array((np.ones(17), (np.arange(17), np.full(17, here))), shape=(17, len(surface)))
        colours = np.broadcast_to(dye, points.shape).copy()
        return Cloth(
            points,
            faces[: int(len(faces) * seen)],
            sparse.csr_array(pick @ self.dummy.weights),
            colours,
            np.ones(17, bool),
        )
