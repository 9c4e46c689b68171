"""The colour of skin, vertex by vertex: what blood, sun and age do to it, and a fitted face blended in.

All colours are linear_rec709. Brows, eyes, hair and beard are geometry of their own (`brows`, `eyes`, `hair`, `beard`).
"""

import base64
from functools import lru_cache

import numpy as np
from scipy.sparse import coo_array

from onmodel.color.spaces import hex_to_linear, srgb_u8_to_linear
from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.body import Body
from onmodel.stage.mesh import Floats, MeshPart
from onmodel.stage.spec import ActorLook

FEATHER_RINGS = 6  # edges over which a fitted face fades into plain skin


@lru_cache(maxsize=1)
def mean_adult() -> tuple[Floats, Floats]:
    """Mean young adult in the rest pose (V, 3) and its eye centre on the left (3,): where paint is laid out."""
    a = anatomy()
    points = a.mean + (a.corners[:, 2].mean(axis=(0, 1, 2, 3, 4)) @ a.basis).reshape(-1, 3)
    return points[: a.vertex_count], points[a.vertex_count + a.bone("eye.L")]


def _blob(centre: tuple[float, float, float], radius: float) -> Floats:
    """(V,) soft spot, mirrored: `centre` in millimetres from between the eyes, radius in millimetres."""
    v, eye = mean_adult()
    p = (v - np.array((0, eye[1], eye[2]), np.float32)) * 1000
    p[:, 0] = np.abs(p[:, 0])
    spot: Floats = np.exp(-np.sum(((p - np.asarray(centre)) / radius) ** 2, axis=1))
    return spot.astype(np.float32)


@lru_cache(maxsize=1)
def _zones() -> dict[str, Floats]:
    """(V,) weights of the parts of the skin that differ in colour."""
    r = anatomy().regions
    v, _ = mean_adult()
    waves = np.sin(v @ np.array([[61, 13, 97], [29, 83, 41], [131, 57, 71]]).T + (0.3, 1.7, 4.0))
    return {
        "lips": r["lips"],
        "cheeks": _blob((40, -4, -42), 21) + 0.8 * _blob((0, -52, -45), 14) + 0.5 * _blob((0, -35, -112), 17),
        "ears": r["ears"],
        "lids": np.clip(0.8 * (_blob((31, -10, 9), 13) + _blob((31, -10, -11), 11)), 0, 1),
        "lid_edge": r["eyelids"],
        "under_eye": _blob((26, -12, -17), 9),
        "mouth": r["inside_mouth"],
        "sockets": r["eye_sockets"],
        "brow": np.clip(_blob((24, -14, 19), 7) + _blob((34, -14, 21), 7) + _blob((45, -8, 19), 7), 0, 1),
        "nails": np.maximum(r["fingernails"], r["toenails"]),
        "palms": r["hands"] * 0.5,
        "mottle": (waves.mean(axis=1) * 0.5).astype(np.float32),
    }


# what each zone multiplies the skin's colour by at full weight
TINTS = {
    "cheeks": (1.06, 0.86, 0.84),
    "ears": (1.05, 0.84, 0.82),
    "lids": (0.90, 0.80, 0.78),
    "lid_edge": (0.72, 0.58, 0.56),
    "under_eye": (0.90, 0.86, 0.90),
    "palms": (1.05, 0.94, 0.92),
    "nails": (1.10, 0.96, 0.96),
}
LIPS = {"woman": (0.92, 0.50, 0.50), "man": (0.90, 0.66, 0.64)}
MOUTH = (0.10, 0.022, 0.020)
BROW_SHADOW = 0.42  # share of the brow's colour painted under its hairs


def skin_colours(look: ActorLook) -> Floats:
    """(V, 3) linear_rec709 of the skin of a look; vertices that are no skin get the plain skin colour."""
    zones = _zones()
    base = hex_to_linear(look.skin).astype(np.float32)
    age = float(np.clip((look.age - 0.72) / 0.28, 0, 1))
    grey = base.mean() * np.array((1.04, 1.0, 0.94), np.float32)
    colours = np.tile(base + age * 0.22 * (grey - base), (anatomy().vertex_count, 1))
    colours *= 1 + (0.035 + 0.04 * age) * zones["mottle"][:, None] * np.array((0.6, 1.0, 1.1), np.float32)
    for name, tint in TINTS.items():
        strength = 1.0 - 0.4 * age * (name == "cheeks") + 0.6 * age * (name == "under_eye")
        colours *= 1 + np.clip(strength * zones[name], 0, 1)[:, None] * (np.array(tint, np.float32) - 1)
    lips = look.gender * np.array(LIPS["man"]) + (1 - look.gender) * np.array(LIPS["woman"])
    colours *= 1 + zones["lips"][:, None] * (lips * (1 - 0.1 * age) - 1)
    if look.face_albedo:
        colours = _with_fitted_face(colours, look.face_albedo)
    else:
        brow = hex_to_linear(look.brows) * 0.8 + base * 0.1
        colours += BROW_SHADOW * zones["brow"][:, None] * np.minimum(brow - colours, 0)
    for name in ("mouth", "sockets"):
        colours += zones[name][:, None] * (np.array(MOUTH) - colours)
    return np.asarray(np.clip(colours, 0.003, 0.9), np.float32)


def _with_fitted_face(colours: Floats, albedo: str) -> Floats:
    """Blend a base64 sRGB albedo (face vertices, 3) into the skin, feathered at its border.

    Raises ValueError where its length is not that of the baked actor's face.
    """
    face = anatomy().face_vertices
    fitted = np.frombuffer(base64.b64decode(albedo), np.uint8)
    if fitted.size != 3 * len(face):
        raise ValueError(
            f"a fitted face has {fitted.size} values, this actor's face takes {3 * len(face)}: fit it again"
        )
    weight = _feather()[:, None]
    blended = colours.copy()
    blended[face] += weight * (srgb_u8_to_linear(fitted.reshape(-1, 3)).astype(np.float32) - blended[face])
    return blended


@lru_cache(maxsize=1)
def _feather() -> Floats:
    """(face vertices,) 0 at the border of the fitted face … 1 from FEATHER_RINGS edges inside it."""
    a = anatomy()
    faces = a.faces["body"]
    pairs = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    graph = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(SKIN_END, SKIN_END)).tocsr()
    free = (a.regions["inside_mouth"] > 0.5) | (a.regions["eye_sockets"] > 0.5)  # the mouth and eyes are no border
    inside = free[:SKIN_END].copy()
    inside[a.face_vertices] = True
    depth = np.zeros(SKIN_END)
    for _ in range(FEATHER_RINGS):
        depth += inside
        inside = inside & ((graph @ (~inside).astype(float)) == 0)
    t = depth[a.face_vertices] / FEATHER_RINGS
    return np.asarray(t * t * (3 - 2 * t), np.float32)


def mouth_parts(body: Body) -> list[MeshPart]:
    """Teeth and tongue."""
    parts = []
    for name, colour, roughness in (
        ("upper-teeth", (0.68, 0.63, 0.54), 0.25),
        ("lower-teeth", (0.60, 0.55, 0.46), 0.25),
        ("tongue", (0.30, 0.085, 0.075), 0.35),
    ):
        used, faces = np.unique(body.faces[name], return_inverse=True)
        points = body.vertices[used]
        paint = np.tile(np.array(colour, np.float32), (len(used), 1))
        parts.append(
            MeshPart(
                name, points, faces.reshape(-1, 3).astype(np.int32), paint, body.normals[used], roughness=roughness
            )
        )
    return parts
