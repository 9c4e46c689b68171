"""Furniture, each piece standing at the origin and facing −y: lists of solids for sets and props alike."""

import numpy as np

from onmodel.stage.sets.finish import CLOTH, GLOSS, METAL, VARNISH, WOOD, varied
from onmodel.stage.sets.solids import Solid, box, cylinder, lathe, merge, sphere, tube

OAK, WALNUT, PINE = "#8c6239", "#5b3a22", "#b98a55"


def plank(size: tuple[float, float, float], colour: str = OAK, seed: int = 0, bevel: float = 0.006) -> Solid:
    """A board with grain along its longest side."""
    longest = int(np.argmax(size))
    grain = [0.03, 0.03, 0.03]
    grain[longest] = 0.7
    return varied(box(size, colour, bevel, 0.06 if max(size) < 1.2 else 0.12), 0.22, grain, seed).finished(WOOD)


def _legs(w: float, d: float, h: float, thick: float, colour: str) -> list[Solid]:
    spots = [(x, y) for x in (-w, w) for y in (-d, d)]
    return [box((thick, thick, h), colour, 0.006).moved(x, y).finished(WOOD) for x, y in spots]


def table(colour: str = OAK, w: float = 1.4, d: float = 0.8, h: float = 0.75) -> list[Solid]:
    """A four-legged table."""
    top = plank((w, d, 0.04), colour, 1).moved(z=h - 0.04)
    rail = [box((w - 0.16, 0.025, 0.09), colour).moved(0, s * (d / 2 - 0.09), h - 0.13).finished(WOOD) for s in (-1, 1)]
    ends = [box((0.025, d - 0.16, 0.09), colour).moved(s * (w / 2 - 0.09), 0, h - 0.13).finished(WOOD) for s in (-1, 1)]
    return [top, *rail, *ends, *_legs(w / 2 - 0.07, d / 2 - 0.07, h - 0.04, 0.065, colour)]


def round_table(colour: str = WALNUT, radius: float = 0.65, h: float = 0.34) -> list[Solid]:
    """A low round table, as one eats at sitting on the floor."""
    rim = [(radius - 0.01, h - 0.035), (radius, h - 0.02), (radius, h - 0.008), (radius - 0.012, h)]
    top = lathe([(0, h - 0.035), *rim, (0, h)], colour, 40)
    legs = [
        lathe([(0, 0), (0.025, 0), (0.035, 0.06), (0.022, 0.14), (0.04, h - 0.04), (0, h - 0.04)], colour, 12)
        .moved(np.cos(a) * radius * 0.68, np.sin(a) * radius * 0.68)
        for a in np.arange(4) * np.pi / 2 + 0.78
    ]  # fmt: skip
    apron = lathe([(radius * 0.7, h - 0.11), (radius * 0.78, h - 0.035)], colour, 32)
    return [s.finished(VARNISH) for s in [varied(top, 0.15, (0.5, 0.05, 0.1), 2), apron, *legs]]


def chair(colour: str = WALNUT) -> list[Solid]:
    """A wooden chair; its seat is 0.46 m high."""
    seat = plank((0.42, 0.42, 0.035), colour, 3).moved(z=0.425)
    out = [seat, *_legs(0.18, 0.18, 0.43, 0.04, colour)]
    for x in (-0.18, 0.18):
        out.append(tube([(x, 0.18, 0.43), (x, 0.21, 0.7), (x, 0.25, 0.95)], 0.018, colour).finished(WOOD))
    for z, y in ((0.62, 0.205), (0.76, 0.22), (0.9, 0.24)):
        out.append(box((0.36, 0.018, 0.07), colour).moved(0, y, z).finished(WOOD))
    return out


def stool(colour: str = OAK, h: float = 0.46) -> list[Solid]:
    """A round stool."""
    legs = [
        tube([(x * 0.75, y * 0.75, h - 0.02), (x, y, 0)], 0.016, colour) for x in (-0.16, 0.16) for y in (-0.16, 0.16)
    ]
    ring = [tube([(-0.14, s * 0.14, h * 0.4), (0.14, s * 0.14, h * 0.4)], 0.01, colour) for s in (-1, 1)]
    return [s.finished(WOOD) for s in [cylinder(0.18, 0.045, colour).moved(z=h - 0.045), *legs, *ring]]


def bench(colour: str = OAK, w: float = 1.5) -> list[Solid]:
    """A plain bench, 0.45 m high."""
    legs = [plank((0.05, 0.32, 0.41), colour, k).moved(x) for k, x in enumerate((-w / 2 + 0.15, w / 2 - 0.15))]
    return [plank((w, 0.36, 0.045), colour, 5).moved(z=0.41), plank((w - 0.3, 0.03, 0.09), colour).moved(z=0.3), *legs]


