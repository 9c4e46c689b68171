"""The room: a home, modern (sofa, dining table, bookshelf) or rustic (a rich man's house hung with carpets)."""

import numpy as np

from onmodel.fountain.vocabulary import TimeOfDay
from onmodel.stage.mesh import Place
from onmodel.stage.sets import furniture as fur
from onmodel.stage.sets.finish import CLOTH, METAL, VARNISH, WOOD, glow, varied
from onmodel.stage.sets.interior import Windows, finish_place, outside
from onmodel.stage.sets.ornament import carpet, hanging
from onmodel.stage.sets.panels import BOARDS, Opening, beams, laid, plaster, tiles
from onmodel.stage.sets.shell import Groups, Shell, curtains, door, skirting, window
from onmodel.stage.sets.solids import Solid, box, cylinder, lathe, sheet, sphere, tube
from onmodel.stage.spec import SetSpec

WALLS = ("#b9b29c", "#a8b0a4", "#b7a58f", "#9fa9ad")


def build_room(spec: SetSpec) -> Place:
    """The room of a SetSpec, by its period."""
    return _rustic(spec) if spec.period == "rustic" else _modern(spec)


def _modern(spec: SetSpec) -> Place:
    g, rng = Groups(), np.random.default_rng(spec.seed)
    shell = Shell(6.6, 5.4, 2.75, {
        "north": (Opening(-2.5, -1.1, 0.85, 2.2),), "west": (Opening(-0.9, 0.9, 0.5, 2.25),),
        "east": (Opening(-0.2, 0.7, 0.0, 2.05),),
    })  # fmt: skip
    paint = WALLS[int(rng.integers(len(WALLS)))]
    floor = laid(tiles(shell.width, shell.depth, BOARDS, seed=spec.seed), shell.depth).finished(VARNISH)
    shell.build(g, lambda w, h, o, k: plaster(w, h, paint, o, k), floor, _ceiling(shell))
    for wall in ("north", "west", "south", "east"):
        g.add(f"wall_{wall}", *(shell.place(wall, s) for s in skirting(shell, wall, "#d9d4c8")))
    for wall, hole in (("north", shell.openings["north"][0]), ("west", shell.openings["west"][0])):
        g.add(f"wall_{wall}/window", *(shell.place(wall, s) for s in window(hole, "#e4dfd4")))
        drapes = curtains(hole, "#8a6f55" if wall == "north" else "#7d6a58")
        g.add(f"wall_{wall}/curtain", *(shell.place(wall, s) for s in drapes))
    g.add("wall_east/door", *(shell.place("east", s) for s in door(shell.openings["east"][0], "#7a5536")))
    g.add("wall_north", *(shell.place("north", s) for s in _pictures(spec.seed)))
    _furnish(g, spec)
    lit = spec.time is not TimeOfDay.DAY
    g.add("floor_lamp", *(s.moved(2.85, 2.2) for s in floor_lamp(lit)))
    windows = Windows(shell, (("north", 0), ("west", 0)))
    outside(g, windows, spec.time)
    bulbs = (((2.85, 2.2, 1.52), 7.0),) if lit else ()
    return finish_place(
        spec, g, windows, bulbs, playable=(-2.1, -2.2, 2.2, 0.8), seats=_seats(), obstacles=_solid_floor()
    )


def _ceiling(shell: Shell) -> Solid:
    return sheet([-shell.width / 2, 0, shell.width / 2], [-shell.depth / 2, 0, shell.depth / 2], 0, "#d8d4c8").turned(
        180, "x"
    )


def _furnish(g: Groups, spec: SetSpec) -> None:
    g.add("sofa", *(s.moved(1.25, 2.15) for s in fur.sofa(("#4f6470", "#6b5a4a", "#59624a")[spec.seed % 3])))
    g.add("bookshelf", *(s.turned(0).moved(-0.35, 2.5) for s in fur.shelf(seed=spec.seed)))
    g.add("table", *(s.moved(-2.35, 1.35) for s in fur.table(w=1.0, d=1.0)))
    g.add(
        "chairs",
        *(s.turned(90).moved(-1.6, 1.3) for s in fur.chair()),
        *(s.turned(180).moved(-2.35, 2.1) for s in fur.chair()),
    )
    g.add("table", *(s.moved(-2.35, 1.4, 0.75) for s in fruit_bowl()))
    g.add("sideboard", *(s.turned(-90).moved(3.03, -1.6) for s in fur.cupboard("#8c6239", 1.5, 0.85)))
    g.add("sideboard", *(s.moved(3.0, -1.2, 0.85) for s in vase()))
    g.add("carpet_rug", carpet(2.6, 1.7, spec.seed).moved(0.7, 0.7))
    g.add("plant", *(s.moved(-3.0, -2.5) for s in pot_plant()))


