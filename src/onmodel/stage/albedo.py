"""The colour of a face without its light: pictures projected on a fitted head, de-lit, cleaned and put together.

Left out of the projection: what is turned away, the open mouth, the eyes, and hair that hangs over the forehead. What
no picture shows is taken from the other side of the face, then from plain skin.
"""

import base64
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter
from scipy.ndimage import map_coordinates
from scipy.spatial import cKDTree

from onmodel.color.spaces import hex_to_linear, linear_to_oklab, linear_to_srgb_u8, srgb_u8_to_linear
from onmodel.dna.model import Likeness
from onmodel.stage.actors.anatomy import anatomy
from onmodel.stage.actors.body import shape, vertex_normals
from onmodel.stage.likeness import AXES, Fit, Pose, View, fit_shape
from onmodel.stage.spec import ActorLook

Array = NDArray[np.float64]

OVAL = (
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152, 148, 176, 149, 150,
    136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
)  # fmt: skip
RIGHT_EYE = (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246)
LEFT_EYE = (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466)
INNER_LIPS = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95)
SHADE, HAIR = 0.12, 0.3  # how far below the skin, in log-luminance, hair begins and is sure
TINT = 0.03  # Oklab hue and chroma away from the skin where hair begins; at twice this it is sure


def fit_likeness(look: ActorLook, views: Sequence[View]) -> Likeness:
    """The digital double's face for one or more views of one person; `look.skin` is the skin colour it fades into."""
    fit = fit_shape(look, views)
    face = anatomy().face_vertices
    total, colours = np.zeros((len(face), 1)), np.zeros((len(face), 3))
    for view, pose, acting in zip(views, fit.poses, fit.expressions, strict=True):
        seen, weight = _project(look, fit, (view, pose, acting))
        colours += view.weight * weight[:, None] * seen
        total += view.weight * weight[:, None]
    skin = hex_to_linear(look.skin)
    albedo = _complete(colours / np.maximum(total, 1e-6), np.clip(total[:, 0], 0, 1), skin)
    encoded = base64.b64encode(linear_to_srgb_u8(albedo).tobytes()).decode()
    return Likeness(fit.weights, encoded, round(fit.residual, 4))


def _project(look: ActorLook, fit: Fit, view: tuple[View, Pose, dict[str, float]]) -> tuple[Array, Array]:
    """De-lit colours (F, 3) scaled to the skin's, and weights (F,) 0–1 of the face vertices in one view."""
    seen, pose, acting = view
    a = anatomy()
    fitted = ActorLook(**{**vars(look), "face_shape": fit.weights, "face_albedo": ""})
    points = shape(fitted, acting).vertices
    turned = vertex_normals(points, a.faces["body"])[a.face_vertices] @ AXES.T @ pose.rotation.T
    where = pose(points[a.face_vertices].astype(np.float64))
    pixels = np.stack([where[:, 0], -where[:, 1]], 1)
    colour = _sample(srgb_u8_to_linear(seen.picture).astype(np.float64), pixels)
    weight = np.clip((turned[:, 2] - 0.2) / 0.4, 0, 1) * _sample(_usable(seen)[..., None], pixels)[:, 0]
    weight *= 1.0 - np.clip(
        a.regions["inside_mouth"][a.face_vertices] + a.regions["eye_sockets"][a.face_vertices], 0, 1
    )
    delit = _take_light_off(colour, turned, weight)
    return delit * (hex_to_linear(look.skin) / np.maximum(_typical(delit, weight), 1e-4)), weight * _not_hair(
        delit, weight
    )


def _usable(view: View) -> Array:
    """Where in the picture face skin can be read: inside the face's oval, outside eyes and open mouth; soft, 0–1."""
    marks = view.landmarks[:, :2]
    height, width = view.picture.shape[:2]
    mask = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(mask)
    draw.polygon([tuple(map(float, marks[i])) for i in OVAL], fill=255)
    span = float(np.linalg.norm(marks[33] - marks[263]))
    for part in (RIGHT_EYE, LEFT_EYE, INNER_LIPS):
        hull = [tuple(map(float, marks[i])) for i in part]
        draw.polygon(hull, fill=0)
        draw.line([*hull, hull[0]], fill=0, width=max(1, round(span * 0.02)))
    soft = mask.filter(ImageFilter.GaussianBlur(max(span * 0.03, 0.5)))
    return np.asarray(np.clip((np.asarray(soft, np.float64) / 255 - 0.5) * 2, 0, 1))


