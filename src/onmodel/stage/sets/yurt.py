"""The felt tent of the steppe, and the fire before it."""

import numpy as np

from onmodel.stage.sets.finish import CLOTH, MATTE, VARNISH, WOOD, blend, glow, varied
from onmodel.stage.sets.ornament import carpet, ring_band
from onmodel.stage.sets.solids import Array, Solid, box, lathe, quads, solid, tube

RADIUS, WALL, TOP, CROWN = 2.9, 1.65, 3.05, 0.55


def yurt(lit: bool = False) -> list[Solid]:
    """A Kazakh yurt, 5.8 m across, its painted door to −y: felt walls, roof, crown, bands and ropes."""
    out = [_felt(), _roof()]
    out += [ring_band(RADIUS + 0.02, 1.32, 1.62, 0), ring_band(RADIUS + 0.02, 0.05, 0.2, 2)]
    out += [_roof_band(0.2, 0.27, "#8f2f2a"), _roof_band(0.62, 0.67, "#2f4d6b")]
    crown = lathe([(CROWN + 0.06, 0), (CROWN + 0.08, 0.06), (CROWN, 0.1), (CROWN - 0.06, 0.04)], "#8a3b20", 32)
    out.append(crown.moved(z=TOP - 0.04).finished(VARNISH))
    turns = [(float(np.cos(a)), float(np.sin(a))) for a in np.arange(3) * np.pi / 3]
    ribs = [[(c * CROWN, s * CROWN, TOP), (0, 0, TOP + 0.3), (-c * CROWN, -s * CROWN, TOP)] for c, s in turns]
    out += [tube(r, 0.022, "#8a3b20", 6).finished(VARNISH) for r in ribs]
    for a in np.arange(12) * np.pi / 6 + 0.2:
        c, s = np.cos(a), np.sin(a)
        reaches = ((CROWN * 1.1, TOP + 0.05), (1.9, 2.42), (RADIUS + 0.05, WALL + 0.02), (RADIUS + 0.05, 0.0))
        rope = [(c * r, s * r, z) for r, z in reaches]
        out.append(tube(rope, 0.014, "#6f5a3c", 5).finished(CLOTH))
    return out + _door(lit)


def _felt() -> Solid:
    a = np.linspace(0, 2 * np.pi, 97)
    z = np.linspace(-0.05, WALL, 15)
    aa, zz = np.meshgrid(a, z, indexing="ij")
    r = RADIUS + 0.025 * np.sin(aa * 24) * (1 - zz / WALL * 0.5) + 0.05 * np.sin(zz / WALL * np.pi)
    return _turned(aa, r, zz, 0.0, blend("#d9cdb2", "#b9a988", np.clip(0.7 - zz, 0, 1) * 0.6))


def _roof() -> Solid:
    a = np.linspace(0, 2 * np.pi, 97)
    t = np.linspace(0, 1, 15)
    aa, tt = np.meshgrid(a, t, indexing="ij")
    r, z = _slope(tt)
    z = z + 0.018 * np.sin(aa * 16) * np.sin(tt * np.pi)
    return _turned(aa, r, z, 1.0, blend("#d2c4a6", "#c3b493", tt))


def _slope(t: Array) -> tuple[Array, Array]:
    """Radius and height of the roof, t 0 at the eaves … 1 at the crown; it bulges as bent poles do."""
    return RADIUS + 0.08 + (CROWN - RADIUS) * t, WALL - 0.04 + (TOP - WALL) * (t + 0.16 * np.sin(np.pi * t))


def _turned(angle: Array, r: Array, z: Array, lift: float, rgb: Array) -> Solid:
    v = np.stack([np.cos(angle) * r, np.sin(angle) * r, z], -1)
    n = np.stack([np.cos(angle), np.sin(angle), np.full_like(angle, lift)], -1)
    index = np.arange(angle.size, dtype=np.int32).reshape(angle.shape)
    shape = solid(v.reshape(-1, 3), quads(index), n.reshape(-1, 3), rgb.reshape(-1, 3))
    return varied(shape, 0.13, 0.5, 3).finished(CLOTH)


