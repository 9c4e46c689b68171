"""The old town: the lane of a bazaar between clay houses, with stalls, pennants and a blue dome."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from onmodel.fountain.vocabulary import TimeOfDay
from onmodel.stage.light import ambience, bulb, kelvin
from onmodel.stage.mesh import Lamp, Place
from onmodel.stage.sets import streetware as ware
from onmodel.stage.sets.exterior import finish_place
from onmodel.stage.sets.facades import clay_house
from onmodel.stage.sets.finish import blend, varied
from onmodel.stage.sets.nature import ground, hills, relief, tree
from onmodel.stage.sets.ornament import hanging
from onmodel.stage.sets.shell import Groups
from onmodel.stage.sets.solids import Array, Solid, cylinder, sheet, sphere, tube
from onmodel.stage.sets.vessels import barrel, basket, jug, sack
from onmodel.stage.spec import SetSpec

STALLS = (
    (-4.6, 4.6, 78, "#a3342c"),
    (4.5, 3.2, -80, "#2f5a6b"),
    (-4.7, 9.0, 84, "#c08a35"),
    (4.6, 8.4, -84, "#5a6b2f"),
)
LANTERNS = ((-3.7, 4.4, 2.05), (3.6, 3.1, 2.05))
WARES: tuple[tuple[Callable[[], list[Solid]], float, float], ...] = (
    (barrel, -4.9, 1.9), (sack, 4.6, 0.6), (sack, 5.0, 1.1), (basket, 4.2, 0.3), (jug, -4.3, 1.5), (sack, -4.6, 7.0),
    (basket, -3.6, 6.4),
)  # fmt: skip

LANDMARKS = {"door": (6.8, 5.85, 1.0), "window": (6.8, 7.3, 1.75)}


def build_bazaar(spec: SetSpec) -> Place:
    """The bazaar of a SetSpec."""
    g, dark = Groups(), spec.time in (TimeOfDay.NIGHT, TimeOfDay.DUSK)
    g.add("ground", varied(ground(90, relief(0.05, 2.0, spec.seed), _dust, 0.22, 90), 0.16, 0.5, 2))
    g.add("hills", hills(60, 9, "#9a8560", "#a9b2c2", spec.seed))
    _houses(g, spec.seed, dark)
    for k, (x, y, turn, dye) in enumerate(STALLS):
        g.add("stalls", *(s.turned(turn).moved(x, y) for s in ware.stall(dye, k)))
    for k, x in enumerate((-6.1, -6.2)):
        g.add("rugs", hanging(1.6, 1.1, k).turned(90).moved(x, -0.6 - 1.9 * k, 1.0))
    for thing, x, y in WARES:
        g.add("wares", *(s.moved(x, y) for s in thing()))
    g.add("pennants", *_pennants())
    g.add("trees", *(s.moved(3.4, 14.5) for s in tree(6.5, 4, "#5d6b32", 800)))
    lamps: list[Lamp] = []
    for at in LANTERNS if dark else ():
        g.add("lanterns", *(s.moved(*at) for s in ware.hung_lantern()))
        lamps.append(bulb(at, kelvin(2300), 8.0, 0.05))
    place = finish_place(
        spec, g, ambience(spec), lamps, playable=(-2.8, -2.5, 2.8, 3.0), camera=(-3.6, -12.0, 3.6, 10.0),
        obstacles=((-5.6, 3.2, -3.7, 10.4), (3.7, -0.2, 5.6, 9.8)),
    )  # fmt: skip
    return replace(place, landmarks=LANDMARKS)


def _dust(x: Array, y: Array) -> Array:
    return blend("#a98d62", "#b89d70", 0.5 + 0.3 * np.sin(x) * np.sin(y * 0.7))


def _houses(g: Groups, seed: int, dark: bool) -> None:
    """Clay houses along both sides, one at each end, and the dome behind."""
    for k in range(5):
        for side in (-1, 1):
            house = clay_house(5.4, 3.0 + 0.35 * ((k * 3 + (side > 0)) % 4), 2 * k + (side > 0) + seed, dark)
            x = (6.4 + 0.5 * ((k + side) % 3)) * side
            g.add("houses", *(s.turned(-90 * side).moved(x, -9.5 + 5.5 * k) for s in house))
    g.add("houses", *(s.moved(0, 20) for s in clay_house(6.0, 4.2, 3, dark)), *(s.moved(0, 24) for s in _dome()))
    g.add("houses", *(s.turned(180).moved(0.5, -16) for s in clay_house(9.0, 3.6, 4, dark)))


def _dome() -> list[Solid]:
    """A blue-tiled dome on its drum, with a small tower beside it."""
    drum = [cylinder(3.0, 5.2, "#c6aa7e", 32), cylinder(2.75, 0.7, "#2f6f86", 32).moved(z=5.2)]
    dome = varied(sphere(2.7, "#3a8aa0", 30).scaled(1, 1, 1.15), 0.12, 0.25, 2).moved(z=5.9)
    tower = [cylinder(0.75, 9.0, "#c6aa7e", 20).moved(-6), cylinder(0.85, 0.5, "#2f6f86", 20).moved(-6, 0, 7.6)]
    return [*drum, dome, *tower, sphere(0.8, "#3a8aa0", 18).moved(-6, 0, 9.0)]


def _pennants() -> list[Solid]:
    """Ropes with pennants across the lane."""
    out, dyes = [], ("#a3342c", "#d0a040", "#2f5a6b", "#5a6b2f")
    for y in (6.0, 11.0):
        x = np.linspace(-5.8, 5.8, 27)
        z = 3.5 + (x / 5.8) ** 2 * 0.35
        out.append(tube(np.stack([x, 0 * x + y, z], 1), 0.012, "#6d5a3c", 5))
        for k in range(1, 26, 2):
            flag = sheet([-0.17, 0.0, 0.17], [-0.34, 0.0], 0.0, dyes[(k // 2) % 4]).turned(90, "x")
            out.append(flag.moved(x[k], y, z[k]))
    return out
