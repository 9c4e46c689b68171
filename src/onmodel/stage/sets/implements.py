"""Implements: what is held by a handle; weapons, tools, sticks; upright, gripped near z = 0.1."""

import numpy as np

from onmodel.stage.sets.finish import CLOTH, GLOSS, METAL, VARNISH, WOOD, varied
from onmodel.stage.sets.solids import Array, Solid, box, cylinder, lathe, merge, prism, sheet, sphere, tube

STEEL, BRASS = "#b9bec2", "#b98f3f"


def pistol(colour: str = "#24272a") -> list[Solid]:
    """A pistol's silhouette, muzzle to −y, gripped at its handle."""
    out = [
        box((0.026, 0.19, 0.034), colour, 0.005).moved(0, -0.07, 0.1),
        box((0.02, 0.14, 0.02), colour, 0.004).moved(0, -0.05, 0.083),
    ]
    out += [
        box((0.028, 0.045, 0.105), "#3a2a1f", 0.008).turned(14, "x").moved(0, 0.01, 0.0),
        box((0.008, 0.05, 0.006), colour, 0.001).moved(0, -0.035, 0.058),
    ]
    return [s.finished(METAL) for s in [*out, box((0.008, 0.006, 0.03), colour, 0.001).moved(0, -0.06, 0.058)]]


def rifle(colour: str = "#5b3a22") -> list[Solid]:
    """A long gun standing on its butt, 1.15 m high."""
    stock = tube([(0, 0.03, 0), (0, 0.02, 0.22), (0, 0, 0.36), (0, 0, 0.78)], [0.045, 0.032, 0.024, 0.018], colour, 10)
    barrel_ = tube([(0, -0.012, 0.34), (0, -0.012, 1.15)], 0.011, "#2b2d2f", 9)
    return [varied(stock, 0.15, (0.05, 0.05, 0.4), 1).finished(VARNISH), barrel_.finished(METAL)]


def sword() -> list[Solid]:
    """A curved sabre, blade up, gripped at 0.08 m; 0.95 m long."""
    t = np.linspace(0, 1, 12)
    y, z, w = -0.09 * t**2, 0.17 + 0.78 * t, 0.019 * (1 - 0.75 * t**3)
    blade = _blade(y, z, w)
    guard = tube([(0, -0.07, 0.165), (0, 0, 0.155), (0, 0.06, 0.165)], 0.009, BRASS, 8)
    return [
        blade.finished(METAL),
        guard.finished(METAL),
        cylinder(0.013, 0.14, "#2b1c12", 12).moved(z=0.015).finished(WOOD),
        sphere(0.02, BRASS, 12).finished(METAL),
    ]


def _blade(y: Array, z: Array, w: Array) -> Solid:
    """A double-sided blade along points in the yz plane with half widths w."""
    steps = [tube([(0, y[k], z[k]), (0, y[k + 1], z[k + 1])], [w[k], w[k + 1]], STEEL, 8) for k in range(len(y) - 1)]
    return merge(steps).scaled(0.18, 1, 1)


def knife() -> list[Solid]:
    """A knife, blade up, 0.28 m long."""
    t = np.linspace(0, 1, 7)
    blade = _blade(-0.012 * t, 0.12 + 0.16 * t, 0.016 * (1 - 0.9 * t**2.5))
    return [
        blade.finished(METAL),
        cylinder(0.013, 0.12, "#4a2f1c", 12).finished(WOOD),
        box((0.03, 0.045, 0.008), BRASS, 0.003).moved(z=0.116).finished(METAL),
    ]


def axe() -> list[Solid]:
    """An axe, head up, its edge to −y, 0.6 m long."""
    haft = varied(
        tube([(0, 0.01, 0), (0, 0, 0.3), (0, 0, 0.6)], [0.018, 0.015, 0.017], "#8a6239", 9), 0.2, (0.05, 0.05, 0.3), 1
    )
    head = prism([(-0.16, -0.065), (0.03, -0.03), (0.03, 0.03), (-0.16, 0.055), (-0.175, 0.0)], 0.028, STEEL)
    return [haft.finished(WOOD), head.turned(90, "y").turned(90).turned(90, "z").moved(0, 0, 0.53).finished(METAL)]


