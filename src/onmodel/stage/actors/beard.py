"""Facial hair: a tinted shell on the skin for stubble and roots, and locks combed down from it. The lips stay free."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onmodel.color.spaces import hex_to_linear
from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.body import Body
from onmodel.stage.actors.cloth import Points
from onmodel.stage.actors.locks import Tuft, ribbons, strands_colour
from onmodel.stage.actors.skull import skull
from onmodel.stage.mesh import MeshPart
from onmodel.stage.spec import ActorLook


@dataclass(frozen=True)
class Growth:
    """A beard: `regions` it grows in, `length` of its locks and those on the `chin` (metres), their number, `width`."""

    regions: tuple[str, ...]
    length: float
    chin: float
    count: int
    width: float


GROWTHS = {
    "stubble": Growth(("beard",), 0, 0, 0, 0),
    "moustache": Growth(("moustache",), 0.015, 0.015, 320, 0.0046),
    "goatee": Growth(("goatee", "moustache"), 0.012, 0.022, 260, 0.0042),
    "beard": Growth(("beard",), 0.016, 0.026, 620, 0.0062),
    "long beard": Growth(("beard",), 0.030, 0.150, 760, 0.0085),
}


@dataclass(frozen=True)
class Roots:
    """Where locks grow: corners (L, 3) body vertices, share (L, 3) of each, and random (L, 4) in 0–1."""

    corners: NDArray[np.int64]
    share: Points
    random: Points


def region(kind: str) -> Points:
    """How much of the facial hair `kind` grows at each body vertex (V,), 0–1; none on the lips."""
    names = GROWTHS[kind].regions
    most = np.max([anatomy().regions[n] for n in names], axis=0).astype(float)
    return np.asarray(most * (anatomy().regions["lips"] < 0.3))


@lru_cache(maxsize=8)
def _roots(kind: str) -> Roots:
    a, rng, many = anatomy(), np.random.default_rng(11), GROWTHS[kind].count
    faces, weight = a.faces["body"].astype(np.int64), region(kind)
    p = a.mean
    area = np.linalg.norm(np.cross(p[faces[:, 1]] - p[faces[:, 0]], p[faces[:, 2]] - p[faces[:, 0]]), axis=1)
    chance = area * weight[faces].min(1)
    chosen = rng.choice(len(faces), many, p=chance / chance.sum())
    share = rng.dirichlet((1, 1, 1), many)
    return Roots(faces[chosen], share, rng.uniform(size=(many, 4)))


def beard_parts(body: Body, look: ActorLook) -> tuple[MeshPart, ...]:
    """The facial hair of an actor in the world; it follows jaw and expression."""
    if look.facial_hair == "none":
        return ()
    parts = [_shadow(body, look)]
    if GROWTHS[look.facial_hair].count:
        tuft = _locks(body, look)
        parts.append(
            MeshPart(
                "beard",
                tuft.points.astype(np.float32),
                tuft.faces.astype(np.int32),
                tuft.colours.astype(np.float32),
                roughness=0.55,
                specular=0.3,
            )
        )
    return tuple(parts)


def _shadow(body: Body, look: ActorLook) -> MeshPart:
    """Skin between the hairs: a shell just over it, from the skin's colour at its edge to the hair's."""
    grown = region(look.facial_hair)
    faces = body.faces["body"][(grown[body.faces["body"]] > 0.12).any(1)]
    used, local = np.unique(faces, return_inverse=True)
    skin, hair = hex_to_linear(look.skin), hex_to_linear(look.hair)
    grain = np.random.default_rng(3).uniform(0.75, 1.1, len(used))
    strength = np.clip(grown[used] * grain, 0, 1) * {"stubble": 0.42, "moustache": 0.7, "goatee": 0.7}.get(
        look.facial_hair, 0.8
    )
    lift = (0.0002 + 0.0008 * np.clip(grown[used], 0, 1)) * (-1.0) ** (grown[used] < 0.02)
    return MeshPart(
        "beard shadow",
        (body.vertices[used] + body.normals[used] * lift[:, None]).astype(np.float32),
        local.reshape(-1, 3).astype(np.int32),
        ((1 - strength[:, None]) * skin * [1.0, 0.93, 0.92] + strength[:, None] * hair).astype(np.float32),
        roughness=0.6,
        specular=0.2,
    )


def _locks(body: Body, look: ActorLook) -> Tuft:
    growth, roots, head = GROWTHS[look.facial_hair], _roots(look.facial_hair), skull(look)
    skin, out = body.vertices[:SKIN_END].astype(float), body.normals[:SKIN_END].astype(float)
    start = (skin[roots.corners] * roots.share[..., None]).sum(1)
    normal = (out[roots.corners] * roots.share[..., None]).sum(1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    rest = (body.rest[roots.corners] * roots.share[..., None]).sum(1)
    turn = body.bones[anatomy().bone("head")][:3, :3].astype(float)
    chin = np.clip((head.mouth[2] - rest[:, 2]) / (head.mouth[2] - head.chin), 0, 1)
    chin = chin * np.clip(1 - np.abs(rest[:, 0]) / (0.06 * head.size), 0, 1) ** 0.6
    over = np.clip((rest[:, 2] - head.mouth[2]) / (0.008 * head.size), 0, 1)  # 1 above the lips
    aside = np.sign(rest[:, 0]) * over * (0.9 if look.facial_hair != "beard" else 0.6)
    down = np.stack([aside, -0.15 * chin, np.full(len(rest), -1.0)], 1) @ turn.T
    flat = down - normal * (down * normal).sum(1, keepdims=True)
    flat /= np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6)
    length = (growth.length * (1 - chin) + growth.chin * chin) * head.size * (0.7 + 0.6 * roots.random[:, 0])
    free = np.clip(rest[:, 2] - head.mouth[2] - 0.006 * head.size, 0.009 * head.size, 0.015 * head.size)
    length = np.where(over > 0, np.minimum(length, free), length)
    t = np.linspace(0, 1, 8)[None, :, None]
    gravity = np.broadcast_to(np.array([0.0, 0.0, -1.0]), normal.shape)
    bend = np.clip(length / 0.06, 0, 1)[:, None, None]
    along = flat[:, None] * (1 - bend * t) + gravity[:, None] * bend * t + 0.30 * normal[:, None] * (1 - t)
    curl = (roots.random[:, 1] - 0.5)[:, None, None] * np.sin(5 * t) * np.cross(flat, normal)[:, None] * 0.25
    paths = start[:, None] + normal[:, None] * 0.0012 + (along + curl) * t * length[:, None, None]
    facing = np.broadcast_to(normal[:, None], paths.shape)
    width = (
        growth.width
        * head.size
        * (0.7 + 0.6 * roots.random[:, 2:3])
        * np.interp(t[..., 0], [0, 0.4, 1], [0.8, 1, 0.15])
    )
    colours = strands_colour(hex_to_linear(look.hair), len(start), 8, np.random.default_rng(12))
    return ribbons(paths, facing, width, 0.3, colours)