def sofa(colour: str = "#4f6470", w: float = 1.9) -> list[Solid]:
    """A two-seat sofa; its cushions are 0.44 m high."""
    body = [box((w, 0.85, 0.26), colour, 0.04).moved(z=0.08)]
    body += [box((w - 0.36, 0.22, 0.5), colour, 0.09).turned(-8, "x").moved(0, 0.33, 0.32)]
    body += [box((0.19, 0.85, 0.34), colour, 0.06).moved(s * (w / 2 - 0.095), 0, 0.26) for s in (-1, 1)]
    c = w / 4 - 0.1
    body += [box((2 * c - 0.01, 0.64, 0.16), colour, 0.06).moved(s * c, -0.08, 0.31) for s in (-1, 1)]
    cushions = [
        box((0.42, 0.14, 0.4), k, 0.06).turned(-14, "x").turned(s * 9).moved(s * (w / 2 - 0.42), 0.12, 0.44)
        for s, k in ((-1, "#c98a3c"), (1, "#d8cfbf"))
    ]
    feet = [
        cylinder(0.02, 0.08, "#2a2018", 10).moved(x, y).finished(WOOD)
        for x in (-w / 2 + 0.1, w / 2 - 0.1)
        for y in (-0.35, 0.35)
    ]
    return [varied(s, 0.1, 0.12, 7).finished(CLOTH) for s in body + cushions] + feet


def bed(colour: str = WALNUT, cloth: str = "#6d7f92") -> list[Solid]:
    """A bed, its head at +y, its cover 0.52 m high."""
    frame = [plank((1.5, 2.05, 0.22), colour, 1).moved(z=0.14), plank((1.56, 0.06, 1.0), colour, 2).moved(y=1.03)]
    frame += [*_legs(0.7, 0.95, 0.16, 0.07, colour), plank((1.56, 0.05, 0.5), colour, 4).moved(y=-1.03)]
    soft = [
        box((1.44, 1.98, 0.17), "#e8e2d6", 0.06).moved(z=0.34),
        box((1.5, 1.4, 0.1), cloth, 0.045).moved(0, -0.28, 0.44),
    ]
    soft += [box((0.62, 0.4, 0.13), "#f0ece2", 0.06).turned(12, "x").moved(x, 0.76, 0.5) for x in (-0.36, 0.36)]
    return frame + [varied(s, 0.08, 0.3, 9).finished(CLOTH) for s in soft]


def chest(colour: str = "#7a2f22", trim: str = "#c9a24a") -> list[Solid]:
    """A painted chest bound with brass."""
    body = varied(box((0.95, 0.52, 0.44), colour, 0.01, 0.06), 0.12, (0.5, 0.04, 0.04), 2).moved(z=0.04)
    lid = varied(box((0.99, 0.56, 0.09), colour, 0.02, 0.06), 0.12, (0.5, 0.04, 0.04), 3).moved(z=0.49)
    bands = [box((0.05, 0.575, 0.57), trim, 0.004).moved(x, 0, 0.025) for x in (-0.38, 0.0, 0.38)]
    edges = [box((0.97, 0.015, 0.03), trim, 0.003).moved(0, -0.262, z) for z in (0.05, 0.44)]
    studs = [
        sphere(0.014, trim, 8).moved(x, -0.265, z)
        for x in (-0.28, -0.19, -0.1, 0.1, 0.19, 0.28)
        for z in (0.16, 0.25, 0.34)
    ]
    lock = box((0.1, 0.02, 0.12), trim, 0.004).moved(0, -0.29, 0.4)
    return [body.finished(VARNISH), lid.finished(VARNISH)] + [s.finished(METAL) for s in [*bands, *edges, *studs, lock]]


def shelf(colour: str = WALNUT, w: float = 1.0, h: float = 1.95, seed: int = 0) -> list[Solid]:
    """A bookshelf, filled with books and a few things."""
    d, levels = 0.3, 5
    out = [plank((0.03, d, h), colour, s).moved(x) for s, x in enumerate((-w / 2, w / 2))]
    out += [
        plank((w, d, 0.028), colour, k).moved(0, 0, z) for k, z in enumerate(np.linspace(0.06, h - 0.03, levels + 1))
    ]
    out.append(box((w, 0.015, h), colour, 0.002).moved(y=d / 2 - 0.01).finished(WOOD))
    for k in range(levels):
        out.append(books(w - 0.08, seed * 7 + k).moved(z=0.09 + k * (h - 0.09) / levels))
    return out


