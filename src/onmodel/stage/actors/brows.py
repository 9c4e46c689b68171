"""Eyebrows and lashes as fine blades of hair that grow from the skin and move with it."""

from functools import lru_cache

import numpy as np

from onmodel.color.spaces import hex_to_linear
from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.body import Body, nearest_vertices, vertex_normals
from onmodel.stage.actors.face import mean_adult
from onmodel.stage.mesh import Floats, Ints, MeshPart

# the brow's line from the nose outward: x, z in millimetres from between the eyes; its width there; hair direction
LINE = np.array([(12.5, 15.2), (20, 18.3), (30, 20.6), (40, 21.2), (49, 18.2), (57, 13.2)])
WIDTH = np.array([6.5, 7.6, 6.8, 5.6, 4.0, 1.6])
LASHES = {"man": 0.15, "woman": 0.34}  # share of MakeHuman's strips, which are a doll's
SLANT = np.array([78.0, 48.0, 24.0, 4.0, -18.0, -30.0])  # degrees above outward
HAIRS = 230


@lru_cache(maxsize=1)
def _roots() -> tuple[Ints, Floats, Floats]:
    """Where hairs touch the skin: triangle corners (N, 3, 3), barycentric weights (N, 3, 3) of root, middle and tip,
    and how far each hair stands from the brow's middle line, 0–1 (N,). The left brow, then the right.
    """
    rng = np.random.default_rng(7)
    t = np.sort(rng.uniform(0, 1, HAIRS)) * (len(LINE) - 1)
    across = rng.uniform(-0.5, 0.5, HAIRS)
    knots = np.arange(len(LINE))
    root = np.stack([np.interp(t, knots, LINE[:, k]) for k in (0, 1)], axis=1)
    root[:, 1] += across * np.interp(t, knots, WIDTH)
    slant = np.radians(np.interp(t, knots, SLANT) - 26 * across + rng.normal(0, 7, HAIRS))
    way = np.stack([np.cos(slant), np.sin(slant)], axis=1)
    length = rng.uniform(5.0, 7.5, HAIRS)[:, None] * np.interp(t, knots, [0.8, 1, 1, 1, 0.95, 0.7])[:, None]
    steps = np.stack([root, root + 0.5 * length * way, root + length * way - (0, 0.4)], axis=1)
    points = np.concatenate([steps, steps * (-1, 1)])
    corners, weights = _project(points.reshape(-1, 2))
    return corners.reshape(-1, 3, 3), weights.reshape(-1, 3, 3), np.tile(np.abs(across) * 2, 2).astype(np.float32)


def _project(points: Floats) -> tuple[Ints, Floats]:
    """The foremost face triangle behind each point (x, z millimetres from between the eyes) and its barycentrics."""
    v, eye = mean_adult()
    flat = (v[:, [0, 2]] - (0, eye[2])) * 1000
    faces = anatomy().faces["body"]
    faces = faces[(anatomy().regions["eye_sockets"][faces].max(axis=1) < 0.5) & (flat[faces, 1].max(axis=1) > -5)]
    faces = faces[(flat[faces, 1].max(axis=1) < 60) & (v[faces, 1].max(axis=1) < eye[1] + 0.03)]
    a, b, c = (flat[faces[:, k]] for k in range(3))
    area = _cross(b - a, c - a)
    p = points[:, None, :]
    u, w = _cross(p - a, c - a) / area, _cross(b - a, p - a) / area
    inside = (u >= -1e-3) & (w >= -1e-3) & (u + w <= 1.001)
    depth = np.where(inside, v[faces, 1].mean(axis=1), np.inf)
    best = np.argmin(depth, axis=1)
    rows = np.arange(len(points))
    weights = np.stack([1 - u[rows, best] - w[rows, best], u[rows, best], w[rows, best]], axis=1)
    return faces[best], weights.astype(np.float32)


def _cross(a: Floats, b: Floats) -> Floats:
    product: Floats = a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]
    return product


def brow_part(body: Body) -> MeshPart:
    """Both eyebrows. Women's and children's are finer; the old have paler ones by their colour alone."""
    corners, weights, outlying = _roots()
    grown = float(np.clip((body.look.age - 0.25) / 0.4, 0, 1))
    full = 0.66 + 0.34 * body.look.gender * grown
    keep = outlying <= full
    corners, weights = corners[keep], weights[keep]
    scale = float(np.linalg.norm(body.rest_joints["eye.L"] - body.rest_joints["eye.R"])) / 0.0624
    points = np.einsum("nkc,nkcd->nkd", weights, body.vertices[corners])
    out = np.einsum("nkc,nkcd->nkd", weights, body.normals[corners])
    points = points + out * (np.array([0.0001, 0.0010, 0.0012]) * scale)[None, :, None]
    along = points[:, 2] - points[:, 0]
    side = np.cross(along[:, None], out)
    side /= np.maximum(np.linalg.norm(side, axis=2, keepdims=True), 1e-9)
    half = np.array([0.00042, 0.00036, 0.00006]) * scale
    left, right = points - side * half[None, :, None], points + side * half[None, :, None]
    vertices = np.stack([left, right], axis=2).reshape(-1, 3).astype(np.float32)  # hair, step, side
    base = 6 * np.arange(len(points))[:, None, None]
    strip = np.array([[0, 1, 3], [0, 3, 2], [2, 3, 5], [2, 5, 4]])
    faces = (base + strip).reshape(-1, 3).astype(np.int32)
    shade = 0.75 + 0.5 * np.random.default_rng(3).random(len(points))
    colours = np.repeat(hex_to_linear(body.look.brows)[None] * shade[:, None], 6, axis=0)
    normals = np.repeat(out, 2, axis=1).reshape(-1, 3).astype(np.float32)
    return MeshPart("brows", vertices, faces, colours.clip(0.004, 0.9).astype(np.float32), normals, roughness=0.5)


def lash_parts(body: Body) -> list[MeshPart]:
    """The upper lashes of both eyes: MakeHuman's strips drawn in towards the lid, women's longer."""
    parts = []
    colour = hex_to_linear(body.look.brows) * 0.35 + 0.002
    lids = np.flatnonzero(body.regions["eyelids"][:SKIN_END] > 0.2).astype(np.int32)
    length = LASHES["man"] + (LASHES["woman"] - LASHES["man"]) * (1 - body.look.gender)
    for name in ("l-eyelashes-2", "r-eyelashes-2"):
        used, numbers = np.unique(body.faces[name], return_inverse=True)
        root = body.vertices[nearest_vertices(body, body.rest[used], lids)]
        points = (root + length * (body.vertices[used] - root)).astype(np.float32)
        faces = numbers.reshape(-1, 3).astype(np.int32)
        paint = np.tile(colour.astype(np.float32), (len(used), 1))
        parts.append(MeshPart(name, points, faces, paint, vertex_normals(points, faces), roughness=0.6))
    return parts
