"""Larger things of a house, yard or film script that stand by themselves: doors, stoves, mirrors, boats, statues."""

from dataclasses import replace

import numpy as np

from onmodel.stage.sets.facades import clay_house
from onmodel.stage.sets.finish import CLOTH, GLOSS, MATTE, METAL, VARNISH, WOOD, glow, varied
from onmodel.stage.sets.furniture import plank
from onmodel.stage.sets.nature import smooth
from onmodel.stage.sets.solids import Solid, box, cylinder, lathe, merge, prism, quads, sheet, solid, sphere, tube
from onmodel.stage.sets.yurt import campfire


def house() -> list[Solid]:
    """A small flat-roofed house with a door and two windows, its front to −y; 5 m wide, 2.9 m high."""
    body = [
        box((4.9, 3.2, 2.75), "#a98b62", 0.05, 0.6).moved(0, 1.8),
        box((5.1, 3.5, 0.18), "#8f744e", 0.05).moved(0, 1.8, 2.74),
    ]
    return [*clay_house(5.0, 2.9, 1, lit=False), *(varied(s, 0.15, 0.5, 3) for s in body)]


def house_door() -> list[Solid]:
    """A door where no set has one: it stands in the front of a small house, the door in its middle."""
    return [s.moved(x=-1.1) for s in house()]


def house_window() -> list[Solid]:
    """A window where no set has one: in the front of a small house, the window in the middle."""
    return [s.moved(x=0.25) for s in house()]


def mirror(colour: str = "#8a6a35") -> list[Solid]:
    """A standing mirror, 1.75 m high."""
    glass = box((0.6, 0.01, 1.5), "#aeb6ba", 0).moved(0, -0.03, 0.15)
    frame = [plank((0.07, 0.05, 1.64), colour, 1).moved(x, 0, 0.08) for x in (-0.33, 0.33)] + [
        plank((0.6, 0.05, 0.07), colour, 2).moved(0, 0, z) for z in (0.08, 1.65)
    ]
    silver = replace(METAL, name="silver", roughness=0.06, metallic=1.0)
    feet = [tube([(x, -0.25, 0.0), (x, 0, 0.12), (x, 0.28, 0.0)], 0.02, colour, 8).finished(WOOD) for x in (-0.3, 0.3)]
    return [glass.finished(silver), *frame, *feet]


def stove(lit: bool = True) -> list[Solid]:
    """An iron stove with its pipe, 2 m high."""
    out = [
        lathe([(0, 0.2), (0.26, 0.2), (0.28, 0.25), (0.24, 0.5), (0.27, 0.85), (0.2, 0.9), (0, 0.9)], "#2b2a29", 22),
        tube([(0, 0, 0.88), (0, 0, 2.0)], 0.07, "#333130", 14),
    ]
    out += [tube([(0.2, 0, 0.25), (0.25, 0, 0)], 0.025, "#2b2a29", 8).turned(90 * k + 45) for k in range(4)]
    mouth = box((0.2, 0.02, 0.14), "#ff9a4a", 0.004).moved(0, -0.252, 0.42)
    bars = [box((0.015, 0.02, 0.15), "#1c1b1a", 0.002).moved(x, -0.268, 0.415) for x in (-0.06, 0.0, 0.06)]
    return [
        *(s.finished(METAL) for s in [*out, *bars]),
        mouth.finished(glow("embers", (2.4, 0.8, 0.15)) if lit else MATTE),
    ]


def fireplace(lit: bool = True) -> list[Solid]:
    """A stone fireplace with a fire, 1.3 m high."""
    stones = [
        varied(box((0.3, 0.5, 0.24), "#8b857a", 0.03), 0.35, 0.5, 3 * k + j).moved(x, 0, 0.24 * k)
        for k in range(4)
        for j, x in enumerate((-0.75, -0.46, 0.46, 0.75))
    ]
    top = [
        varied(box((1.9, 0.55, 0.22), "#8b857a", 0.03, 0.2), 0.25, 0.3, 9).moved(z=0.96),
        plank((2.0, 0.62, 0.07), "#5b3a22", 2).moved(z=1.18),
    ]
    back = box((1.3, 0.06, 0.98), "#241f1c", 0).moved(0, 0.22)
    return [*stones, *top, back, *(s.scaled(0.7).moved(0, 0.02) for s in campfire(lit))]


