"""The road: a country road over fields to the hills, with verges, poles, a fence, a milestone and trees."""

from dataclasses import replace
from itertools import pairwise

import numpy as np

from onmodel.fountain.vocabulary import TimeOfDay
from onmodel.stage.light import ambience
from onmodel.stage.mesh import Place
from onmodel.stage.sets.exterior import finish_place
from onmodel.stage.sets.finish import MATTE, blend, noise, varied
from onmodel.stage.sets.nature import Height, bush, ground, hills, meadow, relief, rock, strewn, tree
from onmodel.stage.sets.shell import Groups
from onmodel.stage.sets.solids import Array, Solid, box, merge, quads, solid, tube
from onmodel.stage.sets.streetware import fence
from onmodel.stage.spec import SetSpec

HALF = 2.6  # metres from the middle of the road to its edge


def build_road(spec: SetSpec) -> Place:
    """The road of a SetSpec: asphalt, or (rustic) a cart track."""
    g, hour = Groups(), ambience(spec)
    rolls = relief(0.7, 16.0, spec.seed)

    def height(x: Array, y: Array) -> Array:
        off = np.abs(x - bend(y))
        ditch = -0.28 * np.exp(-(((off - HALF - 1.6) / 0.7) ** 2))
        return rolls(x, y) * np.clip((off - HALF - 1.5) / 8, 0, 1) + ditch - 0.03

    g.add("ground", ground(150, height, lambda x, y: _fields(x, y, spec.seed, spec.period == "rustic"), 0.3, 150))
    g.add("hills", hills(80, 10, "#6d7a45", "#a3b3c6", spec.seed))
    if spec.period == "modern":
        g.add("road", *_asphalt())
        g.add("poles", *_poles())
    spots, shapes = meadow(2300, (2.0, 30), ("#87903f", "#9a9a4e", "#6d8038", "#b0a558"), 0.3, spec.seed)
    off = np.abs(spots[:, 0] - bend(spots[:, 1]))
    g.add("grass", strewn(shapes, spots[off > HALF + 0.25], height, (0.7, 1.5), spec.seed))
    _verge(g, height, spec)
    day = spec.time is TimeOfDay.DAY
    hour = replace(hour, azimuth=62.0) if day else hour
    return finish_place(
        spec, g, hour, (), playable=(-2.3, -2.5, 2.3, 3.0), seats=((-3.9, 2.6, 60.0, 0.45),),
        obstacles=((-4.5, 2.2, -3.3, 3.2), (3.6, -6.0, 6.0, 12.0)), camera=(-6.0, -13.0, 3.4, 11.0),
    )  # fmt: skip


def bend(y: Array) -> Array:
    """Where the middle of the road is (x) at y: straight where people play, then bending to the hills."""
    far = np.clip(np.asarray(y) - 10, 0, None)
    return np.asarray(-0.006 * far**2 + 0.00004 * far**3)


def _fields(x: Array, y: Array, seed: int, track: bool) -> Array:
    p = np.stack([x, y, 0 * x], -1).reshape(-1, 3)
    patch = (noise(p, 7.0, seed) * 0.6 + noise(p, 0.9, seed + 1) * 0.35).reshape(x.shape)
    rgb = blend("#717f38", "#9a9448", 0.5 + 0.7 * patch)
    strip = ((np.floor(x / 17 + 0.3 * np.sin(y / 40)) % 2) == 0) & (np.abs(x) > 14)
    rgb = np.where(strip[..., None], rgb * np.array([1.25, 1.12, 0.8]), rgb)
    off = np.abs(x - bend(y))
    gravel = np.clip((HALF + 0.75 - off) / 0.5, 0, 1)[..., None]
    rgb = rgb * (1 - gravel) + blend("#9a8a6a", "#aa9a78", 0.5 + patch) * gravel
    if track:
        middle = (np.exp(-((off / 0.5) ** 2)) * 0.8)[..., None]
        rgb = rgb * (1 - middle) + blend("#7d8440", "#8f8f4a", 0.5 + patch) * middle
    far = np.clip((np.hypot(x, y) - 25) / 90, 0, 0.5)[..., None]
    return np.asarray(rgb * (1 - far) + blend("#98a278", "#98a278", 0 * x) * far)


