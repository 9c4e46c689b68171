"""Things small enough for a hand, standing upright at the origin; what has a grip is gripped at z = 0.1 or so."""

import numpy as np

from onmodel.stage.sets.finish import CLOTH, GLOSS, MATTE, METAL, VARNISH, noise, varied
from onmodel.stage.sets.nature import smooth
from onmodel.stage.sets.solids import Solid, box, cylinder, lathe, prism, rotation, solid, sphere, tube

BRASS = "#b98f3f"


def book(colour: str = "#7a2a26") -> list[Solid]:
    """A closed book standing on its foot, 0.21 m high."""
    covers = [box((0.15, 0.004, 0.21), colour, 0.001).moved(0, y) for y in (-0.018, 0.018)]
    spine = box((0.005, 0.038, 0.21), colour, 0.002).moved(-0.075)
    leaves = box((0.142, 0.033, 0.2), "#e6dfc9", 0).moved(0.001, 0, 0.005)
    bands = [box((0.007, 0.04, 0.008), BRASS, 0).moved(-0.075, 0, z).finished(METAL) for z in (0.03, 0.17)]
    return [*(s.finished(VARNISH) for s in [*covers, spine]), leaves, *bands]


def phone(colour: str = "#17191b") -> list[Solid]:
    """A mobile phone, its screen to −y, 0.15 m high."""
    return [
        box((0.072, 0.009, 0.15), colour, 0.004).finished(GLOSS),
        box((0.064, 0.002, 0.135), "#8fb2cc", 0).moved(0, -0.005, 0.007).finished(GLOSS),
    ]


def purse(colour: str = "#7a4a26") -> list[Solid]:
    """A tied leather purse, 0.13 m high."""
    body = lathe(
        [
            (0, 0),
            (0.035, 0.0),
            (0.055, 0.025),
            (0.05, 0.06),
            (0.018, 0.09),
            (0.02, 0.095),
            (0.042, 0.13),
            (0.036, 0.128),
            (0.012, 0.1),
        ],
        colour,
        18,
    )
    cord = lathe([(0.019, 0.086), (0.026, 0.092), (0.019, 0.098)], "#d0a85a", 14)
    return [varied(body, 0.2, 0.03, 2).finished(CLOTH), cord.finished(CLOTH)]


def open_purse(colour: str = "#7a4a26") -> list[Solid]:
    """A leather pouch pulled open, its mouth a wide scalloped ring, 0.09 m high; see `WELLS`."""
    outside = [(0, 0), (0.042, 0), (0.066, 0.02), (0.069, 0.042), (0.058, 0.06), (0.06, 0.066), (0.079, 0.088)]
    body = lathe([*outside, (0.073, 0.088), (0.054, 0.064), (0.05, 0.05), (0, 0.048)], colour, 56)
    v = body.vertices.astype(np.float64)
    a, high = np.arctan2(v[:, 1], v[:, 0]), np.clip((v[:, 2] - 0.05) / 0.038, 0, 1)
    v[:, :2] *= (1 + 0.075 * high * np.sin(9 * a) + 0.03 * np.sin(5 * a + 1))[:, None]
    v[:, 2] += 0.006 * high * np.sin(4 * a)
    inner = (v[:, 2] < 0.075) & (np.hypot(v[:, 0], v[:, 1]) < 0.056) & (body.normals[:, 2] > 0.1)
    dark = np.where(inner, 0.45, 1.0)[:, None]
    leather = varied(smooth(solid(v, body.faces, body.normals, body.colours * dark)), 0.25, 0.025, 2)
    cord = lathe([(0.058, 0.057), (0.0645, 0.062), (0.058, 0.067)], "#d0a85a", 40)
    ends = [
        tube([(0.05, -0.036, 0.062), (0.062, -0.06, 0.045), (0.05, -0.078, 0.018 * k)], 0.003, "#d0a85a", 6)
        for k in (0.2, 1)
    ]
    return [leather.finished(CLOTH), *(s.finished(CLOTH) for s in [cord, *ends])]


