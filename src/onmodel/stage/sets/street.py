"""The street: a town street with shops and lamps, or (rustic) the lane of an old bazaar."""

from dataclasses import replace

import numpy as np

from onmodel.fountain.vocabulary import TimeOfDay
from onmodel.stage.light import ambience, bulb, kelvin
from onmodel.stage.mesh import Place
from onmodel.stage.sets import streetware as ware
from onmodel.stage.sets.bazaar import build_bazaar
from onmodel.stage.sets.exterior import finish_place
from onmodel.stage.sets.facades import front
from onmodel.stage.sets.finish import MATTE, WET, varied
from onmodel.stage.sets.furniture import bench
from onmodel.stage.sets.nature import tree
from onmodel.stage.sets.panels import PAVING, laid, tiles
from onmodel.stage.sets.shell import Groups
from onmodel.stage.sets.solids import box, cylinder, sheet
from onmodel.stage.spec import SetSpec

LAMPS = ((-4.3, 5.5, 90.0), (4.3, 0.5, -90.0), (4.3, 15.0, -90.0))

LANDMARKS = {"door": (6.0, 7.55, 1.2), "window": (6.0, 10.9, 1.65)}


def build_street(spec: SetSpec) -> Place:
    """The street of a SetSpec, by its period."""
    return build_bazaar(spec) if spec.period == "rustic" else _town(spec)


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
    place = finish_place(
        spec, g, hour, lamps, playable=(-3.6, -2.5, 3.6, 3.0), seats=((-5.45, 0.5, 90.0, 0.59),),
        obstacles=((-3.8, 4.2, -1.6, 9.0), (4.8, 2.9, 5.6, 3.7), (-5.9, -0.4, -5.0, 1.4)),
        camera=(-5.6, -13.0, 5.6, 12.0),
    )  # fmt: skip
    return replace(place, landmarks=LANDMARKS)


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
