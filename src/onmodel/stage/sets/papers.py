"""Papers: letters, photographs, maps and what else is written on; upright, their face to −y, their foot at z = 0."""

import numpy as np

from onmodel.color.spaces import hex_to_linear
from onmodel.stage.sets.finish import CLOTH, GLOSS, MATTE, VARNISH, blend, noise, varied
from onmodel.stage.sets.solids import Solid, box, cylinder, prism, quads, sheet, solid, sphere, tube

PAGE, INK = "#e9e2cc", "#3a3a46"


def _written(width: float, rows: range, seed: int = 3) -> list[Solid]:
    """Lines of writing across a page, 18 mm apart, just before its face."""
    rng = np.random.default_rng(seed)
    long = [float(rng.uniform(0.6, 1.0)) * width for _ in rows]
    return [
        box((w, 0.001, 0.004), INK, 0).moved((w - width) / 2, -0.0165, 0.018 * k)
        for k, w in zip(rows, long, strict=True)
    ]


def letter(colour: str = PAGE) -> list[Solid]:
    """A written sheet, folded once, 0.24 m high."""
    xs, zs = np.linspace(-0.085, 0.085, 5), np.linspace(0, 0.24, 9)
    page = sheet(xs, zs, 0.012 * np.abs(zs - 0.12)[None, :] / 0.12, colour).turned(90, "x")
    return [page.finished(MATTE), *_written(0.13, range(2, 12))]


def paper() -> list[Solid]:
    """One sheet with a few lines on it, 0.24 m high."""
    xs, zs = np.linspace(-0.085, 0.085, 9), np.linspace(0, 0.24, 13)
    curl = 0.01 * np.cos(xs[:, None] * 18) + 0.006 * np.sin(zs[None, :] * 15)
    page = varied(sheet(xs, zs, curl, "#ece8dc").turned(90, "x"), 0.05, 0.06, 2)
    return [page.finished(MATTE), *_written(0.12, range(7, 12), 5)]


def torn() -> list[Solid]:
    """A written sheet ripped from its top nearly to its foot: two flaps with ragged edges that lean apart."""
    rng = np.random.default_rng(12)
    foot = 0.085  # metres that still hold together
    zs = np.linspace(foot, 0.24, 32)
    rip = 0.012 * np.sin((zs - foot) * 34) + np.cumsum(rng.normal(0, 0.0028, len(zs)))
    rip -= rip[0]
    strip = sheet(np.linspace(-0.085, 0.085, 9), [0.0, foot / 2, foot], 0.0, "#d9cfb4").turned(90, "x")
    out: list[Solid] = [varied(strip, 0.05, 0.05, 4).finished(MATTE)]
    out += [box((0.13, 0.001, 0.004), INK, 0).moved(0, -0.001, 0.018 * k) for k in range(2, 5)]
    for side in (-1.0, 1.0):
        share = np.linspace(0, 1, 12)
        x = side * 0.085 + share[:, None] * (rip - side * 0.085)[None, :]
        curl = 0.03 * share[:, None] ** 2 * ((zs - foot) / 0.155)[None, :] ** 2
        v = np.stack([x, -curl, np.broadcast_to(zs, x.shape)], -1).reshape(-1, 3)
        index = np.arange(x.size, dtype=np.int32).reshape(x.shape)
        fibre = np.repeat(share > 0.95, len(zs))[:, None]
        rgb = np.where(fibre, hex_to_linear("#ffffff"), hex_to_linear("#d9cfb4"))
        faces = quads(index if side < 0 else index[::-1])
        page = varied(solid(v, faces, np.tile([0.0, -1, 0], (len(v), 1)), rgb), 0.05, 0.05, 4).finished(MATTE)
        lines = [box((0.05, 0.001, 0.004), INK, 0).moved(side * 0.052, -0.002, 0.018 * k) for k in range(5, 12)]
        flap = [s.moved(z=-foot).moved(x=-side * 0.085).turned(side * 13, "y") for s in [page, *lines]]
        out += [s.moved(x=side * 0.085, z=foot) for s in flap]
    return out


def crumpled() -> list[Solid]:
    """A sheet crumpled to a ball, 0.08 m across."""
    ball = sphere(0.04, "#e6dfcb", 18)
    corner = ball.vertices[ball.faces].reshape(-1, 3).astype(np.float64)  # each facet has its own: it creases
    corner *= 1 + 0.3 * noise(corner, 0.017, 5)[:, None] + 0.1 * noise(corner, 0.006, 7)[:, None]
    a, b, c = corner.reshape(-1, 3, 3).swapaxes(0, 1)
    normals = np.repeat(np.cross(b - a, c - a), 3, axis=0)
    keep = np.linalg.norm(normals, axis=1) > 1e-12
    faces = np.arange(len(corner))[keep].reshape(-1, 3)
    return [solid(corner, faces, normals, "#e6dfcb").moved(z=0.04).finished(MATTE)]


def envelope(colour: str = "#d9c9a3") -> list[Solid]:
    """A sealed envelope, its back with flap and wax to −y, 0.22 m wide."""
    out = [box((0.22, 0.005, 0.13), colour, 0.001).finished(MATTE)]
    ways = (
        [(-0.109, 0.129), (0, 0.055), (0.109, 0.129)],
        [(-0.109, 0.001), (-0.02, 0.07)],
        [(0.109, 0.001), (0.02, 0.07)],
    )
    out += [tube([(x, -0.003, z) for x, z in way], 0.0011, "#8f7d55", 5) for way in ways]
    seal = cylinder(0.017, 0.005, "#8f1f1f", 18).turned(90, "x").moved(0, -0.002, 0.06)
    return [*out, seal.finished(GLOSS)]


