"""States: what has happened to a thing; broken in two, or on fire."""

import numpy as np

from onmodel.stage.sets.finish import glow, noise
from onmodel.stage.sets.solids import Array, Solid, bounds, lathe, solid

BREAK = 26.0  # degrees by which the halves of a broken thing lie apart


def broken(solids: list[Solid]) -> list[Solid]:
    """A thing snapped across its longest side: the upper part lies askew beside where it was."""
    low, high = bounds(solids)
    axis = int(np.argmax(high - low))
    at, size = float(low[axis] + 0.56 * (high - low)[axis]), float((high - low)[axis])
    out = [kept for s in solids if (kept := _cut(s, axis, at, upper=False))]
    middle = (low + high) / 2
    middle[axis] = at
    turn = "y" if axis != 1 else "z"
    gap = np.eye(3)[axis] * 0.06 * size + np.eye(3)[0 if axis != 0 else 2] * 0.05 * size
    for part in (_cut(s, axis, at, upper=True) for s in solids):
        if part:
            out.append(part.moved(*(-middle)).turned(BREAK, turn).moved(*(middle + gap)))
    floor = float(bounds(out)[0][2]) - float(low[2])
    return [s.moved(z=-min(0.0, floor)) for s in out]


def _cut(s: Solid, axis: int, at: float, *, upper: bool) -> Solid | None:
    """The part of a solid above or below a plane across an axis, its edge ragged; None where nothing is left."""
    sign = 1.0 if upper else -1.0
    triangles = s.vertices[s.faces].astype(np.float64)
    height = sign * (triangles[..., axis] - at)
    height += 0.15 * np.ptp(s.vertices, axis=0).min() * noise(triangles.reshape(-1, 3), 0.01, 3).reshape(height.shape)
    each = zip(triangles, height, s.normals[s.faces], s.colours[s.faces], strict=True)
    kept = [_clipped(*corner) for corner in each if corner[1].max() > 0]
    if not kept:
        return None
    corners = np.concatenate(kept)
    faces = np.arange(len(corners)).reshape(-1, 3)
    return solid(corners[:, :3], faces, corners[:, 3:6], corners[:, 6:]).finished(s.finish)


def _clipped(triangle: Array, height: Array, normals: Array, colours: Array) -> Array:
    """Corners (3 K, 9: point, normal, colour) of what is above height 0 of a triangle (Sutherland and Hodgman 1974)."""
    corner = np.concatenate([triangle, normals, colours], axis=1)
    ring = []
    for i in range(3):
        j = (i + 1) % 3
        if height[i] > 0:
            ring.append(corner[i])
        if (height[i] > 0) != (height[j] > 0):
            ring.append(corner[i] + (corner[j] - corner[i]) * height[i] / (height[i] - height[j]))
    return np.array([ring[k] for i in range(1, len(ring) - 1) for k in (0, i, i + 1)])


def burning(solids: list[Solid]) -> list[Solid]:
    """A thing with flames on its upper part, which is charred."""
    low, high = bounds(solids)
    tall = float(high[2] - low[2])
    charred = []
    for s in solids:
        share = np.clip((s.vertices[:, 2] - low[2]) / max(tall, 1e-6) * 1.6 - 0.5, 0, 1)[:, None]
        charred.append(s.painted(s.colours * (1 - 0.9 * share)))
    size = float(np.clip(0.32 * (high - low).max(), 0.03, 0.4))
    flame = lathe([(0, 0), (0.15, 0.08), (0.19, 0.22), (0.15, 0.42), (0.06, 0.75), (0, 1.0)], "#ffb060", 12)
    flame = flame.scaled(size).finished(glow("blaze", (2.6, 0.95, 0.16)))
    rng = np.random.default_rng(4)
    lick = [
        flame.scaled(float(rng.uniform(0.45, 1.0))).turned(float(rng.uniform(-16, 16)), "y")
        .moved(*(low + (high - low) * [share, 0.5, rng.uniform(0.72, 0.9)]))
        for share in np.linspace(0.08, 0.92, 6)
    ]  # fmt: skip
    return [*charred, *lick]
