"""Parallax: a camera moves before a still of which nothing is known but the picture and who is in it.

The still becomes layers: a plate with the scenery painted on behind the people, and each person, cut out. How far a
layer is follows from where it stands on the ground; near layers move more than far ones. Nothing is stretched between
layers, so no rubber edges show; what a layer uncovers is the plate.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.fountain.vocabulary import Move
from onmodel.stage.life import wander
from onmodel.stage.mesh import Floats
from onmodel.stage.moves import Order, eased

Picture = NDArray[np.uint8]
Mask = NDArray[np.bool_]
HORIZON = 0.42  # of the height, where nobody says where it is: a little above the middle, as pictures are framed
FAR, NEAR = 0.22, 1.0  # inverse depths: of the horizon and what is above it, of the picture's lower edge
TRACED_AT, UNSURE = 480, 0.02  # pixels across, at which outlines are traced; share of them that a mask may be off
LEFT, AROUND = 0.1, 0.012  # of a person, and the share of the width around them, that the scenery must not keep
BULGE = 0.06  # by which the middle of a person is nearer than their outline
SIZES: dict[Move, float] = {  # of 3 s at speed 1: push-ins in depths of the nearest layer, others of the width
    Move.STATIC: 0.0, Move.PUSH_IN: 0.15, Move.PULL_OUT: 0.15, Move.DOLLY: 0.045, Move.CRANE: 0.045,
    Move.PAN: 0.05, Move.TILT: 0.04, Move.HANDHELD: 0.006,
}  # fmt: skip
HAND = ((0.5, 1.0), (0.45, 0.9), (0.4, 0.5), (1.9, 0.12), (1.7, 0.12))  # hertz and share: x, y, roll, tremors
STARTS_LATE = "A still has nothing beyond its edges: the pull-out begins inside the frame and ends on all of it"


@dataclass(frozen=True)
class Layer:
    """A sheet before the camera: `colour` (H, W, 3) 0–255, `alpha` (H, W) 0–1, `near` (H, W) inverse depth."""

    colour: Floats
    alpha: Floats
    near: Floats


@dataclass(frozen=True)
class View:
    """A virtual camera: moved right, down and forward (in depths of the nearest layer, shares of the width), turned
    right and down (shares of the width), enlarged, rolled (degrees)."""

    right: float = 0.0
    down: float = 0.0
    forward: float = 0.0
    pan: float = 0.0
    tilt: float = 0.0
    zoom: float = 1.0
    roll: float = 0.0


def layers(picture: Picture, people: Sequence[Mask]) -> list[Layer]:
    """The plate first, then each person, the farthest first."""
    ground = _ground(picture.shape[:2])
    masks = [traced(picture, mask) for mask in people if mask.any()]
    placed = sorted(((_standing(mask, ground), mask) for mask in masks), key=lambda p: p[0])
    figures = [_person(picture, mask, near) for near, mask in placed]
    everybody = np.zeros(picture.shape[:2], bool)
    for mask, figure in zip((m for _, m in placed), figures, strict=True):
        everybody |= mask | (figure.alpha > LEFT)
    return [Layer(_plate(picture, everybody), np.ones(ground.shape, np.float32), ground), *figures]


def traced(picture: Picture, mask: Mask) -> Mask:
    """A person's mask drawn to the edges of what it roughly covers: a hat's brim, a sleeve (GrabCut: Rother, Kolmogorov
    and Blake 2004, on a small picture); the mask itself where that finds somebody else."""
    height, width = mask.shape
    scale = min(1.0, TRACED_AT / width)
    size = max(8, round(width * scale)), max(8, round(height * scale))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    rough = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
    box = np.ones((2 * max(2, round(UNSURE * size[0])) + 1,) * 2, np.uint8)
    inside, outside = cv2.erode(rough, box), cv2.dilate(rough, box)
    if not inside.any() or outside.all():
        return mask
    told = np.where(rough > 0, cv2.GC_PR_FGD, cv2.GC_PR_BGD).astype(np.uint8)
    told[inside > 0], told[outside == 0] = cv2.GC_FGD, cv2.GC_BGD
    cv2.setRNGSeed(0)
    cv2.grabCut(small, told, (0, 0, 1, 1), np.zeros((1, 65)), np.zeros((1, 65)), 3, cv2.GC_INIT_WITH_MASK)
    found = cv2.medianBlur(np.isin(told, (cv2.GC_FGD, cv2.GC_PR_FGD)).astype(np.uint8), 3)
    if not 0.7 < found.sum() / rough.sum() < 1.5:
        return mask
    whole = cv2.resize(found.astype(np.float32), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(whole > 0.5)


def _ground(shape: tuple[int, ...]) -> Floats:
    """Inverse depths (H, W) of a floor that rises to a horizon and of what stands on it far away."""
    rows = (np.arange(shape[0]) + 0.5) / shape[0]
    near = FAR + (NEAR - FAR) * np.clip((rows - HORIZON) / (1 - HORIZON), 0, 1) ** 1.3
    return np.repeat(near[:, None], shape[1], axis=1).astype(np.float32)


def _standing(mask: Mask, ground: Floats) -> float:
    """How near a person is: as near as the ground below their feet; cut by the lower edge, nearer than that."""
    rows = np.nonzero(mask.any(axis=1))[0]
    foot = int(rows[-1])
    share = float(mask.sum() / mask.size)
    if foot >= mask.shape[0] - 2:
        return float(np.clip(0.75 + share, 0.75, NEAR))
    return max(float(ground[foot, 0]), FAR + 0.1)


def _plate(picture: Picture, people: Mask) -> Floats:
    """The scenery with what people hide painted on from around them, at a quarter of the work of the whole size."""
    if not people.any():
        return picture.astype(np.float32)
    height, width = people.shape
    reach = max(3, round(AROUND * width)) | 1
    hole = np.asarray(cv2.dilate(people.astype(np.uint8), np.ones((reach, reach), np.uint8)), np.uint8)
    size = (max(8, width // 3), max(8, height // 3))
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    gap = (cv2.resize(hole, size, interpolation=cv2.INTER_LINEAR) > 0).astype(np.uint8)
    painted = cv2.resize(_painted(np.asarray(small, np.uint8), gap), (width, height), interpolation=cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(hole.astype(np.float32), (0, 0), reach / 4)[..., None] * hole[..., None]
    grain = np.random.default_rng(0).normal(0, _grain(picture, hole), picture.shape[:2])[..., None]
    soft = np.maximum(soft, people[..., None])
    return np.asarray(np.clip(picture * (1 - soft) + (painted + grain) * soft, 0, 255), np.float32)


def _painted(picture: Picture, gap: NDArray[np.uint8]) -> Floats:
    """A picture (H, W, 3) with a gap painted on along each row from what is beside it, the nearer side counting most:
    horizons, walls and floors go on behind people. Rows without anything beside are painted from around."""
    known, width = gap == 0, gap.shape[1]
    share = cv2.blur(known.astype(np.float32), (5, 1))
    beside = cv2.blur(picture * known[..., None].astype(np.float32), (5, 1)) / np.maximum(share, 1e-3)[..., None]
    across = np.broadcast_to(np.arange(width), gap.shape)
    left = np.maximum.accumulate(np.where(known, across, -1), axis=1)
    right = np.minimum.accumulate(np.where(known, across, width)[:, ::-1], axis=1)[:, ::-1]
    rows = np.arange(len(gap))[:, None]
    near = [np.where(left >= 0, (right - across) ** 3.0, 0), np.where(right < width, (across - left) ** 3.0, 0)]
    ends = [beside[rows, np.clip(left, 0, None)], beside[rows, np.clip(right, None, width - 1)]]
    total = near[0] + near[1]
    row = sum(w[..., None] * end for w, end in zip(near, ends, strict=True)) / np.maximum(total, 1e-6)[..., None]
    around = cv2.inpaint(picture, gap, 5, cv2.INPAINT_TELEA).astype(np.float32)
    filled = cv2.GaussianBlur(np.where((total > 0)[..., None], row, around).astype(np.float32), (1, 5), 0)
    return np.asarray(np.where(known[..., None], picture, filled), np.float32)


def _grain(picture: Picture, hole: NDArray[np.uint8]) -> float:
    """How much the scenery's own fine texture varies: paint without any looks smeared."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    fine = np.abs(grey - cv2.GaussianBlur(grey, (0, 0), 1.5))
    return float(min(np.median(fine[hole == 0]) if (hole == 0).any() else 0.0, 6.0))


