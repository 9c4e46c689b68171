"""The bar: counter, bottle shelves, stools, tables under hanging lamps; rustic, a tavern of barrels and candles."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from onmodel.fountain.vocabulary import TimeOfDay
from onmodel.stage.mesh import Place
from onmodel.stage.sets import furniture as fur
from onmodel.stage.sets.devices import candle
from onmodel.stage.sets.finish import GLOSS, METAL, VARNISH, WOOD, glow, varied
from onmodel.stage.sets.interior import Windows, finish_place, outside
from onmodel.stage.sets.panels import BOARDS, BRICK, Opening, beams, laid, plaster, tiles
from onmodel.stage.sets.room import picture
from onmodel.stage.sets.shell import Groups, Shell, door, window
from onmodel.stage.sets.solids import Solid, box, cylinder, lathe, merge, sheet, tube
from onmodel.stage.sets.vessels import barrel, bottle, cup, glass
from onmodel.stage.spec import SetSpec

TABLES = ((-2.6, 0.9), (-2.7, -1.5), (2.7, -1.3))
HANGING = ((-1.0, 1.35), (0.8, 1.35), (-2.6, 0.9), (2.7, -1.3))


def build_bar(spec: SetSpec) -> Place:
    """The bar of a SetSpec; the counter runs along the back, people play before it."""
    g, rustic = Groups(), spec.period == "rustic"
    shell = Shell(8.0, 6.4, 3.0, {"west": (Opening(-2.2, -0.4, 0.8, 2.3),), "east": (Opening(-1.7, -0.7, 0.0, 2.15),)})
    dark = replace(BOARDS, colours=("#5d4028", "#553a24", "#65472d", "#4d3420"))
    floor = laid(tiles(shell.width, shell.depth, dark, seed=spec.seed), shell.depth).finished(VARNISH)
    brick = replace(BRICK, width=0.3, height=0.09)

    def paint(w: float, h: float, holes: Sequence[Opening], k: int) -> Solid:
        if rustic:
            return varied(plaster(w, h, "#a58c66", holes, k), 0.14, 0.3, k)
        return tiles(w, h, brick, holes, k) if k == 0 else _panelled(w, h, holes, k)

    shell.build(g, paint, floor, _ceiling(shell))
    if rustic:
        g.add("ceiling", beams(shell.width, shell.depth, 6, "#3f2a19").moved(z=shell.height))
    g.add("wall_west/window", *(shell.place("west", s) for s in window(shell.openings["west"][0], "#3a2618", (3, 2))))
    g.add("wall_east/door", *(shell.place("east", s) for s in door(shell.openings["east"][0], "#4a2a1a")))
    for x, seed in ((1.9, 4), (-1.1, 6)):
        g.add("wall_south", *(shell.place("south", s.moved(x, 0, 1.4)) for s in picture(0.7, 0.5, seed)))
    g.add("wall_west", *(shell.place("west", s.moved(1.6, 0, 1.4)) for s in picture(0.8, 0.55, 9)))
    _counter(g, rustic, spec.seed)
    _tables(g, rustic)
    windows = Windows(shell, (("west", 0),))
    outside(g, windows, spec.time, city=not rustic)
    bulbs = _lamps(g, rustic)
    if not rustic:
        g.add("wall_north", *(s.moved(2.55, 3.1, 2.05) for s in _neon()))
    at_counter = tuple((x, 0.78, 180.0, 0.74) for x in (-1.2, 0.0, 1.2))
    place = finish_place(
        spec, g, windows, bulbs, playable=(-1.7, -2.4, 1.85, 0.5),
        seats=(*at_counter, (-1.95, 0.9, -90.0, 0.46), (-3.25, 0.9, 90.0, 0.46)),
        obstacles=((-2.0, 1.0, 2.4, 3.2), (-3.6, 0.2, -1.6, 1.5), (-3.6, -2.2, -2.0, -0.8), (2.1, -2.0, 3.4, -0.6)),
    )  # fmt: skip
    return replace(place, exposure=place.exposure * (1.15 if spec.time is TimeOfDay.DAY else 1.2))


def _ceiling(shell: Shell) -> Solid:
    xs, ys = np.linspace(-shell.width / 2, shell.width / 2, 3), np.linspace(-shell.depth / 2, shell.depth / 2, 3)
    return sheet(xs, ys, 0, "#6a5238").turned(180, "x")


def _panelled(w: float, h: float, holes: Sequence[Opening], seed: int) -> Solid:
    """Green plaster over dark wainscot."""
    spots = [x for x in (np.arange(14) - 6.5) * w / 14 if not any(o.x0 - 0.3 < x < o.x1 + 0.3 for o in holes)]
    low = [box((w / 14 - 0.05, 0.03, 0.75), "#43291a", 0.012).moved(x, -0.01, 0.18) for x in spots]
    gaps = [o for o in holes if o.z0 < 0.9]
    runs, x = [], -w / 2
    for o in gaps:
        runs.append((x, o.x0))
        x = o.x1
    runs.append((x, w / 2))
    rails = [
        box((b - a, 0.05, 0.08), "#43291a", 0.01).moved((a + b) / 2, -0.02, z) for a, b in runs for z in (0.0, 1.0)
    ]
    return merge([plaster(w, h, "#3f5547", holes, seed), *low, *rails])


def _counter(g: Groups, rustic: bool, seed: int) -> None:
    """The counter with its foot rail and stools, and the shelves of bottles behind it."""
    wood = "#5f4026" if rustic else "#4a2c1a"
    g.add(
        "counter",
        fur.plank((4.0, 0.55, 0.06), wood, 1).moved(0.2, 1.45, 1.06),
        fur.plank((3.8, 0.4, 1.06), wood, 2).moved(0.2, 1.5),
    )
    for k in range(7):
        g.add("counter", fur.plank((0.44, 0.03, 0.72), "#5d3a22", 3 + k).moved(-1.42 + 0.54 * k, 1.285, 0.18))
    g.add("counter", tube([(-1.75, 1.12, 0.2), (2.15, 1.12, 0.2)], 0.022, "#b08a45").finished(METAL))
    for x in (-1.2, 0.0, 1.2):
        g.add("stools", *(s.moved(x, 0.78) for s in fur.stool("#3a2618", 0.74)))
    _bottles(g, wood, seed)
    g.add("wall_north", box((4.2, 0.02, 1.3), "#2a3034", 0).moved(0.2, 3.17, 0.95).finished(GLOSS))
    g.add("wall_north", fur.plank((4.3, 0.42, 0.9), wood, 8).moved(0.2, 2.98))
    for x, y in ((-0.4, 1.4), (0.75, 1.5), (1.5, 1.38)):
        g.add("counter", *(s.moved(x, y, 1.12) for s in (cup() if rustic else glass())))
    g.add("counter", *(s.moved(1.75, 1.5, 1.12) for s in bottle()), *(_taps() if not rustic else []))
    if rustic:
        for k, (x, y, z) in enumerate(((3.2, 2.6, 0.0), (3.25, 1.75, 0.0), (3.2, 2.2, 0.88), (-3.3, 2.6, 0.0))):
            g.add("barrels", *(s.turned(40 * k).moved(x, y, z) for s in barrel()))


def _bottles(g: Groups, wood: str, seed: int) -> None:
    """Three shelves of bottles on the back wall."""
    rng = np.random.default_rng(seed)
    shelf_wood = fur.plank((4.2, 0.28, 0.035), wood, 5)
    for z in (0.95, 1.4, 1.85):
        g.add("wall_north", shelf_wood.moved(0.2, 3.03, z))
        row = [bottle(str(c)) for c in ("#2f4a2c", "#5a3016", "#7a6a3a", "#1f2f3a", "#8a4a1f")]
        for x in np.arange(-1.75, 2.2, 0.135):
            if rng.random() < 0.82:
                pick = row[int(rng.integers(5))]
                tall = float(rng.uniform(0.8, 1.1))
                g.add("wall_north", *(s.scaled(1, 1, tall).moved(float(x), 3.0, z + 0.035) for s in pick))


def _taps() -> list[Solid]:
    tower = [
        cylinder(0.035, 0.34, "#c9ccc8", 14).moved(-1.0, 1.45, 1.12),
        tube([(-1.25, 1.45, 1.46), (-0.75, 1.45, 1.46)], 0.035, "#c9ccc8", 10),
    ]
    grips = [
        cylinder(0.016, 0.16, c, 10).moved(x, 1.42, 1.5)
        for x, c in ((-1.15, "#8f2f2a"), (-1.0, "#d0a040"), (-0.85, "#2f4a3f"))
    ]
    return [*(s.finished(METAL) for s in tower), *(s.finished(VARNISH) for s in grips)]


def _tables(g: Groups, rustic: bool) -> None:
    for k, (x, y) in enumerate(TABLES):
        g.add("tables", *(s.moved(x, y) for s in _round_top()))
        for turn in (-90, 90):
            g.add(
                "chairs", *(s.turned(turn).moved(x + 0.65 * (1 if turn < 0 else -1), y) for s in fur.chair("#4a2f1c"))
            )
        g.add("tables", *(s.moved(x + 0.2, y - 0.1, 0.76) for s in (cup() if rustic else glass())))
        g.add("tables", *(s.moved(x - 0.15, y + 0.12, 0.76) for s in (candle() if k == 1 or rustic else bottle())))


def _round_top() -> list[Solid]:
    top = varied(
        lathe([(0, 0.72), (0.43, 0.72), (0.45, 0.74), (0.43, 0.76), (0, 0.76)], "#5d3a22", 36), 0.2, (0.6, 0.05, 0.1), 2
    )
    foot = lathe(
        [(0, 0), (0.26, 0), (0.27, 0.03), (0.06, 0.08), (0.045, 0.4), (0.06, 0.68), (0.2, 0.72)], "#2b2724", 20
    )
    return [top.finished(VARNISH), foot.finished(METAL)]


def _lamps(g: Groups, rustic: bool) -> list[tuple[tuple[float, float, float], float]]:
    """Lamps hanging from the ceiling; each with its light."""
    out = []
    for x, y in HANGING:
        low = 1.95
        cord = tube([(x, y, low + 0.1), (x, y, 3.0)], 0.008, "#1c1815", 5)
        if rustic:
            shade = lathe([(0.05, 0.05), (0.12, 0.1), (0.02, 0.16)], "#3a3026", 16)
        else:
            shade = lathe([(0.2, 0.0), (0.16, 0.09), (0.05, 0.17), (0, 0.19)], "#2f5a4d", 22)
        g.add("hanging", cord, shade.moved(x, y, low).finished(METAL))
        out.append(((x, y, low - 0.01), 3.2))
    return out


def _neon() -> list[Solid]:
    """A neon glass: the sign of a bar without a word."""
    cup_line: list[tuple[float, float, float]] = [(-0.22, 0, 0.62), (0.22, 0, 0.62), (0.0, 0, 0.34), (-0.22, 0, 0.62)]
    stem: list[list[tuple[float, float, float]]] = [[(0, 0, 0.34), (0, 0, 0.06)], [(-0.14, 0, 0.06), (0.14, 0, 0.06)]]
    pink = glow("neon", (1.6, 0.25, 0.5))
    board = box((0.75, 0.02, 0.9), "#1a1716", 0.01).moved(0, 0.05, -0.05).finished(WOOD)
    return [
        board,
        *(tube(p, 0.014, "#ff8fb0", 6).finished(pink) for p in [cup_line[:2], cup_line[1:3], cup_line[2:], *stem]),
    ]
