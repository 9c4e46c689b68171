"""A location without anybody in it, from where a scout would photograph it, relit as fast as a knob is turned.

Light adds up, and each channel for itself: a place is traced once for every kind of lamp that it has, and another
colour temperature, mood or contrast is another sum of these pictures.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onmodel.fountain.vocabulary import Mood
from onmodel.stage.camera import as_vec3, direction
from onmodel.stage.denoise import denoise
from onmodel.stage.light import RGB, WAY_OUT, ambience, feeling, of_colour, times
from onmodel.stage.mesh import Floats, Lamp, MeshPart, Place, Sky
from onmodel.stage.optics import Optics
from onmodel.stage.raster import surfaces
from onmodel.stage.render import QUALITY, Quality, Shot, Stage, lights_of, scene_of, set_variant, staged_parts
from onmodel.stage.sets.build import build_place
from onmodel.stage.sets.interior import INDOORS, TUNGSTEN
from onmodel.stage.spec import CameraSpec, LightSpec, SetSpec
from onmodel.stage.surfaces import Soup
from onmodel.stage.transfer import exposure_for, to_picture

Side = Literal["front", "left", "right", "back"]
Kind = Literal["sky", "sun", "window", "practical", "ceiling", "glow"]
_TURN: dict[Side, float] = {"front": 0.0, "left": 90.0, "right": -90.0, "back": 180.0}
EYE = 1.6  # metres
LENS_MM = 21.0  # wide, as locations are photographed
BACK = 7.0  # metres from the middle of the set, where there is so much room
WALL, AIR = 0.35, 0.25  # metres that the lens keeps from a wall, and from furniture
HIGHEST_CEILING = 6.0  # metres; above it is sky
WHITE: RGB = (1.0, 1.0, 1.0)
BLACK = Sky((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), (0.0, 0.0, 0.0))


def scouted(place: Place, side: Side = "front") -> CameraSpec:
    """A camera at eye height that looks over the middle of the set; "front" is where the set looks best from."""
    x0, y0, x1, y1 = place.playable
    middle = np.array([(x0 + x1) / 2, (y0 + y1) / 2, 0.0])
    ahead = direction(place.front + _TURN[side])
    stand = _stand(middle - BACK * ahead, middle, place)
    target = middle + 2.0 * ahead
    return CameraSpec(as_vec3((*stand[:2], EYE)), as_vec3((*target[:2], EYE - 0.25)), lens_mm=LENS_MM)


def _stand(wanted: NDArray[np.float64], middle: NDArray[np.float64], place: Place) -> NDArray[np.float64]:
    """The ground point (3,) nearest to the wanted one from which a lens has air around it."""
    indoors = place.camera_room[4] <= HIGHEST_CEILING  # a camera may step behind a wall there: nobody rolls one away
    inset = WAY_OUT + WALL if indoors else 0.0
    x0, y0, x1, y1 = np.asarray(place.camera_room[:4]) + inset * np.array([1, 1, -1, -1])
    for share in np.linspace(0.0, 1.0, 30):
        spot = np.asarray(wanted + share * (middle - wanted))
        x, y, _ = spot
        taken = any(a - AIR < x < c + AIR and b - AIR < y < d + AIR for a, b, c, d in place.obstacles)
        if x0 <= x <= x1 and y0 <= y <= y1 and not taken:
            return spot
    return middle


def plain(spec: SetSpec) -> SetSpec:
    """The set in the plain light of its hour: what it is traced in, whatever is asked of its lamps."""
    return replace(spec, mood=Mood.NEUTRAL, kelvin=0.0, contrast=1.0, note="", environment="")


@dataclass(frozen=True)
class Location:
    """A place in plain light: what each kind of lamp gives the picture (H, W, 3), linear_rec709."""

    spec: SetSpec
    parts: Mapping[Kind, Floats]
    albedo: Floats
    normals: Floats
    exposure: float

    def lit(self, spec: SetSpec) -> NDArray[np.uint8]:
        """(H, W, 3) srgb_u8 of it under the lamps of a set that is `plain` the same."""
        light = sum(part * np.asarray(gain(kind, spec), np.float32) for kind, part in self.parts.items())
        return _picture(np.asarray(light, np.float32), self.albedo, self.normals, self.exposure)


def gain(kind: Kind, spec: SetSpec) -> RGB:
    """What a kind of lamp is multiplied by in the light that a set asks for, against plain light.

    `build_place` decides what lamps a set has; this says what it would have done.
    """
    key, fill, _, tint = feeling(spec)
    now, was = ambience(spec), ambience(plain(spec))
    if kind == "sky":
        return _ratio(now.sky.zenith, was.sky.zenith)
    if kind == "sun":
        return _ratio(now.sun, was.sun)
    if kind == "window":
        return times(tint, key)
    if kind == "glow":
        return WHITE
    base = TUNGSTEN if kind == "practical" else INDOORS[spec.time].ceiling
    return times(_ratio(of_colour(spec, base), base), tint if kind == "practical" else fill)


def _ratio(one: RGB, other: RGB) -> RGB:
    r, g, b = (a / max(b, 1e-9) for a, b in zip(one, other, strict=True))
    return (r, g, b)


def rough(spec: SetSpec, side: Side, size: tuple[int, int]) -> NDArray[np.uint8]:
    """(height, width, 3) srgb_u8 of a location at once, in its light as it is: a ray for a pixel."""
    place, optics = _before(spec, side, size)
    noisy = _traced(place, optics, replace(QUALITY["low"], samples=1))
    return _picture(noisy, *_guides(place, optics), place.exposure)


def traced(spec: SetSpec, side: Side, size: tuple[int, int]) -> Location:
    """A location to be relit, `size` (width, height) in pixels. Takes a second or two at 320 × 180."""
    place, optics = _before(plain(spec), side, size)
    parts = {kind: _traced(alone, optics, QUALITY["low"]) for kind, alone in by_kind(place, interior=spec.interior)}
    return Location(plain(spec), parts, *_guides(place, optics), place.exposure)


def by_kind(place: Place, *, interior: bool) -> Iterator[tuple[Kind, Place]]:
    """The place with one kind of lamp on at a time, of those that it has."""
    dark = replace(place, lamps=(), sky=BLACK, parts=tuple(replace(part, emission=None) for part in place.parts))
    yield "sky", replace(dark, sky=place.sky)
    for kind in ("sun", "window", "practical", "ceiling", "glow"):
        lamps = tuple(lamp for lamp in place.lamps if _kind_of(lamp, interior=interior) == kind)
        shining = [part.emission is not None and _glow_of(part) == kind for part in place.parts]
        if lamps or any(shining):
            parts = [one if on else out for one, out, on in zip(place.parts, dark.parts, shining, strict=True)]
            yield kind, replace(dark, lamps=lamps, parts=tuple(parts))


def _kind_of(lamp: Lamp, *, interior: bool) -> Kind:
    if lamp.kind == "sun":
        return "sun"
    if not interior:  # fires and street lamps stay as they are
        return "glow"
    return "practical" if lamp.role == "practical" else "window"


def _glow_of(part: MeshPart) -> Kind:
    return "ceiling" if part.name == "ceiling/glow-ceiling" else "glow"


def _before(spec: SetSpec, side: Side, size: tuple[int, int]) -> tuple[Place, Optics]:
    set_variant("scalar_rgb")
    place = build_place(spec)
    return place, Optics(scouted(place, side), *size)


def _traced(place: Place, optics: Optics, quality: Quality) -> Floats:
    """(H, W, 3) noisy light of the lamps that are on."""
    stage = Stage([], place)
    staged, near = staged_parts(stage, "full", optics)
    return Shot(scene_of(staged, lights_of(stage, LightSpec(), optics)), optics, near).light(quality, 0)


def _guides(place: Place, optics: Optics) -> tuple[Floats, Floats]:
    staged, near = staged_parts(Stage([], place), "full", optics)
    seen = surfaces(Soup.of(staged).before(optics), optics, near)
    return seen.albedo, seen.normals


def _picture(light: Floats, albedo: Floats, normals: Floats, base: float) -> NDArray[np.uint8]:
    linear = denoise(np.ascontiguousarray(light, np.float32), albedo, normals)
    return to_picture(linear * np.float32(exposure_for(linear, albedo, (), base)))
