"""Light: skies, sun and moon, colour temperature, and the lamps that a gaffer adds for one shot.

Radiances and irradiances are linear_rec709, scaled so that a white card in the key reads about 0.8 at exposure 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from onmodel.color.spaces import LUMINANCE
from onmodel.fountain.vocabulary import Mood, TimeOfDay
from onmodel.stage.mesh import Lamp, Place, Sky
from onmodel.stage.spec import CameraSpec, SetSpec

RGB = tuple[float, float, float]
Array = NDArray[np.float64]
WAY_OUT = 3.0  # metres that an interior's camera may step back behind a wall that is rolled away
GATE = (24.89, 14.0)  # millimetres of the Super 35 gate at 16:9 (CameraSpec)


def kelvin(temperature: float) -> RGB:
    """Colour of a black body of 1667–25000 K, linear_rec709 with luminance 1, negative parts cut.

    Chromaticity by the cubic splines of Kim et al. 2002 (US patent 7024034, as in colour-science's
    `CCT_to_xy_Kang2002`), then the Rec. 709 matrix.
    """
    t = float(np.clip(temperature, 1667, 25000))
    if t <= 4000:
        x = -0.2661239e9 / t**3 - 0.2343589e6 / t**2 + 0.8776956e3 / t + 0.179910
    else:
        x = -3.0258469e9 / t**3 + 2.1070379e6 / t**2 + 0.2226347e3 / t + 0.240390
    if t <= 2222:
        y = -1.1063814 * x**3 - 1.34811020 * x**2 + 2.18555832 * x - 0.20219683
    elif t <= 4000:
        y = -0.9549476 * x**3 - 1.37418593 * x**2 + 2.09137015 * x - 0.16748867
    else:
        y = 3.0817580 * x**3 - 5.87338670 * x**2 + 3.75112997 * x - 0.37001483
    xyz = np.array([x / y, 1.0, (1 - x - y) / y])
    m = np.array(
        [[3.2404542, -1.5371385, -0.4985314], [-0.969266, 1.8760108, 0.041556], [0.0556434, -0.2040259, 1.0572252]]
    )
    r, g, b = np.clip(m @ xyz, 0, None)
    return (float(r), float(g), float(b))


def times(rgb: ArrayLike, gain: ArrayLike) -> RGB:
    """A colour multiplied by a number or another colour."""
    r, g, b = np.broadcast_to(np.asarray(rgb, np.float64) * np.asarray(gain), (3,))
    return (float(r), float(g), float(b))


@dataclass(frozen=True)
class Ambience:
    """The light of an hour: the sky, the sun or moon (irradiance facing it, height, where it stands), a shot's lamps.

    `azimuth` is the heading towards which the sun stands (0: −y, as for actors), in degrees; so is `elevation`.
    """

    sky: Sky
    sun: RGB
    elevation: float
    azimuth: float
    softness: float
    shot_key: RGB
    shot_rim: RGB
    shot_fill: float
    exposure: float = 1.0


HOURS: dict[TimeOfDay, Ambience] = {
    TimeOfDay.DAY: Ambience(
        Sky((0.16, 0.31, 0.68), (0.68, 0.80, 0.95), (0.30, 0.27, 0.22)),
        times(kelvin(5400), 2.3), 42, 40, 1.5, times(kelvin(5600), 0.55), times(kelvin(5200), 0.5), 0.6,
    ),
    TimeOfDay.NIGHT: Ambience(
        Sky((0.010, 0.020, 0.062), (0.036, 0.066, 0.150), (0.012, 0.016, 0.028)),
        times((0.42, 0.62, 1.15), 0.5), 38, 235, 2.0,
        times((0.62, 0.80, 1.15), 0.75), times((0.5, 0.75, 1.3), 0.55), 0.3,
    ),
    TimeOfDay.DAWN: Ambience(
        Sky((0.16, 0.24, 0.46), (0.95, 0.66, 0.52), (0.14, 0.13, 0.14)),
        times(kelvin(3300), 1.15), 9, 75, 2.5, times(kelvin(4600), 0.6), times(kelvin(3400), 0.7), 0.5,
    ),
    TimeOfDay.DUSK: Ambience(
        Sky((0.06, 0.10, 0.28), (0.72, 0.36, 0.22), (0.08, 0.07, 0.08)),
        times(kelvin(2500), 1.0), 7, 285, 2.5, times(kelvin(3900), 0.55), times(kelvin(2700), 0.8), 0.4,
    ),
}  # fmt: skip

# mood → gains: key, fill, rim, and a tint of the whole light (a colourist's first thought, not a law)
MOODS: dict[Mood, tuple[float, float, float, RGB]] = {
    Mood.NEUTRAL: (1.0, 1.0, 1.0, (1.0, 1.0, 1.0)),
    Mood.TENSE: (0.95, 0.55, 1.3, (0.94, 1.0, 1.05)),
    Mood.WARM: (1.0, 1.15, 1.0, (1.06, 1.0, 0.88)),
    Mood.SAD: (0.85, 1.1, 0.7, (0.92, 0.98, 1.08)),
    Mood.JOYFUL: (1.1, 1.2, 1.0, (1.03, 1.0, 0.94)),
    Mood.MYSTERIOUS: (0.8, 0.5, 1.5, (0.88, 0.97, 1.12)),
    Mood.COMIC: (1.05, 1.4, 0.9, (1.02, 1.0, 0.97)),
}


def feeling(spec: SetSpec) -> tuple[float, float, float, RGB]:
    """The mood's gains with the set's own contrast between key and fill: key, fill, rim, and a tint."""
    key, fill, rim, tint = MOODS[spec.mood]
    return key, fill / spec.contrast, rim, tint


def of_colour(spec: SetSpec, rgb: RGB) -> RGB:
    """A lamp in the colour temperature that the set asks for, as bright as it was; itself where none is asked for."""
    return times(kelvin(spec.kelvin), float(np.dot(LUMINANCE, rgb))) if spec.kelvin else rgb


def ambience(spec: SetSpec) -> Ambience:
    """The hour's light with the mood in it."""
    hour = HOURS[spec.time]
    key, fill, rim, tint = feeling(spec)
    sky = Sky(
        *(times(c, np.asarray(tint) * (0.6 + 0.4 * fill)) for c in (hour.sky.zenith, hour.sky.horizon, hour.sky.ground))
    )
    return replace(
        hour, sky=sky, sun=times(of_colour(spec, hour.sun), np.asarray(tint) * key),
        shot_key=times(of_colour(spec, hour.shot_key), tint),
        shot_rim=times(of_colour(spec, hour.shot_rim), np.asarray(tint) * rim),
        shot_fill=hour.shot_fill * fill,
    )  # fmt: skip


