"""Keyframes: the frames of a clip whose light is traced, and what stands before the camera in them.

The set of a shot in which somebody walks is traced a second time without those who walk: it is lit by that in all
frames, and what they shade of it goes along with them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.between import Keylight, agreed, keylight
from onmodel.stage.denoise import denoise
from onmodel.stage.emitters import hidden
from onmodel.stage.life import Living
from onmodel.stage.looks import Plate
from onmodel.stage.looks import draw as look_of
from onmodel.stage.maps import control_maps, face_masks, head_boxes
from onmodel.stage.mesh import Floats, MeshPart
from onmodel.stage.moves import Order
from onmodel.stage.openings import Opening, kept, name_of
from onmodel.stage.optics import Optics
from onmodel.stage.passing import Shade, shade
from onmodel.stage.raster import surfaces
from onmodel.stage.render import QUALITY, Shot, Stage, lamps_of, lights_of, scene_of, set_variant, staged_parts
from onmodel.stage.spec import CameraSpec, SceneSpec, Tier
from onmodel.stage.surfaces import Soup, Surfaces
from onmodel.stage.transfer import exposure_for

KEY_EVERY, WALKED_EVERY = 48, 24  # frames between keyframes; where somebody walks
Staged = list[tuple[int, MeshPart]]


@dataclass(frozen=True)
class Take:
    """How a clip is made, as against what is in it: the operator's order, the tier, the size in pixels."""

    order: Order
    tier: Tier = "standard"
    size: tuple[int, int] | None = None


@dataclass(frozen=True)
class Shooting:
    """What is before a camera in a take: the blocked shot as built, who lives in it, the cameras, pixels across."""

    spec: SceneSpec
    take: Take
    stage: Stage
    living: tuple[Living, ...]
    cameras: tuple[CameraSpec, ...]
    size: tuple[int, int]

    @cached_property
    def stands(self) -> bool:
        """Whether the camera stands still."""
        return all(camera == self.cameras[0] for camera in self.cameras)

    @cached_property
    def walkers(self) -> tuple[int, ...]:
        """The ids of those who walk."""
        return tuple(i for i, actor in enumerate(self.living, 1) if actor.walk)

    def time(self, number: int) -> float:
        """When a frame is, in seconds."""
        return number / self.take.order.rate

    def gone(self, number: int) -> Floats:
        """How far those who walk have gone in a frame, all together (3,)."""
        ways = [a.walk.gone(self.time(number)) for a in self.living if a.walk]
        return np.mean(ways, axis=0).astype(np.float32) if ways else np.zeros(3, np.float32)

    def optics(self, number: int) -> Optics:
        """The camera of a frame."""
        return Optics(self.cameras[number], *self.size)


