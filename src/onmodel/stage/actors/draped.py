"""Cloth that hangs from the waist: skirts, robes and coat tails as a net that gravity and the legs shape in each pose.

The net is a grid of rows (down) × columns (round the body). It starts where blended bone weights put it, then a few
rounds of position-based dynamics (Müller et al. 2007, "Position Based Dynamics") keep its threads' lengths and push
it out of the legs.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.spatial import ConvexHull, cKDTree

from onmodel.stage.actors.anatomy import SKIN_END, anatomy
from onmodel.stage.actors.body import Body
from onmodel.stage.actors.cloth import Points, normals, skin
from onmodel.stage.actors.fabric import noise
from onmodel.stage.actors.locks import Tuft, sheet
from onmodel.stage.actors.tailor import Dummy

COLUMNS, ROWS, ROUNDS, PINNED = 72, 24, 45, 2
LEG = ("upperleg01", "lowerleg01", "foot")


@dataclass(frozen=True)
class Net:
    """A hanging net in the rest pose: points (ROWS, COLUMNS, 3), weights (ROWS · COLUMNS, bones), colours like points.

    `closed`: the last column meets the first · legs (3,): radius of hip, knee and ankle that it must clear, and `room`
    what it keeps off the skin; metres · under (ROWS · COLUMNS,): what outer garments cover, which is left out.
    """

    points: Points
    weights: sparse.csr_array
    colours: Points
    closed: bool
    legs: Points
    room: float
    under: NDArray[np.bool_] | None = None


@dataclass(frozen=True)
class Hang:
    """How a garment hangs: rest heights `top` and `bottom`, `ease` off the hips and `flare` per metre of fall (metres),
    `pleat` depth of its folds at the hem, `span` the degrees it covers, 0 ahead (more than a turn: buttoned over),
    `room` what it keeps off the skin.
    """

    top: float
    bottom: float
    ease: float
    flare: float
    pleat: float = 0.012
    span: tuple[float, float] = (0.0, 360.0)
    room: float = 0.014


def make_net(dummy: Dummy, how: Hang, dye: Points) -> Net:
    """Lay a net round the hips of a rest-pose body."""
    closed = how.span == (0.0, 360.0)
    angles = np.linspace(*how.span, COLUMNS, endpoint=not closed)
    ray = np.stack([np.sin(np.radians(angles)), -np.cos(np.radians(angles))], 1)
    heights = np.linspace(how.top, how.bottom, ROWS)
    trunk = dummy.at.sleeve < 0.02
    centre = dummy.points[trunk & (np.abs(dummy.at.z - how.top) < 0.03), :2].mean(0) * [0, 1]
    radius, rows = np.zeros(COLUMNS), []
    for z in heights:
        slab = dummy.points[trunk & (np.abs(dummy.at.z - z) < 0.025 * dummy.at.unit), :2] - centre
        radius = np.maximum(radius, _reach(slab, ray) if len(slab) > 3 else 0)
        fallen = (how.top - z) / max(how.top - how.bottom, 1e-6)
        fold = how.pleat * fallen * np.cos(np.radians(angles) * 11 + 1.5 * np.sin(np.radians(angles) * 3))
        lap = (
            np.linspace(0, 0.008, COLUMNS) if how.span[1] - how.span[0] > 360 else 0.0
        )  # the left side buttons over the right
        out = radius + how.ease + how.flare * max(how.top - z - 0.06, 0) + fold + lap
        rows.append(np.c_[centre + ray * out[:, None], np.full(COLUMNS, z)])
    points = np.stack(rows)
    tone = 1 + 0.06 * noise(points.reshape(-1, 3) * [1, 1, 0.3], 0.12, 4)
    colours = np.clip(dye * tone[:, None], 0, 1).reshape(points.shape)
    legs = np.array([0.090, 0.074, 0.052]) * dummy.at.unit * _girth(dummy) + 0.002 + how.room
    return Net(points, _weights(dummy, points), colours, closed, legs, how.room)


def _reach(slab: Points, ray: Points) -> Points:
    """Distance (C,) from the origin to the convex hull of `slab` (N, 2) along unit rays (C, 2)."""
    planes = ConvexHull(slab).equations
    facing = planes[:, :2] @ ray.T
    distance = np.where(facing > 1e-6, -planes[:, 2:] / np.maximum(facing, 1e-6), np.inf)
    reach: Points = np.maximum(distance.min(0), 0.02)
    return reach


def _girth(dummy: Dummy) -> float:
    """Thickness of the thighs, 1 for the average adult."""
    hip, knee = dummy.bones["upperleg01.L"], dummy.bones["lowerleg01.L"]
    middle = 0.4 * hip + 0.6 * knee
    near = (np.abs(dummy.at.z - middle[2]) < 0.03) & (dummy.at.x > 0) & (dummy.at.sleeve < 0.02)
    return float(np.linalg.norm(dummy.points[near, :2] - middle[:2], axis=1).mean() / 0.088 / dummy.at.unit)


def _weights(dummy: Dummy, points: Points) -> sparse.csr_array:
    """Bones that a net follows at first: the pelvis at its top, the nearer leg below, both legs in the middle."""
    flat, m = points.reshape(-1, 3), dummy.marks
    across = flat[:, 0] / np.abs(flat[:, 0]).max()
    left = np.clip(0.5 + 1.3 * across, 0, 1)
    left = left * left * (3 - 2 * left)
    thigh = np.clip((m["hip"] + 0.04 - flat[:, 2]) / 0.16, 0, 1)
    shin = np.clip((m["knee"] + 0.05 - flat[:, 2]) / 0.1, 0, 1) * 0.75
    table = np.zeros((len(flat), len(anatomy().bone_names)))
    bone = anatomy().bone
    table[:, bone("spine05")] = 1 - thigh
    for side, share in (("L", left), ("R", 1 - left)):
        table[:, bone(f"upperleg01.{side}")] = thigh * share * (1 - shin)
        table[:, bone(f"lowerleg01.{side}")] = thigh * share * shin
    return sparse.csr_array(table)


def drape(net: Net, body: Body) -> Points:
    """The net's points (ROWS, COLUMNS, 3) in the world, hanging round the posed legs."""
    shape = net.points.shape
    p = skin(net.points.reshape(-1, 3), net.weights, body.bones.astype(float)).reshape(shape)
    warp = np.linalg.norm(np.diff(net.points, axis=0), axis=2)
    wrapped = np.concatenate([net.points, net.points[:, :1]], 1)
    weft = np.linalg.norm(np.diff(wrapped, axis=1), axis=2)
    if not net.closed:
        weft[:, -1] = np.inf
    floor = float(body.vertices[:, 2].min()) + 0.004
    capsules = _capsules(net, body)
    fixed, skin_tree = p[:PINNED].copy(), _lower_skin(body)
    for k in range(ROUNDS):
        p[PINNED:, :, 2] -= 0.011 * (1 - k / ROUNDS)
        for _ in range(2):
            _keep_lengths(p, warp, weft)
        for capsule in capsules:
            _push_out(p[PINNED:], *capsule)
        if k % 8 == ROUNDS % 8 or k == ROUNDS - 1:
            _off_skin(p[PINNED:], *skin_tree, room=net.room)
        p[:, :, 2] = np.maximum(p[:, :, 2], floor)
        p[:PINNED] = fixed
    p = _smoothed(p, net.closed)
    for capsule in capsules:
        _push_out(p[PINNED:], *capsule)
    return p


