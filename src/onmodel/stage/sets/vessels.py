"""Vessels and containers: what holds drink, food, grain and goods."""

import numpy as np

from onmodel.stage.sets.finish import CLOTH, GLOSS, MATTE, METAL, VARNISH, WOOD, noise, varied
from onmodel.stage.sets.furniture import plank
from onmodel.stage.sets.nature import smooth
from onmodel.stage.sets.solids import Solid, box, lathe, merge, solid, sphere, tube


def barrel(colour: str = "#7a5734") -> list[Solid]:
    """A wooden barrel with iron hoops, 0.9 m high."""
    z = np.linspace(0, 0.9, 13)
    r = 0.27 + 0.07 * np.sin(np.pi * z / 0.9)
    body = lathe([(0, 0), *zip(r, z, strict=True), (r[-1] - 0.03, 0.9), (r[-1] - 0.03, 0.87), (0, 0.87)], colour, 48)
    staves = varied(body, 0.3, (0.07, 0.07, 2.0), 4).finished(WOOD)
    hoops = [lathe([(rr + 0.004, h), (rr + 0.012, h + 0.02), (rr + 0.004, h + 0.045)], "#3c3a38", 32).finished(METAL)
             for rr, h in ((0.285, 0.05), (0.33, 0.27), (0.33, 0.59), (0.29, 0.81))]  # fmt: skip
    return [staves, *hoops]


def sack(colour: str = "#a98f63") -> list[Solid]:
    """A tied grain sack, 0.7 m high."""
    ball = sphere(0.5, colour, 22)
    v = ball.vertices.astype(np.float64)
    v = v * [0.62, 0.5, 0.62] * (1 + 0.07 * noise(v, 0.22, 3)[:, None]) + [0, 0, 0.28]
    v[:, 2] = v[:, 2].clip(0.0)
    body = smooth(solid(v, ball.faces, ball.normals, colour))
    ruff = lathe([(0.045, 0.56), (0.05, 0.6), (0.13, 0.7), (0.1, 0.69), (0.03, 0.62)], colour, 14)
    cord = lathe([(0.05, 0.57), (0.065, 0.585), (0.05, 0.6)], "#5d4a2c", 12)
    return [
        varied(body, 0.14, 0.05, 2).finished(CLOTH),
        varied(ruff, 0.2, 0.05, 3).finished(CLOTH),
        cord.finished(CLOTH),
    ]


def crate(colour: str = "#9a7748", size: float = 0.6) -> list[Solid]:
    """A slatted wooden crate."""
    s, out = size, [box((size - 0.06, size - 0.06, size - 0.04), "#4a3822", 0).moved(z=0.02).finished(WOOD)]
    for k in range(4):
        z = 0.01 + k * (s - 0.02) / 4
        for turn in range(4):
            out.append(
                plank((s, 0.02, s / 4 - 0.02), colour, k * 4 + turn, 0.004).moved(0, -s / 2 + 0.01, z).turned(90 * turn)
            )
    posts = [
        box((0.06, 0.06, s + 0.005), "#86653b", 0.004).moved(x, y)
        for x in (-s / 2 + 0.02, s / 2 - 0.02)
        for y in (-s / 2 + 0.02, s / 2 - 0.02)
    ]
    lid = [
        plank((s, s / 4 - 0.01, 0.02), colour, 30 + k, 0.004).moved(0, -s / 2 + s / 8 + k * s / 4, s) for k in range(4)
    ]
    return [*out, *(p.finished(WOOD) for p in posts), *lid]


def bottle(colour: str = "#2f4a2c") -> list[Solid]:
    """A wine bottle with a label, 0.31 m high."""
    profile = [
        (0, 0),
        (0.036, 0),
        (0.038, 0.01),
        (0.038, 0.18),
        (0.03, 0.215),
        (0.014, 0.24),
        (0.014, 0.3),
        (0.017, 0.302),
        (0.017, 0.31),
        (0, 0.31),
    ]
    label = lathe([(0.0385, 0.06), (0.0385, 0.14)], "#d8cba8", 18)
    return [lathe(profile, colour, 18).finished(GLOSS), label.finished(MATTE)]


def glass(colour: str = "#b8c4c6") -> list[Solid]:
    """A tumbler with a drink in it, 0.1 m high."""
    wall = lathe([(0, 0), (0.03, 0), (0.037, 0.1), (0.034, 0.1), (0.031, 0.07), (0, 0.07)], colour, 18)
    return [wall.finished(GLOSS), lathe([(0.0305, 0.071), (0, 0.072)], "#a8702a", 18).finished(GLOSS)]