def _roof_band(t0: float, t1: float, colour: str) -> Solid:
    a = np.linspace(0, 2 * np.pi, 73)
    aa, tt = np.meshgrid(a, np.linspace(t0, t1, 3), indexing="ij")
    r, z = _slope(tt)
    return _turned(aa, r + 0.02, z + 0.03, 1.0, blend(colour, colour, 0 * aa))


def _door(lit: bool) -> list[Solid]:
    """A painted double door in a frame; by night its upper half is open and lamplight shows."""
    y = -RADIUS - 0.08
    frame = [box((0.12, 0.22, 1.62), "#8a3b20", 0.02).moved(x, y) for x in (-0.56, 0.56)]
    frame.append(box((1.3, 0.24, 0.12), "#8a3b20", 0.02).moved(0, y, 1.6))
    leaves = [
        varied(box((0.5, 0.06, 1.55), "#2f5a4d", 0.01, 0.08), 0.15, (0.04, 0.04, 0.6), 2).moved(x, y - 0.02, 0.03)
        for x in (-0.255, 0.255)
    ]
    panels = [
        box((0.3, 0.03, 0.3), "#d0a040", 0.02).turned(45, "y").moved(x, y - 0.05, z)
        for x in (-0.255, 0.255)
        for z in (0.38, 1.05)
    ]
    rug = carpet(1.2, 0.8, 1).moved(0, y - 0.65, 0.01)
    out = [s.finished(VARNISH) for s in frame + leaves + panels] + [rug]
    if lit:
        slit = box((0.95, 0.02, 0.5), "#f0c070", 0.0).moved(0, y - 0.062, 1.05)
        out = [s.finished(VARNISH) for s in frame + leaves[:0]] + [rug, slit.finished(glow("door", (1.3, 0.62, 0.22)))]
        out += [
            box((0.95, 0.06, 1.02), "#2f5a4d", 0.01).moved(0, y - 0.02, 0.03).finished(VARNISH),
            *(p.finished(VARNISH) for p in panels[::2]),
        ]
    return out


def campfire(lit: bool = True) -> list[Solid]:
    """A ring of stones with logs; lit, with flames and embers."""
    stones = []
    for k, a in enumerate(np.arange(9) * 2 * np.pi / 9):
        s = box((0.2, 0.16, 0.14), ("#6d675e", "#5c574f", "#7a7368")[k % 3], 0.05).turned(np.rad2deg(a) + 20 * (k % 2))
        stones.append(s.moved(np.cos(a) * 0.48, np.sin(a) * 0.48, -0.02))
    log = tube([(0.36, 0, 0.04), (-0.04, 0, 0.3)], [0.05, 0.04], "#3a2a1e", 8)
    logs = [log.turned(60 * k + 23) for k in range(6)]
    ash = lathe([(0.42, 0.0), (0.3, 0.03), (0.0, 0.05)], "#3b3733", 20)
    out = [*(s.finished(MATTE) for s in [*stones, ash]), *(varied(s, 0.4, 0.1, 1).finished(WOOD) for s in logs)]
    return [*out, *_flames()] if lit else out


def _flames() -> list[Solid]:
    """Tongues of fire about a bright heart (which the set's own lamp makes)."""
    out = []
    for k in range(9):
        a, h = k * 2.4, 0.42 + 0.3 * ((k * 7) % 5) / 4
        profile = [(0.0, 0.0), (0.05, 0.06), (0.055, 0.16), (0.03, 0.3), (0.012, 0.42), (0.0, 0.5)]
        tongue = lathe(profile, "#ffb060", 8).scaled(1, 0.4, h / 0.5).turned(10 - 2 * k, "x")
        hue = (2.6, 0.95, 0.13) if k % 3 else (3.2, 1.7, 0.4)
        tongue = tongue.turned(np.rad2deg(a)).moved(np.cos(a) * 0.13, np.sin(a) * 0.13, 0.05)
        out.append(tongue.finished(glow("flame" if k % 3 else "heart", hue)))
    return out
