"""Devices and desk things: computer, typewriter, telephone, lamps, papers."""

import numpy as np

from onmodel.stage.sets.finish import CLOTH, GLOSS, MATTE, METAL, VARNISH, glow, varied
from onmodel.stage.sets.solids import Solid, box, cylinder, lathe, merge, sphere, tube


def computer() -> list[Solid]:
    """A monitor, its screen to −y, with keyboard and mouse, 0.5 m high."""
    out = [
        box((0.56, 0.035, 0.35), "#16181a", 0.012).moved(0, 0.08, 0.14),
        box((0.05, 0.04, 0.16), "#2a2c2e", 0.01).moved(0, 0.1, 0.01),
    ]
    out += [
        box((0.24, 0.16, 0.015), "#2a2c2e", 0.006).moved(0, 0.08),
        box((0.42, 0.14, 0.02), "#2d2f31", 0.006).moved(0, -0.16),
    ]
    out += [
        box((0.024, 0.024, 0.008), "#55585b", 0.002).moved(-0.18 + 0.03 * i, -0.205 + 0.03 * j, 0.02)
        for i in range(13)
        for j in range(4)
    ]
    screen = box((0.52, 0.004, 0.31), "#30475c", 0).moved(0, 0.06, 0.16).finished(glow("screen", (0.16, 0.28, 0.42)))
    lines = [
        box((0.1 + 0.09 * (k * 5 % 4), 0.003, 0.012), "#c9d8e4", 0).moved(-0.12, 0.057, 0.42 - 0.032 * k)
        for k in range(7)
    ]
    return [
        *(s.finished(VARNISH) for s in out),
        screen,
        *lines,
        box((0.06, 0.1, 0.03), "#2d2f31", 0.014).moved(0.3, -0.16).finished(VARNISH),
    ]


def typewriter(colour: str = "#2b3530") -> list[Solid]:
    """A mechanical typewriter with a sheet in it, keys to −y, 0.3 m high."""
    out = [box((0.36, 0.34, 0.07), colour, 0.02), box((0.34, 0.16, 0.1), colour, 0.03).moved(0, 0.08, 0.06)]
    out += [
        cylinder(0.012, 0.012, "#e0d9c6", 10).moved(-0.15 + 0.031 * i + 0.01 * j, -0.13 + 0.03 * j, 0.062 + 0.012 * j)
        for i in range(10)
        for j in range(4)
    ]
    roll = cylinder(0.028, 0.42, "#191919", 16).turned(90, "y").moved(-0.21, 0.13, 0.19)
    knobs = [cylinder(0.025, 0.03, "#191919", 14).turned(90, "y").moved(x, 0.13, 0.19) for x in (-0.25, 0.22)]
    sheet_ = box((0.22, 0.002, 0.2), "#ece8dc", 0).turned(-12, "x").moved(0, 0.16, 0.19)
    return [
        *(s.finished(VARNISH) for s in out),
        roll.finished(GLOSS),
        *(k.finished(GLOSS) for k in knobs),
        sheet_.finished(MATTE),
    ]


def telephone(colour: str = "#1b1c1d") -> list[Solid]:
    """A desk telephone with a dial, its dial to −y, 0.16 m high."""
    body = box((0.2, 0.2, 0.09), colour, 0.03)
    slope = box((0.15, 0.1, 0.05), colour, 0.02).turned(-24, "x").moved(0, -0.03, 0.07)
    dial = cylinder(0.05, 0.012, "#c9c4b4", 20).turned(24, "x").moved(0, -0.06, 0.105)
    a = np.linspace(0, np.pi, 11)
    handle = tube(np.stack([0.11 * np.cos(a), 0 * a + 0.04, 0.13 + 0.035 * np.sin(a)], 1), 0.016, colour, 9)
    cups = [cylinder(0.032, 0.035, colour, 14).moved(x, 0.04, 0.1) for x in (-0.11, 0.11)]
    return [s.finished(GLOSS) for s in [body, slope, dial, handle, *cups]]


def desk_lamp(lit: bool = True) -> list[Solid]:
    """A jointed desk lamp bending to −y, 0.45 m high."""
    out = [
        cylinder(0.09, 0.025, "#2c3d38", 20),
        tube([(0, 0, 0.02), (0, 0.1, 0.24), (0, -0.08, 0.42)], 0.011, "#2c3d38", 8),
    ]
    shade = (
        lathe([(0.085, -0.09), (0.04, 0.0), (0.03, 0.04), (0.0, 0.05)], "#2c3d38", 20)
        .turned(-16, "x")
        .moved(0, -0.13, 0.42)
    )
    disc = cylinder(0.07, 0.004, "#f4e2b8", 16).turned(-16, "x").moved(0, -0.115, 0.345)
    return [*(s.finished(METAL) for s in [*out, shade]), disc.finished(glow("desk", (2.4, 1.8, 1.0)) if lit else MATTE)]


