"""What stands in streets and yards: lamps, bins, signs, fences, wells, cars, carts, stalls."""

import numpy as np

from onmodel.stage.sets.finish import CLOTH, GLOSS, MATTE, METAL, VARNISH, WOOD, Finish, blend, glow, varied
from onmodel.stage.sets.furniture import plank
from onmodel.stage.sets.solids import Solid, box, cone, cylinder, lathe, prism, sheet, sphere, tube
from onmodel.stage.sets.vessels import crate, goods

LAMP_HEAD = (0.0, -1.05, 4.25)  # where a street lamp's light comes from


def street_lamp(lit: bool = False) -> list[Solid]:
    """An iron street lamp with an arm to −y, 4.6 m high."""
    pole = lathe(
        [(0, 0), (0.17, 0), (0.17, 0.1), (0.1, 0.2), (0.09, 0.8), (0.065, 0.85), (0.045, 4.3), (0, 4.35)], "#25302c", 14
    )
    a = np.linspace(0, np.pi / 2, 8)
    arm = tube(
        np.stack([0 * a, -1.05 * np.sin(a), 4.1 + 0.45 * np.sin(2 * a) + 0.25 * np.sin(a)], 1), 0.028, "#25302c", 8
    )
    hood = lathe([(0.27, 4.28), (0.2, 4.36), (0.07, 4.42), (0, 4.46)], "#25302c", 18).moved(0, -1.05)
    globe = lathe([(0, 4.2), (0.1, 4.215), (0.17, 4.29)], "#e9dcb8", 16).moved(0, -1.05)
    return [s.finished(METAL) for s in (pole, arm, hood)] + [
        globe.finished(glow("lamp", (3.2, 2.1, 1.0)) if lit else VARNISH)
    ]


def hung_lantern() -> list[Solid]:
    """A brass lantern on a cord, its flame at the origin."""
    caps = [cone(0.1, 0.1, "#9a7434", 0.02).moved(z=0.13), cylinder(0.08, 0.02, "#9a7434", 14).moved(z=-0.13)]
    bars = [tube([(x, y, -0.12), (x, y, 0.14)], 0.007, "#9a7434", 5) for x in (-0.065, 0.065) for y in (-0.065, 0.065)]
    return [*(s.finished(METAL) for s in [*caps, *bars]), tube([(0, 0, 0.22), (0, 0, 0.6)], 0.006, "#4a3c28", 5)]


def dustbin(colour: str = "#4d565a") -> list[Solid]:
    """A ribbed dustbin with a lid, 0.95 m high."""
    z = np.linspace(0, 0.82, 12)
    body = lathe([(0, 0), *zip(0.24 + 0.05 * z + 0.008 * (np.arange(12) % 2), z, strict=True), (0, 0.82)], colour, 28)
    lid = lathe([(0, 0.82), (0.31, 0.82), (0.31, 0.86), (0.1, 0.93), (0, 0.93)], colour, 28)
    grip = tube([(-0.06, 0, 0.92), (-0.05, 0, 0.97), (0.05, 0, 0.97), (0.06, 0, 0.92)], 0.01, colour, 6)
    return [varied(s, 0.15, 0.2, 2).finished(METAL) for s in (body, lid, grip)]


def sign(colour: str = "#2f4f7a") -> list[Solid]:
    """A sign on a post, 2.3 m high; its board is blank."""
    post = tube([(0, 0, 0), (0, 0, 2.25)], 0.03, "#6f7274", 10).finished(METAL)
    return [
        post,
        box((0.75, 0.03, 0.5), "#e8e6df", 0.01).moved(0, -0.04, 1.7),
        box((0.69, 0.035, 0.44), colour, 0.01).moved(0, -0.045, 1.73).finished(VARNISH),
    ]


def fence(colour: str = "#7d6546", length: float = 2.4) -> list[Solid]:
    """A length of post-and-rail fence, 1.15 m high."""
    posts = [
        varied(tube([(x, 0, -0.1), (x, 0, 1.15)], [0.06, 0.05], colour, 8), 0.3, 0.2, k)
        for k, x in enumerate((-length / 2, 0, length / 2))
    ]
    rails = [plank((length, 0.045, 0.11), colour, k).moved(0, -0.05, z) for k, z in enumerate((0.3, 0.62, 0.94))]
    return [*(p.finished(WOOD) for p in posts), *rails]