def photograph() -> list[Solid]:
    """A photograph with a white border: a dark figure before a lit doorway; 0.13 m high."""
    w, h, n = 0.17, 0.13, 56
    xs, zs = np.linspace(-w / 2, w / 2, n), np.linspace(0, h, n)
    x, z = np.meshgrid(xs, zs, indexing="ij")
    door = (np.abs(x - 0.028) < 0.02) & (z < 0.085)
    rgb = blend(
        "#5a4c3c", "#a8967a", z / h + 0.2 * noise(np.stack([x, 0 * x, z], -1).reshape(-1, 3), 0.02, 3).reshape(n, n)
    )
    rgb = np.where(door[..., None], hex_to_linear("#e8d2a0"), rgb)
    head = np.hypot(x + 0.012, z - 0.083) < 0.012
    coat = (np.abs(x + 0.012) < 0.026 - 0.12 * np.clip(z - 0.045, 0, 1)) & (z < 0.073)
    rgb = np.where((head | coat)[..., None], hex_to_linear("#1c1815"), rgb)
    rgb = np.where((head & (z < 0.087))[..., None], hex_to_linear("#b08a68"), rgb)
    edge = np.minimum(w / 2 - np.abs(x), np.minimum(z, h - z)) < 0.009
    rgb = np.where(edge[..., None], hex_to_linear("#eee9dc"), rgb)
    return [sheet(xs, zs, 0.004 * np.cos(xs * 14)[:, None], rgb).turned(90, "x").finished(VARNISH)]


def card() -> list[Solid]:
    """A playing card, 0.09 m high."""
    pip = prism([(0, -0.013), (0.009, 0), (0, 0.013), (-0.009, 0)], 0.001, "#a81f1f").turned(90, "x")
    marks = [pip.moved(0, -0.001, 0.045)]
    marks += [pip.scaled(0.4).moved(x, -0.001, z) for x, z in ((-0.023, 0.076), (0.023, 0.014))]
    return [box((0.062, 0.001, 0.09), "#f1ede2", 0), *marks]


def map_sheet() -> list[Solid]:
    """An unfolded map with its creases: land, water, a dotted way and a cross; 0.44 m wide."""
    w, h, nx, nz = 0.44, 0.32, 89, 65
    xs, zs = np.linspace(-w / 2, w / 2, nx), np.linspace(0, h, nz)
    x, z = np.meshgrid(xs, zs, indexing="ij")
    hill = noise(np.stack([x, 0 * x, z], -1).reshape(-1, 3), 0.11, 8).reshape(x.shape)
    rgb = blend("#d2b884", "#b99a62", 0.5 + hill)
    rgb = np.where((hill > 0.34)[..., None], hex_to_linear("#7f9c98"), rgb)
    rgb = np.where((np.abs(hill - 0.34) < 0.03)[..., None], hex_to_linear("#5b4a30"), rgb)
    way = np.abs(z - 0.16 - 0.05 * np.sin(x * 17)) < 0.004
    rgb = np.where((way & (np.sin(x * 260) > 0) & (x < 0.12))[..., None], hex_to_linear("#7a1f1a"), rgb)
    cx, cz = x - 0.14, z - 0.19
    cross = (np.abs(np.abs(cx) - np.abs(cz)) < 0.005) & (np.hypot(cx, cz) < 0.022)
    rgb = np.where(cross[..., None], hex_to_linear("#a3201a"), rgb)
    rgb = np.where(
        (np.minimum(w / 2 - np.abs(x), np.minimum(z, h - z)) < 0.008)[..., None], hex_to_linear("#6d5836"), rgb
    )
    fold = 0.012 * np.abs(((xs / 0.11 + 8.5) % 1) - 0.5)[:, None] + 0.008 * np.abs(((zs / 0.16) % 1) - 0.5)[None, :]
    return [sheet(xs, zs, fold, rgb).turned(90, "x").finished(MATTE)]


def newspaper(colour: str = "#d9d4c6") -> list[Solid]:
    """A folded newspaper, 0.4 m high."""
    out = [box((0.29, 0.012, 0.4), colour, 0.005), box((0.25, 0.002, 0.045), "#2b2b2b", 0).moved(0, -0.008, 0.335)]
    out += [
        box((0.075, 0.002, 0.008), "#6a6a68", 0).moved(x, -0.008, 0.03 + 0.018 * k)
        for x in (-0.085, 0.0, 0.085)
        for k in range(9)
    ]
    return [*out, box((0.16, 0.002, 0.1), "#5d5d5b", 0).moved(-0.04, -0.008, 0.21)]


def open_book(colour: str = "#7a2a26") -> list[Solid]:
    """A book lying open, its pages to −y, 0.3 m wide and 0.21 m high."""
    out: list[Solid] = [box((0.31, 0.006, 0.216), colour, 0.002).moved(0, 0.004).finished(VARNISH)]
    xs, zs = np.linspace(0, 0.147, 14), np.linspace(0.004, 0.212, 3)
    bulge = 0.022 * np.sqrt(np.clip(1 - (xs / 0.147 * 1.9 - 0.75) ** 2 / 1.7, 0, 1))
    for side in (1.0, -1.0):
        page = sheet(side * xs[:: int(side)], zs, bulge[:: int(side), None], PAGE).turned(90, "x")
        out += [page.finished(MATTE)]
        out += [
            box((0.1 - 0.03 * (k == 9), 0.001, 0.003), INK, 0).moved(side * 0.078, -0.0215, 0.03 + 0.017 * k)
            for k in range(10)
        ]
    return [*out, box((0.009, 0.002, 0.24), "#a3201a", 0).moved(0.004, -0.014, -0.025).finished(CLOTH)]
