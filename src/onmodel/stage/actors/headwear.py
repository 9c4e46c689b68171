"""Hats, caps and headscarves: shells turned round the head's own chart, so they sit on it and leave the face free."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from onmodel.color.spaces import hex_to_linear
from onmodel.dna.model import Garment
from onmodel.stage.actors.anatomy import anatomy
from onmodel.stage.actors.body import Body
from onmodel.stage.actors.cloth import Points
from onmodel.stage.actors.fabric import dyed, material_of, noise
from onmodel.stage.actors.locks import Tuft, merge, sheet, tubes
from onmodel.stage.actors.skull import Skull, skull, slerp, unit
from onmodel.stage.mesh import MeshPart
from onmodel.stage.spec import ActorLook

AROUND = 72  # vertices round a hat
STEPPE = {
    "borik": "borik",
    "fur": "borik",
    "kalpak": "kalpak",
    "felt": "kalpak",
    "tubeteika": "tubeteika",
    "takiya": "tubeteika",
}


@dataclass(frozen=True)
class Band:
    """Where a hat grips the head in the rest pose.

    ring (AROUND, 3) metres, starting behind (azimuth −180) · out (AROUND, 3): horizontal unit directions · top: rest
    height of what the hat must clear · size: 1 for an adult's head.
    """

    ring: Points
    out: Points
    top: float
    size: float


def worn(look: ActorLook) -> tuple[Garment, str] | None:
    """The hat of a look and its pattern's name, or None."""
    for garment in look.outfit:
        words = f"{garment.material} {garment.colour_name}".lower()
        if garment.kind == "cap":
            return garment, "cap"
        if garment.kind == "hat":
            return garment, next((name for word, name in STEPPE.items() if word in words), "fedora")
        if on_head(garment):
            return garment, "kerchief"
    return None


def on_head(garment: Garment) -> bool:
    """Whether a garment is worn on the head."""
    words = f"{garment.material} {garment.colour_name}".lower()
    return garment.kind in {"hat", "cap"} or (garment.kind == "scarf" and "head" in words)


def band(head: Skull, front: float, behind: float, room: float) -> Band:
    """A hat's grip: `front` metres over the brows, `behind` over the ears' middle at the back, `room` off the skull."""
    azimuth = np.linspace(-180, 180, AROUND, endpoint=False)
    ahead = 0.5 + 0.5 * np.cos(np.radians(azimuth))
    height = (head.brow + front * head.size) * ahead + (head.ear[2] + behind * head.size) * (1 - ahead)
    ring = head.at(head.towards(azimuth, height), room * head.size)
    flat = ring[:, :2] - head.centre[:2]
    waves = np.fft.rfft(np.linalg.norm(flat, axis=1))
    waves[5:] = 0  # felt bridges the skull's bumps
    out = np.c_[np.sin(np.radians(azimuth)), -np.cos(np.radians(azimuth)), np.zeros(AROUND)]
    radius = np.fft.irfft(waves, AROUND)
    return Band(
        np.c_[head.centre[:2] + out[:, :2] * radius[:, None], height], out, head.crown + room * head.size, head.size
    )


def turned(grip: Band, profile: Sequence[tuple[float, float, float]]) -> Points:
    """Rings (rows, AROUND, 3) by a profile of (share of the way up to the top, scale of the ring, metres outwards)."""
    middle, knots = grip.ring.mean(0), np.arange(len(profile))
    fine = np.linspace(0, len(profile) - 1, 4 * len(profile) - 3)
    smooth = np.stack([np.interp(fine, knots, column) for column in np.array(profile, float).T], 1)
    rows = []
    for rise, scale, outward in smooth:
        ring = (grip.ring - middle) * [scale, scale, 1] + middle + grip.out * outward * grip.size
        level = (grip.ring[:, 2] - middle[2]) * max(0.0, 1 - rise) + middle[2]
        ring[:, 2] = level + rise * (grip.top - middle[2])
        rows.append(ring)
    return np.stack(rows)


def shell(rows: Points, dye: Points, grain: float = 0.03) -> Tuft:
    """Rings as a closed-round surface in one dye."""
    points = rows.reshape(-1, 3)
    return Tuft(points, sheet(len(rows), AROUND, closed=True)[:, ::-1], dyed(points, dye, grain, 2))


def _brim(grip: Band, width: float, curl: float, dye: Points, half: float = 180.0) -> Tuft:
    azimuth = np.linspace(-180, 180, AROUND, endpoint=False)
    share = np.clip((half - np.abs(azimuth)) / 14, 0, 1) if half < 180 else np.ones(AROUND)
    rows = []
    for t in (0.0, 0.35, 0.7, 1.0, 1.02, 0.7, 0.35, 0.0):
        side = np.sin(np.radians(azimuth)) ** 2
        up = curl * t**2 * (side - 0.45) if half == 180 else -0.16 * width * t**2 * 2
        row = grip.ring + grip.out * (width * t * np.sqrt(share) * grip.size)[:, None]
        row[:, 2] += up * grip.size
        rows.append(row)
    rows[5:] = [r - [0, 0, 0.004] for r in rows[5:]]
    return shell(np.stack(rows), dye)


