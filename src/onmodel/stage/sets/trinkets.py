"""Trinkets: the small things that stories turn on; rings, watches, crowns, a kite, a radio. Upright, face to −y."""

import numpy as np

from onmodel.stage.sets.finish import CLOTH, GLOSS, METAL, VARNISH, WOOD, glow, varied
from onmodel.stage.sets.solids import Solid, box, cylinder, lathe, merge, prism, sphere, tube

GOLD, STEEL = "#d9a93a", "#b9bec2"


def _loop(radius: float, thick: float, colour: str, turns: float = 1.0) -> Solid:
    """A closed ring about the z axis at z = 0."""
    a = np.linspace(0, 2 * np.pi * turns, 41)
    return tube(np.stack([radius * np.cos(a), radius * np.sin(a), 0 * a], 1), thick, colour, 8)


def ring() -> list[Solid]:
    """A gold ring with a red stone, standing on its edge."""
    stone = lathe([(0, 0), (0.0035, 0.0015), (0.0058, 0.005), (0.004, 0.0078), (0, 0.0078)], "#a01228", 8)
    claw = lathe([(0.002, 0), (0.0052, 0.004)], GOLD, 8)
    band = _loop(0.0105, 0.0019, GOLD).scaled(1, 1, 1.5).turned(90, "x").moved(z=0.0124)
    return [band.finished(METAL), claw.moved(z=0.0225).finished(METAL), stone.moved(z=0.0235).finished(GLOSS)]


def necklace() -> list[Solid]:
    """A string of beads with a pendant, laid in a loop, 0.16 m across."""
    a = np.linspace(0, 2 * np.pi, 45)[:-1]
    beads = [
        sphere(0.0042, GOLD, 8).moved(0.06 * np.cos(q), 0.075 * np.sin(q) * (1 + 0.2 * (np.sin(q) < 0)), 0.005)
        for q in a
    ]
    drop = sphere(0.011, "#1f6b4a", 14).scaled(1, 1.4, 0.6).moved(0, -0.106, 0.007)
    rim = _loop(0.0115, 0.0018, GOLD).scaled(1, 1.4, 1).moved(0, -0.106, 0.006)
    return [merge(beads).finished(METAL), rim.finished(METAL), drop.finished(GLOSS)]


def watch() -> list[Solid]:
    """A pocket watch with its chain, 0.09 m high; ten past ten."""
    case = cylinder(0.029, 0.012, GOLD, 36).turned(90, "x").moved(0, 0.006, 0.032).finished(METAL)
    face = cylinder(0.0255, 0.002, "#f1ead6", 36).turned(90, "x").moved(0, -0.005, 0.032).finished(VARNISH)
    marks = [
        box((0.0016, 0.001, 0.0055 if k % 3 else 0.008), "#1a1512", 0).moved(0, -0.0075, 0.0165).turned(30 * k, "y")
        for k in range(12)
    ]
    hands = [
        box((0.0022, 0.001, h), "#14110f", 0).turned(t, "y").moved(0, -0.009) for h, t in ((0.013, -58), (0.02, 58))
    ]
    stem = [cylinder(0.004, 0.008, GOLD, 12).moved(z=0.06), _loop(0.008, 0.0014, GOLD).turned(90, "x").moved(z=0.075)]
    t = np.linspace(0, 1, 26)
    way = np.stack([0.07 * t**1.2, 0.012 * np.sin(5 * t), 0.08 - 0.075 * t**1.6 + 0.012 * np.sin(t * 9)], 1)
    chain = [sphere(0.0026, GOLD, 7).scaled(1, 0.6, 1).moved(*p) for p in way]
    dial = [s.moved(z=0.032) for s in [*marks, *hands]]
    return [case, face, *dial, *(s.finished(METAL) for s in [*stem, merge(chain)])]


