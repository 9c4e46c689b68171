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
from scipy.spatial import cKDTree

from onmodel.stage.maps import FIRST_PROP
from onmodel.stage.mending import FLOOR, as_beside, filled, two_colours, without_sparks
from onmodel.stage.mesh import Floats
from onmodel.stage.optics import Optics
from onmodel.stage.raster import FAR, Shift
from onmodel.stage.surfaces import Surfaces

Mask = NDArray[np.bool_]
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

    def at(self, points: Floats, owner: int = 0) -> tuple[Floats, Floats]:
        """The light (…, 3) on world points (…, 3) of an actor, 0 for set and props, and 1 where this keyframe sees them
        (…), else 0."""
        shape = points.shape[:-1]
        if not points.size:
            return np.zeros_like(points), np.zeros(shape, np.float32)
        if len(shape) == 1:
            return _in_rows(self, points, owner)
        optics = self.optics
        local = (points - np.asarray(optics.camera.position, np.float32)) @ optics.axes.T.astype(np.float32)
        z = np.maximum(local[..., 2], 1e-3)
        u = np.asarray(local[..., 0] * (optics.focal_px / z) + (optics.width / 2 - 0.5), np.float32)
        v = np.asarray((optics.height / 2 - 0.5) - local[..., 1] * (optics.focal_px / z), np.float32)
        u, v = np.clip(u, -9e3, 9e3), np.clip(v, -9e3, 9e3)
        near = cv2.remap(self._told, u, v, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
        depth, slack, edge, whose = (near[..., i] for i in range(4))
        off = np.abs(local[..., 2] - depth) - NEARLY * z - 1.5 * slack
        seen = (((off < 0) & (depth > 0)) | ((depth > FAR / 2) & (z > FAR / 2))) & (whose == owner)
        light = cv2.remap(self.light, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        crisp = np.nonzero(edge)
        columns, rows = (np.rint(w[crisp]).astype(np.intp) for w in (u, v))
        light[crisp] = self.light[rows.clip(0, optics.height - 1), columns.clip(0, optics.width - 1)]
        return np.asarray(light, np.float32), np.asarray(seen, np.float32)

    @cached_property
    def _told(self) -> Floats:
        wide = cv2.dilate(self.edges.astype(np.uint8), np.ones((3, 3), np.uint8))
        whose = np.where(self.ids < FIRST_PROP, self.ids, 0)
        return np.dstack([self.depth, self.slack, wide, whose]).astype(np.float32)


def _in_rows(key: Keylight, points: Floats, owner: int) -> tuple[Floats, Floats]:
    count = len(points)
    rows = np.zeros((-(-count // COLUMNS) * COLUMNS, 3), np.float32)
    rows[:count] = points
    light, seen = key.at(rows.reshape(-1, COLUMNS, 3), owner)
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
    return Keylight(time, optics, without_sparks(cleaned, seen.albedo), depth, ids)


def agreed(keys: list[Keylight]) -> list[Keylight]:
    """The keyframes with what they agree on averaged on what stands still: their noise differs, the light does not."""
    made = []
    for key in keys:
        points = world(key.optics, key.depth)
        total, weights = key.light.copy(), np.ones(key.depth.shape, np.float32)
        for other in keys:
            if other is not key:
                light, seen = other.at(points)
                share = seen * (key.ids == 0) * _alike(light, key.light)
                total += share[..., None] * light
                weights += share
        made.append(Keylight(key.time, key.optics, total / weights[..., None], key.depth, key.ids))
    return made


def world(optics: Optics, depth: Floats) -> Floats:
    """World points (H, W, 3) at a depth (H, W) along the rays through the centres of the pixels."""
    x = (np.arange(optics.width) + 0.5 - optics.width / 2) / optics.focal_px
    y = (optics.height / 2 - np.arange(optics.height) - 0.5) / optics.focal_px
    right, up, forward = optics.axes
    rays = (x[None, :, None] * right).astype(np.float32) + (y[:, None, None] * up + forward).astype(np.float32)
    rays *= depth[..., None]
    rays += np.asarray(optics.camera.position, np.float32)
    return np.asarray(rays, np.float32)


@dataclass(frozen=True)
class Drawn:
    """The set as a frame sees it, once for each of its SAMPLES: `colours` (H, W, 3) linear_rec709, `depths` (H, W)."""

    optics: Optics
    shifts: tuple[Shift, ...]
    colours: list[Floats]
    depths: list[Floats]


def lit(drawn: Drawn, keys: tuple[Keylight, Keylight], share: float, others: list[Keylight]) -> list[Floats]:
    """(H, W, 3) light from the set for each sample: `share` 0–1 of the way from the first keyframe to the second;
    `others` help where neither sees."""
    depth = np.asarray(len(drawn.depths) / sum(1 / d for d in drawn.depths), np.float32)
    mixed = np.maximum.reduce(drawn.depths) > RATIO * np.minimum.reduce(drawn.depths)
    points = world(drawn.optics, depth)
    light, seen = _blended(points, keys, share)
    light, seen = _helped(light, seen & ~mixed, points, others)
    sky = depth > FAR / 2
    light = filled(filled(light, seen, sky), seen, ~sky)
    where, samples = np.nonzero(mixed), []
    seams = two_colours(drawn.colours) & ~mixed
    for shift, colour, own in zip(drawn.shifts, drawn.colours, drawn.depths, strict=True):
        out = as_beside(light, colour, seams) * (colour + FLOOR)
        at, known = _blended(_seen_from(drawn.optics, where, own, shift), keys, share)
        out[where] = np.where(known[:, None], at, light[where]) * (colour[where] + FLOOR)
        samples.append(out)
    return samples


def _blended(points: Floats, keys: tuple[Keylight, Keylight], share: float) -> tuple[Floats, Mask]:
    if keys[0] is keys[1]:
        light, known = keys[0].at(points)
        return light, known > 0
    total, weights = np.zeros(points.shape, np.float32), np.zeros(points.shape[:-1], np.float32)
    for key, weight in zip(keys, (1 - share, share), strict=True):
        light, seen = key.at(points)
        part = seen * np.float32(max(weight, 1e-3))
        total += light * part[..., None]
        weights += part
    return np.asarray(total / np.maximum(weights, 1e-6)[..., None], np.float32), weights > 0


def _helped(light: Floats, seen: Mask, points: Floats, others: list[Keylight]) -> tuple[Floats, Mask]:
    """Take from keyframes farther in time what neither neighbour sees."""
    for key in others:
        rows, columns = np.nonzero(~seen)
        if len(rows):
            found, known = key.at(points[rows, columns])
            good = known > 0
            light[rows[good], columns[good]] = found[good]
            seen[rows[good], columns[good]] = True
    return light, seen


def _seen_from(optics: Optics, where: tuple[NDArray[np.intp], ...], depth: Floats, shift: Shift) -> Floats:
    """World points (N, 3) of one sample of some pixels (rows, columns) of a depth (H, W)."""
    rows, columns = where
    right, up, forward = optics.axes.astype(np.float32)
    x = (columns + np.float32(0.5 + shift[0] - optics.width / 2)) / np.float32(optics.focal_px)
    y = (np.float32(optics.height / 2 - 0.5 - shift[1]) - rows) / np.float32(optics.focal_px)
    ray = x[:, None] * right + y[:, None] * up + forward
    return np.asarray(ray * depth[rows, columns][:, None] + np.asarray(optics.camera.position), np.float32)


def on_actor(keys: list[Keylight], owner: int, vertices: list[Floats]) -> list[Floats]:
    """The light (N, 3) on an actor's vertices in each keyframe, of which `vertices` are where they are there.

    Averaged over keyframes where they agree; where one does not see a vertex, another's, else that of vertices nearby.
    """
    found = [key.at(points, owner) for key, points in zip(keys, vertices, strict=True)]
    best = np.zeros_like(vertices[0])
    known = np.zeros(len(best), bool)
    for light, seen in found:
        new = (seen > 0) & ~known
        best[new], known = light[new], known | new
    if known.any() and not known.all():
        away, nearest = cKDTree(vertices[0][known]).query(vertices[0][~known], k=4)
        weights = 1 / (away + 1e-4) * np.isfinite(away)
        source = best[known][np.minimum(nearest, known.sum() - 1)]
        best[~known] = (source * weights[..., None]).sum(1) / weights.sum(1)[:, None]
    own = [np.where(seen[:, None] > 0, light, best) for light, seen in found]
    return [_averaged(light, own) for light in own]


def _averaged(light: Floats, others: list[Floats]) -> Floats:
    total, weights = np.zeros_like(light), np.zeros(len(light), np.float32)
    for other in others:
        share = _alike(other, light)
        total += share[:, None] * other
        weights += share
    return np.asarray(total / weights[:, None], np.float32)


def _alike(one: Floats, other: Floats) -> Floats:
    """1 where two lights (…, 3) are the same but for noise, 0 where they are not."""
    off = np.abs(one - other).mean(-1) / (np.maximum(one, other).mean(-1) + 0.02)
    return np.asarray(np.exp(-((off / AGREE) ** 2)), np.float32)