def _fedora(head: Skull, dye: Points) -> list[Tuft]:
    grip = band(head, 0.030, 0.012, 0.009)
    profile = [
        (0, 1, 0),
        (0.3, 1.0, 0.001),
        (0.8, 0.95, 0),
        (1.15, 0.86, 0),
        (1.26, 0.74, 0),
        (1.27, 0.55, 0),
        (1.2, 0.3, 0),
        (1.16, 0.02, 0),
    ]
    crown = turned(grip, profile)
    flat = crown - grip.ring.mean(0)
    dent = np.exp(-((flat[..., 0] / 0.022) ** 2)) * np.clip((crown[..., 2] - grip.ring.mean(0)[2]) / 0.1 - 0.6, 0, 1)
    crown[..., 2] -= 0.022 * dent * grip.size
    pinch = np.exp(-(((flat[..., 1] + 0.075) / 0.03) ** 2)) * np.clip((flat[..., 2]) / 0.1 - 0.3, 0, 1)
    crown[..., 0] -= np.sign(flat[..., 0]) * 0.012 * pinch * np.clip(np.abs(flat[..., 0]) / 0.03, 0, 1)
    ribbon = turned(grip, [(0.0, 1, 0.0015), (0.02, 1, 0.0035), (0.26, 1, 0.0035), (0.28, 0.995, 0.0)])
    return [shell(crown, dye), shell(ribbon, dye * 0.25), _brim(grip, 0.062, 0.045, dye * 0.92)]


def _cap(head: Skull, dye: Points) -> list[Tuft]:
    grip = band(head, 0.034, 0.010, 0.010)
    profile = [
        (0, 1, 0),
        (0.35, 1.0, 0.004),
        (0.7, 0.92, 0.004),
        (0.95, 0.72, 0.003),
        (1.08, 0.45, 0),
        (1.12, 0.2, 0),
        (1.13, 0.01, 0),
    ]
    rim = turned(grip, [(-0.02, 1, 0.001), (0.0, 1, 0.004), (0.14, 1, 0.004), (0.16, 1, 0.001)])
    return [shell(turned(grip, profile), dye), shell(rim, dye * 0.7), _brim(grip, 0.075, 0.0, dye * 0.8, half=58.0)]


def _tubeteika(head: Skull, dye: Points) -> list[Tuft]:
    grip = band(head, 0.052, 0.052, 0.010)
    profile = [(0, 1, 0), (0.55, 0.99, 0), (0.95, 0.93, 0), (1.12, 0.84, 0), (1.22, 0.5, 0), (1.26, 0.02, 0)]
    crown = shell(turned(grip, profile), dye)
    azimuth = np.arctan2(crown.points[:, 0], -(crown.points[:, 1] - head.centre[1]))
    height = crown.points[:, 2] - head.brow
    gold = 0.7 * np.clip(np.cos(azimuth * 9) + np.cos(height * 300) - 0.9, 0, 1)[:, None]
    crown = Tuft(crown.points, crown.faces, crown.colours * (1 - gold) + gold * [0.5, 0.36, 0.1])
    edge = turned(grip, [(-0.02, 1, 0.0), (0.0, 1, 0.004), (0.1, 1, 0.004), (0.12, 1, 0.0)])
    return [crown, shell(edge, np.array([0.42, 0.3, 0.09]))]


def _borik(head: Skull, dye: Points) -> list[Tuft]:
    grip = band(head, 0.040, 0.022, 0.012)
    crown = turned(grip, [(0.3, 1, 0), (0.9, 0.97, 0), (1.3, 0.82, 0), (1.6, 0.55, 0), (1.75, 0.22, 0), (1.8, 0.01, 0)])
    turn = np.linspace(0, 2 * np.pi, 13)
    out, up = 0.010 + 0.018 * np.cos(turn), 0.018 + 0.026 * np.sin(turn)
    rows = np.stack([grip.ring + (grip.out * o + [0, 0, z]) * grip.size for o, z in zip(out, up, strict=True)])
    rows += (rows - grip.ring.mean(0)) * (0.05 * noise(rows.reshape(-1, 3), 0.012, 9).reshape(rows.shape[:2]))[
        ..., None
    ]
    return [shell(crown, dye), shell(rows, np.array([0.06, 0.035, 0.02]), 0.5)]