def ladder(colour: str = "#8a6a42") -> list[Solid]:
    """A leaning ladder, 2.4 m high."""
    rails = [tube([(x, -0.45, 0), (x, 0.1, 2.4)], 0.025, colour, 8) for x in (-0.22, 0.22)]
    rungs = [
        tube([(-0.22, -0.45 + 0.55 * t, 2.4 * t), (0.22, -0.45 + 0.55 * t, 2.4 * t)], 0.016, colour, 7)
        for t in np.linspace(0.1, 0.95, 9)
    ]
    return [s.finished(WOOD) for s in [*rails, *rungs]]


def boat(colour: str = "#6d5236") -> list[Solid]:
    """A rowing boat, 3.2 m long."""
    t, a = np.linspace(-1, 1, 21), np.linspace(0, np.pi, 11)
    half = 0.62 * (1 - np.abs(t) ** 2.6)
    x = -np.cos(a)[None, :] * half[:, None]
    z = 0.5 + 0.12 * t[:, None] ** 2 - np.sin(a)[None, :] ** 0.7 * 0.5 * (1 - 0.5 * np.abs(t[:, None]) ** 3)
    v = np.stack(np.broadcast_arrays(x, 1.6 * t[:, None], z), -1)
    index = np.arange(v[..., 0].size, dtype=np.int32).reshape(v.shape[:2])
    hull = smooth(solid(v.reshape(-1, 3), quads(index), np.tile([0, 0, -1.0], (v[..., 0].size, 1)), colour))
    seats = [plank((1.1, 0.25, 0.03), "#8a6a42", k).moved(0, y, 0.34) for k, y in enumerate((-0.6, 0.5))]
    oars = [
        tube([(s * 0.5, -0.2, 0.55), (s * 1.1, 0.9, 0.25)], [0.02, 0.03], "#a88a5c", 7).finished(WOOD) for s in (-1, 1)
    ]
    return [varied(hull, 0.2, (0.1, 0.8, 0.1), 2).finished(WOOD), *seats, *oars]


def statue(colour: str = "#9a978f") -> list[Solid]:
    """A stone figure on a plinth, 2.3 m high."""
    plinth = [
        box((0.8, 0.8, 0.12), colour, 0.02),
        box((0.65, 0.65, 0.5), colour, 0.02).moved(z=0.12),
        box((0.75, 0.75, 0.1), colour, 0.02).moved(z=0.62),
    ]
    robe = lathe(
        [(0, 0.72), (0.3, 0.72), (0.24, 1.2), (0.2, 1.45), (0.24, 1.8), (0.1, 1.95), (0.06, 2.0), (0, 2.0)], colour, 22
    ).scaled(1, 0.75, 1)
    arms = [
        tube([(s * 0.22, 0, 1.82), (s * 0.3, -0.06, 1.5), (s * 0.1, -0.22, 1.45)], [0.07, 0.06, 0.05], colour, 9)
        for s in (-1, 1)
    ]
    return [
        varied(s, 0.18, 0.15, 1).finished(MATTE)
        for s in [*plinth, robe, *arms, sphere(0.13, colour, 16).scaled(0.9, 1, 1.2).moved(z=2.14)]
    ]


def throne(colour: str = "#7a2f22") -> list[Solid]:
    """A high carved seat with gilt, its seat 0.5 m high."""
    wood = [
        plank((0.75, 0.65, 0.45), "#5b3a22", 1),
        plank((0.75, 0.1, 1.1), "#5b3a22", 2).moved(0, 0.3, 0.45),
        *(plank((0.1, 0.6, 0.28), "#5b3a22", k).moved(x, 0, 0.45) for k, x in enumerate((-0.35, 0.35))),
    ]
    soft = [
        box((0.58, 0.55, 0.1), colour, 0.04).moved(0, -0.02, 0.43),
        box((0.52, 0.08, 0.8), colour, 0.035).moved(0, 0.24, 0.58),
    ]
    gilt = [sphere(0.05, "#c9a24a", 12).moved(x, 0.3, 1.58) for x in (-0.33, 0.33)] + [
        lathe([(0.16, 0), (0.05, 0.1), (0, 0.24)], "#c9a24a", 12).scaled(1, 0.4, 1).moved(0, 0.3, 1.55)
    ]
    return [*wood, *(varied(s, 0.1, 0.1, 2).finished(CLOTH) for s in soft), *(s.finished(METAL) for s in gilt)]