def _seats() -> tuple[tuple[float, float, float, float], ...]:
    return ((0.85, 1.95, 0.0, 0.45), (1.65, 1.95, 0.0, 0.45), (-1.6, 1.3, 90.0, 0.46))


def _solid_floor() -> tuple[tuple[float, float, float, float], ...]:
    return ((0.25, 1.7, 2.25, 2.7), (-0.9, 2.3, 0.2, 2.7), (-3.0, 0.8, -1.3, 2.4), (2.7, -2.4, 3.3, -0.8))


def _pictures(seed: int) -> list[Solid]:
    out: list[Solid] = []
    for k, (x, z, w, h) in enumerate(((0.95, 1.35, 0.75, 0.55), (1.75, 1.32, 0.45, 0.6))):
        out += [s.moved(x, 0, z) for s in picture(w, h, seed + k)]
    return out


def picture(w: float, h: float, seed: int = 0) -> list[Solid]:
    """A framed landscape, in a wall's frame, its lower edge at z = 0."""
    rng = np.random.default_rng(seed)
    xs, zs = np.linspace(-w / 2, w / 2, 40), np.linspace(0, h, 30)
    x, z = np.meshgrid(xs, zs, indexing="ij")
    ridge = h * (0.45 + 0.12 * np.sin(x / w * 7 + rng.uniform(0, 6)) + 0.05 * np.sin(x / w * 19))
    sky = np.stack([0.35 + 0.4 * (1 - z / h), 0.45 + 0.25 * (1 - z / h), 0.6 + 0 * z], -1)
    land = np.stack([0.12 + 0.15 * z / h, 0.16 + 0.1 * z / h, 0.08 + 0 * z], -1)
    canvas = sheet(xs, zs, 0.0, np.where((z < ridge)[..., None], land, sky)).turned(90, "x").moved(y=-0.02)
    frame = [box((w + 0.08, 0.035, 0.045), "#4a3320", 0.01).moved(0, -0.02, zz) for zz in (-0.035, h - 0.01)]
    frame += [
        box((0.045, 0.035, h + 0.06), "#4a3320", 0.01).moved(xx, -0.02, -0.03) for xx in (-w / 2 - 0.02, w / 2 + 0.02)
    ]
    return [canvas, *(s.finished(VARNISH) for s in frame)]


def floor_lamp(lit: bool) -> list[Solid]:
    """A standing lamp with a cloth shade, 1.7 m high."""
    shade = lathe([(0.23, 1.36), (0.15, 1.68)], "#e8d3a4", 24)
    shade = shade.finished(glow("shade", (1.5, 0.92, 0.46)) if lit else CLOTH)
    pole = [
        cylinder(0.15, 0.03, "#2b2724").finished(METAL),
        tube([(0, 0, 0.02), (0, 0, 1.45)], 0.013, "#2b2724").finished(METAL),
    ]
    return [shade, *pole]


def fruit_bowl() -> list[Solid]:
    """A bowl with apples."""
    bowl = lathe([(0, 0), (0.07, 0), (0.17, 0.08), (0.16, 0.08), (0.06, 0.02), (0, 0.02)], "#d8d2c4", 24).finished(
        VARNISH
    )
    spots = ((0.05, 0.03, "#a8321f"), (-0.05, 0.04, "#b8922f"), (0.0, -0.05, "#8fa03a"), (0.0, 0.01, "#a8321f"))
    return [
        bowl,
        *(
            sphere(0.042, c, 12).moved(x, y, 0.085 + 0.03 * (k == 3)).finished(VARNISH)
            for k, (x, y, c) in enumerate(spots)
        ),
    ]


def vase() -> list[Solid]:
    """A vase with dry stems."""
    pot = lathe([(0, 0), (0.06, 0), (0.11, 0.12), (0.05, 0.27), (0.06, 0.31)], "#3f6a73", 20).finished(VARNISH)
    stems = [tube([(0, 0, 0.25), (np.cos(a) * 0.06, np.sin(a) * 0.06, 0.45), (np.cos(a) * 0.2, np.sin(a) * 0.2, 0.68)],
                  [0.004, 0.004, 0.02], "#c2a468", 5) for a in np.arange(7) * 0.9]  # fmt: skip
    return [pot, *(s.finished(CLOTH) for s in stems)]