def sun_lamp(light: Ambience, reach: float = 60.0) -> Lamp:
    """The sun or moon as a lamp aimed at the middle of the set."""
    a, e = np.deg2rad(light.azimuth), np.deg2rad(light.elevation)
    way = np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)]) * reach
    return Lamp("sun", _vec(way), (0.0, 0.0, 0.0), light.softness, light.sun, "key")


def bulb(position: Sequence[float], rgb: RGB, power: float, size: float = 0.03) -> Lamp:
    """A practical: a glowing ball whose light on a surface 1 m away, facing it, is `power` (irradiance)."""
    radiance = times(rgb, power / (np.pi * size**2))
    return Lamp("sphere", _vec(position), (position[0], position[1], 0.0), size, radiance, "practical")


def soft(position: ArrayLike, target: ArrayLike, rgb: RGB, size: float, role: str = "key") -> Lamp:
    """A soft box whose irradiance at its target, on a surface facing it, is `rgb` (small-source rule E = L·A/d²)."""
    p, t = np.asarray(position, np.float64), np.asarray(target, np.float64)
    gain = float(((p - t) ** 2).sum()) / size**2
    return Lamp("rectangle", _vec(p), _vec(t), size, times(rgb, gain), role)  # type: ignore[arg-type]


def window_lamp(centre: ArrayLike, inward: ArrayLike, size: float, rgb: RGB) -> Lamp:
    """Daylight through a window, as a silk hung outside above its head: out of sight, coming in downward."""
    c, n = np.asarray(centre, np.float64), np.asarray(inward, np.float64)
    return soft(c - n * 1.5 + [0, 0, 2.7], c + n * 2.0 - [0, 0, 0.4], rgb, size)


