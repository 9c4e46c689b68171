"""Hair styles as charts of the head: where each lock starts, where it ends, how far it stands off, how it hangs."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from onmodel.stage.actors.cloth import Points
from onmodel.stage.actors.fabric import linear, noise
from onmodel.stage.actors.locks import Tuft, merge, ribbons, sheet, strands_colour, tubes
from onmodel.stage.actors.skull import Skull, skull, slerp, unit
from onmodel.stage.spec import ActorLook


@dataclass(frozen=True)
class Style:
    """A hairdo. `chart`: locks run from the crown to the hairline, from a parting to a lower edge, or from the
    hairline back to a tie. Lengths in metres for a grown-up's head; `lift`: over the skull at start, middle and end.

    `strokes` locks round the head × `rows` along it, each `reach` of the way long · `hang`: how much falls free.
    """

    chart: str = "crown"
    lift: tuple[float, float, float] = (0.012, 0.016, 0.003)
    strokes: int = 64
    rows: int = 7
    reach: float = 0.34
    width: float = 0.016
    rough: float = 0.003
    parting: float = 0.0
    tie: float = 0.0
    edge: float = 74.0
    sweep: float = 0.0
    tied: bool = False
    hang: float = 0.0
    curl: float = 0.0


STYLES = {
    "cropped": Style(lift=(0.003, 0.003, 0.001), strokes=70, rows=9, reach=0.16, width=0.009, rough=0.001),
    "short": Style(lift=(0.016, 0.020, 0.004), parting=24.0, rough=0.005, sweep=0.06),
    "curly": Style(lift=(0.034, 0.036, 0.018), strokes=44, rows=10, rough=0.012, curl=0.011),
    "bob": Style("parting", (0.010, 0.018, 0.026), 84, 3, 1.0, 0.020, parting=14.0, hang=0.055),
    "long": Style("parting", (0.009, 0.015, 0.022), 88, 3, 1.0, 0.019, hang=0.36),
    "braids": Style("parting", (0.007, 0.011, 0.010), 70, 3, 1.0, 0.013, tied=True),
    "ponytail": Style("back", (0.005, 0.010, 0.012), 60, 3, 1.0, 0.014, tie=22.0, hang=0.34),
    "bun": Style("back", (0.005, 0.010, 0.012), 60, 3, 1.0, 0.014, tie=24.0),
}


@dataclass(frozen=True)
class Hair:
    """Hair of a look in the rest pose: what moves with the head, and strands (L, K, 3) that go on hanging."""

    tuft: Tuft
    strands: Points
    widths: Points
    colours: Points
    tie: Points | None = None


def lay(head: Skull, style: Style, u: Points, v: Points) -> Points:
    """Directions of the points v (…) along the locks u (…), both 0–1."""
    if style.chart == "parting":
        return _parted(head, style, u, v)
    azimuth = u * 360 - 180
    line = head.towards(azimuth, head.hairline(azimuth))
    if style.chart == "back":
        tie = np.broadcast_to(unit(np.array(180.0), np.array(style.tie)), line.shape)
        return slerp(line, slerp(tie, line, np.full(u.shape, 0.12)), v)
    crown = np.broadcast_to(unit(np.array(180.0 - style.parting * 2), np.array(62.0)), line.shape)
    return slerp(slerp(crown, line, np.full(u.shape, 0.03)), line, v)


def _parted(head: Skull, style: Style, u: Points, v: Points) -> Points:
    """From a parting down both sides; the front locks bend round the forehead instead of crossing it."""
    side, back = np.where(u < 0.5, 1.0, -1.0), np.where(u < 0.5, 2 * u, 2 * (1 - u))
    front = head.towards(np.array(style.parting), head.hairline(np.array(style.parting)) - 0.004 * head.size)
    ends = (180.0, -18.0) if style.tied else (180.0, 55.0)
    nape = unit(np.array(ends[0]), np.array(ends[1]))
    crown = unit(np.array(180.0), np.array(72.0))
    shape = (*u.shape, 3)
    way = np.clip(back / (1.0 if style.tied else 0.75), 0, 1)
    start = np.where(
        (way < 0.5)[..., None],
        slerp(np.broadcast_to(front, shape), np.broadcast_to(crown, shape), np.clip(2 * way, 0, 1)),
        slerp(np.broadcast_to(crown, shape), np.broadcast_to(nape, shape), np.clip(2 * way - 1, 0, 1)),
    ) + 0.025 * np.stack([side, 0 * side, 0 * side], -1)
    start /= np.linalg.norm(start, axis=-1, keepdims=True)
    if style.tied:
        end = head.towards(side * (124 + 8 * back), head.ear_low + (0.016 - 0.02 * back) * head.size)
        bend = head.towards(side * 76, np.full(u.shape, head.ear_top + 0.03 * head.size))
    else:
        azimuth = style.edge + (180 - style.edge) * back
        low = np.interp(azimuth, [70, 100, 180], [head.ear[2] - 0.006, head.ear_low, head.ear_low - 0.022 * head.size])
        end = head.towards(side * azimuth, low)
        bend = head.towards(side * 63, np.full(u.shape, head.brow + 0.062 * head.size))
    control = slerp(slerp(start, end, np.full(u.shape, 0.5)), bend, np.clip(1 - 1.6 * back, 0, 1) ** 0.7)
    return slerp(slerp(start, control, v), slerp(control, end, v), v)


def stand(style: Style, head: Skull, v: Points) -> Points:
    """How far the cap stands off the skull (metres) at v along the locks."""
    return np.interp(v, [0, 0.45, 1], style.lift) * head.size


def cap(head: Skull, style: Style, dye: Points) -> Tuft:
    """The closed under-layer of the hair, dark, thin at its edge."""
    u, v = np.meshgrid(np.linspace(0, 1, 96, endpoint=False), np.linspace(0, 1, 15))
    lift = stand(style, head, v) * 0.7
    free = {"crown": v, "back": 1 - v}.get(style.chart)
    if free is not None:
        lift = np.where(free > 0.93, 0.0005, lift)
    points = head.at(lay(head, style, u, v), lift).reshape(-1, 3)
    points += (points - head.centre) * (noise(points, 0.03, 3) * style.rough * 4)[:, None]
    tone = dye * (0.75 if style.chart == "back" else 0.55) * (1 + 0.15 * noise(points * [1, 1, 0.3], 0.012, 5))[:, None]
    faces = sheet(15, 96, closed=True)
    return Tuft(points, faces if style.chart != "back" else faces[:, ::-1], np.clip(tone, 0.003, 0.9))


def layers(head: Skull, style: Style, dye: Points, rng: np.random.Generator) -> list[Tuft]:
    """Short locks laid over the cap like shingles, from the hairline up."""
    tufts = []
    for row in range(style.rows):
        u = (np.arange(style.strokes) + rng.uniform(0, 1, style.strokes)) / style.strokes % 1
        first = row / style.rows * (1 - style.reach * 0.55) + rng.uniform(-0.02, 0.02, style.strokes)
        first = np.clip(first, 0, 1)
        t = np.linspace(0, 1, 7)[None]
        v = first[:, None] + style.reach * rng.uniform(0.85, 1.12, (style.strokes, 1)) * t
        sway = rng.normal(0, 0.006, (style.strokes, 1)) * t
        ahead = np.cos((u - 0.5) * 2 * np.pi)[:, None]  # 1 over the forehead
        sway = sway + style.sweep * np.clip(ahead, 0, 1) ** 2 * v**2
        v = np.minimum(v, 1.03 + 0.12 * np.clip(ahead - 0.6, 0, 1))
        tip = style.rough * rng.uniform(0.2, 1.4, (style.strokes, 1)) * t**2 + 0.001
        over = stand(style, head, np.clip(v, 0, 1)) + tip * head.size
        paths = head.at(lay(head, style, (u[:, None] + sway) % 1, v), np.where(v > 1, np.minimum(over, 0.006), over))
        width = (
            style.width
            * head.size
            * rng.uniform(0.7, 1.2, (style.strokes, 1))
            * np.interp(t, [0, 0.3, 0.75, 1], [0.7, 1, 0.75, 0.08])
        )
        out = paths - head.centre
        out /= np.linalg.norm(out, axis=2, keepdims=True)
        tufts.append(ribbons(paths, out, width, 0.22, strands_colour(dye, style.strokes, 7, rng)))
    return tufts


def curls(head: Skull, style: Style, dye: Points, rng: np.random.Generator) -> list[Tuft]:
    """Ringlets standing off the whole scalp."""
    count, length = style.strokes * style.rows, 13
    v = np.sqrt(rng.uniform(0.0, 0.93, count))
    root = lay(head, style, rng.uniform(0, 1, count), v)
    out = root + rng.normal(0, 0.25, root.shape)
    out /= np.linalg.norm(out, axis=1, keepdims=True)
    down = np.cross(np.cross(out, [0.0, 0.0, -1.0]), out)
    down /= np.maximum(np.linalg.norm(down, axis=1, keepdims=True), 1e-3)
    side = np.cross(out, down)
    t = np.linspace(0, 1, length)[None, :, None]
    rise, size = stand(style, head, v)[:, None, None], style.curl * head.size * rng.uniform(0.6, 1.2, (count, 1, 1))
    turn = 2 * np.pi * (1.9 * t + rng.uniform(0, 1, (count, 1, 1)))
    axis = head.at(root)[:, None] + out[:, None] * rise * (0.25 + 0.75 * t) + down[:, None] * 0.022 * t**2
    paths = axis + size * (side[:, None] * np.cos(turn) + (0.8 * down + 0.4 * out)[:, None] * np.sin(turn))
    radius = 0.0042 * head.size * np.interp(t[..., 0], [0, 0.2, 0.8, 1], [0.8, 1, 0.9, 0.2]) * np.ones((count, 1))
    return [tubes(paths, radius, strands_colour(dye, count, length, rng), 3)]


def hanging(head: Skull, style: Style, dye: Points, rng: np.random.Generator) -> tuple[Points, Points, Points]:
    """Long locks over the whole head in three layers: paths (L, 9, 3), widths (L, 1), colours (L, 22, 3)."""
    count = style.strokes * style.rows
    u = (np.arange(count) / style.strokes + rng.uniform(0, 0.6 / style.strokes, count)) % 1
    layer = np.repeat(np.arange(style.rows), style.strokes)
    v = np.linspace(0, 1, 9)[None] * np.ones((count, 1))
    v = v * (1 - 0.22 * layer[:, None]) + 0.22 * layer[:, None]
    sway = rng.normal(0, 0.004, (count, 1)) * np.sin(v * 5)
    over = stand(style, head, v) + 0.004 * (style.rows - 1 - layer)[:, None] * v * head.size
    widths = style.width * head.size * rng.uniform(0.75, 1.2, (count, 1))
    return (
        head.at(lay(head, style, np.clip(u[:, None] + sway, 0.001, 0.999), v), over),
        widths,
        strands_colour(dye, count, 22, rng),
    )


@lru_cache(maxsize=64)
def hairdo(look: ActorLook) -> Hair:
    """Grow the hair of a look in the rest pose; raises KeyError for "bald", which has none."""
    style, head, dye = STYLES[look.hair_style], skull(look), linear(look.hair)
    rng = np.random.default_rng(len(look.hair_style))
    tufts, none = [cap(head, style, dye)], np.zeros((0, 9, 3))
    strands, widths, colours = none, none[:, :1, 0], none[:, :, :]
    if style.curl:
        tufts += curls(head, style, dye, rng)
    elif style.hang and style.chart == "parting":
        strands, widths, colours = hanging(head, style, dye, rng)
    else:
        tufts += layers(head, style, dye, rng)
    tie = head.at(unit(np.array(180.0), np.array(style.tie)), 0.012 * head.size) if style.chart == "back" else None
    return Hair(merge(tufts), strands, widths, colours, tie)