def _sample(picture: Array, pixels: Array) -> Array:
    """Bilinear values (N, C) of a picture (H, W, C) at x, y positions (N, 2)."""
    at = [pixels[:, 1], pixels[:, 0]]
    return np.stack([map_coordinates(picture[..., c], at, order=1, mode="nearest") for c in range(picture.shape[2])], 1)


def _take_light_off(colour: Array, normals: Array, weight: Array) -> Array:
    """Divide by the light that explains the luminance best: second-order spherical harmonics (Ramamoorthi 2001)."""
    sure = weight > 0.5
    if sure.sum() < 40:
        return colour
    x, y, z = normals.T
    bands = np.stack([np.ones_like(x), x, y, z, x * y, x * z, y * z, x * x - y * y, 3 * z * z - 1], 1)
    luminance = colour @ (0.2126, 0.7152, 0.0722)
    ridge = np.diag([0.0, *[0.02] * 3, *[0.15] * 5]) * sure.sum()
    light = np.linalg.solve(bands[sure].T @ bands[sure] + ridge, bands[sure].T @ luminance[sure])
    mean = float(luminance[sure].mean())
    return np.asarray(colour / (np.clip(bands @ light, 0.3 * mean, 2.5 * mean) / mean)[:, None])


def _typical(colour: Array, weight: Array) -> Array:
    """The skin colour of a projected face: the median of what is well seen, less its darkest quarter (brows, beard)."""
    sure = weight > 0.6 if (weight > 0.6).sum() > 20 else weight > 0
    if not sure.any():
        return np.full(3, 0.3)
    luminance = colour[sure].sum(1)
    return np.asarray(np.median(colour[sure][luminance >= np.quantile(luminance, 0.25)], axis=0))


def _not_hair(colour: Array, weight: Array) -> Array:
    """1 for skin, 0 for what is darker than skin or of another tint where hair hangs: over the brows, by the cheeks."""
    skin = _typical(colour, weight)
    darker = np.log(np.maximum(skin.sum(), 1e-4) / np.maximum(colour.sum(1), 1e-4))
    tints = linear_to_oklab(np.vstack([skin, colour]))[:, 1:]
    tinted = np.linalg.norm(tints[1:] - tints[0], axis=1)
    clear = np.clip((HAIR - darker) / (HAIR - SHADE), 0, 1) * np.clip(2 - tinted / TINT, 0, 1)
    return np.asarray(np.where(_under_hair(), clear, 1.0))


@lru_cache(maxsize=1)
def _under_hair() -> NDArray[np.bool_]:
    """Face vertices (F,) that a fringe or side hair may cover on the neutral head: not brows, eyes or beard."""
    a = anatomy()
    points = shape(ActorLook()).vertices
    eyes = points[np.unique(np.concatenate([a.faces["l-eye"], a.faces["r-eye"]]))]
    height = points[a.face_vertices][:, 2] - eyes[:, 2].mean()
    aside = np.abs(points[a.face_vertices][:, 0]) > 1.3 * np.abs(eyes[:, 0]).mean()
    return np.asarray((height > 0.027) | (aside & (height > -0.05)))  # brows end 25 mm above the eyes


@lru_cache(maxsize=1)
def _mirrored() -> NDArray[np.intp]:
    """For each face vertex the one on the other side of the neutral face."""
    points = shape(ActorLook()).vertices[anatomy().face_vertices]
    return np.asarray(cKDTree(points).query(points * (-1, 1, 1))[1])


def _complete(albedo: Array, weight: Array, skin: Array) -> Array:
    """Where no view saw the face: the mirrored side, then plain skin; (F, 3) linear_rec709."""
    other = _mirrored()
    take = ((1 - weight) * weight[other])[:, None]
    share = np.clip(weight[:, None] + take, 1e-6, None)
    filled = (albedo * weight[:, None] + albedo[other] * take) / share
    trust = np.clip(share, 0, 1)
    return np.asarray(np.clip(filled * trust + skin * (1 - trust), 0.004, 0.95))
