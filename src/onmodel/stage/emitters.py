"""Emitters: a place's lamps and sky, as the gaffer changed them, in the renderer's words (plain dicts of numbers).

A soft lamp inside the picture would be seen as a glowing board: there it becomes a grid of spots, which light alike
and cannot be seen. `sun` is a disk far away, so its shadows soften with distance as the real sun's do.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onmodel.stage.mesh import Lamp, Sky
from onmodel.stage.optics import Optics
from onmodel.stage.spec import LightSpec

Array = NDArray[np.float64]
SUN_DISTANCE = 150.0  # metres: beyond every set, near enough for float32
GRID = 4  # spots per edge of a lamp that stands in the picture
FACE_FILL_IRRADIANCE = 1.8  # light skin (albedo 0.35) then reads 0.2 in a picture of exposure 1
HORIZON_BAND = 0.06  # sine of the elevation over which horizon turns into ground


def aim(position: ArrayLike, target: ArrayLike, scale: float = 1.0) -> Array:
    """(4, 4) that puts a unit shape at `position`, scaled, its +z axis at `target`."""
    p = np.asarray(position, float)
    z = np.asarray(target, float) - p
    z = z / np.linalg.norm(z) if np.linalg.norm(z) > 1e-9 else np.array([0.0, 0.0, -1.0])
    x = np.cross([0.0, 0.0, 1.0] if abs(z[2]) < 0.99 else [0.0, 1.0, 0.0], z)
    x /= np.linalg.norm(x)
    m = np.eye(4)
    m[:3, :3] = np.stack([x, np.cross(z, x), z], axis=1) * scale
    m[:3, 3] = p
    return m


def sky_picture(sky: Sky, gain: float, height: int = 64) -> NDArray[np.float32]:
    """(height, 2 height, 3) latitude-longitude radiances: zenith at the top, ground below the horizon."""
    zenith, horizon, ground = (
        np.maximum(np.asarray(c, float) * gain, 1e-5) for c in (sky.zenith, sky.horizon, sky.ground)
    )
    sine = np.sin(np.pi / 2 - np.pi * (np.arange(height) + 0.5) / height)[:, None]
    above = horizon + (zenith - horizon) * np.clip(sine, 0, 1) ** 0.6
    below = horizon + (ground - horizon) * np.clip(-sine / HORIZON_BAND, 0, 1)
    column = np.where(sine > 0, above, below)
    return np.repeat(column[:, None, :], 2 * height, axis=1).astype(np.float32)


def face_fill(light: LightSpec, optics: Optics, subject: Array, exposure: float) -> list[Lamp]:
    """The soft source beside the lens for faces that fell into the dark; none if the shot does not ask for it."""
    if light.face_fill <= 0:
        return []
    right, up, forward = optics.axes
    position = np.asarray(optics.camera.position) - 0.25 * forward + 0.35 * up + 0.3 * right
    distance = max(float(np.linalg.norm(subject - position)), 0.5)
    radius = 0.35 * max(distance / 2, 1.0)
    wanted = light.face_fill * FACE_FILL_IRRADIANCE / exposure
    level = wanted * (distance**2 + radius**2) / (np.pi * radius**2)
    warm = tuple(float(level * c) for c in (1.0, 0.96, 0.9))
    return [Lamp("disk", tuple(position), tuple(subject), radius, (warm[0], warm[1], warm[2]), "fill")]


def as_set_for(lamps: Iterable[Lamp], light: LightSpec) -> list[Lamp]:
    """The lamps with their role's factor applied; those turned off are gone."""
    factor = {"key": light.key, "fill": light.fill, "back": light.back, "practical": 1.0}
    out = []
    for lamp in lamps:
        r, g, b = (c * factor[lamp.role] for c in lamp.radiance)
        if r + g + b > 0:
            out.append(replace(lamp, radiance=(r, g, b)))
    return out


def emitter_dicts(lamp: Lamp, views: Sequence[Optics], subject: Array) -> list[dict[str, Any]]:
    """One lamp for the renderer; `sampling_weight` is its share of the light that reaches the subject.
    In none of the `views` is a lamp of the shot seen."""
    if lamp.kind == "sun":
        return [_sun(lamp, subject)]
    weight = max(_reach(lamp, subject), 1e-4)
    return _spots(lamp, weight) if hidden(lamp, views) else [_area(lamp, weight)]