def pot_plant() -> list[Solid]:
    """A tall house plant."""
    pot = lathe([(0, 0), (0.15, 0), (0.2, 0.34), (0.17, 0.34), (0.17, 0.3), (0, 0.3)], "#8a4f33", 20)
    out = [pot]
    for k in range(22):
        a, lean, h = k * 2.4, 0.12 + 0.022 * k, 1.5 - 0.035 * k
        tip = (np.cos(a) * lean, np.sin(a) * lean, h)
        xs = np.linspace(0, 1, 7)
        leaf = sheet(np.linspace(-0.5, 0.5, 5), xs, 0.0, "#3c6a35")
        wide = 0.11 * np.sin(np.pi * xs.clip(0.05, 1)) ** 0.7
        v = leaf.vertices.reshape(5, 7, 3).astype(np.float64)
        v[..., 0] *= wide * 2
        v[..., 2] = -0.25 * xs**2 + 0.1 * np.abs(np.linspace(-1, 1, 5))[:, None] * wide * 2
        v[..., 1] = xs * 0.42
        leaf = type(leaf)(v.reshape(-1, 3).astype(np.float32), leaf.faces, leaf.normals, leaf.colours)
        out.append(varied(leaf, 0.25, 0.1, k).turned(25, "x").turned(np.rad2deg(a) - 90).moved(*tip))
        out.append(tube([(0, 0, 0.3), (tip[0] * 0.4, tip[1] * 0.4, h * 0.6), tip], 0.007, "#4b5a30", 5))
    return [s.finished(WOOD) for s in out]


def _rustic(spec: SetSpec) -> Place:
    g = Groups()
    shell = Shell(6.4, 5.2, 2.6, {
        "north": (Opening(-0.45, 0.45, 1.05, 1.95),), "west": (Opening(-0.6, 0.5, 0.95, 1.95),),
        "east": (Opening(-0.9, 0.05, 0.0, 1.9),),
    })  # fmt: skip
    floor = laid(plaster(shell.width, shell.depth, "#8c6f4f", seed=4), shell.depth)
    top = _ceiling(shell).painted("#6b5236")
    shell.build(g, lambda w, h, o, k: varied(plaster(w, h, "#cdb892", o, k), 0.1, 0.25, k), floor, top)
    g.add("ceiling", beams(shell.width, shell.depth, 5, "#4f3520").moved(z=shell.height))
    for wall, hole in (("north", shell.openings["north"][0]), ("west", shell.openings["west"][0])):
        g.add(f"wall_{wall}/window", *(shell.place(wall, s) for s in window(hole, "#5b3d24")))
    g.add("wall_east/door", *(shell.place("east", s) for s in door(shell.openings["east"][0], "#6a4528")))
    for x, k in ((-1.95, 0), (1.95, 2)):
        g.add("wall_north", shell.place("north", hanging(2.1, 1.5, k + spec.seed)).moved(x, 0, 0.75))
    g.add("wall_west", shell.place("west", hanging(1.2, 1.4, 1)).moved(0, -1.7, 0.8))
    _rustic_things(g, spec)
    windows = Windows(shell, (("north", 0), ("west", 0)))
    outside(g, windows, spec.time)
    lit = spec.time is not TimeOfDay.DAY
    g.add(
        "lamp", *(s.moved(0.3, 1.35, 0.34) for s in oil_lamp(lit)), *(s.moved(2.55, 2.2, 0.58) for s in oil_lamp(lit))
    )
    bulbs = (((0.3, 1.35, 0.54), 3.0), ((2.55, 2.2, 0.78), 3.0)) if lit else ()
    seats = ((-0.75, 1.15, 60.0, 0.14), (1.35, 1.15, -60.0, 0.14), (0.3, 2.05, 0.0, 0.14), (-0.2, 0.35, 160.0, 0.14))
    return finish_place(spec, g, windows, bulbs, playable=(-2.4, -2.0, 2.4, 0.6), seats=seats,
                        obstacles=((-0.4, 0.65, 1.0, 2.0), (1.9, 1.7, 3.2, 2.6), (-3.2, 1.7, -1.5, 2.6)))  # fmt: skip