def well(colour: str = "#8b857a") -> list[Solid]:
    """A stone well with a roof and a bucket, 2.2 m high."""
    stones: list[Solid] = []
    for row in range(4):
        for k in range(12):
            s = varied(box((0.36, 0.24, 0.2), colour, 0.035), 0.35, 0.5, row * 12 + k)
            stones.append(s.moved(0, 0.64, row * 0.2).turned(30 * k + 15 * (row % 2)))
    posts = [tube([(x, 0, 0.7), (x, 0, 1.9)], 0.05, "#5d452c", 9).finished(WOOD) for x in (-0.66, 0.66)]
    beam = [
        tube([(-0.75, 0, 1.5), (0.75, 0, 1.5)], 0.06, "#5d452c", 9).finished(WOOD),
        tube([(0, 0, 1.5), (0, 0, 0.95)], 0.012, "#a08a5c", 5),
    ]
    roof = [
        plank((1.8, 0.75, 0.04), "#6d4f30", k).turned(-s * 34, "x").moved(0, s * 0.3, 1.86)
        for k, s in enumerate((-1, 1))
    ]
    pail = lathe([(0, 0.7), (0.11, 0.7), (0.14, 0.95), (0.13, 0.95), (0, 0.74)], "#6a4d2f", 16).finished(WOOD)
    water = lathe([(0.55, 0.45), (0, 0.45)], "#141a1c", 24).finished(GLOSS)
    return [*(s.finished(MATTE) for s in stones), *posts, *beam, *roof, pail, water]


PAINT = Finish("paint", 0.18, 0.6, 0.2)


def car(colour: str = "#7c2f2a") -> list[Solid]:
    """A saloon car facing −y, 4.3 m long and 1.45 m high."""
    body = [
        (-2.1, 0.32),
        (-2.15, 0.55),
        (-2.05, 0.72),
        (-1.1, 0.86),
        (1.45, 0.9),
        (2.1, 0.84),
        (2.15, 0.5),
        (2.08, 0.3),
    ]
    cabin = [(-1.15, 0.84), (-0.45, 1.36), (-0.25, 1.42), (0.85, 1.42), (1.1, 1.36), (1.72, 0.88)]
    glassy = [(-1.02, 0.87), (-0.42, 1.32), (-0.25, 1.365), (0.82, 1.365), (1.02, 1.32), (1.52, 0.9)]
    out = [_side(body, 1.7, colour).finished(PAINT), _side(cabin, 1.42, colour).finished(PAINT)]
    out.append(_side(glassy, 1.435, "#11161a").finished(GLOSS))
    for sign_y, slope in ((-1, ((-1.13, 0.88), (-0.46, 1.35))), (1, ((1.68, 0.92), (1.1, 1.34)))):
        (y0, z0), (y1, z1) = slope
        mid, tilt = ((y0 + y1) / 2, (z0 + z1) / 2), np.rad2deg(np.arctan2(z1 - z0, abs(y1 - y0)))
        pane = (
            box((1.24, float(np.hypot(y1 - y0, z1 - z0)) * 0.86, 0.03), "#11161a", 0.01)
            .moved(z=-0.01)
            .turned(-sign_y * tilt, "x")
        )
        out.append(pane.moved(0, *mid).finished(GLOSS))
    for x in (-0.78, 0.78):
        for y in (-1.35, 1.3):
            tyre = cylinder(0.33, 0.2, "#161616", 28).moved(z=-0.1).turned(90, "y").moved(x, y, 0.33)
            hub = cylinder(0.19, 0.215, "#a9adb0", 18).moved(z=-0.1075).turned(90, "y").moved(x, y, 0.33)
            out += [tyre.finished(MATTE), hub.finished(METAL)]
    for x in (-0.62, 0.62):
        out.append(box((0.3, 0.06, 0.14), "#f2efe2", 0.03).moved(x, -2.1, 0.58).finished(GLOSS))
        out.append(box((0.3, 0.06, 0.13), "#7a1512", 0.03).moved(x, 2.11, 0.62).finished(GLOSS))
        out.append(box((0.05, 0.12, 0.1), colour, 0.02).moved(x * 1.43, -0.85, 0.92).finished(PAINT))
    out += [box((1.6, 0.12, 0.16), "#2a2c2e", 0.04).moved(0, y, 0.33).finished(METAL) for y in (-2.12, 2.12)]
    return [
        *out,
        box((0.7, 0.05, 0.14), "#1c1d1e", 0.01).moved(0, -2.13, 0.54),
        box((0.42, 0.02, 0.1), "#d9d6c8", 0.004).moved(0, -2.19, 0.38),
    ]


def _side(outline: list[tuple[float, float]], width: float, colour: str) -> Solid:
    """A side view (y, z) as a body of a width across x."""
    shape = prism([(y, z) for y, z in outline][::-1], width, colour)
    return shape.turned(90, "x").turned(90).moved(x=-width / 2)