def hidden(lamp: Lamp, views: Sequence[Optics]) -> bool:
    """Whether a lamp of the shot would stand in one of the views."""
    if lamp.kind == "sun" or lamp.role == "practical":
        return False
    return any(view.sees(_outline(lamp), margin=0.02) for view in views)


def _area(lamp: Lamp, weight: float) -> dict[str, Any]:
    radiance = {"type": "rgb", "value": list(lamp.radiance)}
    emitter = {"type": "area", "radiance": radiance, "sampling_weight": weight}
    dark = {"type": "diffuse", "reflectance": {"type": "rgb", "value": 0.0}}
    if lamp.kind == "sphere":
        return {"type": "sphere", "center": list(lamp.position), "radius": lamp.size, "bsdf": dark, "emitter": emitter}
    scale = lamp.size / 2 if lamp.kind == "rectangle" else lamp.size
    return {"type": lamp.kind, "to_world": aim(lamp.position, lamp.target, scale), "bsdf": dark, "emitter": emitter}


def _sun(lamp: Lamp, subject: Array) -> dict[str, Any]:
    """A disk far away along the lamp's direction: irradiance E = π L sin²(a) for half-angle a."""
    toward = np.subtract(lamp.position, lamp.target).astype(float)
    toward /= max(float(np.linalg.norm(toward)), 1e-9)
    half = np.radians(max(lamp.size, 0.5)) / 2
    r, g, b = (float(c / (np.pi * np.sin(half) ** 2)) for c in lamp.radiance)
    disk = Lamp("disk", tuple(subject + SUN_DISTANCE * toward), tuple(subject), SUN_DISTANCE * np.tan(half), (r, g, b))
    return _area(disk, max(sum(lamp.radiance) / 3, 1e-4))


def _outline(lamp: Lamp) -> Array:
    """(N, 3) points on and in the lamp."""
    m = aim(lamp.position, lamp.target, lamp.size / 2 if lamp.kind == "rectangle" else lamp.size)
    u, v = np.meshgrid(np.linspace(-1, 1, 5), np.linspace(-1, 1, 5))
    local = np.stack([u.ravel(), v.ravel(), np.zeros(25), np.ones(25)], axis=1)
    return np.asarray((local @ m.T)[:, :3])


def _spots(lamp: Lamp, weight: float) -> list[dict[str, Any]]:
    """A lamp as invisible points: spots whose fall-off over a half space stands for Lambert's cosine; a bulb as one."""
    if lamp.kind == "sphere":
        bulb = {"type": "rgb", "value": [c * np.pi * lamp.size**2 for c in lamp.radiance]}
        return [{"type": "point", "position": list(lamp.position), "intensity": bulb, "sampling_weight": weight}]
    area = lamp.size**2 if lamp.kind == "rectangle" else np.pi * lamp.size**2
    spot: dict[str, Any] = {
        "type": "spot", "cutoff_angle": 89.0, "beam_width": 1.0, "sampling_weight": weight / GRID**2,
        "intensity": {"type": "rgb", "value": [c * area / GRID**2 for c in lamp.radiance]},
    }  # fmt: skip
    m = aim(lamp.position, lamp.target, lamp.size / 2 if lamp.kind == "rectangle" else lamp.size * 0.886)
    turned = aim(lamp.position, lamp.target)
    steps = (np.arange(GRID) + 0.5) / GRID * 2 - 1
    made = []
    for u, v in np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2):
        to_world = turned.copy()
        to_world[:3, 3] = (m @ [u, v, 0, 1])[:3]
        made.append({**spot, "to_world": to_world})
    return made


def _reach(lamp: Lamp, subject: Array) -> float:
    """Rough irradiance on the subject: radiance × area × cosine / distance²."""
    way = subject - np.asarray(lamp.position, float)
    distance = max(float(np.linalg.norm(way)), 0.3)
    toward = np.subtract(lamp.target, lamp.position).astype(float)
    cosine = float(way @ toward) / distance / max(float(np.linalg.norm(toward)), 1e-9)
    cosine = 1.0 if lamp.kind == "sphere" else max(cosine, 0.05)
    area = lamp.size**2 if lamp.kind == "rectangle" else np.pi * lamp.size**2
    return float(sum(lamp.radiance) / 3 * area * cosine / distance**2)
