"""The forest: a clearing among spruces and birches, with a fallen trunk, stones, ferns and a path."""

from dataclasses import replace

import numpy as np

from onmodel.fountain.vocabulary import TimeOfDay
from onmodel.stage.light import ambience
from onmodel.stage.mesh import Place
from onmodel.stage.sets.exterior import finish_place
from onmodel.stage.sets.finish import MATTE, blend, noise, varied
from onmodel.stage.sets.nature import Height, bush, conifer, ground, meadow, relief, rock, smooth, strewn, tree
from onmodel.stage.sets.shell import Groups
from onmodel.stage.sets.solids import Array, Solid, cylinder, merge, quads, solid, tube
from onmodel.stage.spec import SetSpec

LOG = (2.6, 2.4)


def build_forest(spec: SetSpec) -> Place:
    """The forest of a SetSpec."""
    g, hour = Groups(), ambience(spec)
    rolls = relief(0.35, 7.0, spec.seed)

    def height(x: Array, y: Array) -> Array:
        return rolls(x, y) * np.clip((np.hypot(x, y) - 3.0) / 6, 0, 1)

    g.add("ground", ground(70, height, lambda x, y: _litter(x, y, spec.seed), 0.18, 120))
    _trees(g, height, spec)
    spots, shapes = meadow(750, (2.4, 22), ("#56702f", "#6a7a35", "#465f2c"), 0.24, spec.seed)
    on_path = np.abs(spots[:, 0] - _path(spots[:, 1])) < 0.9
    played_on = (np.abs(spots[:, 0]) < 2.7) & (spots[:, 1] > -2.7) & (spots[:, 1] < 1.9)
    g.add("grass", strewn(shapes, spots[~on_path & ~played_on], height, (0.6, 1.4), spec.seed))
    rng = np.random.default_rng(spec.seed + 3)
    ferns = rng.uniform(-13, 13, (60, 2))
    ferns = ferns[(np.hypot(ferns[:, 0], ferns[:, 1]) > 3.6) & (np.abs(ferns[:, 0] - _path(ferns[:, 1])) > 1.2)]
    g.add("ferns", strewn([_fern(k) for k in range(2)], ferns, height, (0.7, 1.4), spec.seed))
    g.add(
        "bushes", strewn([merge(bush(k, "#4a602c", 130)) for k in range(2)], ferns[::6] * 1.35, height, (0.8, 1.5), 2)
    )
    g.add(
        "rocks",
        strewn(
            [rock(k, "#6f7068") for k in range(2)],
            [(-3.6, 3.2), (-4.3, 2.6), (5.2, 5.6), (-6, -3), (5.5, -2.5)],
            height,
            (0.5, 1.3),
            1,
        ),
    )
    g.add("log", *(s.turned(24).moved(*LOG) for s in fallen_log()))
    exposure = {TimeOfDay.DAY: 1.5, TimeOfDay.NIGHT: 1.7}.get(spec.time, 1.5)
    return finish_place(
        spec, g, replace(hour, exposure=exposure), (), playable=(-2.4, -2.4, 2.4, 1.6),
        seats=((2.6, 2.1, -10.0, 0.42), (1.9, 1.8, -10.0, 0.42)),
        obstacles=((1.2, 1.9, 4.2, 3.2), (-5.0, 2.2, -3.0, 4.0)), camera=(-5.0, -9.0, 5.0, 6.0),
    )  # fmt: skip


def _path(y: Array) -> Array:
    return np.asarray(0.9 * np.sin(y / 5.0) * np.clip(y / 4.0, 0, 1))


def _litter(x: Array, y: Array, seed: int) -> Array:
    """Needles and moss, a trodden path through them."""
    p = np.stack([x, y, 0 * x], -1).reshape(-1, 3)
    moss = (noise(p, 3.0, seed) * 0.7 + noise(p, 0.8, seed + 1) * 0.4).reshape(x.shape)
    fine = noise(p, 0.22, seed + 2).reshape(x.shape)
    rgb = blend("#4f3d27", "#4a5a2a", 0.45 + 0.8 * moss) * (1 + 0.3 * fine[..., None])
    track = np.clip(1.5 - np.abs(x - _path(y)) / 0.8, 0, 1)[..., None] * 0.85
    return np.asarray(rgb * (1 - track) + blend("#6b5235", "#7d6242", 0.5 + fine) * track)