class Keyframes:
    """The keyframes of a take. Everything is made when it is first asked for."""

    def __init__(self, shooting: Shooting) -> None:
        self.shot = shooting
        # caches of this clip's own: on the class they would keep the clips before it in memory
        self.staged = lru_cache(maxsize=8)(self._staged)
        self.traced = cache(self._traced)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The frames that are traced."""
        if self.shot.stands and not self.shot.walkers:
            return (0,)
        last = self.shot.take.order.frames - 1
        spans = max(1, -(-last // (WALKED_EVERY if self.shot.walkers else KEY_EVERY)))
        return tuple(dict.fromkeys(round(last * i / spans) for i in range(spans + 1)))

    def trace(self, progress: Callable[[float], None]) -> None:
        """Trace them all; `progress` is told 0–1."""
        for i, number in enumerate(self.numbers):
            self.traced(number)
            progress((i + 1) / len(self.numbers))
        for made in ("sets", "shades", "_nears"):
            getattr(self, made)

    @cached_property
    def people(self) -> list[Keylight]:
        """The light of each, everybody in it."""
        return [self.traced(number) for number in self.numbers]

    @cached_property
    def sets(self) -> list[Keylight]:
        """The light of the set in each, those who walk left out; only the first where the camera stands."""
        numbers = self.numbers[:1] if self.shot.stands else self.numbers
        lights = [self._trace(n, empty=True).key for n in numbers] if self.shot.walkers else self.people
        return agreed(lights) if len(lights) > 1 else lights

    @cached_property
    def shades(self) -> list[Shade]:
        """What those who walk shade in each."""
        if not self.shot.walkers:
            return []
        plates = [self.sets[min(i, len(self.sets) - 1)] for i in range(len(self.numbers))]
        return [
            shade(key, plate, self.shot.gone(number))
            for key, plate, number in zip(self.people, plates, self.numbers, strict=True)
        ]

    def beside(self, number: int) -> tuple[int, int, float]:
        """The keyframes beside a frame, and how far it is from the first to the second, 0–1."""
        first = min(max(i for i, n in enumerate(self.numbers) if n <= number), max(len(self.numbers) - 2, 0))
        second = min(first + 1, len(self.numbers) - 1)
        span = self.numbers[second] - self.numbers[first]
        return first, second, (number - self.numbers[first]) / span if span else 0.0

    @property
    def opening(self) -> NDArray[np.uint8]:
        """The first frame as it was traced."""
        return self._first.picture

    @property
    def exposure(self) -> float:
        """The exposure of the whole clip: that of its first frame."""
        return self._first.exposure

    def near(self, number: int) -> float:
        """The near distance of a frame: between those of the keyframes beside it."""
        return float(np.interp(number, self.numbers, self._nears))

    @cached_property
    def _nears(self) -> list[float]:
        return [self.staged(n)[1] for n in self.numbers]

    def _staged(self, number: int) -> tuple[Staged, float]:
        """The parts of a frame with their owners, and the near distance."""
        actors = [a.mesh_at(self.shot.time(number)) for a in self.shot.living]
        stage = Stage(actors, self.shot.stage.place, self.shot.stage.props)
        staged, near = staged_parts(stage, self.shot.spec.look, self.shot.optics(number))
        return [(owner, part) for owner, part in staged if owner or part.name not in self._away], near

    @cached_property
    def _away(self) -> frozenset[str]:
        """Names of walls that are rolled away in some keyframe: then they are so in all."""
        stage, look = self.shot.stage, self.shot.spec.look
        kept_in = [{p.name for o, p in staged_parts(stage, look, view)[0] if not o} for view in self._views]
        return frozenset(p.name for p in stage.place.parts if any(p.name not in names for names in kept_in))

    def _traced(self, number: int) -> Keylight:
        """The light of a keyframe, everybody in it."""
        return self._trace(number).key if number else self._first.key

    @cached_property
    def _first(self) -> Opening:
        """The first keyframe: the takes of a shot begin alike, so that it is kept for the next of them."""
        lamps, _ = lamps_of(self.shot.stage, self.shot.spec.light, self.shot.optics(0))
        staged, near = self.staged(0)
        away = [hidden(a, self._views) for a in lamps]
        told = [self.shot.spec, self.shot.take.tier, *self.shot.size, near, away]
        return kept(name_of(repr(told), staged), lambda: self._trace(0))

    @cached_property
    def _views(self) -> list[Optics]:
        return [self.shot.optics(n) for n in self.numbers]

    def _trace(self, number: int, *, empty: bool = False) -> Opening:
        """A keyframe; `empty` of those who walk."""
        set_variant("scalar_rgb")
        shot, optics = self.shot, self.shot.optics(number)
        staged, near = self.staged(number)
        if empty:
            staged = [(owner, part) for owner, part in staged if owner not in shot.walkers]
        seen = surfaces(Soup.of(staged).before(optics), optics, near)
        lights = lights_of(shot.stage, shot.spec.light, shot.optics(0), self._views)
        quality = replace(QUALITY[shot.take.tier], thin_lens=False)
        noisy = Shot(scene_of(staged, lights), optics, near).light(quality, shot.spec.seed + number)
        light = denoise(noisy, seen.albedo, seen.normals)
        key = keylight(shot.time(number), optics, light, seen)
        return Opening(key) if number or empty else Opening(key, *self._metered(light, seen))

    def _metered(self, light: Floats, seen: Surfaces) -> tuple[float, NDArray[np.uint8]]:
        shot, optics = self.shot, self.shot.optics(0)
        maps = control_maps(seen, shot.stage.actors, optics)
        faces = face_masks(shot.stage.actors, maps, head_boxes(shot.stage.actors, maps.ids, optics))
        exposure = exposure_for(light, maps.albedo, faces, shot.stage.place.exposure)
        plate = Plate(light * np.float32(exposure), maps, faces, shot.spec.seed)
        return exposure, look_of(shot.spec.look, plate)