def staff(colour: str = "#6d5236", length: float = 1.5) -> list[Solid]:
    """A walking staff, a little crooked."""
    z = np.linspace(0, length, 9)
    path = np.stack([0.012 * np.sin(z * 5), 0.01 * np.cos(z * 4), z], 1)
    return [varied(tube(path, np.linspace(0.014, 0.02, 9), colour, 9), 0.3, (0.05, 0.05, 0.3), 2).finished(WOOD)]


def spear() -> list[Solid]:
    """A spear, 1.9 m."""
    return [
        *staff(length=1.75),
        lathe([(0.016, 1.68), (0.022, 1.74), (0.03, 1.79), (0, 1.95)], STEEL, 8).scaled(1, 0.4, 1).finished(METAL),
    ]


def umbrella(colour: str = "#1f2a33") -> list[Solid]:
    """An open umbrella, gripped at its handle; 0.95 m high."""
    t = np.linspace(0, 1, 8)
    dome = lathe(
        np.stack([0.52 * np.sin(t[::-1] * 1.35) / np.sin(1.35), 0.72 + 0.2 * np.cos(t[::-1] * 1.35)], 1), colour, 16
    )
    a = np.linspace(0, np.pi, 7)
    crook = tube(np.stack([0.03 - 0.03 * np.cos(a), 0 * a, 0.03 - 0.03 * np.sin(a)], 1), 0.009, "#4a2f1a", 7)
    return [
        dome.finished(CLOTH),
        tube([(0, 0, 0.03), (0, 0, 0.96)], 0.007, "#8a8d90", 7).finished(METAL),
        crook.finished(VARNISH),
    ]


def hammer() -> list[Solid]:
    """A hammer, head up, 0.32 m long."""
    return [
        tube([(0, 0, 0), (0, 0, 0.3)], 0.014, "#8a6239", 9).finished(WOOD),
        box((0.035, 0.13, 0.035), "#5d6164", 0.006).moved(0, 0, 0.285).finished(METAL),
    ]


def torch_light(colour: str = "#26292c") -> list[Solid]:
    """A pocket torch, lens up, 0.2 m long."""
    body = lathe([(0, 0), (0.018, 0), (0.018, 0.13), (0.03, 0.16), (0.03, 0.2), (0, 0.2)], colour, 18)
    return [body.finished(METAL), cylinder(0.026, 0.003, "#f2ead0", 16).moved(z=0.2).finished(GLOSS)]


def whip(colour: str = "#3a2617") -> list[Solid]:
    """A riding whip: a short stick with a lash."""
    a = np.linspace(0, 1, 10)
    lash = tube(
        np.stack([0.05 * np.sin(a * 6), -0.22 * a, 0.4 - 0.28 * a**2], 1), np.linspace(0.007, 0.003, 10), colour, 6
    )
    return [tube([(0, 0, 0), (0, 0, 0.4)], [0.014, 0.01], "#6d4527", 8).finished(WOOD), lash.finished(CLOTH)]


def shovel() -> list[Solid]:
    """A shovel, blade down, 1.2 m high."""
    blade = sheet(np.linspace(-0.11, 0.11, 7), [0.0, 0.12, 0.28], 0.02 * np.linspace(-1, 1, 7)[:, None] ** 2, "#6d7174")
    return [
        blade.turned(90, "x").finished(METAL),
        tube([(0, 0, 0.2), (0, 0.01, 1.2)], 0.017, "#8a6a42", 9).finished(WOOD),
    ]


def pen(colour: str = "#2b2f38") -> list[Solid]:
    """A pen, point down, 0.14 m high."""
    return [lathe([(0, 0), (0.0045, 0.02), (0.0045, 0.135), (0, 0.14)], colour, 10).finished(VARNISH)]


def spoon(colour: str = "#9a6a38") -> list[Solid]:
    """A wooden spoon, bowl up, 0.22 m high."""
    bowl = sphere(0.024, colour, 14).scaled(1, 0.35, 1.35).moved(z=0.19)
    return [bowl.finished(VARNISH), tube([(0, 0, 0), (0, 0, 0.17)], [0.006, 0.005], colour, 8).finished(VARNISH)]
