"""Surfaces: every triangle on the stage in one soup, and what the ray through each pixel's centre meets of it.

The renderer only says which triangle a pixel sees; depth, normal, colour and owner follow from the ray and the
triangle's corners (a visibility buffer: Burns and Hunt 2013). That is exact, and far cheaper than its own outputs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.mesh import Floats, MeshPart
from onmodel.stage.optics import NEAR, Optics

Array = NDArray[np.float64]
BAND = 64  # rows of pixels at a time: what a band needs stays under 100 MiB at any size


@dataclass(frozen=True)
class Surfaces:
    """One centred ray per pixel: depth (H, W) metres along the optical axis, 0 = nothing hit; normals (H, W, 3) world,
    toward the camera; albedo (H, W, 3) linear_rec709; ids (H, W) the owner, 0 for the set and for nothing."""

    depth: Floats
    normals: Floats
    albedo: Floats
    ids: NDArray[np.uint16]


@dataclass(frozen=True)
class Soup:
    """Corners (M, 3, 3) metres, their normals (M, 3, 3) and colours (M, 3, 3), and the owner (M,) of each triangle."""

    corners: Floats
    normals: Floats
    colours: Floats
    owners: NDArray[np.uint16]

    @classmethod
    def of(cls, staged: Sequence[tuple[int, MeshPart]]) -> "Soup":
        """The triangles of parts with their owners' ids."""
        fields = [(p.vertices[p.faces], normals_of(p), p.colours[p.faces]) for _, p in staged]
        empty = np.zeros((0, 3, 3), np.float32)
        corners, normals, colours = (
            np.asarray(np.concatenate([empty, *(f[i] for f in fields)]), np.float32) for i in range(3)
        )
        counts = [len(p.faces) for _, p in staged]
        owners = np.repeat(np.array([i for i, _ in staged], np.uint16), counts)
        return cls(corners, normals, colours, owners)

    def before(self, optics: Optics) -> "Soup":
        """Only the triangles that may fall into the picture: those not wholly beyond one of its four edges."""
        x, y, z = np.moveaxis((self.corners - np.asarray(optics.camera.position)) @ optics.axes.T, -1, 0)
        kept = z.max(axis=1) > NEAR
        for across, edge in ((x, optics.width), (y, optics.height)):
            reach = z * (edge / 2 / optics.focal_px)
            kept &= ~((across > reach).all(axis=1) | (across < -reach).all(axis=1))
        return Soup(self.corners[kept], self.normals[kept], self.colours[kept], self.owners[kept])

    def facing(self, optics: Optics) -> Floats:
        """The corners (M, 3, 3), each triangle wound so that the camera sees its front."""
        a, b, c = np.moveaxis(self.corners, 1, 0)
        away = (np.cross(b - a, c - a) * (a - np.asarray(optics.camera.position, np.float32))).sum(1) > 0
        return np.where(away[:, None, None], self.corners[:, [0, 2, 1]], self.corners)

    def seen(self, triangles: NDArray[np.int64], optics: Optics) -> Surfaces:
        """What pixels (H, W) show of the triangles they see; −1 where a pixel sees none."""
        shape = triangles.shape
        depth, ids = np.zeros(shape, np.float32), np.zeros(shape, np.uint16)
        normals, albedo = np.zeros((*shape, 3), np.float32), np.zeros((*shape, 3), np.float32)
        for top in range(0, shape[0], BAND):
            band = slice(top, top + BAND)
            hit = triangles[band] >= 0
            which = triangles[band][hit]
            found = self._met(which, optics.rays(band)[hit], optics)
            depth[band][hit], normals[band][hit], albedo[band][hit] = found
            ids[band][hit] = self.owners[which]
        return Surfaces(depth, normals, albedo, ids)

    def _met(self, which: NDArray[np.int64], rays: Array, optics: Optics) -> tuple[Array, Array, Array]:
        """Depth (N,), normal (N, 3) toward the camera and colour (N, 3) where N rays meet their triangles."""
        a, b, c = np.moveaxis(self.corners[which].astype(np.float64), 1, 0)
        weights, depth = _meeting(a - optics.camera.position, b - a, c - a, rays)
        normal = (self.normals[which] * weights[..., None]).sum(1)
        normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
        normal *= np.where((normal * rays).sum(1, keepdims=True) > 0, -1, 1)
        return depth, normal, (self.colours[which] * weights[..., None]).sum(1).clip(0, 1)


def normals_of(part: MeshPart) -> Floats:
    """(M, 3, 3) the shading normal at each corner: the part's own, else faceted or area-weighted smooth ones."""
    if part.normals is not None and not part.flat:
        return np.asarray(part.normals[part.faces], np.float32)
    a, b, c = np.moveaxis(part.vertices[part.faces], 1, 0)
    facets = np.cross(b - a, c - a).astype(np.float64)
    if part.flat:
        return np.repeat((facets / np.maximum(_length(facets), 1e-20)[:, None])[:, None], 3, axis=1).astype(np.float32)
    sums = [np.bincount(part.faces.ravel(), np.repeat(facets[:, k], 3), len(part.vertices)) for k in range(3)]
    smooth = np.asarray(np.stack(sums, axis=1), np.float64)
    return np.asarray((smooth / np.maximum(_length(smooth), 1e-20)[:, None])[part.faces], np.float32)


def _meeting(a: Array, ab: Array, ac: Array, rays: Array) -> tuple[Array, Array]:
    """Barycentric weights (N, 3) and depth (N,) where rays from the origin meet their triangles' planes."""
    normal = np.cross(ab, ac)
    along = (normal * rays).sum(1)
    depth = (normal * a).sum(1) / np.where(np.abs(along) < 1e-20, 1e-20, along)
    p = rays * depth[:, None] - a
    d00, d01, d11 = (ab * ab).sum(1), (ab * ac).sum(1), (ac * ac).sum(1)
    d20, d21 = (p * ab).sum(1), (p * ac).sum(1)
    whole = np.maximum(d00 * d11 - d01 * d01, 1e-30)
    v = ((d11 * d20 - d01 * d21) / whole).clip(0, 1)
    w = np.minimum(((d00 * d21 - d01 * d20) / whole).clip(0, 1), 1 - v)
    return np.stack([1 - v - w, v, w], axis=1), depth


def _length(vectors: Array) -> Array:
    return np.asarray(np.linalg.norm(vectors, axis=1))