def cart(colour: str = "#7d5a36") -> list[Solid]:
    """A two-wheeled wooden cart with hay, its shafts to −y."""
    bed = [plank((1.1, 1.9, 0.05), colour, 1).moved(0, 0.3, 0.7)]
    sides = [plank((0.04, 1.9, 0.3), colour, 2 + s).moved(s * 0.54, 0.3, 0.75) for s in (-1, 1)]
    sides += [plank((1.1, 0.04, 0.3), colour, 6).moved(0, 1.23, 0.75)]
    shafts = [
        tube([(s * 0.4, 0.6, 0.7), (s * 0.36, -1.0, 0.74), (s * 0.33, -1.9, 0.86)], 0.035, colour, 8) for s in (-1, 1)
    ]
    wheels = [w.moved(z=0.52).moved(s * 0.66, 0.35) for s in (-1, 1) for w in _wheel(0.52, colour)]
    axle = tube([(-0.68, 0.35, 0.52), (0.68, 0.35, 0.52)], 0.04, "#4a3826", 8)
    hay = sphere(0.5, "#b79a4a", 16).scaled(1.0, 1.7, 0.75).moved(0, 0.35, 0.84)
    return [
        *bed,
        *sides,
        *(s.finished(WOOD) for s in [*shafts, axle]),
        *wheels,
        varied(hay, 0.5, 0.05, 2).finished(CLOTH),
    ]


def _wheel(radius: float, colour: str) -> list[Solid]:
    """A spoked wheel about the x axis, centred on the origin."""
    rim = lathe(
        [(radius - 0.06, -0.03), (radius, -0.03), (radius, 0.03), (radius - 0.06, 0.03), (radius - 0.06, -0.03)],
        colour,
        32,
    ).turned(90, "y")
    hub = cylinder(0.07, 0.18, colour, 14).moved(z=-0.09).turned(90, "y")
    spokes = [
        tube([(0, 0, 0), (0, np.cos(a) * (radius - 0.04), np.sin(a) * (radius - 0.04))], [0.026, 0.018], colour, 6)
        for a in np.arange(10) * np.pi / 5
    ]
    return [s.finished(WOOD) for s in [rim, hub, *spokes]]


def stall(colour: str = "#a3342c", seed: int = 0) -> list[Solid]:
    """A market stall facing −y under a striped awning, with baskets of wares, 2.4 m wide."""
    posts = [
        tube([(x, y, 0), (x, y, h)], 0.04, "#6d5236", 8).finished(WOOD)
        for x in (-1.15, 1.15)
        for y, h in ((-0.75, 2.1), (0.75, 2.55))
    ]
    board = [
        plank((2.4, 1.0, 0.05), "#8a6841", 1).moved(0, -0.1, 0.78),
        plank((2.4, 0.04, 0.7), "#7a5a36", 2).moved(0, -0.58, 0.06),
    ]
    xs, ys = np.linspace(-1.3, 1.3, 53), np.linspace(-1.0, 0.85, 9)
    sag = 2.36 + 0.24 * ys[None, :] - 0.05 * np.cos(xs * 5.4)[:, None] ** 2
    stripe = np.where((np.floor((xs + 1.3) / 0.26).astype(int) % 2 == 0)[:, None], 1.0, 0.0)
    roof = varied(sheet(xs, ys, sag, blend(colour, "#d9ccae", np.repeat(stripe, 9, 1))), 0.12, 0.3, seed).finished(
        CLOTH
    )
    wares = [("#b8402a", "#c9702a"), ("#7d8f3a", "#a8a83f"), ("#d8b04a", "#e0c878"), ("#6d3a4f", "#8a4a5e")]
    piles = [
        goods(wares[(k + seed) % 4], 18, 0.2, k).moved(x, -0.15, 0.86) for k, x in enumerate((-0.8, -0.27, 0.27, 0.8))
    ]
    bins = [
        lathe([(0, 0), (0.2, 0), (0.24, 0.1), (0.22, 0.1), (0, 0.03)], "#94703f", 18)
        .moved(x, -0.15, 0.83)
        .finished(WOOD)
        for x in (-0.8, -0.27, 0.27, 0.8)
    ]
    return [*posts, *board, roof, *piles, *bins, *(s.moved(1.6, -0.3) for s in crate())]


def cone_marker(colour: str = "#d4622a") -> list[Solid]:
    """A traffic cone, 0.7 m high."""
    band = cone(0.115, 0.14, "#efece4", 0.085).moved(z=0.3)
    return [
        box((0.4, 0.4, 0.04), "#222222").finished(MATTE),
        cone(0.16, 0.66, colour, 0.03).moved(z=0.03).finished(VARNISH),
        band.scaled(1.03, 1.03, 1).finished(VARNISH),
    ]