def books(width: float, seed: int = 0) -> Solid:
    """A row of books standing on z = 0, spines to −y, some of it left free."""
    rng = np.random.default_rng(seed)
    spines = ("#7a2a26", "#2f4a5c", "#c9b48a", "#3d4f38", "#8c6a3a", "#d6d0c2", "#5a3a52", "#b2562f", "#26303c")
    x, items = -width / 2, []
    while x < width / 2 * rng.uniform(0.5, 1.0):
        t, h, d = rng.uniform(0.02, 0.05), rng.uniform(0.19, 0.29), rng.uniform(0.15, 0.2)
        items.append(box((t * 0.94, d, h), str(rng.choice(spines)), 0.004).moved(x + t / 2, 0.0))
        x += t
    return merge(items).finished(WOOD)


def desk(colour: str = "#a7845c", w: float = 1.5, d: float = 0.75) -> list[Solid]:
    """An office desk with a drawer block."""
    out = [
        plank((w, d, 0.035), colour, 2).moved(z=0.705),
        box((0.4, d - 0.1, 0.62), "#6b6f73", 0.006).moved(w / 2 - 0.25, 0, 0.08),
    ]
    out += [
        box((0.36, 0.02, 0.17), "#7c8084", 0.006).moved(w / 2 - 0.25, s * (d / 2 - 0.05), z)
        for z in (0.1, 0.29, 0.48)
        for s in (-1, 1)
    ]
    out += [
        box((0.12, 0.02, 0.015), "#c8c8c8").moved(w / 2 - 0.25, s * (d / 2 - 0.035), z).finished(METAL)
        for z in (0.18, 0.37, 0.56)
        for s in (-1, 1)
    ]
    out += [box((0.05, d - 0.12, 0.705), "#5a5e62", 0.004).moved(-w / 2 + 0.08).finished(METAL)]
    return [*out, box((w - 0.6, 0.02, 0.4), colour, 0.003).moved(-0.15, d / 2 - 0.08, 0.3).finished(WOOD)]


def office_chair(colour: str = "#26292d") -> list[Solid]:
    """A swivel chair; its seat is 0.48 m high."""
    star = [
        tube([(0, 0, 0.09), (np.cos(a) * 0.28, np.sin(a) * 0.28, 0.06)], [0.022, 0.014], "#2d2f31")
        for a in np.arange(5) * 1.2566
    ]
    wheels = [
        sphere(0.03, "#151515", 10).moved(np.cos(a) * 0.28, np.sin(a) * 0.28, 0.03) for a in np.arange(5) * 1.2566
    ]
    soft = [
        box((0.48, 0.46, 0.08), colour, 0.035).moved(z=0.4),
        box((0.44, 0.07, 0.52), colour, 0.03).turned(-8, "x").moved(0, 0.24, 0.56),
    ]
    arms = [box((0.05, 0.26, 0.03), "#1c1d1f", 0.01).moved(s * 0.27, 0, 0.64) for s in (-1, 1)]
    posts = [tube([(s * 0.2, 0, 0.43), (s * 0.27, 0, 0.46), (s * 0.27, 0, 0.64)], 0.013, "#2d2f31") for s in (-1, 1)]
    stem = [
        cylinder(0.028, 0.34, "#55585c", 12).moved(z=0.07),
        tube([(0, 0.2, 0.44), (0, 0.27, 0.66)], 0.02, "#2d2f31"),
    ]
    return (
        [s.finished(CLOTH) for s in soft]
        + [s.finished(METAL) for s in star + stem + posts]
        + [s.finished(GLOSS) for s in wheels + arms]
    )


def cupboard(colour: str = PINE, w: float = 1.0, h: float = 0.9) -> list[Solid]:
    """A sideboard or wardrobe with two doors."""
    body = plank((w, 0.45, h - 0.06), colour, 1).moved(z=0.06)
    top = plank((w + 0.05, 0.49, 0.03), colour, 2).moved(z=h - 0.03)
    doors = [plank((w / 2 - 0.04, 0.02, h - 0.17), colour, 3 + s).moved(s * w / 4, -0.23, 0.1) for s in (-1, 1)]
    knobs = [sphere(0.018, "#c9a24a", 10).moved(s * 0.05, -0.255, h * 0.55).finished(METAL) for s in (-1, 1)]
    plinth = box((w - 0.06, 0.4, 0.06), "#2a1d13", 0).finished(WOOD)
    return [body, top, *doors, *knobs, plinth]