def _trees(g: Groups, height: Height, spec: SetSpec) -> None:
    """Trunks on a jittered grid around the clearing: detailed ones near, plain ones far, none in the path."""
    rng = np.random.default_rng(spec.seed + 1)
    x, y = np.meshgrid(np.arange(-30, 31, 3.6), np.arange(-24, 43, 3.6), indexing="ij")
    p = np.stack([x, y], -1).reshape(-1, 2) + rng.uniform(-1.2, 1.2, (x.size, 2))
    r = np.hypot(p[:, 0], p[:, 1] + 1.0)
    p = p[
        (r > 5.4)
        & (np.abs(p[:, 0] - _path(p[:, 1])) > 1.5)
        & ~((np.abs(p[:, 0]) < 2.6) & (p[:, 1] < 0) & (p[:, 1] > -10))
    ]
    kind = rng.random(len(p)) < 0.62
    near = np.hypot(p[:, 0], p[:, 1]) < 15
    pines = [merge(_plain(conifer(12 + 2 * k, k + spec.seed, bare=0.42))) for k in range(2)]
    firs = [merge(_plain(conifer(5 + 2 * k, k + 9, "#46663a", 0.06, 300))) for k in range(2)]
    far = [_hazed(merge(_plain(conifer(13 + 2 * k, k + 5, bare=0.35, count=70)))) for k in range(2)]
    birches = [merge(_plain(_birch(k))) for k in range(2)]
    small = near & (np.hypot(p[:, 0], p[:, 1]) > 8) & (rng.random(len(p)) < 0.25)
    groups = (
        ("pines", pines, kind & near & ~small),
        ("firs", firs, small),
        ("birches", birches, ~kind & near & ~small),
        ("far", far, ~near),
    )
    for name, shapes, chosen in groups:
        g.add(name, strewn(shapes, p[chosen], height, (0.8, 1.25), spec.seed))


def _hazed(shape: Solid) -> Solid:
    return shape.painted(shape.colours * 0.5 + 0.5 * blend("#8b9c92", "#8b9c92", 0.0))


def _plain(solids: list[Solid]) -> list[Solid]:
    return [s.finished(MATTE) for s in solids]


def _birch(seed: int) -> list[Solid]:
    """A birch: a pale trunk with dark marks, a light crown."""
    wood, *_ = tree(9.0, seed, "#7a8a3a", 10)
    bark = noise(wood.vertices, (0.3, 0.3, 0.09), seed)
    rgb = blend("#c9c4b6", "#3a342e", np.clip((bark - 0.35) * 5, 0, 1))
    crown = tree(9.0, seed, "#7a8a3a", 260)
    return [wood.painted(rgb), *crown[1:]]


def _fern(seed: int) -> Solid:
    """A fern: eleven arching fronds."""
    rng = np.random.default_rng(seed)
    t = np.linspace(0, 1, 7)
    out = []
    for k in range(11):
        wide = (0.11 * np.sin(np.pi * (t * 0.88 + 0.08)))[None, :] * np.array([[-1.0], [0.0], [1.0]])
        arch = 0.5 * np.sin(t * 2.2) * rng.uniform(0.7, 1.0) - np.abs(wide) * 0.5
        v = np.stack(np.broadcast_arrays(wide, t * 0.6, arch), -1).reshape(-1, 3)
        frond = solid(
            v, quads(np.arange(21, dtype=np.int32).reshape(3, 7)), np.tile([0, -0.2, 1.0], (21, 1)), "#4f7030"
        )
        out.append(varied(smooth(frond), 0.35, 0.08, seed + k).turned(33 * k + rng.uniform(-9, 9)))
    return merge(out)


def fallen_log() -> list[Solid]:
    """A fallen trunk with a stump beside it."""
    body = tube(
        [(-1.5, 0, 0.2), (-0.5, 0.03, 0.22), (0.6, 0, 0.21), (1.6, -0.04, 0.2)], [0.24, 0.23, 0.21, 0.19], "#5d4a35", 16
    )
    stump = cylinder(0.3, 0.45, "#5d4a35", 18).moved(-2.3, 0.5)
    rings = [
        cylinder(0.26 - 0.07 * k, 0.004, ("#b8935c", "#a9834e", "#bf9a64")[k], 18).moved(-2.3, 0.5, 0.45 + 0.002 * k)
        for k in range(3)
    ]
    twigs = [tube([(x, 0, 0.3), (x + 0.2, -0.1, 0.6)], [0.05, 0.03], "#54412d", 7) for x in (-0.9, 0.8)]
    return [varied(s, 0.35, (0.5, 0.06, 0.06), 3) for s in (body, stump)] + rings + twigs