def _capsules(net: Net, body: Body) -> list[tuple[Points, Points, float, float]]:
    """Segments and end radii of pelvis and legs in the world."""
    joint = {k: np.asarray(v, float) for k, v in body.joints.items()}
    found = [(joint["upperleg01.L"], joint["upperleg01.R"], float(net.legs[0]), float(net.legs[0]))]
    for side in "LR":
        hip, knee, ankle = (joint[f"{name}.{side}"] for name in LEG)
        found.append((hip, knee, float(net.legs[0]), float(net.legs[1])))
        found.append((knee, ankle, float(net.legs[1]), float(net.legs[2])))
        found.append((ankle, joint[f"toe3-2.{side}"], float(net.legs[2]), 0.04))
    return found


def _lower_skin(body: Body) -> tuple[cKDTree, Points, Points]:
    """Search tree, points and normals of the skin from waist to feet."""
    r = body.regions
    used = np.flatnonzero((r["legs"] + r["torso"] + r["feet"])[:SKIN_END] > 0.5)
    points = body.vertices[used].astype(float)
    return cKDTree(points), points, body.normals[used].astype(float)


def _off_skin(p: Points, tree: cKDTree, points: Points, out: Points, *, room: float) -> None:
    """Move points of p (…, 3) that are nearer than `room` metres to the skin, or just inside it, out."""
    near, who = tree.query(p.reshape(-1, 3), k=3)
    height = ((p.reshape(-1, 1, 3) - points[who]) * out[who]).sum(2).mean(1)
    way = out[who].mean(1)
    push = np.where((near[:, 0] < 0.07) & (height > -0.06), np.maximum(room - height, 0), 0)
    p += (way * push[:, None]).reshape(p.shape)


