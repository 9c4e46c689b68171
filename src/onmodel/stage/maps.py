"""Control maps: depth, normals, albedo, who is where; what other backends follow and the continuity report measures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.mesh import ActorMesh
from onmodel.stage.openpose import keypoints_in, skeleton
from onmodel.stage.optics import Optics
from onmodel.stage.spec import ControlMaps

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
Box = tuple[float, float, float, float]
FIRST_PROP = 1000


@dataclass(frozen=True)
class Raw:
    """One centred ray per pixel: depth (H, W) metres along the optical axis, 0 = nothing; ids (H, W);
    albedo, normals (H, W, 3)."""

    depth: Floats
    normals: Floats
    albedo: Floats
    ids: NDArray[np.uint16]

    @classmethod
    def of(cls, traced: Floats, owners: NDArray[np.uint16], optics: Optics, near: float) -> "Raw":
        """From (H, W, 8): albedo, normal, distance from the near plane, shape index; `owners` by shape index."""
        index = np.nan_to_num(traced[..., 7], posinf=0).astype(int) - 1  # Mitsuba counts from 1
        cosines = optics.cosines().astype(np.float32)
        hit = traced[..., 6] > 0
        depth = np.where(hit, traced[..., 6] * cosines + near, 0)
        normals = np.where(hit[..., None], np.nan_to_num(traced[..., 3:6]), 0)
        normals = _facing(normals, optics)
        albedo = np.where(hit[..., None], np.nan_to_num(traced[..., :3]), 0).clip(0, 1)
        ids = np.where(hit, owners[np.clip(index, -1, len(owners) - 2)], 0)
        return cls(
            np.asarray(depth, np.float32), np.asarray(normals, np.float32), np.asarray(albedo, np.float32),
            np.asarray(ids, np.uint16),
        )  # fmt: skip


def _facing(normals: Floats, optics: Optics) -> Floats:
    """Normals turned toward the camera, so that the two sides of a sheet of cloth read alike."""
    x = (np.arange(optics.width) + 0.5 - optics.width / 2) / optics.focal_px
    y = (optics.height / 2 - np.arange(optics.height) - 0.5) / optics.focal_px
    rays = np.stack([*np.meshgrid(x, y), np.ones((optics.height, optics.width))], -1) @ optics.axes
    away = (normals * rays).sum(-1, keepdims=True) > 0
    return np.where(away, -normals, normals)


def control_maps(raw: Raw, actors: Sequence[ActorMesh], optics: Optics) -> ControlMaps:
    """The maps with each actor's keypoints, tested against depth, and the skeleton picture."""
    keypoints = {a.name: keypoints_in(a, i, raw.depth, raw.ids, optics) for i, a in enumerate(actors, 1)}
    picture = skeleton(keypoints.values(), raw.depth.shape)
    return ControlMaps(raw.depth, raw.normals, raw.albedo, raw.ids, keypoints, picture)


def person_masks(ids: NDArray[np.uint16], names: Sequence[str]) -> dict[str, Mask]:
    """name → (H, W) bool of each actor, `names` in the order of the spec; actors who are not seen have empty masks."""
    return {name: ids == i for i, name in enumerate(names, 1)}


def head_boxes(actors: Sequence[ActorMesh], ids: NDArray[np.uint16], optics: Optics) -> dict[str, Box]:
    """name → pixel box of the head, clipped to the picture; without heads of which nothing can be seen."""
    found = {}
    for i, actor in enumerate(actors, 1):
        box = optics.box(actor.head)
        if box and (ids[_inside(box)] == i).any():
            found[actor.name] = box
    return found


def face_masks(actors: Sequence[ActorMesh], maps: ControlMaps, heads: Mapping[str, Box]) -> list[Mask]:
    """(H, W) bool of the visible part of each head that shows its face to the camera; others are not metered."""
    masks = []
    for i, actor in enumerate(actors, 1):
        if actor.name in heads and maps.keypoints[actor.name][[0, 14, 15], 2].any():
            mask = np.zeros(maps.ids.shape, bool)
            window = _inside(_middle(heads[actor.name]))
            mask[window] = maps.ids[window] == i
            masks.append(mask)
    return masks


def _middle(box: Box) -> Box:
    """The lower middle of a head's box, where the face is and the hair is not."""
    x0, y0, x1, y1 = box
    w, h = x1 - x0, y1 - y0
    return x0 + 0.2 * w, y0 + 0.35 * h, x1 - 0.2 * w, y1 - 0.1 * h


def _inside(box: Box) -> tuple[slice, slice]:
    x0, y0, x1, y1 = (round(v) for v in box)
    return slice(y0, max(y1, y0 + 1)), slice(x0, max(x1, x0 + 1))