def _person(picture: Picture, mask: Mask, near: float) -> Layer:
    """A person cut out: a soft outline along the edges, colours of the inside carried over it, a round body."""
    sharp = mask.astype(np.float32)
    alpha = np.clip((_guided(picture.mean(axis=2) / 255.0, sharp) - 0.15) / 0.7, 0, 1)
    inside = cv2.erode(sharp, np.ones((5, 5), np.uint8))
    spread = cv2.GaussianBlur(inside, (0, 0), 4.0)
    carried = cv2.GaussianBlur(picture * inside[..., None], (0, 0), 4.0) / np.maximum(spread, 1e-3)[..., None]
    keep = cv2.GaussianBlur(inside, (0, 0), 1.2)[..., None]
    colour = np.where(spread[..., None] > 0.01, picture * keep + carried * (1 - keep), picture)
    away = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 5)
    round_ = cv2.GaussianBlur(np.sqrt(np.clip(away / max(float(away.max()), 1.0), 0, 1)), (0, 0), 0.02 * mask.shape[1])
    return Layer(
        np.asarray(colour, np.float32),
        np.asarray(alpha, np.float32),
        np.asarray(near * (1 - BULGE + BULGE * round_), np.float32),
    )


def _guided(guide: NDArray[np.floating], field: Floats, radius: int = 6, eps: float = 2e-3) -> Floats:
    """A field (H, W) smoothed along the edges of a guide (He, Sun and Tang 2010)."""
    size = (2 * radius + 1, 2 * radius + 1)
    g = guide.astype(np.float32)
    mean_g, mean_f = cv2.blur(g, size), cv2.blur(field, size)
    a = (cv2.blur(g * field, size) - mean_g * mean_f) / (cv2.blur(g * g, size) - mean_g**2 + eps)
    b = mean_f - a * mean_g
    return np.asarray(cv2.blur(a, size) * g + cv2.blur(b, size), np.float32)