def _push_out(p: Points, a: Points, b: Points, ra: float, rb: float) -> None:
    """Move points of p (…, 3) that are inside a tapered capsule to its surface."""
    axis = b - a
    t = np.clip((p - a) @ axis / (axis @ axis), 0, 1)
    away = p - (a + t[..., None] * axis)
    distance = np.linalg.norm(away, axis=-1)
    depth = np.maximum(ra + (rb - ra) * t - distance, 0)
    p += away * (depth / np.maximum(distance, 1e-6))[..., None]


def _keep_lengths(p: Points, warp: Points, weft: Points) -> None:
    """Bring neighbours back to their threads' lengths: down the net at once, round it only where overstretched."""
    for first in (0, 1):
        a, b = p[first:-1:2], p[first + 1 :: 2]
        gap = b - a
        length = np.linalg.norm(gap, axis=2)
        move = gap * (0.5 * (1 - warp[first::2] / np.maximum(length, 1e-6)))[..., None]
        a += move
        b -= move
    columns = p.shape[1]
    for first in (0, 1):
        i = np.arange(first, columns, 2)
        j = (i + 1) % columns
        gap = p[:, j] - p[:, i]
        length = np.linalg.norm(gap, axis=2)
        ratio = weft[:, i] / np.maximum(length, 1e-6)
        slack = np.where(ratio < 0.87, 1 - ratio / 0.87, np.where(ratio > 2.5, 0.2 * (1 - np.minimum(ratio, 4)), 0))
        move = gap * (0.5 * np.where(np.isfinite(ratio), slack, 0))[..., None]
        p[:, i] += move
        p[:, j] -= move


def _smoothed(p: Points, closed: bool) -> Points:
    for _ in range(2):
        side = 0.5 * (np.roll(p, 1, 1) + np.roll(p, -1, 1))
        if not closed:
            side[:, [0, -1]] = p[:, [0, -1]]
        p = 0.7 * p + 0.3 * side
        p[1:-1] = 0.6 * p[1:-1] + 0.2 * (p[:-2] + p[2:])
    return p


def net_mesh(net: Net, posed: Points, thickness: float = 0.004) -> Tuft:
    """The net as cloth with two sides joined at its hem; the lining is darker."""
    rows, columns = posed.shape[:2]
    outer = sheet(rows, columns, net.closed)
    if net.under is not None:
        outer = outer[~net.under[outer].all(1)]
    flat = posed.reshape(-1, 3)
    out = normals(flat, outer)
    count = len(flat)
    inner = outer[:, ::-1] + count
    last = (rows - 1) * columns + np.arange(columns)
    seams = [(last, np.roll(last, -1))] if net.closed else [(last[:-1], last[1:])]
    if not net.closed:
        first, final = np.arange(rows) * columns, np.arange(rows) * columns + columns - 1
        seams += [(first[:-1], first[1:]), (final[1:], final[:-1])]
    edge = [np.stack(t, 1) for a, b in seams for t in ((a, a + count, b), (b, a + count, b + count))]
    colours = net.colours.reshape(-1, 3).copy()
    colours[last] *= 0.75
    return Tuft(
        np.concatenate([flat, flat - out * thickness]),
        np.concatenate([outer, inner, *edge]),
        np.concatenate([colours, colours * 0.45]),
    )