def _kalpak(head: Skull, dye: Points) -> list[Tuft]:
    grip = band(head, 0.034, 0.016, 0.010)
    crown = turned(
        grip,
        [(0, 1, 0), (0.6, 0.98, 0.002), (1.2, 0.86, 0), (1.7, 0.62, 0), (2.0, 0.4, 0), (2.2, 0.2, 0), (2.24, 0.02, 0)],
    )
    dark = np.array([0.02, 0.018, 0.016])
    flap = turned(
        grip, [(0.02, 1, 0.003), (0.0, 1, 0.012), (0.3, 1, 0.024), (0.62, 1, 0.030), (0.62, 1, 0.026), (0.3, 1, 0.014)]
    )
    azimuth = np.linspace(-180, 180, AROUND, endpoint=False)
    flap[2:5, :, 2] -= 0.03 * grip.size * np.exp(-((azimuth / 20) ** 2))  # split in front
    tip = crown[-1].mean(0)
    tassel = tubes(
        (tip + np.linspace(0.008, -0.004, 4)[:, None] * np.array([0.0, 0.0, 1.0]))[None],
        np.full((1, 4), 0.007),
        np.tile(dark, (1, 4, 1)),
        6,
    )
    return [shell(crown, dye), shell(flap, dark), tassel]


def _kerchief(head: Skull, dye: Points) -> list[Tuft]:
    front, behind = GRIPS["kerchief"]
    grip = band(head, front, behind, 0.014)
    edge = grip.ring - head.centre
    edge /= np.linalg.norm(edge, axis=1, keepdims=True)
    up = np.broadcast_to(unit(np.array(180.0), np.array(78.0)), edge.shape)
    rise = np.linspace(0, 0.995, 20)
    rows = np.stack(
        [head.at(slerp(edge, up, np.full(AROUND, t)), (0.014 + 0.012 * min(1, 4 * t)) * head.size) for t in rise]
    )
    lift = noise(rows.reshape(-1, 3) * [1, 1, 2.5], 0.05, 4).reshape(rows.shape[:2])
    rows += (rows - head.centre) * (0.015 * lift * np.clip(rise * 4, 0, 1)[:, None])[..., None]
    hem = head.at(edge, 0.004 * head.size)
    cloth = shell(np.concatenate([hem[None], rows]), dye)
    stripe = np.clip(np.sin(cloth.points[:, 2] * 190) * 4 - 2.6, 0, 1)[:, None]
    knot = grip.ring[0] + [0, 0.012, -0.004]
    tails = []
    for side in (-1.0, 1.0):
        t = np.linspace(0, 1, 8)[:, None]
        path = (
            knot + t * [side * 0.035, 0.03, -0.10] * np.array([1, 1, 1]) * head.size + np.sin(t * 3) * [0, 0.012, 0.01]
        )
        tails.append(path)
    width = np.tile([0.006, 0.012, 0.014, 0.015, 0.015, 0.014, 0.012, 0.003], (2, 1)) * head.size
    return [
        Tuft(cloth.points, cloth.faces, cloth.colours * (1 - 0.5 * stripe)),
        tubes(np.stack(tails), width, np.tile(dye * 0.9, (2, 8, 1)), 6),
    ]


PATTERNS: dict[str, Callable[[Skull, Points], list[Tuft]]] = {
    "fedora": _fedora,
    "cap": _cap,
    "tubeteika": _tubeteika,
    "borik": _borik,
    "kalpak": _kalpak,
    "kerchief": _kerchief,
}
GRIPS = {
    "fedora": (0.030, 0.012), "cap": (0.034, 0.010), "tubeteika": (0.052, 0.052), "borik": (0.040, 0.022),
    "kalpak": (0.034, 0.016), "kerchief": (0.045, -0.045),
}  # fmt: skip


@lru_cache(maxsize=64)
def _hat(look: ActorLook) -> Tuft | None:
    found = worn(look)
    if found is None:
        return None
    garment, name = found
    return merge(PATTERNS[name](skull(look), np.clip(hex_to_linear(garment.colour), 0.008, 0.9)))


def headwear_parts(body: Body, look: ActorLook) -> tuple[MeshPart, ...]:
    """What an actor wears on the head, in the world."""
    hat, found = _hat(look), worn(look)
    if hat is None or found is None:
        return ()
    carry, stuff = body.bones[anatomy().bone("head")], material_of(found[0].material)
    points = hat.points @ carry[:3, :3].T + carry[:3, 3]
    return (
        MeshPart(
            found[1],
            points.astype(np.float32),
            hat.faces.astype(np.int32),
            hat.colours.astype(np.float32),
            roughness=stuff.roughness,
            specular=stuff.specular,
        ),
    )


def under_hat(look: ActorLook, points: Points) -> NDArray[np.bool_]:
    """Which rest-pose points (N, 3) of the hair the hat of a look covers."""
    found = worn(look)
    if found is None:
        return np.zeros(len(points), bool)
    head = skull(look)
    front, behind = GRIPS[found[1]]
    azimuth = np.arctan2(points[:, 0], -(points[:, 1] - head.centre[1]))
    ahead = 0.5 + 0.5 * np.cos(azimuth)
    line = (head.brow + front * head.size) * ahead + (head.ear[2] + behind * head.size) * (1 - ahead)
    return np.asarray(points[:, 2] > line + 0.004 * head.size)