def coin() -> list[Solid]:
    """One gold coin with a raised rim, lying, 0.03 m across."""
    disc = cylinder(0.0145, 0.0026, "#cf9d30", 28)
    rim = _loop(0.0146, 0.0013, GOLD).moved(z=0.0017)
    mark = prism([(0.006 * np.cos(q) * (1 if k % 2 else 0.45), 0.006 * np.sin(q) * (1 if k % 2 else 0.45))
                  for k, q in enumerate(np.linspace(0, 2 * np.pi, 10, endpoint=False))], 0.0008, "#e6c05a")  # fmt: skip
    return [s.finished(METAL) for s in (disc, rim, mark.moved(z=0.0026))]


def crown() -> list[Solid]:
    """A crown with points and stones, 0.12 m high."""
    band = lathe([(0.088, 0), (0.093, 0.004), (0.092, 0.04), (0.088, 0.044), (0.086, 0.004)], GOLD, 32)
    out = [band.finished(METAL)]
    for k in range(8):
        a = 45 * k
        spike = prism([(-0.033, 0), (0.033, 0), (0, 0.072)], 0.004, GOLD).turned(90, "x").moved(0, -0.087, 0.038)
        out += [
            spike.turned(a).finished(METAL),
            sphere(0.007, GOLD, 9).moved(0, -0.089, 0.114).turned(a).finished(METAL),
        ]
        gem = sphere(0.009, ("#8f1226", "#1f4f8f")[k % 2], 10).scaled(1, 0.6, 1).moved(0, -0.094, 0.022)
        out.append(gem.turned(a).finished(GLOSS))
    return out


def wallet(colour: str = "#4a2c1a") -> list[Solid]:
    """A folded leather wallet with notes showing, 0.12 m wide."""
    leaf = [box((0.115, 0.008, 0.088), colour, 0.004).moved(0, y) for y in (-0.007, 0.007)]
    notes = box((0.104, 0.006, 0.088), "#8fa07d", 0).moved(0, 0, 0.006)
    stitch = [box((0.1, 0.001, 0.0015), "#a9784a", 0).moved(0, -0.0115, z) for z in (0.008, 0.08)]
    return [*(varied(s, 0.15, 0.03, 2).finished(VARNISH) for s in leaf), notes, *stitch]


def radio(colour: str = "#6b3a22") -> list[Solid]:
    """A portable radio with a dial and an aerial, 0.19 m high without it."""
    case = box((0.28, 0.09, 0.18), colour, 0.02).finished(VARNISH)
    cloth = box((0.13, 0.004, 0.13), "#c7ae7d", 0.002).moved(-0.055, -0.045, 0.025).finished(CLOTH)
    slats = [box((0.13, 0.004, 0.004), "#4a3520", 0).moved(-0.055, -0.048, 0.036 + 0.018 * k) for k in range(7)]
    dial = cylinder(0.042, 0.006, "#ece2c4", 26).turned(90, "x").moved(0.078, -0.043, 0.115).finished(VARNISH)
    needle = box((0.003, 0.002, 0.038), "#a3201a", 0).turned(35, "y").moved(0.078, -0.051, 0.115)
    knobs = [cylinder(0.013, 0.014, "#1c1815", 16).turned(90, "x").moved(x, -0.043, 0.045) for x in (0.05, 0.105)]
    aerial = tube([(0.12, 0.02, 0.18), (0.17, 0.03, 0.46)], 0.0025, STEEL, 6).finished(METAL)
    return [case, cloth, *slats, dial, needle, *(k.finished(GLOSS) for k in knobs), aerial]