def papers(seed: int = 0) -> list[Solid]:
    """A loose pile of papers and folders, about 0.3 m wide."""
    rng = np.random.default_rng(seed)
    out = []
    for k in range(7):
        c = ("#e6e2d6", "#dcd6c4", "#c9a76a", "#e9e6dc", "#b9c4c9")[k % 5]
        sheet_ = box((0.21, 0.297, 0.006 + 0.012 * (c == "#c9a76a")), c, 0).turned(float(rng.uniform(-25, 25)))
        out.append(sheet_.moved(float(rng.uniform(-0.06, 0.06)), float(rng.uniform(-0.05, 0.05)), 0.008 * k))
    return [s.finished(MATTE) for s in out]


def candle(lit: bool = True) -> list[Solid]:
    """A candle in a brass holder, 0.25 m high."""
    dish = lathe([(0, 0), (0.06, 0), (0.075, 0.02), (0.03, 0.02), (0.022, 0.05), (0, 0.05)], "#b08a45", 18).finished(
        METAL
    )
    wax = varied(cylinder(0.016, 0.15, "#e9dfc4", 14), 0.06, 0.03, 1).moved(z=0.045).finished(VARNISH)
    flame = lathe([(0, 0), (0.009, 0.012), (0.006, 0.03), (0, 0.048)], "#ffd890", 10).moved(z=0.2)
    return [dish, wax, flame.finished(glow("candle", (7.0, 3.6, 1.0)) if lit else CLOTH)]


def lantern(lit: bool = True) -> list[Solid]:
    """A carried lantern with a ring, 0.34 m high."""
    caps = [
        cylinder(0.075, 0.03, "#4a4238", 16),
        cylinder(0.07, 0.02, "#4a4238", 16).moved(z=0.21),
        lathe([(0.07, 0.23), (0.02, 0.29), (0, 0.29)], "#4a4238", 16),
    ]
    bars = [
        tube(
            [(np.cos(a) * 0.062, np.sin(a) * 0.062, 0.02), (np.cos(a) * 0.062, np.sin(a) * 0.062, 0.22)],
            0.006,
            "#4a4238",
            6,
        )
        for a in np.arange(4) * 1.571 + 0.4
    ]
    a = np.linspace(0, 2 * np.pi, 17)
    ring = tube(np.stack([0.03 * np.cos(a), 0 * a, 0.315 + 0.03 * np.sin(a)], 1), 0.005, "#4a4238", 6)
    core = sphere(0.03, "#ffdf9a", 12).scaled(1, 1, 1.7).moved(z=0.11)
    return [
        *(s.finished(METAL) for s in [*caps, *bars, ring]),
        core.finished(glow("lantern", (8.0, 4.4, 1.5)) if lit else CLOTH),
    ]


def table_lamp(lit: bool = True) -> list[Solid]:
    """A table lamp with a cloth shade, 0.5 m high."""
    foot = lathe(
        [(0, 0), (0.08, 0), (0.085, 0.02), (0.03, 0.05), (0.06, 0.14), (0.02, 0.24), (0.012, 0.32)], "#3f6a73", 20
    )
    shade = lathe([(0.17, 0.28), (0.1, 0.5)], "#e8d3a4", 24)
    return [foot.finished(VARNISH), shade.finished(glow("shade", (1.5, 0.92, 0.46)) if lit else CLOTH)]


def gramophone() -> list[Solid]:
    """A gramophone with a horn, 0.7 m high."""
    case = box((0.38, 0.38, 0.17), "#5b3a22", 0.015)
    t = np.linspace(0, 1, 9)
    horn = lathe(np.stack([0.03 + 0.24 * t**2.2, t * 0.5], 1), "#b08a45", 24).turned(48, "x").moved(0, 0.1, 0.3)
    disc = cylinder(0.15, 0.01, "#141414", 26).moved(z=0.175)
    arm = tube([(0, 0.1, 0.3), (0, 0.14, 0.2)], 0.02, "#b08a45", 8)
    return [case.finished(VARNISH), merge([horn, arm]).finished(METAL), disc.finished(GLOSS)]
