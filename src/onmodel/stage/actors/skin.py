"""The visible skin as a mesh: what clothes hide is left out, the rest is rounded off between its vertices."""

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.actors.body import Body
from onmodel.stage.actors.face import skin_colours
from onmodel.stage.mesh import Floats, Ints, MeshPart

ROUNDING = 0.75  # share of the way to the tangent planes (Boubekeur and Alexa 2008 use 3/4)


def skin_part(body: Body, hidden: NDArray[np.bool_]) -> MeshPart:
    """The skin without the triangles that lie wholly under clothes. `hidden` (V,) marks the covered vertices."""
    faces = body.faces["body"]
    used, shown = np.unique(faces[~hidden[faces].all(axis=1)], return_inverse=True)
    vertices, normals, colours, faces = _rounded(
        body.vertices[used], body.normals[used], skin_colours(body.look)[used], shown.reshape(-1, 3).astype(np.int32)
    )
    return MeshPart("skin", vertices, faces, colours, normals, roughness=0.48, specular=0.38)


def _rounded(vertices: Floats, normals: Floats, colours: Floats, faces: Ints) -> tuple[Floats, Floats, Floats, Ints]:
    """Split each triangle in four with Phong tessellation (Boubekeur and Alexa 2008): round outlines, same vertices."""
    count = len(vertices)
    sides = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    key, which = np.unique(sides[:, 0].astype(np.int64) * count + sides[:, 1], return_inverse=True)
    a, b = key // count, key % count
    middle = (vertices[a] + vertices[b]) / 2
    onto = [middle - np.sum((middle - vertices[e]) * normals[e], axis=1, keepdims=True) * normals[e] for e in (a, b)]
    middle = (1 - ROUNDING) * middle + ROUNDING * (onto[0] + onto[1]) / 2
    between = normals[a] + normals[b]
    between /= np.maximum(np.linalg.norm(between, axis=1, keepdims=True), 1e-9)
    ab, bc, ca = (count + which.reshape(3, -1)).astype(np.int32)
    i, j, k = faces.T
    split = np.concatenate([np.stack(t, axis=1) for t in ((i, ab, ca), (ab, j, bc), (ca, bc, k), (ab, bc, ca))])
    return (
        np.concatenate([vertices, middle]).astype(np.float32),
        np.concatenate([normals, between]).astype(np.float32),
        np.concatenate([colours, (colours[a] + colours[b]) / 2]).astype(np.float32),
        split.astype(np.int32),
    )
