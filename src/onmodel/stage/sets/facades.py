"""House fronts for the street: brick or plaster with windows, doors, shop fronts; clay houses for the old town."""

from dataclasses import replace

import numpy as np

from onmodel.stage.sets.finish import CLOTH, GLOSS, MATTE, VARNISH, WOOD, blend, glow, varied
from onmodel.stage.sets.furniture import plank
from onmodel.stage.sets.panels import BRICK, Opening, plaster, tiles
from onmodel.stage.sets.shell import door
from onmodel.stage.sets.solids import Solid, box, sheet, tube

STUCCO = ("#b9a98c", "#a89a86", "#c2b49a", "#8f9490", "#b08f74")
CLAY = ("#c0a178", "#b39367", "#cbb088", "#a98b62")
LIT, SHOP = glow("window", (0.95, 0.55, 0.22)), glow("shop", (0.85, 0.56, 0.27))


def front(width: float, storeys: int, seed: int, lit: float, detail: bool = True) -> list[Solid]:
    """A town house front in a wall's frame (facing −y), with a shop below; `lit` is the share of lit windows."""
    rng = np.random.default_rng(seed)
    height, columns = 3.6 + 3.0 * storeys, max(2, round(width / 2.6))
    xs = (np.arange(columns) - (columns - 1) / 2) * width / columns
    upper = [Opening(x - 0.5, x + 0.5, 4.3 + 3 * k, 6.1 + 3 * k) for k in range(storeys) for x in xs]
    shop = Opening(-width * 0.36, width * 0.12, 0.55, 2.75)
    entry = Opening(width * 0.24, width * 0.24 + 1.1, 0.0, 2.4)
    holes = [*upper, shop, entry]
    if seed % 2 == 0 and detail:
        wall = tiles(width, height, replace(BRICK, width=0.42, height=0.125, gap=0.016), holes, seed)
    else:
        wall = plaster(width, height, STUCCO[seed % 5], holes, seed, cell=0.35 if detail else 1.2)
    out = [wall, box((width, 0.1, height), "#54504a", 0).moved(y=0.5)]
    for o in upper:
        out += _sash(o, rng.random() < lit, "#d9d3c4" if seed % 3 else "#3f4a44")
    out += [
        box((width, 0.16, 0.28), "#8d8474", 0.03).moved(0, -0.07, 3.35),
        box((width, 0.34, 0.35), "#857c6d", 0.05).moved(0, -0.14, height - 0.3),
    ]
    out += _shop(shop, lit > 0, seed) + [
        s.moved(y=0.1) for s in door(entry, ("#4a2f22", "#2f4a3f", "#27364a")[seed % 3])
    ]
    out.append(box((1.5, 0.35, 0.16), "#7d766a", 0.02).moved((entry.x0 + entry.x1) / 2, -0.17))
    return out


def _sash(o: Opening, lit: bool, colour: str) -> list[Solid]:
    w, h, cx = o.x1 - o.x0, o.z1 - o.z0, (o.x0 + o.x1) / 2
    pane = box((w, 0.02, h), "#2a333b", 0).moved(cx, 0.12, o.z0)
    out = [pane.finished(LIT if lit else GLOSS)]
    out += [box((0.07, 0.05, h), colour, 0).moved(x, 0.09, o.z0) for x in (o.x0 + 0.03, cx, o.x1 - 0.03)]
    out += [box((w, 0.05, 0.07), colour, 0).moved(cx, 0.09, z) for z in (o.z0, o.z0 + h / 2, o.z1 - 0.07)]
    return [
        *out,
        box((w + 0.3, 0.2, 0.09), "#958c7c", 0.02).moved(cx, -0.06, o.z0 - 0.09),
        box((w + 0.3, 0.1, 0.2), "#958c7c", 0.02).moved(cx, -0.03, o.z1),
    ]


def _shop(o: Opening, lit: bool, seed: int) -> list[Solid]:
    """A shop window under a striped awning."""
    w, cx = o.x1 - o.x0, (o.x0 + o.x1) / 2
    frame = ("#2f4638", "#5a2a24", "#2a3a52")[seed % 3]
    out = [box((w, 0.02, o.z1 - o.z0), "#39424a", 0).moved(cx, 0.2, o.z0).finished(SHOP if lit else GLOSS)]
    out += [box((0.1, 0.14, o.z1 - o.z0 + 0.1), frame, 0.01).moved(x, 0.06, o.z0) for x in np.linspace(o.x0, o.x1, 4)]
    out += [
        box((w + 0.2, 0.16, d), frame, 0.01).moved(cx, 0.02, z)
        for z, d in ((o.z0 - 0.5, 0.5), (o.z1, 0.42), (o.z0 + 1.5, 0.08))
    ]
    xs, ys = np.linspace(-w / 2 - 0.1, w / 2 + 0.1, 41), np.linspace(-1.2, 0, 4)
    stripe = np.repeat((np.arange(41) // 4 % 2)[:, None], 4, 1).astype(float)
    dye = ("#8f2f2a", "#2f5a4d", "#c08a35")[seed % 3]
    awning = sheet(xs, ys, (2.95 + 0.42 * ys)[None, :], blend(dye, "#e2d8c0", stripe)).moved(x=cx)
    goods = [
        box((0.3, 0.2, 0.4), c, 0.03).moved(x, 0.1, o.z0)
        for x, c in zip(np.linspace(o.x0 + 0.4, o.x1 - 0.4, 5), STUCCO, strict=True)
    ]
    return [*(s.finished(VARNISH) for s in out[1:]), out[0], awning.finished(CLOTH), *goods]


def clay_house(width: float, height: float, seed: int, lit: bool) -> list[Solid]:
    """A flat-roofed clay house in a wall's frame (facing −y), with beam ends, a plank door and small windows."""
    entry = Opening(width * 0.12, width * 0.12 + 1.0, 0.0, 1.95)
    holes = [Opening(x - 0.35, x + 0.35, 1.35, 2.15) for x in (-width * 0.3, -width * 0.05)]
    wall = varied(plaster(width, height, CLAY[seed % 4], [*holes, entry], seed, cell=0.4), 0.16, 0.5, seed)
    out = [wall, box((width, 0.1, height), "#6f5a3e", 0).moved(y=0.5)]
    out += [box((width + 0.1, 0.5, 0.16), CLAY[(seed + 1) % 4], 0.05).moved(0, 0.18, height - 0.05)]
    out += [
        tube([(x, 0.3, height - 0.35), (x, -0.4, height - 0.38)], 0.07, "#5f452b", 8).finished(WOOD)
        for x in np.arange(-width / 2 + 0.5, width / 2, 0.85)
    ]
    for o in holes:
        out.append(
            box((0.7, 0.02, 0.8), "#1d1611", 0)
            .moved((o.x0 + o.x1) / 2, 0.2, o.z0)
            .finished(LIT if lit and seed % 3 else MATTE)
        )
        out += [
            box((0.05, 0.05, 0.8), "#5f452b", 0.01).moved(x, 0.08, o.z0).finished(WOOD)
            for x in np.linspace(o.x0, o.x1, 5)
        ]
        out.append(plank((0.95, 0.12, 0.1), "#5f452b", seed).moved((o.x0 + o.x1) / 2, -0.02, o.z1))
    leaf = [plank((0.245, 0.05, 1.95), "#6a4a2c", k).moved(entry.x0 + 0.125 + 0.25 * k, 0.1) for k in range(4)]
    return [*out, *leaf, plank((1.3, 0.14, 0.16), "#5f452b", 3).moved((entry.x0 + entry.x1) / 2, -0.02, 1.95)]
