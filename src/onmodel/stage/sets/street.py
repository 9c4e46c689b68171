"""The street: a town street with shops and lamps, or (rustic) the lane of an old bazaar."""

from dataclasses import replace

import numpy as np

from onmodel.fountain.vocabulary import TimeOfDay
from onmodel.stage.light import ambience, bulb, kelvin
from onmodel.stage.mesh import Place
from onmodel.stage.sets import streetware as ware
from onmodel.stage.sets.exterior import finish_place
from onmodel.stage.sets.facades import clay_house, front
from onmodel.stage.sets.finish import MATTE, WET, blend, varied
from onmodel.stage.sets.furniture import bench
from onmodel.stage.sets.nature import ground, hills, relief, tree
from onmodel.stage.sets.ornament import hanging
from onmodel.stage.sets.panels import PAVING, laid, tiles
from onmodel.stage.sets.shell import Groups
from onmodel.stage.sets.solids import Solid, box, cylinder, sheet, sphere, tube
from onmodel.stage.sets.vessels import barrel, basket, jug, sack
from onmodel.stage.spec import SetSpec

LAMPS = ((-4.3, 5.5, 90.0), (4.3, 0.5, -90.0), (4.3, 15.0, -90.0))


def build_street(spec: SetSpec) -> Place:
    """The street of a SetSpec, by its period."""
    return _bazaar(spec) if spec.period == "rustic" else _town(spec)


def _town(spec: SetSpec) -> Place:
    g, hour = Groups(), ambience(spec)
    dark = spec.time is not TimeOfDay.DAY
    _roadway(g, spec.time is TimeOfDay.NIGHT)
    share = {TimeOfDay.DAY: 0.0, TimeOfDay.DAWN: 0.15, TimeOfDay.DUSK: 0.5, TimeOfDay.NIGHT: 0.45}[spec.time]
    for k in range(6):
        y0 = -14 + 8 * k
        for side in (-1, 1):
            near = 1 <= k <= 3
            house = front(7.9, 1 + (k * 5 + spec.seed + (side > 0)) % 3, 2 * k + spec.seed + (side > 0), share, near)
            g.add("houses", *(s.turned(-90 * side).moved(6.1 * side, y0) for s in house))
    for block in (-8, 0, 8):
        g.add("houses", *(s.moved(block, 36) for s in front(7.9, 3, block + 21 + spec.seed, share, False)))
        g.add("houses", *(s.turned(180).moved(block, -22) for s in front(7.9, 2, block + 30 + spec.seed, share, False)))
    for x, y, turn in LAMPS:
        g.add("lamppost_streetlight", *(s.turned(turn).moved(x, y, 0.14) for s in ware.street_lamp(dark)))
    g.add(
        "car", *(s.moved(-2.7, 6.6) for s in ware.car("#3d5566")), *(s.turned(180).moved(2.7, 13.0) for s in ware.car())
    )
    g.add("dustbin", *(s.moved(5.2, 3.3, 0.14) for s in ware.dustbin()))
    g.add("bench", *(s.turned(90).moved(-5.5, 0.5, 0.14) for s in bench("#5d4a35")))
    g.add(
        "trees",
        *(s.moved(-4.6, 11.5, 0.1) for s in tree(5.5, 3, count=700)),
        *(s.moved(4.6, 8.0, 0.1) for s in tree(6.0, 5, count=700)),
    )
    lamps = []
    if dark:
        strength = {TimeOfDay.NIGHT: 13.0}.get(spec.time, 6.0)
        for x, y, turn in LAMPS[:2]:
            head = x + (1.05 if turn > 0 else -1.05)
            lamps.append(bulb((head, y, 4.32), kelvin(2700), strength, 0.09))
    day = spec.time is TimeOfDay.DAY
    hour = replace(hour, azimuth=32.0, elevation=50.0, exposure=1.35) if day else replace(hour, exposure=1.25)
    return finish_place(
        spec, g, hour, lamps, playable=(-3.6, -2.5, 3.6, 3.0), seats=((-5.45, 0.5, 90.0, 0.59),),
        obstacles=((-3.8, 4.2, -1.6, 9.0), (4.8, 2.9, 5.6, 3.7), (-5.9, -0.4, -5.0, 1.4)),
        camera=(-5.6, -13.0, 5.6, 12.0),
    )  # fmt: skip


