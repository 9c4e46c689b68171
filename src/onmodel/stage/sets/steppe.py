"""The steppe: an open field under hills, with a felt tent, a fire, stones and a tethering post."""

from dataclasses import replace

import numpy as np

from onmodel.fountain.vocabulary import TimeOfDay
from onmodel.stage.light import ambience, bulb, kelvin
from onmodel.stage.mesh import Place
from onmodel.stage.sets.exterior import finish_place
from onmodel.stage.sets.finish import blend, noise
from onmodel.stage.sets.nature import bush, ground, hills, meadow, relief, rock, strewn
from onmodel.stage.sets.shell import Groups
from onmodel.stage.sets.solids import Array, Solid, merge, tube
from onmodel.stage.sets.yurt import campfire, yurt
from onmodel.stage.spec import SetSpec

YURT = (-3.6, 7.0)
FIRE = (2.9, 2.6)

LANDMARKS = {"door": (YURT[0] + 1.4, YURT[1] - 2.6, 0.8)}


def build_steppe(spec: SetSpec) -> Place:
    """The steppe of a SetSpec; the tent stands behind to the left, the fire to the right."""
    g = Groups()
    flat = relief(0.16, 9.0, spec.seed)

    def height(x: Array, y: Array) -> Array:
        return flat(x, y) * np.clip((np.hypot(x, y - 1) - 3.5) / 8, 0, 1)

    g.add("ground", ground(150, height, lambda x, y: _soil(x, y, spec.seed), 0.22, 150))
    g.add("hills", hills(75, 8, "#8a8250", "#a3b0c4", spec.seed))
    spots, shapes = meadow(2600, (1.2, 34), ("#a39a55", "#8d8a48", "#b5a564", "#7f8746"), 0.3, spec.seed)
    free = (np.hypot(spots[:, 0] - YURT[0], spots[:, 1] - YURT[1]) > 3.6) & (
        np.hypot(spots[:, 0] - FIRE[0], spots[:, 1] - FIRE[1]) > 0.9
    )
    path = (np.abs(spots[:, 0]) > 2.8) | (np.abs(spots[:, 1] - 0.1) > 2.5)
    g.add("grass", strewn(shapes, spots[free & path], height, (0.7, 1.5), spec.seed))
    rng = np.random.default_rng(spec.seed + 5)
    stones = np.column_stack([rng.uniform(-26, 26, 16), rng.uniform(4, 30, 16)])
    stones = stones[np.hypot(stones[:, 0] - YURT[0], stones[:, 1] - YURT[1]) > 5]
    g.add("rocks", strewn([rock(k) for k in range(3)], stones, height, (0.3, 1.1), spec.seed))
    shrubs = np.column_stack([rng.uniform(-30, 30, 14), rng.uniform(9, 40, 14)])
    shrubs = shrubs[np.hypot(shrubs[:, 0] - YURT[0], shrubs[:, 1] - YURT[1]) > 5]
    g.add("bushes", strewn([merge(bush(k, "#7b7a43", 150)) for k in range(2)], shrubs, height, (0.6, 1.3), spec.seed))
    lit = spec.time is not TimeOfDay.DAY
    g.add("yurt_tent", *(s.turned(28).moved(*YURT) for s in yurt(lit)))
    g.add("campfire", *(s.moved(*FIRE) for s in campfire(lit)))
    g.add("post", *(s.moved(5.6, 6.2) for s in _tether()))
    lamps = (bulb((FIRE[0], FIRE[1], 0.24), kelvin(1900), 5.0, 0.1),) if lit else ()
    obstacles = (
        (YURT[0] - 3, YURT[1] - 3, YURT[0] + 3, YURT[1] + 3),
        (FIRE[0] - 0.6, FIRE[1] - 0.6, FIRE[0] + 0.6, FIRE[1] + 0.6),
    )
    seats = ((1.7, 2.9, 70.0, 0.0), (3.3, 1.4, 190.0, 0.0), (2.6, 3.9, 10.0, 0.0))
    place = finish_place(
        spec, g, ambience(spec), lamps, playable=(-2.5, -2.0, 2.5, 2.2), seats=seats, obstacles=obstacles
    )
    return replace(place, landmarks=LANDMARKS)


def _soil(x: Array, y: Array, seed: int) -> Array:
    """Dry grass with bare earth where people walk, paler toward the horizon."""
    p = np.stack([x, y, 0 * x], -1).reshape(-1, 3)
    patch = (noise(p, 5.0, seed) * 0.5 + noise(p, 1.1, seed + 1) * 0.3 + noise(p, 0.35, seed + 2) * 0.3).reshape(
        x.shape
    )
    rgb = blend("#8b8347", "#a89a5c", 0.5 + 0.7 * patch)
    earth = np.clip(1.25 - np.hypot(x, (y - 0.5) * 1.2) / 2.7 + patch * 0.5, 0, 1)[..., None]
    rgb = rgb * (1 - earth) + blend("#8f7650", "#a68c62", 0.5 + patch) * earth
    far = np.clip((np.hypot(x, y) - 25) / 90, 0, 0.55)[..., None]
    return np.asarray(rgb * (1 - far) + blend("#a9a878", "#a9a878", 0 * x) * far)


def _tether() -> list[Solid]:
    posts = [tube([(x, 0, -0.2), (x, 0, 1.5)], 0.06, "#6d563c", 9) for x in (-1.1, 1.1)]
    return [*posts, tube([(-1.35, 0, 1.32), (1.35, 0, 1.36)], 0.045, "#75603f", 9)]