def coins() -> list[Solid]:
    """A small heap of gold coins."""
    rng = np.random.default_rng(1)
    coin = cylinder(0.016, 0.003, "#d9a93a", 16)
    out = [
        coin.turned(float(rng.uniform(-14, 14)), "x").moved(
            float(rng.normal() * 0.022), float(rng.normal() * 0.022), 0.003 + 0.0028 * (k // 3)
        )
        for k in range(16)
    ]
    return [s.finished(METAL) for s in out]


def bag(colour: str = "#6b4a2c") -> list[Solid]:
    """A leather bag with a handle, 0.36 m high with it."""
    body = box((0.36, 0.15, 0.24), colour, 0.05)
    a = np.linspace(0, np.pi, 11)
    handle = tube(np.stack([0.1 * np.cos(a), 0 * a, 0.23 + 0.12 * np.sin(a)], 1), 0.011, "#3f2a18", 8)
    straps = [box((0.03, 0.155, 0.2), "#3f2a18", 0.01).moved(x, 0, 0.05) for x in (-0.1, 0.1)]
    return [
        varied(body, 0.14, 0.08, 1).finished(VARNISH),
        *(s.finished(VARNISH) for s in [handle, *straps]),
        box((0.05, 0.02, 0.04), BRASS, 0.004).moved(0, -0.075, 0.18).finished(METAL),
    ]


def suitcase(colour: str = "#7a5230") -> list[Solid]:
    """A suitcase, 0.5 m high with its handle."""
    out = [box((0.62, 0.18, 0.42), colour, 0.025).finished(VARNISH)]
    out += [box((0.04, 0.185, 0.425), "#4a2f1a", 0.012).moved(x).finished(VARNISH) for x in (-0.2, 0.2)]
    return [
        *out,
        tube([(-0.07, 0, 0.42), (-0.06, 0, 0.47), (0.06, 0, 0.47), (0.07, 0, 0.42)], 0.012, "#4a2f1a", 8).finished(
            VARNISH
        ),
    ]


def dombra() -> list[Solid]:
    """A dombra (long-necked lute), neck up, strings to −y, gripped low on the neck; 1.0 m long."""
    pear = lathe([(0, 0), (0.06, 0.01), (0.105, 0.09), (0.1, 0.17), (0.05, 0.3), (0.02, 0.38)], "#8a5a2e", 22).scaled(
        1, 0.55, 1
    )
    face = prism(
        [
            (0.1 * np.cos(a) * (1 - 0.25 * np.sin(a)), 0.13 + 0.17 * np.sin(a))
            for a in np.linspace(0, 2 * np.pi, 24, endpoint=False)
        ],
        0.006,
        "#c99a5c",
    )
    neck = box((0.03, 0.022, 0.62), "#5b3a22", 0.006).moved(0, -0.01, 0.33)
    pegs = [tube([(-0.03, -0.01, z), (0.03, -0.01, z)], 0.006, "#2b1c12", 6) for z in (0.9, 0.935)]
    strings = [tube([(x, -0.064, 0.06), (x, -0.03, 0.9)], 0.0012, "#e0d8c0", 4) for x in (-0.006, 0.006)]
    rose = cylinder(0.02, 0.002, "#2b1c12", 14).turned(90, "x").moved(0, -0.066, 0.16)
    return [
        s.finished(VARNISH)
        for s in [
            varied(pear, 0.15, (0.04, 0.04, 0.4), 1),
            face.turned(90, "x").moved(0, -0.058),
            neck,
            *pegs,
            *strings,
            rose,
        ]
    ]


def apple(colour: str = "#a8321f") -> list[Solid]:
    """An apple with a stalk."""
    body = lathe(
        [(0.0, 0.012), (0.014, 0.0), (0.034, 0.018), (0.039, 0.044), (0.026, 0.07), (0.01, 0.072), (0, 0.062)],
        colour,
        18,
    )
    return [varied(body, 0.25, 0.03, 3).finished(VARNISH), tube([(0, 0, 0.06), (0.006, 0, 0.088)], 0.002, "#4a3520", 5)]


def key(colour: str = BRASS) -> list[Solid]:
    """An old key, bow up, 0.1 m long."""
    a = np.linspace(0, 2 * np.pi, 17)
    bow = tube(np.stack([0.016 * np.cos(a), 0 * a, 0.085 + 0.016 * np.sin(a)], 1), 0.004, colour, 6)
    bits = [box((0.016, 0.004, 0.007), colour, 0.001).moved(0.008, 0, z) for z in (0.002, 0.015)]
    return [s.finished(METAL) for s in [bow, tube([(0, 0, 0), (0, 0, 0.07)], 0.004, colour, 7), *bits]]


def rope(colour: str = "#a88d5c") -> list[Solid]:
    """A coil of rope, 0.3 m across."""
    a = np.linspace(0, 2 * np.pi * 5, 140)
    r = 0.13 + 0.012 * np.sin(a * 0.7)
    coil = tube(np.stack([r * np.cos(a), r * np.sin(a), 0.015 + a * 0.0028], 1), 0.013, colour, 7)
    return [varied(coil, 0.35, 0.02, 1).finished(CLOTH)]


def hat(colour: str = "#3f352b") -> list[Solid]:
    """A felt hat with a brim."""
    shape = lathe(
        [(0.09, 0.012), (0.165, 0.0), (0.17, 0.006), (0.095, 0.022), (0.09, 0.09), (0.075, 0.115), (0, 0.105)],
        colour,
        26,
    )
    return [
        varied(shape.scaled(0.9, 1.05, 1), 0.1, 0.08, 1).finished(CLOTH),
        lathe([(0.094, 0.022), (0.095, 0.045)], "#1d1712", 26).scaled(0.91, 1.06, 1).finished(CLOTH),
    ]


def flower(colour: str = "#b8324a") -> list[Solid]:
    """A bunch of three flowers, 0.35 m high."""
    out: list[Solid] = []
    for turn, lean in ((0, 0.03), (120, 0.05), (240, 0.04)):
        m = rotation(turn)
        tip = m @ np.array([lean, 0, 0.33])
        out.append(tube([(0, 0, 0), tuple(tip * [0.4, 0.4, 0.5]), tuple(tip)], 0.004, "#47692f", 5).finished(CLOTH))
        petals = [
            sphere(0.018, colour, 9).scaled(1.1, 0.8, 0.7).moved(0.018).turned(72 * k).moved(*tip) for k in range(5)
        ]
        out += [*(p.finished(CLOTH) for p in petals), sphere(0.012, "#e0b84a", 8).moved(*tip)]
    return out


def bread(colour: str = "#a8743a") -> list[Solid]:
    """A round loaf."""
    return [varied(sphere(0.11, colour, 20).scaled(1, 1, 0.55).moved(z=0.055), 0.25, 0.04, 1).finished(CLOTH)]


def pebble(colour: str = "#8d8a84") -> list[Solid]:
    """A pebble, 5 cm long."""
    stone = sphere(0.022, colour, 18)
    v = stone.vertices.astype(np.float64)
    v *= (1 + 0.1 * noise(v, 0.02, 4)[:, None]) * [1.2, 0.92, 0.72]
    worn = solid(v, stone.faces, v / [1.44, 0.85, 0.52], stone.colours)
    return [varied(worn, 0.3, 0.008, 5).moved(z=0.0155).finished(MATTE)]


def box_small(colour: str = "#7a3a2a") -> list[Solid]:
    """A little box tied with a ribbon, 0.16 m."""
    out = [box((0.2, 0.16, 0.12), colour, 0.006), box((0.21, 0.17, 0.035), colour, 0.006).moved(z=0.11)]
    return [
        *(s.finished(VARNISH) for s in out),
        *(box(s, "#d9c48a", 0.002).finished(CLOTH) for s in ((0.025, 0.173, 0.147), (0.213, 0.025, 0.147))),
    ]


def open_box(colour: str = "#7a3a2a") -> list[Solid]:
    """An open box, its lid standing behind it, 0.24 m high; see `WELLS`."""
    wall = [box((0.2, 0.008, 0.1), colour, 0.002).moved(0, y) for y in (-0.076, 0.076)]
    wall += [box((0.008, 0.16, 0.1), colour, 0.002).moved(x) for x in (-0.096, 0.096)]
    lid = box((0.2, 0.012, 0.16), colour, 0.004).turned(-14, "x").moved(0, 0.082, 0.098)
    cloth = varied(box((0.188, 0.148, 0.03), "#2a2036", 0.004, 0.02), 0.25, 0.03, 2)
    return [*(s.finished(VARNISH) for s in [*wall, lid]), cloth.finished(CLOTH)]


def scroll(colour: str = "#d8c394") -> list[Solid]:
    """A rolled scroll with a seal, 0.3 m long."""
    roll = cylinder(0.024, 0.3, colour, 18)
    return [
        varied(roll, 0.12, 0.05, 1),
        lathe([(0.0245, 0.13), (0.027, 0.15), (0.0245, 0.17)], "#7a1f1f", 16),
        sphere(0.016, "#8f2020", 10).scaled(1, 0.5, 1).moved(0, -0.028, 0.15).finished(GLOSS),
    ]
