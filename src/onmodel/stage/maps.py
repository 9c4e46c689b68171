"""Control maps: depth, normals, albedo, who is where; what other backends follow and the continuity report measures."""

from collections.abc import Mapping, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.stage.mesh import ActorMesh
from onmodel.stage.openpose import keypoints_in, skeleton
from onmodel.stage.optics import GATE_MM, Optics, focus_of
from onmodel.stage.spec import CameraSpec, ControlMaps
from onmodel.stage.surfaces import Surfaces

Floats = NDArray[np.float32]
Mask = NDArray[np.bool_]
Box = tuple[float, float, float, float]
FIRST_PROP = 1000


def control_maps(seen: Surfaces, actors: Sequence[ActorMesh], optics: Optics) -> ControlMaps:
    """The maps with each actor's keypoints, tested against depth, and the skeleton picture."""
    keypoints = {a.name: keypoints_in(a, i, seen.depth, seen.ids, optics) for i, a in enumerate(actors, 1)}
    picture = skeleton(keypoints.values(), seen.depth.shape)
    return ControlMaps(seen.depth, seen.normals, seen.albedo, seen.ids, keypoints, picture)


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


def guides(maps: ControlMaps, camera: CameraSpec, thin_lens: bool) -> tuple[Floats, Floats]:
    """Albedo and normals (H, W, 3) for the denoiser, blurred where the lens is: by the circle of confusion
    c = f² |z − s| / (N z (s − f)) on the gate (Kingslake 1992, "Optics in Photography")."""
    if not thin_lens or camera.t_stop <= 0:
        return maps.albedo, maps.normals
    focal, focus = camera.lens_mm / 1000, focus_of(camera)
    z = np.where(maps.depth > 0, maps.depth, 1e3)
    circle = focal**2 * np.abs(z - focus) / (camera.t_stop * z * max(focus - focal, focal))
    sigma = cv2.blur(circle / (GATE_MM / 1000) * maps.depth.shape[1] / 4, (9, 9))
    return _blurred_by(maps.albedo, sigma), _blurred_by(maps.normals, sigma)


def _blurred_by(field: Floats, sigma: Floats) -> Floats:
    """A field (H, W, 3) blurred by sigma (H, W) pixels, from a stack of blurs."""
    out, below = field, 0.0
    for step in (1.0, 2.0, 4.0, 8.0, 16.0):
        share = np.clip((sigma - below) / (step - below), 0, 1)[..., None].astype(np.float32)
        out, below = out + share * (cv2.GaussianBlur(field, (0, 0), step) - out), step
    return np.ascontiguousarray(out, np.float32)
