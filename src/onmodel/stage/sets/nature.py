"""Things that grow and lie about: trees, bushes, rocks, grass, hills, and ground that rolls."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onmodel.stage.sets.finish import CLOTH, MATTE, blend, noise, varied
from onmodel.stage.sets.solids import Array, Solid, merge, scatter, sheet, solid, sphere, tube

Height = Callable[[Array, Array], Array]


def spread(reach: float, near: float, count: int) -> Array:
    """Grid lines −reach…reach, `near` metres apart in the middle and wider outward."""
    t = np.linspace(-1, 1, count)
    k = np.arcsinh(1.0) if near <= 0 else _steepness(reach * 2 / (near * (count - 1)))
    return np.asarray(np.sinh(k * t) / np.sinh(k) * reach)


def _steepness(ratio: float) -> float:
    """k such that sinh(k t)/sinh(k) is 1/ratio as steep in the middle as a straight line (bisection)."""
    low, high = 1e-3, 12.0
    for _ in range(40):
        k = (low + high) / 2
        low, high = (k, high) if np.sinh(k) / k < ratio else (low, k)
    return low


def ground(
    reach: float, height: Height, colour: Callable[[Array, Array], Array], near: float = 0.25, count: int = 150
) -> Solid:
    """Ground to the horizon: finest in the middle, height (metres) and colour as functions of x, y grids."""
    t = spread(reach, near, count)
    x, y = np.meshgrid(t, t, indexing="ij")
    return sheet(t, t, height(x, y), colour(x, y)).finished(MATTE)


def relief(amount: float, size: float, seed: int) -> Height:
    """Gently uneven ground: ± `amount` metres in waves of `size`."""

    def height(x: Array, y: Array) -> Array:
        p = np.stack([x, y, np.zeros_like(x)], -1).reshape(-1, 3)
        return np.asarray(
            (noise(p, size, seed) * amount + noise(p, size / 4, seed + 1) * amount * 0.25).reshape(x.shape)
        )

    return height


def hills(radius: float, height: float, near: str, far: str, seed: int = 0) -> Solid:
    """A ring of hills: the lower ones nearer and in the `near` colour, ridges behind fading into the haze of `far`."""
    rings = []
    for k in range(4):
        a = np.linspace(0, 2 * np.pi, 181)
        r = radius * (1 + 0.55 * k)
        p = np.stack([np.cos(a), np.sin(a), np.full_like(a, k * 3.7)], -1)
        ridge = height * (0.5 + 0.55 * k) * (0.62 + 0.5 * noise(p, 0.5, seed + k) + 0.25 * noise(p, 0.16, seed + k + 9))
        rows = [(r * 0.72, np.full_like(a, -2.0)), (r * 0.88, ridge * 0.55), (r, ridge)]
        v = np.stack([np.stack([np.cos(a) * q, np.sin(a) * q, z], -1) for q, z in rows], 1)
        inward = -p * [1, 1, 0] + [0, 0, 0.9]
        index = np.arange(len(a) * 3, dtype=np.int32).reshape(-1, 3)
        faces = np.concatenate([_strip(index[:, j], index[:, j + 1]) for j in range(2)])
        rgb = blend(near, far, np.full(len(a) * 3, k / 3))
        ring = solid(v.reshape(-1, 3), faces, np.repeat(inward, 3, 0), rgb)
        rings.append(varied(ring, 0.16 / (k + 1), radius * 0.12, seed + k))
    return merge(rings).finished(MATTE)


def _strip(inner: NDArray[np.int32], outer: NDArray[np.int32]) -> NDArray[np.int32]:
    """Triangles between two rings, facing inward and up."""
    a, b, c, d = inner[:-1], inner[1:], outer[1:], outer[:-1]
    return np.concatenate([np.stack([a, c, b], 1), np.stack([a, d, c], 1)])


def tuft(colour: str = "#8f8a4a", blades: int = 9, height: float = 0.3, seed: int = 0) -> Solid:
    """A tuft of grass: thin bent blades of two triangles each."""
    rng = np.random.default_rng(seed)
    a = rng.uniform(0, 2 * np.pi, blades)
    lean, tall = rng.uniform(0.05, 0.22, blades), height * rng.uniform(0.55, 1.1, blades)
    out = np.stack([np.cos(a), np.sin(a), 0 * a], -1)
    side = np.stack([-np.sin(a), np.cos(a), 0 * a], -1) * 0.006
    foot = out * rng.uniform(0, 0.05, (blades, 1))
    middle = foot + out * lean[:, None] * 0.35 + np.array([0, 0, 1]) * tall[:, None] * 0.6
    tip = foot + out * lean[:, None] + np.array([0, 0, 1]) * tall[:, None]
    v = np.stack([foot - side, foot + side, middle - side * 0.7, middle + side * 0.7, tip], 1)
    f = np.arange(blades)[:, None, None] * 5 + np.array([[0, 1, 3], [0, 3, 2], [2, 3, 4]])
    n = np.repeat(out * 0.4 + [0, 0, 1.0], 5, 0)
    shade = np.tile([0.6, 0.6, 0.95, 0.95, 1.25], blades)[:, None] * rng.uniform(0.8, 1.2, (blades, 1)).repeat(5, 0)
    tufted = solid(v.reshape(-1, 3), f.reshape(-1, 3), n, colour)
    return replace(tufted, colours=(tufted.colours * shade).astype(np.float32), finish=CLOTH)


def meadow(
    count: int, region: tuple[float, float], colours: tuple[str, ...], height: float, seed: int = 0
) -> tuple[Array, list[Solid]]:
    """Tufts strewn over a ring (inner, outer metres), denser inside: their spots (count, 2) and tuft shapes to use."""
    rng = np.random.default_rng(seed)
    r = region[0] + (region[1] - region[0]) * rng.random(count) ** 1.6
    a = rng.uniform(0, 2 * np.pi, count)
    shapes = [tuft(c, 8, height * (0.8 + 0.15 * k), seed + k) for k, c in enumerate(colours)]
    return np.stack([np.cos(a) * r, np.sin(a) * r], -1), shapes


def strewn(shapes: list[Solid], spots: ArrayLike, height: Height, scales: tuple[float, float], seed: int = 0) -> Solid:
    """Shapes put on the ground at spots (K, 2), each turned and scaled at random."""
    rng = np.random.default_rng(seed)
    p = np.asarray(spots, np.float64)
    z = height(p[:, 0], p[:, 1])
    at = np.column_stack([p, z])
    pick = rng.integers(len(shapes), size=len(p))
    turn, size = rng.uniform(0, 360, len(p)), rng.uniform(*scales, len(p))
    return merge(
        scatter(s, at[pick == k], turn[pick == k], size[pick == k]) for k, s in enumerate(shapes) if (pick == k).any()
    )


def rock(seed: int = 0, colour: str = "#7d776c") -> Solid:
    """A boulder about 1 m across, sunk a little into the ground."""
    ball = sphere(0.5, colour, 16)
    n = noise(ball.vertices * [1, 1, 1], 0.45, seed) * 0.24 + noise(ball.vertices, 0.17, seed + 3) * 0.07
    v = ball.vertices * (1 + n[:, None]) * [1.1, 0.85, 0.7] + [0, 0, 0.22]
    return varied(smooth(replace(ball, vertices=v.astype(np.float32))), 0.25, 0.2, seed).finished(MATTE)


def smooth(shape: Solid) -> Solid:
    """The shape with area-weighted vertex normals, welded where vertices coincide (after it was bent)."""
    v = shape.vertices.astype(np.float64)
    _, weld = np.unique(np.round(v, 4), axis=0, return_inverse=True)
    weld = weld.reshape(-1)
    f = shape.faces
    face = np.cross(v[f[:, 1]] - v[f[:, 0]], v[f[:, 2]] - v[f[:, 0]])
    total = np.zeros((weld.max() + 1, 3))
    for k in range(3):
        np.add.at(total, weld[f[:, k]], face)
    n = total[weld]
    n /= np.maximum(np.linalg.norm(n, axis=1, keepdims=True), 1e-12)
    return replace(shape, normals=n.astype(np.float32))


def leaves(centres: Array, size: float, count: int, colour: str, seed: int) -> Solid:
    """Leaf quads (two triangles, count in all) on blobs around centres (K, 3): a crown that lets light through."""
    rng = np.random.default_rng(seed)
    pick = rng.integers(len(centres), size=count)
    d = rng.normal(size=(count, 3))
    d /= np.linalg.norm(d, axis=1, keepdims=True)
    at = centres[pick] + d * size * rng.uniform(0.55, 1.0, (count, 1)) * [1, 1, 0.8]
    normal = d + rng.normal(size=(count, 3)) * 0.5 + [0, 0, 0.3]
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    side = np.cross(normal, rng.normal(size=(count, 3)))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    up = np.cross(normal, side)
    s = (size * rng.uniform(0.12, 0.24, (count, 1))).clip(0.03, 0.26)
    v = np.stack([at - side * s, at - up * s * 0.6, at + side * s, at + up * s * 0.6], 1)
    f = np.arange(count)[:, None, None] * 4 + np.array([[0, 1, 2], [0, 2, 3]])
    low, high = at[:, 2].min(), at[:, 2].max()
    light = 0.55 + 0.75 * ((at[:, 2] - low) / max(1e-6, high - low)) * rng.uniform(0.7, 1.2, count)
    shade = solid(v.reshape(-1, 3), f.reshape(-1, 3), np.repeat(d * 0.7 + normal * 0.5, 4, 0), colour)
    return replace(
        shade, colours=(shade.colours * np.repeat(light, 4)[:, None]).clip(0, 1).astype(np.float32), finish=CLOTH
    )


def tree(height: float = 7.0, seed: int = 0, leaf: str = "#4d6b2c", count: int = 900) -> list[Solid]:
    """A broad-leaved tree."""
    rng = np.random.default_rng(seed)
    lean = rng.normal(size=2) * 0.03 * height
    trunk = [(0, 0, -0.2), (lean[0] * 0.3, lean[1] * 0.3, height * 0.3), (lean[0], lean[1], height * 0.62)]
    r = height * 0.026
    wood = [tube(trunk, [r * 1.5, r, r * 0.6], "#5b4a3a", 10)]
    tips = [np.array([lean[0], lean[1], height * 0.78])]
    for k in range(6):
        a = k * 1.05 + rng.uniform(-0.3, 0.3)
        z = height * (0.36 + 0.05 * k)
        start = np.array([lean[0] * 0.5, lean[1] * 0.5, z])
        tip = start + np.array([np.cos(a), np.sin(a), 0.75]) * height * rng.uniform(0.17, 0.25)
        wood.append(tube([start, (start + tip) / 2 + [0, 0, 0.1], tip], [r * 0.55, r * 0.4, r * 0.15], "#5b4a3a", 7))
        tips.append(tip)
    bark = [varied(s, 0.3, (0.08, 0.08, 0.5), seed) for s in wood]
    return [*(s.finished(MATTE) for s in bark), leaves(np.array(tips), height * 0.2, count, leaf, seed)]


def conifer(
    height: float = 12.0, seed: int = 0, needle: str = "#3d5a36", bare: float = 0.3, count: int = 330
) -> list[Solid]:
    """A spruce or pine: sprays of needles drooping from a straight trunk that is `bare` up to a share of its height."""
    rng = np.random.default_rng(seed)
    shaft = [(0, 0, -0.2), (0.03 * height * rng.normal() * 0.3, 0, height * 0.5), (0, 0, height)]
    trunk = varied(tube(shaft, [height * 0.018, height * 0.013, 0.01], "#6b4f3a", 9), 0.35, (0.12, 0.12, 0.5), seed)
    t = 1 - np.sqrt(rng.random(count) * 0.98)  # more of them low down, where the crown is wide
    tier = np.round(t * 11) / 11 + rng.normal(size=count) * 0.012
    a = rng.uniform(0, 2 * np.pi, count)
    reach = (height * 0.17 * (1.02 - t) + 0.12) * np.sqrt(rng.uniform(0.12, 1.0, count))
    out = np.stack([np.cos(a), np.sin(a), 0 * a], -1)
    at = out * reach[:, None] + np.array([0, 0, 1]) * (height * (bare + (1 - bare) * tier) - reach * 0.35)[:, None]
    way = out + np.array([0, 0, -0.45]) + rng.normal(size=(count, 3)) * 0.22
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    side = np.cross(way, [0, 0, 1.0]) + rng.normal(size=(count, 3)) * 0.25
    long, wide = height * rng.uniform(0.04, 0.07, (count, 1)), height * rng.uniform(0.015, 0.026, (count, 1))
    v = np.stack([at - way * long, at - side * wide, at + way * long, at + side * wide], 1)
    f = np.arange(count)[:, None, None] * 4 + np.array([[0, 1, 2], [0, 2, 3]])
    sprays = solid(v.reshape(-1, 3), f.reshape(-1, 3), np.repeat(out * 0.8 + [0, 0, 0.7], 4, 0), needle)
    light = (0.5 + 0.7 * reach / reach.max()) * rng.uniform(0.75, 1.25, count)
    sprays = replace(sprays, colours=(sprays.colours * np.repeat(light, 4)[:, None]).clip(0, 1).astype(np.float32))
    return [trunk.finished(MATTE), sprays.finished(CLOTH)]


def bush(seed: int = 0, leaf: str = "#5a6b33", count: int = 260) -> list[Solid]:
    """A bush about 1 m high."""
    rng = np.random.default_rng(seed)
    centres = np.column_stack([rng.uniform(-0.3, 0.3, (5, 2)), rng.uniform(0.3, 0.7, 5)])
    stems = [tube([(0, 0, -0.05), tuple(c)], [0.025, 0.008], "#5b4a3a", 5) for c in centres]
    return [*(s.finished(MATTE) for s in stems), leaves(centres, 0.38, count, leaf, seed)]
