"""Hair that hangs: it leaves the head, falls by gravity and slides over neck, shoulders and clothes."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from onmodel.stage.actors.anatomy import SKIN_END
from onmodel.stage.actors.body import Body
from onmodel.stage.actors.cloth import Points

THICKNESS = {
    "coat": 0.045,
    "robe": 0.04,
    "jacket": 0.036,
    "armour": 0.04,
    "scarf": 0.05,
    "vest": 0.026,
    "sweater": 0.026,
    "dress": 0.02,
}


@dataclass(frozen=True)
class Fall:
    """How hair falls: `lengths` (L,) metres, `stiffness` 0–1 keeps its first direction.

    `drift` (L, 3) pulls aside, the more the further it has fallen.
    """

    lengths: Points
    steps: int = 12
    stiffness: float = 0.6
    drift: Points | None = None


def fall(body: Body, starts: Points, directions: Points, how: Fall) -> Points:
    """Paths (L, steps, 3) in the world from `starts` (L, 3) along `directions` (L, 3), outside body and clothes."""
    clothes = max([THICKNESS.get(g.kind, 0.018) for g in body.look.outfit] or [0.018])
    away = np.where(body.regions["head"][:SKIN_END] + body.regions["neck"][:SKIN_END] > 0.6, 0.012, clothes + 0.008)
    skin, out = body.vertices[:SKIN_END].astype(float), body.normals[:SKIN_END].astype(float)
    tree, ground = cKDTree(skin), float(skin[:, 2].min()) + 0.004
    point, heading = starts.astype(float), directions.astype(float)
    drift = np.zeros((1, 3)) if how.drift is None else how.drift
    step = (how.lengths / how.steps)[:, None]
    path = []
    for k in range(how.steps):
        pull = np.array([0.0, 0.0, -1.0]) + drift * min(1.0, (k + 1) / 5)
        heading = how.stiffness * heading + (1 - how.stiffness) * pull
        heading = _along(heading, *_surface(point, skin, out, away, tree))
        moved = point + heading * step
        for _ in range(2):
            height, way = _surface(moved, skin, out, away, tree)
            moved += way * np.clip(-height, 0, 0.05)[:, None]
        moved[:, 2] = np.maximum(moved[:, 2], ground)
        heading = moved - point
        heading /= np.maximum(np.linalg.norm(heading, axis=1, keepdims=True), 1e-9)
        point = point + heading * step
        point[:, 2] = np.maximum(point[:, 2], ground)
        path.append(point)
    return _combed(np.stack(path, 1))


def facing(body: Body, paths: Points, free: Points) -> Points:
    """Which way hair shows its flat side, unit (L, K, 3): where it lies on the body away from it, elsewhere `free`."""
    skin, out = body.vertices[:SKIN_END].astype(float), body.normals[:SKIN_END].astype(float)
    near, who = cKDTree(skin).query(paths.reshape(-1, 3))
    share = np.clip((0.1 - near) / 0.06, 0, 1)[:, None]
    mixed = out[who] * share + free.reshape(-1, 3) * (1 - share)
    mixed /= np.maximum(np.linalg.norm(mixed, axis=1, keepdims=True), 1e-9)
    shown: Points = mixed.reshape(paths.shape)
    return shown


def _surface(points: Points, skin: Points, out: Points, away: Points, tree: cKDTree) -> tuple[Points, Points]:
    """Metres (L,) that points are above the clothes, far ones out of reach, and the way (L, 3) out of them."""
    near, who = tree.query(points, k=4)
    share = 1 / (near + 0.01)
    share /= share.sum(1, keepdims=True)
    height = ((((points[:, None] - skin[who]) * out[who]).sum(2) - away[who]) * share).sum(1)
    way = (out[who] * share[..., None]).sum(1)
    way /= np.maximum(np.linalg.norm(way, axis=1, keepdims=True), 1e-6)
    return np.where(near[:, 0] < 0.12, height, np.inf), way


def _along(heading: Points, height: Points, way: Points) -> Points:
    """Headings that glide along what they touch instead of into it: what points inward is taken out of them."""
    touch = np.clip(1 - height / 0.015, 0, 1)
    inward = np.minimum((heading * way).sum(1), 0) * touch
    glided = heading - inward[:, None] * way
    unit: Points = glided / np.maximum(np.linalg.norm(glided, axis=1, keepdims=True), 1e-9)
    return unit


def _combed(paths: Points) -> Points:
    """Paths without kinks: each point drawn to the middle of its neighbours; the first and last stay."""
    for _ in range(2):
        paths[:, 1:-1] = 0.5 * paths[:, 1:-1] + 0.25 * (paths[:, :-2] + paths[:, 2:])
    return paths