def kite() -> list[Solid]:
    """A paper kite of four colours with its spars and a tail of bows, 1.6 m long with it."""
    top, side, low = (0.0, 1.6), 0.36, (0.0, 0.68)
    corners = [(side, 1.28), top, (-side, 1.28), low]
    middle = (0.0, 1.28)
    out: list[Solid] = []
    for k, colour in enumerate(("#b8322a", "#e0b23a", "#2f6a8f", "#e8dfc8")):
        tip = [corners[k], corners[(k + 1) % 4], middle]
        out.append(prism(tip, 0.004, colour).turned(90, "x").finished(CLOTH))
    spars = [[top, low], [(side, 1.28), (-side, 1.28)]]
    out += [tube([(x, 0.004, z) for x, z in way], 0.006, "#7a5a34", 6).finished(WOOD) for way in spars]
    z = np.linspace(0.68, 0.0, 25)
    x = 0.09 * np.sin((0.68 - z) * 9) * np.clip((0.68 - z) * 3, 0, 1)
    out.append(tube(np.stack([x, 0 * x, z], 1), 0.004, "#d9c9a3", 5).finished(CLOTH))
    for k in range(4, 25, 5):
        for turn in (-1, 1):
            bow = prism(
                [(0, 0), (turn * 0.07, -0.03 * turn), (turn * 0.07, 0.03 * turn)], 0.004, ("#b8322a", "#2f6a8f")[k % 2]
            )
            out.append(bow.turned(90, "x").moved(x[k], 0, z[k]).finished(CLOTH))
    return out


def ball(colour: str = "#b8322a") -> list[Solid]:
    """A ball with a white band, 0.18 m across."""
    band = lathe([(0.0895, -0.014), (0.0915, 0), (0.0895, 0.014)], "#ece6d8", 30)
    return [s.turned(28, "y").moved(z=0.09).finished(VARNISH) for s in (sphere(0.09, colour, 26), band)]


def egg(colour: str = "#e6d3b3") -> list[Solid]:
    """An egg, 0.06 m high."""
    return [
        lathe([(0, 0), (0.013, 0.003), (0.022, 0.018), (0.02, 0.036), (0.012, 0.052), (0, 0.058)], colour, 20).finished(
            VARNISH
        )
    ]


def cigarette() -> list[Solid]:
    """A burning cigarette, its ember up, 0.085 m long."""
    out = [cylinder(0.0042, 0.055, "#efeade", 12).moved(z=0.025), cylinder(0.0043, 0.025, "#c08a4a", 12)]
    ember = sphere(0.0042, "#ff8a3a", 10).moved(z=0.081).finished(glow("ember", (3.0, 0.9, 0.2)))
    return [*(s.finished(CLOTH) for s in out), ember]


def guitar(colour: str = "#a8682f") -> list[Solid]:
    """A guitar, neck up, strings to −y; 1.0 m long."""
    a = np.linspace(0, 2 * np.pi, 49)[:-1]
    r = 0.165 + 0.03 * np.cos(2 * a + np.pi) + 0.035 * np.sin(-a) - 0.035 * np.cos(4 * a)
    shape = [(0.98 * q * np.cos(t), 0.24 + 1.25 * q * np.sin(t)) for q, t in zip(r, a, strict=True)]
    body = varied(prism(shape, 0.09, "#6b3a1c"), 0.12, (0.05, 0.05, 0.3), 2).turned(90, "x").moved(0, 0.045)
    top = (
        prism([(x * 0.985, 0.24 + (z - 0.24) * 0.985) for x, z in shape], 0.004, colour)
        .turned(90, "x")
        .moved(0, -0.044)
    )
    hole = cylinder(0.045, 0.002, "#140d08", 24).turned(90, "x").moved(0, -0.048, 0.31)
    rose = _loop(0.05, 0.004, "#3a2212").turned(90, "x").moved(0, -0.048, 0.31)
    neck = [
        box((0.05, 0.022, 0.5), "#3a2212", 0.006).moved(0, -0.04, 0.42),
        box((0.07, 0.02, 0.13), "#3a2212", 0.01).moved(0, -0.035, 0.9),
    ]
    pegs = [tube([(-0.05, -0.035, z), (0.05, -0.035, z)], 0.006, "#d9d4c8", 6) for z in (0.93, 0.965, 1.0)]
    bridge = box((0.09, 0.012, 0.018), "#2b1810", 0.003).moved(0, -0.052, 0.13)
    strings = [
        tube([(x, -0.057, 0.14), (x * 0.8, -0.055, 0.93)], 0.0011, "#e0d8c0", 4) for x in np.linspace(-0.018, 0.018, 6)
    ]
    return [s.finished(VARNISH) for s in [body, top, hole, rose, *neck, *pegs, bridge, *strings]]