def _asphalt() -> list[Solid]:
    y = np.concatenate([np.linspace(-60, -14, 24), np.linspace(-13.5, 20, 90), np.linspace(21, 90, 60)])
    across = np.linspace(-HALF, HALF, 27)
    v = np.stack(np.broadcast_arrays(across[:, None] + bend(y), y[None], 0.03 - 0.008 * across[:, None] ** 2), -1)
    grid = np.arange(v[..., 0].size, dtype=np.int32).reshape(v.shape[:2])
    deck = solid(v.reshape(-1, 3), quads(grid), np.tile([0, 0, 1.0], (grid.size, 1)), "#6f6e6c")
    worn = np.abs(np.abs(v[..., 0] - bend(v[..., 1])) - 1.2) < 0.4
    deck = deck.painted(deck.colours * np.where(worn, 0.86, 1.0).reshape(-1, 1))
    lines = []
    for k in range(26):
        y0 = -30.0 + k * 4.2
        lines.append(_line(np.linspace(y0, y0 + 1.9, 5), 0.0, 0.06))
    lines += [_line(np.linspace(-40, 80, 150), s * (HALF - 0.18), 0.05) for s in (-1, 1)]
    return [varied(varied(deck, 0.2, 0.8, 2), 0.12, 0.17, 5).finished(MATTE), *lines]


def _line(y: Array, offset: float, half: float) -> Solid:
    x = bend(y) + offset
    z = 0.036 - 0.008 * offset**2
    v = np.stack([np.stack([x - half, y, 0 * y + z], -1), np.stack([x + half, y, 0 * y + z], -1)])
    grid = np.arange(2 * len(y), dtype=np.int32).reshape(2, -1)
    return solid(v.reshape(-1, 3), quads(grid), np.tile([0, 0, 1.0], (2 * len(y), 1)), "#cfcabb")


def _poles() -> list[Solid]:
    """Telegraph poles along the right verge, with sagging wires."""
    out, ys = [], np.arange(-22, 95, 18.0)
    for y in ys:
        x = float(bend(np.array(y))) + HALF + 2.4
        out.append(varied(tube([(x, y, -0.3), (x, y, 7.2)], [0.13, 0.09], "#6b5740", 9), 0.25, (0.1, 0.1, 0.8), 3))
        out += [
            box((1.5, 0.1, 0.12), "#6b5740", 0.01).moved(x, y, 6.6),
            *(box((0.05, 0.05, 0.12), "#d9dcd6", 0.01).moved(x + d, y, 6.72) for d in (-0.6, 0.0, 0.6)),
        ]
    for y0, y1 in pairwise(ys):
        t = np.linspace(0, 1, 9)
        along = np.interp(t, [0, 1], [float(bend(np.array(q))) + HALF + 2.4 for q in (y0, y1)])
        sag = 6.83 - 0.7 * 4 * t * (1 - t)
        out += [tube(np.stack([along + d, y0 + (y1 - y0) * t, sag], 1), 0.012, "#2b2b2b", 4) for d in (-0.6, 0.6)]
    return out


def _verge(g: Groups, height: Height, spec: SetSpec) -> None:
    """What stands along the road: a fence and a milestone to the left, stones, bushes, scattered trees."""
    rng = np.random.default_rng(spec.seed + 2)
    for k in range(7):
        g.add("fence", *(s.turned(90).moved(-6.2, -7 + 2.4 * k, -0.1) for s in fence()))
    stone = varied(box((0.34, 0.24, 0.8), "#b4b0a4", 0.06, 0.08), 0.2, 0.2, 1).moved(-3.45, 5.2, -0.1)
    g.add("milestone", stone, box((0.35, 0.25, 0.16), "#8f2f2a", 0.05).moved(-3.45, 5.2, 0.56))
    g.add(
        "rocks",
        strewn(
            [rock(k) for k in range(2)],
            [(-3.9, 2.7), (-4.9, 7.5), (5.3, 3.2), (4.8, 9.0), (-7.5, 12.0)],
            height,
            (0.6, 1.2),
            1,
        ),
    )
    trees = np.column_stack([np.r_[rng.uniform(-34, -8, 11), rng.uniform(9, 36, 11)], rng.uniform(2, 55, 22)])
    trees = trees[np.abs(trees[:, 0] - bend(trees[:, 1])) > 6]
    crowns = [
        merge(s.finished(MATTE) for s in tree(7 + k, k, c, 520))
        for k, c in enumerate(("#566f30", "#66793a", "#4a6330"))
    ]
    g.add("trees", strewn(crowns, trees, height, (0.75, 1.3), spec.seed))
    shrubs = np.column_stack([rng.uniform(4.5, 9, 9), rng.uniform(-8, 30, 9)])
    g.add("bushes", strewn([merge(bush(k, "#5f7034", 150)) for k in range(2)], shrubs, height, (0.7, 1.4), 3))
