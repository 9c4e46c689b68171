"""The office: desks, blinds, a pin board, filing cabinets, the city outside; a police station or a firm."""

from itertools import pairwise

import numpy as np

from onmodel.fountain.vocabulary import TimeOfDay
from onmodel.stage.mesh import Place
from onmodel.stage.sets import furniture as fur
from onmodel.stage.sets.devices import computer, desk_lamp, papers, telephone
from onmodel.stage.sets.finish import CLOTH, GLOSS, MATTE, METAL, VARNISH, glow
from onmodel.stage.sets.interior import Windows, finish_place, outside
from onmodel.stage.sets.panels import CARPET_TILES, Opening, laid, plaster, tiles
from onmodel.stage.sets.room import pot_plant
from onmodel.stage.sets.shell import Groups, Shell, door, skirting, window
from onmodel.stage.sets.solids import Solid, box, sheet, tube
from onmodel.stage.spec import SetSpec


def build_office(spec: SetSpec) -> Place:
    """The office of a SetSpec."""
    g = Groups()
    shell = Shell(7.2, 5.8, 2.9, {
        "north": (Opening(-1.2, 2.6, 0.95, 2.45),), "west": (Opening(-1.6, 1.2, 0.95, 2.45),),
        "east": (Opening(-1.9, -0.95, 0.0, 2.1),),
    })  # fmt: skip
    floor = laid(tiles(shell.width, shell.depth, CARPET_TILES, seed=spec.seed), shell.depth).finished(CLOTH)
    shell.build(
        g, lambda w, h, o, k: plaster(w, h, ("#b4b8b0", "#a9b3b8")[spec.seed % 2], o, k), floor, _ceiling(shell)
    )
    for wall in ("north", "west", "south", "east"):
        g.add(f"wall_{wall}", *(shell.place(wall, s) for s in skirting(shell, wall, "#5d6468")))
    for wall, panes in (("north", (3, 1)), ("west", (2, 1))):
        hole = shell.openings[wall][0]
        g.add(f"wall_{wall}", *(shell.place(wall, s) for s in [*window(hole, "#8d9296", panes), *blinds(hole, 0.45)]))
    g.add("wall_east/door", *(shell.place("east", s) for s in door(shell.openings["east"][0], "#8a6a48")))
    g.add("wall_east", *(shell.place("east", s) for s in pin_board(spec.seed)))
    _furnish(g, spec)
    lit = spec.time is not TimeOfDay.DAY
    panel = (1.0, 1.0, 0.95) if not lit else (0.55, 0.55, 0.5)
    for x in (-1.8, 1.8):
        for y in (-1.2, 1.4):
            g.add(
                "ceiling",
                box((1.25, 0.34, 0.05), "#e8e8e4", 0.01)
                .moved(x, y, shell.height - 0.05)
                .finished(glow("panel", panel)),
            )
    g.add("desk", *(s.moved(-0.25, 1.75, 0.74) for s in desk_lamp(lit)))
    windows = Windows(shell, (("north", 0), ("west", 0)))
    outside(g, windows, spec.time, city=True)
    bulbs = (((-0.25, 1.58, 1.1), 2.6), ((1.8, -1.2, 2.75), 3.0)) if lit else ()
    return finish_place(
        spec, g, windows, bulbs, playable=(-2.6, -2.3, 2.4, 0.45),
        seats=((0.6, 2.25, 0.0, 0.48), (0.3, 0.75, 180.0, 0.46)),
        obstacles=((-0.6, 1.1, 1.5, 2.1), (-3.4, 0.6, -2.2, 2.6), (2.7, 1.2, 3.6, 2.9)),
    )  # fmt: skip


def _ceiling(shell: Shell) -> Solid:
    return sheet(
        np.linspace(-shell.width / 2, shell.width / 2, 3),
        np.linspace(-shell.depth / 2, shell.depth / 2, 3),
        0,
        "#cfd1cd",
    ).turned(180, "x")


def blinds(o: Opening, drop: float) -> list[Solid]:
    """Venetian blinds let down over the upper share `drop` of a window, tilted open."""
    w, cx = o.x1 - o.x0 - 0.04, (o.x0 + o.x1) / 2
    zs = np.arange(o.z1 - 0.06, o.z1 - (o.z1 - o.z0) * drop, -0.055)
    slat = box((w, 0.05, 0.003), "#d5d2c8", 0).turned(24, "x")
    cords = [
        tube([(x, 0.04, o.z1), (x, 0.04, float(zs[-1]))], 0.003, "#c9c6bb", 4) for x in (cx - w * 0.35, cx + w * 0.35)
    ]
    return [
        box((w, 0.07, 0.05), "#c9c6bb", 0.005).moved(cx, 0.04, o.z1 - 0.05),
        *(slat.moved(cx, 0.04, z) for z in zs),
        *cords,
    ]


