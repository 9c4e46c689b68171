"""A chart of the head for hair and hats: a smooth skull without ears, seen from a centre between them.

Directions are unit vectors from the centre in the rest pose; azimuth 0 is ahead (−y), 90 the actor's left, 180 behind.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.interpolate import RBFInterpolator
from scipy.ndimage import map_coordinates

from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.body import shape
from onmodel.stage.actors.cloth import Points
from onmodel.stage.spec import ActorLook

ROWS, COLUMNS = 49, 96  # the chart's grid: elevations −90 … 90, azimuths −180 … 180


@dataclass(frozen=True)
class Skull:
    """The head of one look in the rest pose. Heights are z in metres; `size` is 1 for a grown-up's head.

    radii (ROWS, COLUMNS): distance from `centre` to the skull on a grid of elevation and azimuth.
    """

    centre: Points
    radii: Points
    crown: float
    brow: float
    eyes: float
    mouth: Points
    chin: float
    ear: Points  # the left one's middle
    ear_top: float
    ear_low: float
    size: float

    def at(self, direction: Points, lift: Points | float = 0.0) -> Points:
        """Points (…, 3) of the rest pose `lift` metres over the skull in unit directions (…, 3)."""
        elevation = np.degrees(np.arcsin(np.clip(direction[..., 2], -1, 1)))
        azimuth = np.degrees(np.arctan2(direction[..., 0], -direction[..., 1]))
        spot = [(elevation + 90) / 180 * (ROWS - 1), (azimuth + 180) / 360 * COLUMNS]
        radius = map_coordinates(self.radii, np.reshape(spot, (2, -1)), order=1, mode="grid-wrap")
        out: Points = self.centre + direction * (radius.reshape(direction.shape[:-1]) + lift)[..., None]
        return out

    def towards(self, azimuth: Points, height: Points) -> Points:
        """Unit directions (N, 3) to the skull's points at azimuths (N,) in degrees and heights (N,), z in metres."""
        azimuth, height = np.broadcast_arrays(np.asarray(azimuth, float), np.asarray(height, float))
        steps = np.linspace(-75, 89, 83)
        fan = unit(azimuth[..., None], steps)
        gap = np.abs(self.at(fan)[..., 2] - height[..., None])
        return unit(azimuth, steps[np.argmin(gap, -1)])

    def hairline(self, azimuth: Points, recede: float = 0.0) -> Points:
        """Height (N,) of the hairline at azimuths (N,): forehead, temples, over the ears, nape. `recede` in metres."""
        s = self.size
        front = self.brow + 0.46 * (self.crown - self.brow) + recede
        stops = [0, 26, 42, 55, 66, 73, 80, 100, 112, 124, 140, 180]
        heights = [
            front, front + 0.004 * s, front - 0.002 * s + recede, self.brow + 0.022 * s + recede, self.brow - 0.002 * s,
            self.ear[2] + 0.012 * s, self.ear_top + 0.004 * s, self.ear_top + 0.008 * s, self.ear[2] + 0.016 * s,
            self.ear_low + 0.002 * s, self.ear_low - 0.012 * s, self.ear_low - 0.022 * s,
        ]  # fmt: skip
        line: Points = np.interp(np.abs(azimuth), stops, heights)
        return line


def unit(azimuth: Points, elevation: Points) -> Points:
    """Unit directions (…, 3) from azimuth and elevation in degrees."""
    a, e = np.radians(azimuth), np.radians(elevation)
    return np.stack([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e) + 0 * a], -1)


def slerp(a: Points, b: Points, t: Points) -> Points:
    """Great-circle mix of unit vectors a, b (…, 3) at t (…)."""
    angle = np.arccos(np.clip((a * b).sum(-1), -0.9999, 0.9999))
    mixed = (
        a * (np.sin((1 - t) * angle) / np.sin(angle))[..., None] + b * (np.sin(t * angle) / np.sin(angle))[..., None]
    )
    return np.asarray(mixed / np.linalg.norm(mixed, axis=-1, keepdims=True))


@lru_cache(maxsize=64)
def skull(look: ActorLook) -> Skull:
    """Chart the head of a look (about 0.05 s, then from memory)."""
    a = anatomy()
    rest = shape(look)
    v, r = rest.vertices[:SKIN_END].astype(float), {k: x[:SKIN_END] for k, x in a.regions.items()}
    ears, lips = v[(r["ears"] > 0.5) & (v[:, 0] > 0)], v[r["lips"] > 0.5]
    eyes = np.concatenate([rest.vertices[np.unique(a.faces[f"{s}-eye"])] for s in "lr"]).mean(0)
    outside = (
        (r["ears"] < 0.3) & (r["inside_mouth"] < 0.3) & (r["eye_sockets"] < 0.3) & (v[:, 2] > lips[:, 2].min() - 0.06)
    )
    used = np.flatnonzero(outside & (r["head"] + r["neck"] > 0.5))
    crown = float(v[used, 2].max())
    centre = np.array([0.0, ears[:, 1].mean() - 0.004, eyes[2] + 0.3 * (crown - eyes[2])])
    ray = v[used] - centre
    far = np.linalg.norm(ray, axis=1)
    ray /= far[:, None]
    _, first = np.unique(np.round(ray * 9), axis=0, return_index=True)  # the face is far denser than the scalp
    grid = unit(np.linspace(-180, 180, COLUMNS, endpoint=False)[None], np.linspace(-90, 90, ROWS)[:, None])
    radii = RBFInterpolator(ray[first], far[first], smoothing=1e-4)(grid.reshape(-1, 3)).reshape(ROWS, COLUMNS)
    front = used[(np.abs(v[used, 0]) < 0.012) & (v[used, 1] < lips[:, 1].mean() + 0.02)]
    size = float((crown - v[front, 2].min()) / 0.225)
    return Skull(
        centre=centre,
        radii=radii,
        crown=crown,
        brow=float(eyes[2] + 0.026 * size),
        eyes=float(eyes[2]),
        mouth=lips.mean(0),
        chin=float(v[front, 2].min()),
        ear=ears.mean(0),
        ear_top=float(ears[:, 2].max()),
        ear_low=float(ears[:, 2].min()),
        size=size,
    )
