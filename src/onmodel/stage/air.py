"""Air: what moves in a place though nobody touches it. Grass, leaves and cloth sway, flames lick, clouds pass.

Everything starts from nothing, so that the first frame is the place as it was built.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onmodel.fountain.vocabulary import TimeOfDay
from onmodel.stage.mesh import Floats, Ints, MeshPart
from onmodel.stage.spec import SetSpec

STANDING = {  # by the group of a part: metres that a breeze sways it for each metre above its foot
    "grass": 0.16, "ferns": 0.10, "bushes": 0.05, "plant": 0.02, "trees": 0.016, "pines": 0.012, "firs": 0.012,
    "birches": 0.016, "far": 0.008, "outside": 0.012,
}  # fmt: skip
HANGING = {"pennants": 0.22, "curtain": 0.02}  # for each metre below what it hangs from
FLAMES = frozenset({"flame", "heart", "candle", "blaze"})  # finishes
LICKS, STRETCHES = 0.16, 0.30  # of a flame's height: aside and up
CELL, FLAME = 0.35, 0.30  # metres within which leaves of one plant, tongues of one flame lie
GUSTS = ((2.8, 1.2, 0.6), (6.9, 3.9, 0.3), (11.0, 9.0, 0.1))  # radians a second, radians a metre, share
LICK = ((19.0, 0.5), (31.0, 0.3), (47.0, 0.2))  # radians a second, share
NEAR_FIRE, FLICKER = 1.6, 0.07  # metres around a flame in which light flickers, and by how much
CLOUD, DRIFT = 0.14, (2.6, 1.1)  # of the light that a passing cloud takes; metres a second
CLOUDS = ((0.21, 0.09), (-0.11, 0.17), (0.34, -0.26))  # waves across the ground, radians a metre


@dataclass(frozen=True)
class Air:
    """A place's air. For each of its vertices: `sways` (N,) metres in a breeze, `licks` (N,) metres above the foot of
    its flame. `fires` (K, 3): where flames are · `cloudy`: whether clouds pass."""

    sways: Floats
    licks: Floats
    fires: Floats
    cloudy: bool
    seed: int = 0

    @property
    def stirs(self) -> bool:
        """Whether any vertex moves."""
        return bool(self.sways.any() or self.licks.any())

    @property
    def changes_light(self) -> bool:
        """Whether light comes and goes."""
        return self.cloudy or bool(len(self.fires))

    def of(self, used: Ints) -> "Air":
        """The air of some of the vertices (K,)."""
        return Air(self.sways[used], self.licks[used], self.fires, self.cloudy, self.seed)

    def blown(self, vertices: Floats, time: float) -> Floats:
        """The vertices (N, 3) at a time in seconds."""
        moved = vertices.copy()
        swayed = self.sways > 1e-4
        if swayed.any():
            gust = self._gust(vertices[swayed], time) - self._gust(vertices[swayed], 0.0)
            moved[swayed, 0] += self.sways[swayed] * gust
            moved[swayed, 1] += 0.4 * self.sways[swayed] * gust
        lit = self.licks > 1e-4
        if lit.any():
            base = vertices[lit]
            aside, up = (self._lick(base, time, k) - self._lick(base, 0.0, k) for k in (0.0, 2.0))
            moved[lit, 0] += LICKS * self.licks[lit] * aside
            moved[lit, 2] += STRETCHES * self.licks[lit] * up
        return moved

    def light(self, points: Floats, time: float) -> Floats:
        """The share of the first frame's light that falls on points (…, 3) at a time in seconds."""
        share = np.ones(points.shape[:-1], np.float32)
        if self.cloudy:
            share *= self._cloud(points, time) / self._cloud(points, 0.0)
        for k, fire in enumerate(self.fires):
            wave = self._lick(fire[None], time, 4.0 + k) - self._lick(fire[None], 0.0, 4.0 + k)
            away = np.square(points - fire).sum(-1) / np.float32(NEAR_FIRE**2)
            share *= 1 + np.float32(FLICKER * float(wave[0])) / (1 + away)
        return share

    def _gust(self, points: Floats, time: float) -> Floats:
        along = points[:, 0] + 0.4 * points[:, 1]
        return np.asarray(sum(s * np.sin(w * time - k * along + self.seed + 1.7 * w) for w, k, s in GUSTS), np.float32)

    def _lick(self, points: Floats, time: float, phase: float) -> Floats:
        of_its_own = 5.0 * np.round(points[:, 0] / FLAME) + 3.0 * np.round(points[:, 1] / FLAME) - 7.0 * points[:, 2]
        return np.asarray(sum(s * np.sin(w * time + of_its_own + phase * w + self.seed) for w, s in LICK), np.float32)

    def _cloud(self, points: Floats, time: float) -> Floats:
        x, y = points[..., 0] - np.float32(DRIFT[0] * time), points[..., 1] - np.float32(DRIFT[1] * time)
        wave = sum(np.sin(np.float32(a) * x + np.float32(b) * y + np.float32(self.seed + a * 9)) for a, b in CLOUDS)
        return np.asarray(1 - CLOUD / 2 * (1 + np.tanh(1.5 * wave)), np.float32)