def gravestone(colour: str = "#8b8a84") -> list[Solid]:
    """A headstone before a mound of earth."""
    a = np.linspace(0, np.pi, 12)
    outline = [(-0.3, 0.0), (0.3, 0.0), *((0.3 * np.cos(q), 0.6 + 0.25 * np.sin(q)) for q in a)]
    stone = prism(outline, 0.12, colour).turned(90, "x")
    mound = sphere(0.5, "#5d4a32", 18).scaled(0.8, 1.9, 0.4).moved(0, -1.0, 0)
    return [varied(stone, 0.2, 0.2, 1), varied(mound, 0.3, 0.15, 2)]


def haystack(colour: str = "#b79a4a") -> list[Solid]:
    """A stack of hay, 1.7 m high."""
    body = lathe([(0.9, 0), (1.05, 0.35), (0.9, 0.9), (0.5, 1.45), (0, 1.7)], colour, 30)
    return [varied(varied(body, 0.45, 0.06, 1), 0.2, 0.3, 2).finished(CLOTH)]


def clock(colour: str = "#5b3a22") -> list[Solid]:
    """A long-case clock, 2 m high, at five to twelve."""
    case = [
        plank((0.46, 0.28, 0.4), colour, 1),
        plank((0.36, 0.22, 1.05), colour, 2).moved(z=0.4),
        plank((0.48, 0.3, 0.5), colour, 3).moved(z=1.42),
    ]
    face = cylinder(0.19, 0.01, "#ece4cc", 28).turned(90, "x").moved(0, -0.15, 1.67)
    hands = [
        box((0.012, 0.004, h), "#1a1512", 0).turned(turn, "y").moved(0, -0.167, 1.67)
        for h, turn in ((0.15, -30), (0.1, -3))
    ]
    glass = box((0.2, 0.01, 0.8), "#2a2522", 0).moved(0, -0.112, 0.5).finished(GLOSS)
    return [
        *case,
        face.finished(VARNISH),
        *hands,
        glass,
        cylinder(0.07, 0.01, "#c9a24a", 18).turned(90, "x").moved(0, -0.12, 0.72).finished(METAL),
    ]


def piano(colour: str = "#1b1614") -> list[Solid]:
    """An upright piano, keys to −y, 1.25 m high."""
    body = [
        box((1.5, 0.35, 1.25), colour, 0.015).moved(0, 0.15),
        box((1.5, 0.35, 0.1), colour, 0.015).moved(0, -0.15, 0.62),
    ]
    keys = [box((0.024, 0.15, 0.02), "#efe9da", 0.002).moved(-0.65 + 0.026 * k, -0.22, 0.71) for k in range(51)]
    black = [
        box((0.013, 0.09, 0.018), "#111111", 0.002).moved(-0.637 + 0.026 * k, -0.19, 0.735)
        for k in range(50)
        if k % 7 not in (2, 6)
    ]
    legs = [box((0.08, 0.08, 0.62), colour, 0.01).moved(x, -0.28) for x in (-0.68, 0.68)]
    return [s.finished(GLOSS) for s in [*body, *legs, *black]] + [merge(keys).finished(VARNISH)]


def curtain(colour: str = "#6d2a2a") -> list[Solid]:
    """A hanging curtain on a rod, 2.3 m high."""
    xs, zs = np.linspace(-0.7, 0.7, 85), np.linspace(0.03, 2.25, 14)
    cloth = sheet(xs, zs, 0.05 * np.sin(xs * 40)[:, None] * np.linspace(1.2, 0.8, 14), colour).turned(90, "x")
    return [
        varied(cloth, 0.12, 0.4, 1).finished(CLOTH),
        tube([(-0.85, 0, 2.27), (0.85, 0, 2.27)], 0.018, "#b08a45", 8).finished(METAL),
    ]