def rig(place: Place, subjects: Sequence[ArrayLike], camera: CameraSpec, mood: Mood = Mood.NEUTRAL) -> tuple[Lamp, ...]:
    """The lamps of one shot: soft key 45° to the camera's side, weaker fill across from it, rim behind.

    subjects: head centres (3,), metres. Lamps stay under the ceiling, inside the walls and, where there is room for
    it, out of the picture. No subjects, no lamps.
    """
    if not len(subjects):
        return ()
    heads = np.asarray(subjects, np.float64).reshape(-1, 3)
    focus, eye = heads.mean(0), np.asarray(camera.position, np.float64)
    view = (focus - eye) * [1, 1, 0]
    distance = max(0.8, float(np.linalg.norm(view)))
    view = view / max(1e-6, float(np.linalg.norm(view)))
    right = np.array([view[1], -view[0], 0.0])
    side = _key_side(place, focus, right)
    gains = MOODS[mood]
    reach = float(np.clip(0.75 * distance, 1.3, 5.0))
    up = np.array([0, 0, 1.0])
    stands = {
        "key": (side * 0.72 * right - 0.7 * view + 0.45 * up, times(place.shot_key, gains[0]), 0.55),
        "fill": (-side * 0.6 * right - 0.85 * view + 0.1 * up, times(place.shot_key, place.shot_fill), 0.8),
        "back": (-side * 0.55 * right + 0.75 * view + 0.8 * up, place.shot_rim, 0.35),
    }
    out = []
    for role, (way, rgb, size) in stands.items():
        spot = _stand(place, camera, focus, way * reach, size * reach)
        lamp = _ball(spot, focus, rgb, role) if _open(place) else soft(spot, focus, rgb, size * reach, role)
        out.append(lamp)
    return tuple(out)


def _open(place: Place) -> bool:
    """Whether the place has no ceiling that a camera could reach."""
    return place.camera_room[4] > 6.0


def _ball(spot: Array, focus: Array, rgb: RGB, role: str) -> Lamp:
    """A small bright ball for the open air, where the shadow of a soft box would lie about on the ground."""
    size, d2 = 0.09, float(((spot - focus) ** 2).sum())
    at = _vec(spot)
    return Lamp("sphere", at, (at[0], at[1], 0.0), size, times(rgb, d2 / (np.pi * size**2)), role)  # type: ignore[arg-type]


def _key_side(place: Place, focus: Array, right: Array) -> float:
    """+1 or −1: the camera's side on which the set's own strongest key stands, so that a shot agrees with its room."""
    keys = [k for k in place.lamps if k.role == "key"]
    if not keys:
        return 1.0
    best = max(keys, key=lambda k: sum(k.radiance))
    return 1.0 if float((np.asarray(best.position) - focus) @ right) >= 0 else -1.0


def _stand(place: Place, camera: CameraSpec, focus: Array, way: Array, size: float) -> Array:
    """Where a lamp stands: as wanted or, to be out of the picture, higher, nearer or farther; indoors inside the walls.

    Where no place is out of the picture it stands as wanted: the renderer hides a lamp that the lens sees.
    """
    low, high = _room(place)
    wanted = np.clip(focus + way, low, high)
    for lift, pull in ((0.0, 1.0), (0.35, 1.0), (0.0, 1.3), (0.7, 0.9), (0.2, 0.6), (1.0, 1.2)):
        spot = np.clip(focus + way * pull + [0, 0, lift * np.linalg.norm(way)], low, high)
        if np.linalg.norm(spot - focus) > 0.5 and not _in_picture(spot, size, camera):
            return np.asarray(spot)
    return np.asarray(wanted)


def _room(place: Place) -> tuple[Array, Array]:
    """Lowest and highest corner (3,) of where lamps can stand: anywhere outdoors, inside the walls indoors."""
    if _open(place):
        return np.array([-np.inf, -np.inf, 0.3]), np.full(3, np.inf)
    x0, y0, x1, y1, ceiling = place.camera_room
    m = WAY_OUT + 0.25
    return np.array([x0 + m, y0 + m, 0.3]), np.array([x1 - m, y1 - m, ceiling - 0.25])


def _in_picture(spot: Array, size: float, camera: CameraSpec) -> bool:
    """Whether a lamp of this size would show in the frame (10 % margin)."""
    eye = np.asarray(camera.position, np.float64)
    ahead = np.asarray(camera.target, np.float64) - eye
    ahead /= max(1e-9, float(np.linalg.norm(ahead)))
    side = np.cross(ahead, [0, 0, 1.0])
    side /= max(1e-9, float(np.linalg.norm(side)))
    d = spot - eye
    depth = float(d @ ahead) + size / 2
    if depth <= 0.05:
        return False
    half = [1.1 * depth * g / 2 / camera.lens_mm + size * 0.7 for g in GATE]
    return bool(abs(d @ side) < half[0] and abs(d @ np.cross(side, ahead)) < half[1])


def _vec(v: ArrayLike) -> tuple[float, float, float]:
    x, y, z = np.asarray(v, np.float64)
    return (float(x), float(y), float(z))