def pin_board(seed: int = 0) -> list[Solid]:
    """A cork board with photographs, notes and red thread, in a wall's frame."""
    rng = np.random.default_rng(seed)
    out = [box((2.0, 0.03, 1.15), "#9a7748", 0.004).moved(0.9, -0.02, 1.05)]
    out += [box((2.1, 0.045, 0.05), "#5d4327", 0.006).moved(0.9, -0.02, z).finished(VARNISH) for z in (1.02, 2.18)]
    spots = np.column_stack([rng.uniform(0.1, 1.7, 14), rng.uniform(1.2, 1.95, 14)])
    for k, (x, z) in enumerate(spots):
        paper = ("#e4e0d2", "#d9d3be", "#c9d0d4", "#e0cf8f", "#7d8488")[k % 5]
        out.append(
            box((0.16 + 0.06 * (k % 2), 0.004, 0.2), paper, 0)
            .turned(rng.uniform(-7, 7), "y")
            .moved(x, -0.04 - 0.001 * k, z - 0.1)
        )
        out.append(box((0.018, 0.012, 0.018), "#a8281f", 0.004).moved(x, -0.055, z + 0.07).finished(GLOSS))
    path = [(x, -0.06, z + 0.08) for x, z in spots[[0, 3, 5, 8, 11]]]
    return [*out, *(tube([a, b], 0.003, "#a8281f", 4) for a, b in pairwise(path))]


def _furnish(g: Groups, spec: SetSpec) -> None:
    g.add(
        "desk",
        *(s.turned(180).moved(0.45, 1.6) for s in fur.desk(w=1.8)),
        *(s.moved(0.6, 2.3) for s in fur.office_chair()),
    )
    g.add(
        "desk",
        *(s.turned(180).moved(0.95, 1.72, 0.74) for s in computer()),
        *(s.moved(0.1, 1.35, 0.74) for s in papers(spec.seed)),
    )
    g.add(
        "desk",
        *(s.turned(160).moved(0.35, 1.75, 0.74) for s in telephone()),
        *(s.turned(180).moved(0.3, 0.8) for s in fur.chair("#4a3a2c")),
    )
    g.add(
        "side",
        *(s.turned(90).moved(-2.75, 1.5) for s in fur.desk("#8d949a", 1.6)),
        *(s.turned(90).moved(-2.85, 1.7, 0.74) for s in computer()),
    )
    g.add(
        "side",
        *(s.turned(-70).moved(-1.95, 1.5) for s in fur.office_chair("#3a4650")),
        *(s.moved(-2.6, 1.0, 0.74) for s in papers(3)),
    )
    for k in range(3):
        g.add("cabinets", *(s.turned(-90).moved(3.3, 2.55 - 0.5 * k) for s in filing_cabinet(1.35)))
    g.add(
        "cabinets",
        *(s.moved(3.3, 2.05, 1.35) for s in papers(5)),
        *(s.scaled(0.7).moved(-3.15, 2.55) for s in pot_plant()),
    )
    g.add("bookshelf", *(s.moved(-1.85, 2.72) for s in fur.shelf("#7d6a52", 0.95, 2.1, spec.seed + 3)))
    g.add("stand", *(s.moved(2.0, 2.55) for s in coat_stand()))


def filing_cabinet(height: float = 1.3, colour: str = "#6f7a72") -> list[Solid]:
    """A steel filing cabinet of four drawers."""
    step = (height - 0.06) / 4
    out = [box((0.46, 0.6, height), colour, 0.008).finished(METAL)]
    out += [
        box((0.42, 0.02, step - 0.02), "#78837b", 0.006).moved(0, -0.305, 0.04 + step * k).finished(METAL)
        for k in range(4)
    ]
    out += [
        box((0.14, 0.03, 0.02), "#c9ccc8", 0.004).moved(0, -0.325, step * (k + 0.62)).finished(METAL) for k in range(4)
    ]
    return out + [
        box((0.1, 0.006, 0.04), "#e4e0d2", 0).moved(0, -0.318, step * (k + 0.78)).finished(MATTE) for k in range(4)
    ]


def coat_stand() -> list[Solid]:
    """A coat stand with a coat and a hat on it."""
    pole = [
        tube([(0, 0, 0), (0, 0, 1.75)], 0.022, "#3a2a1c", 9),
        *(
            tube([(0, 0, 0.12), (np.cos(a) * 0.25, np.sin(a) * 0.25, 0)], 0.018, "#3a2a1c", 7)
            for a in np.arange(4) * 1.57
        ),
    ]
    hooks = [
        tube([(0, 0, 1.6), (np.cos(a) * 0.14, np.sin(a) * 0.14, 1.68)], 0.012, "#3a2a1c", 6)
        for a in np.arange(4) * 1.57
    ]
    xs, zs = np.linspace(-0.2, 0.2, 25), np.linspace(0.55, 1.62, 10)
    fold = 0.05 * np.sin(xs * 48)[:, None] * np.linspace(1.2, 0.3, 10) - 0.1
    coat = sheet(xs, zs, -fold, "#5a4c3c").turned(90, "x")
    return [*(s.finished(VARNISH) for s in [*pole, *hooks]), coat.finished(CLOTH), coat.turned(180).finished(CLOTH)]
