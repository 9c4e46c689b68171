"""Between keyframes: light is traced in a few frames, shape and colour are drawn anew in every one.

A keyframe's light is divided by the colour of what it falls on; what is left is smooth and sticks to surfaces. A frame
between takes it from both neighbours by where each of its points is there, tested against their depth, and multiplies
it by its own colours. So edges and textures are exact in every frame and only light is interpolated (after reverse
reprojection caching: Nehab et al. 2007; on the point where a surface is seen by nobody, light is taken from around it).
"""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.stage.mesh import Floats
from onmodel.stage.optics import Optics
from onmodel.stage.raster import FAR
from onmodel.stage.surfaces import Surfaces

Mask = NDArray[np.bool_]
FLOOR = 0.05  # added to colours before dividing: black leather still carries its highlight
RATIO = 1.04  # of depths beyond which neighbours are not one surface
NEARLY = 0.012  # of the depth that a point may be off and still be the one that was seen
AGREE = 0.22  # of the light, at which two keyframes still mean the same surface in the same light
COLUMNS = 2048  # OpenCV's remap wants pictures: loose samples are laid out in rows of this many


@dataclass(frozen=True)
class Keylight:
    """The light of a keyframe: `light` (H, W, 3) linear_rec709 over colour + FLOOR, `depth` (H, W) metres with FAR for
    the sky, `ids` (H, W) as in ControlMaps."""

    time: float
    optics: Optics
    light: Floats
    depth: Floats
    ids: NDArray[np.uint16]

    @cached_property
    def edges(self) -> Mask:
        """(H, W) pixels that may hold two surfaces."""
        return edges(self.depth) | (cv2.morphologyEx(self.ids, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0)

    @cached_property
    def slack(self) -> Floats:
        """(H, W) metres of depth within a pixel of a slanting surface; across an edge, that of the flatter side."""
        along = [np.abs(np.diff(self.depth, axis=a)) for a in (0, 1)]
        padded = [np.pad(d, [(1, 1) if a == b else (0, 0) for b in (0, 1)], mode="edge") for a, d in enumerate(along)]
        down, across = padded
        return np.asarray(np.maximum(np.minimum(down[1:], down[:-1]), np.minimum(across[:, 1:], across[:, :-1])))

    def at(self, points: Floats) -> tuple[Floats, Floats]:
        """The light (…, 3) on world points (…, 3), and 1 where this keyframe sees them, else 0 (…)."""
        shape = points.shape[:-1]
        if len(shape) == 1:
            return _in_rows(self, points)
        optics = self.optics
        local = (points - np.asarray(optics.camera.position, np.float32)) @ optics.axes.T.astype(np.float32)
        z = np.maximum(local[..., 2], 1e-3)
        u = np.asarray(local[..., 0] * (optics.focal_px / z) + (optics.width / 2 - 0.5), np.float32)
        v = np.asarray((optics.height / 2 - 0.5) - local[..., 1] * (optics.focal_px / z), np.float32)
        u, v = np.clip(u, -9e3, 9e3), np.clip(v, -9e3, 9e3)
        near = cv2.remap(self._told, u, v, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
        depth, slack, edge = near[..., 0], near[..., 1], near[..., 2]
        off = np.abs(local[..., 2] - depth) - NEARLY * z - 1.5 * slack
        seen = ((off < 0) & (depth > 0)) | ((depth > FAR / 2) & (z > FAR / 2))
        smooth = cv2.remap(self.light, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        crisp = cv2.remap(self.light, u, v, cv2.INTER_NEAREST, borderMode=cv2.BORDER_REPLICATE)
        return np.where((edge > 0)[..., None], crisp, smooth), seen.astype(np.float32)

    @cached_property
    def _told(self) -> Floats:
        wide = cv2.dilate(self.edges.astype(np.uint8), np.ones((3, 3), np.uint8))
        return np.dstack([self.depth, self.slack, wide]).astype(np.float32)


def _in_rows(key: Keylight, points: Floats) -> tuple[Floats, Floats]:
    count = len(points)
    rows = np.zeros((-(-count // COLUMNS) * COLUMNS, 3), np.float32)
    rows[:count] = points
    light, seen = key.at(rows.reshape(-1, COLUMNS, 3))
    return light.reshape(-1, 3)[:count], seen.reshape(-1)[:count]


def edges(depth: Floats) -> Mask:
    """(H, W) pixels beside which the depth (H, W) jumps."""
    box = np.ones((3, 3), np.uint8)
    return np.asarray(cv2.dilate(depth, box) > RATIO * cv2.erode(depth, box))


def keylight(time: float, optics: Optics, light: Floats, seen: Surfaces) -> Keylight:
    """The light of a rendered frame: divided by its colours, and in pixels that hold two surfaces taken from the same
    surface beside them."""
    depth, ids = np.where(seen.depth > 0, seen.depth, FAR).astype(np.float32), seen.ids
    key = Keylight(time, optics, np.asarray(light / (seen.albedo + FLOOR), np.float32), depth, ids)
    rows, columns = np.nonzero(key.edges)
    total, weights = np.zeros((len(rows), 3), np.float32), np.zeros(len(rows), np.float32)
    own, whose = np.log(depth[rows, columns]), ids[rows, columns]
    height, width = depth.shape
    for dy in range(-2, 3):
        for dx in range(-2, 3):
            y, x = np.clip(rows + dy, 0, height - 1), np.clip(columns + dx, 0, width - 1)
            alike = np.exp(-np.abs(np.log(depth[y, x]) - own) / 0.03) * (ids[y, x] == whose) * ~key.edges[y, x]
            total += alike[:, None] * key.light[y, x]
            weights += alike
    known = weights > 0.05
    cleaned = key.light.copy()
    cleaned[rows[known], columns[known]] = total[known] / weights[known, None]
    return Keylight(time, optics, cleaned, depth, ids)


def agreed(keys: list[Keylight]) -> list[Keylight]:
    """The keyframes with what they agree on averaged on what stands still: their noise differs, the light does not."""
    made = []
    for key in keys:
        points = world(key.optics, key.depth)
        total, weights = key.light.copy(), np.ones(key.depth.shape, np.float32)
        for other in keys:
            if other is not key:
                light, seen = other.at(points)
                off = np.abs(light - key.light).mean(-1) / (np.maximum(light, key.light).mean(-1) + 0.02)
                share = seen * (key.ids == 0) * np.exp(-((off / AGREE) ** 2))
                total += share[..., None] * light
                weights += share
        made.append(Keylight(key.time, key.optics, total / weights[..., None], key.depth, key.ids))
    return made


def world(optics: Optics, depth: Floats) -> Floats:
    """World points (H, W, 3) at a depth (H, W) along the rays through the centres of the pixels."""
    rays = optics.rays().astype(np.float32)
    return np.asarray(rays * depth[..., None] + np.asarray(optics.camera.position, np.float32), np.float32)


@dataclass(frozen=True)
class Drawn:
    """A frame's own shape at twice its size: `colour` (2H, 2W, 3) linear_rec709, `depth` (2H, 2W), `ids` (2H, 2W), and
    for each of the two keyframes beside it how far points have moved until then (H, W, 3) metres; None: nothing."""

    optics: Optics
    colour: Floats
    depth: Floats
    ids: NDArray[np.uint16]
    moved: tuple[Floats | None, Floats | None]


def lit(drawn: Drawn, keys: tuple[Keylight, Keylight], share: float, others: list[Keylight]) -> Floats:
    """(H, W, 3) the frame's light: `share` 0–1 of the way from the first keyframe to the second; `others` help where
    neither sees."""
    parts = _quarters(drawn.depth)
    depth = np.asarray(4 / sum(1 / d for d in parts), np.float32)
    mixed = np.maximum.reduce(parts) > RATIO * np.minimum.reduce(parts)
    ids = drawn.ids[::2, ::2]
    mixed |= np.logical_or.reduce([q != ids for q in _quarters(drawn.ids)])
    whole = Optics(drawn.optics.camera, drawn.optics.width // 2, drawn.optics.height // 2)
    points, actors = world(whole, depth), (ids > 0)[..., None]
    moved = tuple(None if m is None else m * actors for m in drawn.moved)
    light, seen = _blended(points, moved, keys, share)
    light, seen = _helped(light, seen & ~mixed, points, ids, others)
    light = _filled(light, seen, ids)
    colour = cv2.resize(drawn.colour, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    out = light * (colour + FLOOR)
    out[mixed] = _mixed(drawn, mixed, keys, share, light)
    return np.asarray(out, np.float32)


def _quarters(field: NDArray) -> list[NDArray]:  # type: ignore[type-arg]  # of whatever it is
    return [field[y::2, x::2] for y in (0, 1) for x in (0, 1)]


def _blended(
    points: Floats, moved: tuple[Floats | None, ...], keys: tuple[Keylight, Keylight], share: float
) -> tuple[Floats, Mask]:
    total, weights = np.zeros(points.shape, np.float32), np.zeros(points.shape[:-1], np.float32)
    for key, by, weight in zip(keys, moved, (1 - share, share), strict=True):
        light, seen = key.at(points if by is None else points + by)
        part = seen * np.float32(max(weight, 1e-3))
        total += light * part[..., None]
        weights += part
    return np.asarray(total / np.maximum(weights, 1e-6)[..., None], np.float32), weights > 0


def _helped(
    light: Floats, seen: Mask, points: Floats, ids: NDArray[np.uint16], others: list[Keylight]
) -> tuple[Floats, Mask]:
    """Take from keyframes farther in time what of the set neither neighbour sees."""
    for key in others:
        rows, columns = np.nonzero(~seen & (ids == 0))
        if len(rows):
            found, known = key.at(points[rows, columns])
            good = known > 0
            light[rows[good], columns[good]] = found[good]
            seen[rows[good], columns[good]] = True
    return light, seen


def _filled(light: Floats, seen: Mask, ids: NDArray[np.uint16]) -> Floats:
    """Light from around where no keyframe sees: from what has the same owner, the nearest counting most."""
    for owner in np.unique(ids[~seen]):
        mine = ids == owner
        missing, source = mine & ~seen, (mine & seen).astype(np.float32)
        small = cv2.resize(source, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
        lit_small = cv2.resize(light * source[..., None], None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
        for sigma in (0.8, 3.0, 10.0, 40.0):
            if not missing.any():
                break
            size = (ids.shape[1], ids.shape[0])
            near = cv2.resize(cv2.GaussianBlur(small, (0, 0), sigma), size)
            found = missing & (near > 0.02)
            if found.any():
                spread = cv2.resize(cv2.GaussianBlur(lit_small, (0, 0), sigma), size)
                light[found] = spread[found] / near[found][..., None]
                missing &= ~found
    return light


def _mixed(drawn: Drawn, mixed: Mask, keys: tuple[Keylight, Keylight], share: float, around: Floats) -> Floats:
    """The light of pixels (N, 3) that hold more than one surface: each of their four samples by itself."""
    rows, columns = np.nonzero(mixed)
    y = np.concatenate([2 * rows + dy for dy in (0, 1) for _ in (0, 1)])
    x = np.concatenate([2 * columns + dx for _ in (0, 1) for dx in (0, 1)])
    optics = drawn.optics
    right, up, forward = optics.axes.astype(np.float32)
    ray = (
        ((x + 0.5 - optics.width / 2) / optics.focal_px)[:, None] * right
        + ((optics.height / 2 - y - 0.5) / optics.focal_px)[:, None] * up
        + forward
    )
    points = np.asarray(ray * drawn.depth[y, x][:, None] + np.asarray(optics.camera.position), np.float32)
    actors = (drawn.ids[y, x] > 0)[:, None]
    moved = tuple(None if m is None else m[y // 2, x // 2] * actors for m in drawn.moved)
    light, seen = _blended(points, moved, keys, share)
    light = np.where(seen[:, None], light, around[y // 2, x // 2])
    return np.asarray((light * (drawn.colour[y, x] + FLOOR)).reshape(4, -1, 3).mean(0), np.float32)