def _rustic_things(g: Groups, spec: SetSpec) -> None:
    g.add("table", *(s.moved(0.3, 1.3) for s in fur.round_table()), *(s.moved(0.05, 1.2, 0.34) for s in tea_things()))
    g.add(
        "carpet_rug", carpet(4.2, 2.6, 1 + spec.seed).moved(0.2, 0.9), carpet(2.2, 1.3, 3 + spec.seed).moved(-0.2, -1.5)
    )
    for k, (x, y, turn) in enumerate(((-0.75, 1.25, 80), (1.35, 1.25, -80), (0.3, 2.12, 0), (-0.25, 0.25, 170))):
        g.add("cushions", *(s.turned(turn).moved(x, y, 0.01) for s in cushion(k + spec.seed)))
    g.add("chests", *(s.moved(2.5, 2.25) for s in fur.chest()), *(s.moved(-2.4, 2.25) for s in fur.chest("#28513f")))
    g.add("chests", *(s.moved(-2.4, 2.25, 0.58) for s in quilts(spec.seed)))


def tea_things() -> list[Solid]:
    """Bowls, a plate of bread and a jug on a low table."""
    bowl = lathe([(0, 0), (0.03, 0), (0.065, 0.05), (0.06, 0.05), (0.025, 0.012), (0, 0.012)], "#e8e0cc", 18).finished(
        VARNISH
    )
    plate = lathe([(0, 0), (0.1, 0), (0.16, 0.025), (0.1, 0.012), (0, 0.012)], "#b8793f", 24).finished(VARNISH)
    bun = varied(sphere(0.05, "#b5803f", 12).scaled(1.1, 0.8, 0.6), 0.2, 0.03)
    bread = [bun.moved(np.cos(a) * 0.06, np.sin(a) * 0.06, 0.04) for a in np.arange(5) * 1.26]
    jug = lathe(
        [(0, 0), (0.06, 0), (0.095, 0.08), (0.045, 0.2), (0.06, 0.26), (0.05, 0.26), (0, 0.2)], "#a9672f", 20
    ).finished(METAL)
    spots = ((0.55, 0.25), (-0.2, 0.15), (0.15, 0.4), (0.1, -0.25))
    return [
        plate.moved(0.25, 0.0),
        *(b.moved(0.25, 0.0) for b in bread),
        *(bowl.moved(x, y) for x, y in spots),
        jug.moved(0.5, -0.05),
    ]


def cushion(seed: int = 0) -> list[Solid]:
    """A quilted sitting cushion, 0.12 m high, with a bolster behind."""
    colours = ("#8f2f2a", "#2f4d6b", "#b5832f", "#4d6a3a", "#7a3a5e")
    c, d = colours[seed % 5], colours[(seed + 2) % 5]
    seat = varied(box((0.75, 0.6, 0.12), c, 0.05, 0.08), 0.2, 0.07, seed)
    stripes = [box((0.07, 0.605, 0.1), d, 0.045).moved(x, 0, 0.012) for x in (-0.25, 0.25)]
    bolster = varied(box((0.7, 0.2, 0.22), d, 0.095), 0.15, 0.06, seed + 1).moved(0, 0.34, 0.08)
    return [s.finished(CLOTH) for s in [seat, *stripes, bolster]]


def quilts(seed: int = 0) -> list[Solid]:
    """A stack of folded quilts, as stands on a chest in a Kazakh house."""
    colours = ("#a3342c", "#d0a040", "#2f5a6b", "#6d2f57", "#3f6a44", "#c9643a")
    folded = [box((0.85 - 0.02 * (k % 3), 0.48, 0.1), colours[(k + seed) % 6], 0.045, 0.06) for k in range(7)]
    out = [varied(s, 0.18, 0.06, k).moved(0.01 * (k % 2), 0, 0.092 * k) for k, s in enumerate(folded)]
    return [s.finished(CLOTH) for s in out]


def oil_lamp(lit: bool) -> list[Solid]:
    """A brass oil lamp with a glass and a flame, 0.3 m high."""
    base = lathe(
        [(0, 0), (0.07, 0), (0.075, 0.02), (0.03, 0.05), (0.07, 0.09), (0.06, 0.12), (0.03, 0.13), (0, 0.13)],
        "#b98a3f",
        20,
    )
    flame = lathe([(0.012, 0.215), (0.014, 0.225), (0.007, 0.245), (0.0, 0.275)], "#f4d58a", 12)
    rim = lathe([(0.045, 0.13), (0.055, 0.14), (0.045, 0.145)], "#b98a3f", 16)
    return [base.finished(METAL), rim.finished(METAL), flame.finished(glow("flame", (9.0, 4.6, 1.3)) if lit else CLOTH)]