def views(order: Order) -> list[View]:
    """The virtual camera of each frame: at rest on the whole still, then eased away; a pull-out comes to rest on it."""
    rng = np.random.default_rng((order.seed, 12))
    seconds = (order.frames - 1) / order.rate
    size = SIZES[order.move] * min(order.speed * seconds / 3.0, 2.0) * float(rng.uniform(0.8, 1.2))
    ease, side = eased(rng), 1.0 if rng.uniform() < 0.5 else -1.0
    if order.move is Move.STATIC or not size:
        return [View()] * order.frames
    shoulder = [wander(rng, hertz, amount) for hertz, amount in HAND]
    made = []
    for u in np.arange(order.frames) / max(order.frames - 1, 1):
        way = size * ease(float(u))
        if order.move is Move.HANDHELD:
            x, y, roll, qx, qy = (size * hand(float(u) * seconds) for hand in shoulder)
            made.append(View(0.5 * x, 0.5 * y, pan=0.6 * x + qx, tilt=0.6 * y + qy, roll=18 * roll))
        else:
            made.append(_moved(order.move, size - way if order.move is Move.PULL_OUT else way, side))
    return made


def _moved(move: Move, way: float, side: float) -> View:
    match move:
        case Move.PUSH_IN | Move.PULL_OUT:
            return View(forward=way)
        case Move.DOLLY:
            return View(right=side * way, pan=-0.5 * side * way)
        case Move.CRANE:
            return View(down=-way, tilt=0.5 * way)
        case Move.PAN:
            return View(pan=side * way)
        case _:
            return View(tilt=side * way)


def shown(still: Sequence[Layer], view: View) -> Picture:
    """The picture (H, W, 3) of the layers from a view; the frame is enlarged until no edge of the still is in it."""
    height, width = still[0].near.shape
    zoom = _needed(still[0].near, view)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    out = np.zeros((height, width, 3), np.float32)
    for layer in still:
        x, y = _source(layer.near, view, zoom, columns, rows)
        colour = cv2.remap(layer.colour, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)
        alpha = cv2.remap(layer.alpha, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)[..., None]
        out = np.asarray(out * (1 - alpha) + colour * alpha, np.float32)
    return np.asarray(np.clip(np.rint(out), 0, 255), np.uint8)


def _source(near: Floats, view: View, zoom: float, columns: Floats, rows: Floats) -> tuple[Floats, Floats]:
    """Where in the still each pixel of the frame comes from: a fixed point, since depth is known there and not here."""
    height, width = near.shape
    c, s = np.cos(np.radians(view.roll)), np.sin(np.radians(view.roll))
    x0, y0 = columns - (width - 1) / 2, rows - (height - 1) / 2
    a, b = (c * x0 - s * y0) / zoom + view.pan * width, (s * x0 + c * y0) / zoom + view.tilt * width
    x, y = a, b
    for _ in range(3):
        depth = cv2.remap(near, (x + (width - 1) / 2).astype(np.float32), (y + (height - 1) / 2).astype(np.float32),
                          cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)  # fmt: skip
        scale = 1 - view.forward * depth
        x, y = a * scale + view.right * width * depth, b * scale + view.down * width * depth
    return np.asarray(x + (width - 1) / 2, np.float32), np.asarray(y + (height - 1) / 2, np.float32)


def _needed(near: Floats, view: View) -> float:
    """The enlargement at which the frame's outline lies inside the still."""
    if view == View():
        return 1.0
    height, width = near.shape
    along, down = np.linspace(0, width - 1, 33), np.linspace(0, height - 1, 19)
    x = np.concatenate([along, along, np.zeros(19), np.full(19, width - 1)]).astype(np.float32)[None]
    y = np.concatenate([np.zeros(33), np.full(33, height - 1), down, down]).astype(np.float32)[None]
    zoom = 1.0
    for _ in range(6):
        u, v = _source(near, view, zoom, x, y)
        reach = max(
            float(np.abs(u - (width - 1) / 2).max() / ((width - 1) / 2)),
            float(np.abs(v - (height - 1) / 2).max() / ((height - 1) / 2)),
        )
        zoom *= max(reach, 1.0)
    return zoom


def frames(picture: Picture, people: Sequence[Mask], order: Order) -> Iterator[Picture]:
    """Every frame of a move before a still (H, W, 3) uint8 sRGB with the masks (H, W) of its people."""
    still, last, drawn = layers(picture, people), None, None
    for view in views(order):
        if view != last or drawn is None:
            drawn = picture.copy() if view == View() else shown(still, view)
            last = view
        yield drawn