def air_of(parts: Sequence[MeshPart], spec: SetSpec, seed: int) -> Air:
    """The air of a set's and its props' parts, in their order."""
    empty = np.zeros(0, np.float32)
    sways = np.concatenate([empty, *(_sways(part) for part in parts)])
    flames = [_is_flame(part) for part in parts]
    licks = np.concatenate(
        [empty, *(_above(p, FLAME) if f else np.zeros(len(p.vertices)) for p, f in zip(parts, flames, strict=True))]
    )
    fires = [spot for part, flame in zip(parts, flames, strict=True) if flame for spot in _spots(part)]
    cloudy = not spec.interior and spec.time is TimeOfDay.DAY
    phase = float(np.random.default_rng((seed, 17)).uniform(0, 6.28))
    return Air(
        sways.astype(np.float32), licks.astype(np.float32), np.asarray(fires, np.float32).reshape(-1, 3), cloudy,
        int(100 * phase),
    )  # fmt: skip


def _is_flame(part: MeshPart) -> bool:
    return part.emission is not None and part.name.split("/")[-1] in FLAMES


def _sways(part: MeshPart) -> Floats:
    """How far a breeze sways each vertex (N,) of a part."""
    names = part.name.split("/")
    for name in names:
        if name in STANDING:
            return np.asarray(STANDING[name] * _above(part, CELL if name == "grass" else 4 * CELL), np.float32)
        if name in HANGING:
            below = _above(part, 4 * CELL, from_top=True)
            return np.asarray(HANGING[name] * below, np.float32)
    return np.zeros(len(part.vertices), np.float32)


def _cells(part: MeshPart, size: float) -> Ints:
    """The number of the ground's cell that each vertex (N,) of a part is over."""
    cells = np.floor(part.vertices[:, :2] / size).astype(np.int64)
    return np.asarray(np.unique(cells, axis=0, return_inverse=True)[1].reshape(-1), np.int32)


def _above(part: MeshPart, size: float, *, from_top: bool = False) -> Floats:
    """How high each vertex (N,) is above the lowest of its cell, or how far below the highest (metres)."""
    if not len(part.vertices):
        return np.zeros(0, np.float32)
    cells, z = _cells(part, size), part.vertices[:, 2] * (-1 if from_top else 1)
    lowest = np.full(int(cells.max()) + 1, np.inf)
    np.minimum.at(lowest, cells, z)
    return np.asarray(np.clip(z - lowest[cells], 0, 8), np.float32)


def _spots(part: MeshPart) -> list[Floats]:
    """Where a part's flames are: the middle of each cell."""
    cells = _cells(part, FLAME * 2)
    return [part.vertices[cells == cell].mean(axis=0) for cell in np.unique(cells)[:8]]