def _roadway(g: Groups, wet: bool) -> None:
    xs, ys = np.linspace(-3.8, 3.8, 39), np.linspace(-24, 40, 161)
    asphalt = varied(sheet(xs, ys, 0.012 * np.cos(xs / 3.8 * 1.5)[:, None], "#717173"), 0.22, 0.7, 3)
    g.add("road", varied(asphalt, 0.12, 0.16, 8).finished(WET if wet else MATTE))
    for k in range(9):
        g.add("road", box((0.14, 2.2, 0.006), "#b9b5a6", 0).moved(0, -18 + 6 * k, 0.012))
    for side in (-1, 1):
        slabs = laid(tiles(2.6, 64.0, PAVING, seed=side + 2), 64.0).moved(5.1 * side, 8.0, 0.14)
        kerb = varied(box((0.22, 64, 0.16), "#8d8b86", 0.02, 0.5), 0.15, 0.4, 1).moved(3.85 * side, 8)
        g.add("pavement", slabs, kerb)
    for x, y in ((1.5, 3.6), (-1.2, -3.0)):
        g.add("road", cylinder(0.32, 0.008, "#33312e", 20).moved(x, y, 0.01))


def _bazaar(spec: SetSpec) -> Place:
    g, hour = Groups(), ambience(spec)
    dark = spec.time in (TimeOfDay.NIGHT, TimeOfDay.DUSK)
    bumps = relief(0.05, 2.0, spec.seed)
    g.add(
        "ground",
        varied(
            ground(
                90, bumps, lambda x, y: blend("#a98d62", "#b89d70", 0.5 + 0.3 * np.sin(x) * np.sin(y * 0.7)), 0.22, 90
            ),
            0.16,
            0.5,
            2,
        ),
    )
    g.add("hills", hills(60, 9, "#9a8560", "#a9b2c2", spec.seed))
    for k in range(5):
        for side in (-1, 1):
            house = clay_house(5.4, 3.0 + 0.35 * ((k * 3 + (side > 0)) % 4), 2 * k + (side > 0) + spec.seed, dark)
            g.add(
                "houses",
                *(s.turned(-90 * side).moved((6.4 + 0.5 * ((k + side) % 3)) * side, -9.5 + 5.5 * k) for s in house),
            )
    for x, y, turn, dye, seed in (
        (-4.6, 4.6, 78, "#a3342c", 0),
        (4.5, 3.2, -80, "#2f5a6b", 1),
        (-4.7, 9.0, 84, "#c08a35", 2),
        (4.6, 8.4, -84, "#5a6b2f", 3),
    ):
        g.add("stalls", *(s.turned(turn).moved(x, y) for s in ware.stall(dye, seed)))
    g.add("houses", *(s.moved(0, 20) for s in clay_house(6.0, 4.2, 3, dark)), *(s.moved(0, 24) for s in _dome()))
    g.add("houses", *(s.turned(180).moved(0.5, -16) for s in clay_house(9.0, 3.6, 4, dark)))
    g.add(
        "rugs", *(hanging(1.6, 1.1, k).turned(90).moved(-6.2 if k % 2 else -6.1, -0.6 - 1.9 * k, 1.0) for k in range(2))
    )
    for kind, x, y in (
        (barrel, -4.9, 1.9),
        (sack, 4.6, 0.6),
        (sack, 5.0, 1.1),
        (basket, 4.2, 0.3),
        (jug, -4.3, 1.5),
        (sack, -4.6, 7.0),
        (basket, -3.6, 6.4),
    ):
        g.add("wares", *(s.moved(x, y) for s in kind()))
    g.add("lines", *_awnings())
    g.add("trees", *(s.moved(3.4, 14.5) for s in tree(6.5, 4, "#5d6b32", 800)))
    lamps = []
    if dark:
        for x, y, z in ((-3.7, 4.4, 2.05), (3.6, 3.1, 2.05)):
            g.add("lanterns", *(s.moved(x, y, z) for s in ware.hung_lantern()))
            lamps.append(bulb((x, y, z), kelvin(2300), 8.0, 0.05))
    return finish_place(spec, g, hour, lamps, playable=(-2.8, -2.5, 2.8, 3.0), camera=(-3.6, -12.0, 3.6, 10.0),
                        obstacles=((-5.6, 3.2, -3.7, 10.4), (3.7, -0.2, 5.6, 9.8)))  # fmt: skip


def _dome() -> list[Solid]:
    """A blue-tiled dome on its drum, with a small tower beside it."""
    drum = [cylinder(3.0, 5.2, "#c6aa7e", 32), cylinder(2.75, 0.7, "#2f6f86", 32).moved(z=5.2)]
    dome = varied(sphere(2.7, "#3a8aa0", 30).scaled(1, 1, 1.15), 0.12, 0.25, 2).moved(z=5.9)
    tower = [cylinder(0.75, 9.0, "#c6aa7e", 20).moved(-6), cylinder(0.85, 0.5, "#2f6f86", 20).moved(-6, 0, 7.6)]
    return [*drum, dome, *tower, sphere(0.8, "#3a8aa0", 18).moved(-6, 0, 9.0)]


def _awnings() -> list[Solid]:
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