def cup(colour: str = "#d8d0c0") -> list[Solid]:
    """A cup with a handle, 0.09 m high."""
    body = lathe(
        [(0, 0), (0.026, 0), (0.04, 0.03), (0.043, 0.09), (0.039, 0.09), (0.035, 0.03), (0, 0.015)], colour, 20
    )
    a = np.linspace(-1.4, 1.4, 9)
    ear = tube(np.stack([0.04 + 0.028 * np.cos(a), 0 * a, 0.05 + 0.028 * np.sin(a)], 1), 0.006, colour, 7)
    return [body.finished(VARNISH), ear.finished(VARNISH)]


def bowl(colour: str = "#b9874f") -> list[Solid]:
    """A wooden bowl, 0.07 m high."""
    p = [(0, 0), (0.035, 0), (0.06, 0.02), (0.085, 0.07), (0.079, 0.07), (0.055, 0.025), (0, 0.012)]
    return [varied(lathe(p, colour, 24), 0.15, (0.2, 0.02, 0.02), 1).finished(VARNISH)]


def jug(colour: str = "#9a5a35") -> list[Solid]:
    """A clay jug, 0.32 m high."""
    p = [
        (0, 0),
        (0.07, 0),
        (0.12, 0.09),
        (0.1, 0.18),
        (0.045, 0.25),
        (0.05, 0.31),
        (0.06, 0.32),
        (0.045, 0.315),
        (0.03, 0.25),
        (0, 0.24),
    ]
    ear = tube([(0.048, 0, 0.3), (0.12, 0, 0.28), (0.13, 0, 0.2), (0.1, 0, 0.14)], 0.012, colour, 7)
    return [varied(lathe(p, colour, 24), 0.12, 0.08, 1).finished(VARNISH), ear.finished(VARNISH)]


def cauldron(colour: str = "#2b2a29") -> list[Solid]:
    """An iron cauldron on three legs with broth in it, 0.5 m high."""
    p = [
        (0, 0.1),
        (0.2, 0.13),
        (0.31, 0.25),
        (0.32, 0.36),
        (0.28, 0.43),
        (0.31, 0.47),
        (0.29, 0.47),
        (0.26, 0.43),
        (0.28, 0.38),
    ]
    legs = [tube([(0.2, 0, 0.16), (0.26, 0, 0.0)], [0.03, 0.02], colour, 8).turned(120 * k + 30) for k in range(3)]
    a = np.linspace(0, np.pi, 13)
    bail = tube(np.stack([0.3 * np.cos(a), 0 * a, 0.45 + 0.2 * np.sin(a)], 1), 0.009, colour, 6)
    broth = lathe([(0.275, 0.38), (0, 0.385)], "#8a6a35", 24)
    return [varied(s, 0.2, 0.1, 2).finished(METAL) for s in [lathe(p, colour, 32), *legs, bail]] + [
        broth.finished(GLOSS)
    ]


def basket(colour: str = "#a77f45") -> list[Solid]:
    """A wicker basket with a handle, 0.3 m high."""
    z = np.linspace(0, 0.26, 14)
    wave = 0.006 * (np.arange(14) % 2)
    wall = lathe(
        [(0, 0), *zip(0.16 + 0.2 * z + wave, z, strict=True), (0.195, 0.26), (0.15, 0.05), (0, 0.04)], colour, 30
    )
    a = np.linspace(0, np.pi, 13)
    handle = tube(np.stack([0.2 * np.cos(a), 0 * a, 0.24 + 0.22 * np.sin(a)], 1), 0.012, colour, 7)
    return [varied(wall, 0.3, 0.03, 2).finished(WOOD), handle.finished(WOOD)]


def bucket(colour: str = "#7d8488") -> list[Solid]:
    """A zinc bucket, 0.3 m high."""
    wall = lathe([(0, 0), (0.11, 0), (0.15, 0.3), (0.145, 0.3), (0.107, 0.02), (0, 0.02)], colour, 24)
    a = np.linspace(0, np.pi, 13)
    bail = tube(np.stack([0.15 * np.cos(a), 0.1 * np.sin(a), 0.29 + 0.05 * np.sin(a)], 1), 0.005, colour, 6)
    return [wall.finished(METAL), bail.finished(METAL)]


def goods(colours: tuple[str, ...], count: int, reach: float, seed: int = 0) -> Solid:
    """A heap of fruit or wares: balls piled within `reach` metres."""
    rng = np.random.default_rng(seed)
    out = []
    for _ in range(count):
        a, r = rng.uniform(0, 2 * np.pi), reach * np.sqrt(rng.random())
        out.append(
            sphere(0.06, str(rng.choice(colours)), 7).moved(np.cos(a) * r, np.sin(a) * r, 0.05 + 0.09 * (1 - r / reach))
        )
    return merge(out).finished(VARNISH)
