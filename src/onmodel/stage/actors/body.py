"""One actor's body: a look becomes a shape, a shape with joint rotations becomes a posed skin.

Blend shapes and linear blend skinning, both as matrix products. Clothes and hair are built round `Body.rest` (arms
out, standing) and follow the body by `skin_with`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from onmodel.stage.actors.anatomy import AGES, anatomy
from onmodel.stage.mesh import Floats, Ints
from onmodel.stage.spec import ActorLook


@dataclass(frozen=True)
class Shape:
    """A body in the rest pose: vertices (V, 3), bone heads (B, 3) and tails (B, 3) in metres."""

    vertices: Floats
    heads: Floats
    tails: Floats


@dataclass(frozen=True)
class Body:
    """A shaped, posed and placed body that clothes, hair and held things are built on.

    rest (V, 3): unposed vertices, the expression included · vertices, normals (V, 3): in the world ·
    faces: group ("body", "l-eye", "r-eye", "tights", "skirt", "hair", "tongue", "upper-teeth", "lower-teeth",
    "l-eyelashes-1", …) → triangles (F, 3) numbering all V vertices · regions: name → (V,) 0–1 ·
    bones (B, 4, 4): rest → world · joints: bone name → its head in the world, rest_joints: in the rest pose.
    """

    look: ActorLook
    rest: Floats
    vertices: Floats
    normals: Floats
    faces: Mapping[str, Ints]
    regions: Mapping[str, Floats]
    bones: Floats
    joints: Mapping[str, Floats]
    rest_joints: Mapping[str, Floats]


def shape(look: ActorLook, actions: Mapping[str, float] | None = None) -> Shape:
    """The rest shape of a look, with ARKit face actions (name → 0–1) applied.

    Phenotypes mix as in Anny (`phenotype_blendshape_weights`): multilinear between anchors, clamped to 0–1; races
    evenly, cup size and firmness average. Unknown shape or action names raise KeyError.
    """
    a = anatomy()
    anchors = (None, AGES, *((0.0, 0.5, 1.0),) * 2, *((0.0, 1.0),) * 2)
    values = (look.gender, look.age, look.muscle, look.weight, look.height, look.proportions)
    coefficients = a.corners
    for value, anchor in zip(values, anchors, strict=True):
        # man is the first corner of the gender axis, but 1 on the look's
        mix = _hat(1.0 - value, (0.0, 1.0)) if anchor is None else _hat(value, anchor)
        coefficients = np.tensordot(mix, coefficients, axes=(0, 0))
    points = a.mean + (coefficients @ a.basis).reshape(-1, 3)
    for name, weight in look.face_shape:
        target = a.targets[f"{name}{'+' if weight >= 0 else '-'}"]
        points[target.points] += abs(weight) * target.offsets
    for name, weight in (actions or {}).items():
        target = a.targets[name]
        points[target.points] += weight * target.offsets
    vertices, heads, tails = np.split(points, (a.vertex_count, a.vertex_count + len(a.bone_names)))
    return Shape(vertices, heads, tails)


def skin(points: Floats, weights: Floats, transforms: Floats) -> Floats:
    """Linear blend skinning of points (N, 3) by weights (N, B) and transforms (B, 4, 4) → (N, 3)."""
    blended = (weights @ transforms[:, :3, :].reshape(-1, 12)).reshape(-1, 3, 4)
    moved: Floats = np.einsum("nij,nj->ni", blended[:, :, :3], points) + blended[:, :, 3]
    return moved.astype(np.float32)


def make_body(look: ActorLook, rest: Shape, transforms: Floats) -> Body:
    """The posed body of a rest shape and its bone transforms (B, 4, 4)."""
    a = anatomy()
    vertices = skin(rest.vertices, a.weights, transforms)
    world = np.einsum("bij,bj->bi", transforms[:, :3, :3], rest.heads) + transforms[:, :3, 3]
    return Body(
        look=look,
        rest=rest.vertices,
        vertices=vertices,
        normals=vertex_normals(vertices, np.concatenate(list(a.faces.values()))),
        faces=a.faces,
        regions=a.regions,
        bones=transforms,
        joints=dict(zip(a.bone_names, world.astype(np.float32), strict=True)),
        rest_joints=dict(zip(a.bone_names, rest.heads, strict=True)),
    )


def skin_with(body: Body, points: Floats, sources: Ints) -> Floats:
    """Move rest-pose points (N, 3) into the world as the body vertices `sources` (N,) move."""
    return skin(np.asarray(points, np.float32), anatomy().weights[sources], body.bones)


def nearest_vertices(body: Body, points: Floats, among: Ints) -> Ints:
    """For rest-pose points (N, 3) the nearest of the body vertices `among` (M,): sources for `skin_with`."""
    return np.asarray(among[cKDTree(body.rest[among]).query(points)[1]], np.int32)


def vertex_normals(vertices: Floats, faces: Ints) -> Floats:
    """Area-weighted unit normals (V, 3); zero for a vertex of no face."""
    a, b, c = (vertices[faces[:, k]] for k in range(3))
    cross = np.cross(b - a, c - a)
    normals: NDArray[np.float64] = np.stack(
        [np.bincount(faces.ravel(), np.repeat(cross[:, k], 3), minlength=len(vertices)) for k in range(3)], axis=1
    )
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12), np.float32)


def _hat(value: float, anchors: tuple[float, ...]) -> Floats:
    """Weights (n,) of a linear interpolation between sorted anchors, clamped to their range."""
    return np.array([np.interp(value, anchors, row) for row in np.eye(len(anchors))], np.float32)
