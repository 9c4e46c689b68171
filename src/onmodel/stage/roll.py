"""Rolling: a blocked shot becomes a clip. The camera travels, actors live, light is traced in a few keyframes."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.actors.build import build_actor
from onmodel.stage.between import Drawn, Keylight, agreed, keylight, lit
from onmodel.stage.denoise import denoise
from onmodel.stage.emitters import hidden
from onmodel.stage.figures import Figure, Mesh, backdrop, figure
from onmodel.stage.life import Living
from onmodel.stage.light import rig
from onmodel.stage.looks import Plate, as_clay
from onmodel.stage.looks import draw as look_of
from onmodel.stage.maps import FIRST_PROP, control_maps, face_masks, head_boxes
from onmodel.stage.mesh import ActorMesh, Floats, MeshPart
from onmodel.stage.moves import Ground, Order
from onmodel.stage.openings import Opening, kept, name_of
from onmodel.stage.optics import Optics
from onmodel.stage.raster import SAMPLES, Buffers, Shift, beside, draw, surfaces
from onmodel.stage.rehearsal import rehearse
from onmodel.stage.render import (
    QUALITY,
    Shot,
    Stage,
    lamps_of,
    lights_of,
    scene_of,
    set_variant,
    staged_parts,
    subjects_of,
)
from onmodel.stage.sets.build import build_place
from onmodel.stage.sets.props import prop_parts
from onmodel.stage.sightlines import Solid
from onmodel.stage.spec import SIZES, SceneSpec, Tier
from onmodel.stage.surfaces import Soup, Surfaces
from onmodel.stage.transfer import exposure_for, quick_picture

Box = tuple[float, float, float, float]
KEY_EVERY = 48  # frames between keyframes
LOOKS_EVERY = 6  # frames between those whose cameras tell what of the set is ever seen
FINE: dict[Tier, int] = {"low": 2, "standard": 2, "high": 4}  # samples of a pixel
THREADS = 2


@dataclass(frozen=True)
class Rolled:
    """One frame: `picture` (H, W, 3) uint8 sRGB and where heads are in it, name → x0, y0, x1, y1 pixels."""

    picture: NDArray[np.uint8]
    heads: dict[str, Box]


@dataclass(frozen=True)
class Take:
    """How a clip is made, as against what is in it: the operator's order, the tier, the size in pixels."""

    order: Order
    tier: Tier = "standard"
    size: tuple[int, int] | None = None


class Roll:
    """A shot that is ready to roll. Raises what the builders of actors, sets and props raise."""

    def __init__(self, spec: SceneSpec, take: Take) -> None:
        self.spec, self.take = spec, take
        self.width, self.height = take.size or SIZES[take.tier]
        place = build_place(spec.set)
        blocked = [build_actor(actor) for actor in spec.actors]
        rehearsed = rehearse(spec, take.order, Ground(place, Solid(place), blocked))
        self.travel = rehearsed.travel
        lamps = (*place.lamps, *rig(place, subjects_of(blocked, spec.camera), spec.camera, spec.set.mood))
        props = [prop_parts(prop) for prop in spec.props]
        self.stage = Stage(blocked, replace(place, lamps=lamps), props)
        seconds = (take.order.frames - 1) / take.order.rate
        self.living = tuple(
            Living(actor, take.order.seed, seconds, self._is_near(mesh), way)
            for actor, mesh, way in zip(spec.actors, blocked, rehearsed.ways, strict=True)
        )

    def frames(self, progress: Callable[[float], None] = lambda _: None) -> Iterator[Rolled]:
        """Every frame in order: first the keyframes are traced, of which `progress` is told 0–1, then all are drawn."""
        self._prepare(progress)
        pool, waiting = ThreadPoolExecutor(THREADS), deque[Future[Rolled]]()
        try:
            for number in range(self.take.order.frames):
                waiting.append(pool.submit(self._frame, number))
                if len(waiting) > THREADS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)

    def _prepare(self, progress: Callable[[float], None]) -> None:
        """All that threads would else make twice."""
        for i, number in enumerate(self.numbers):
            self._traced(number)
            progress((i + 1) / len(self.numbers))
        for made in ("keys", "_set_mesh", "_figures", "_nears"):
            getattr(self, made)
        if self._stands:
            self._set_lit(0)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The frames that are traced."""
        if self._stands:
            return (0,)
        last = self.take.order.frames - 1
        spans = max(1, -(-last // KEY_EVERY))
        return tuple(dict.fromkeys(round(last * i / spans) for i in range(spans + 1)))

    @cached_property
    def keys(self) -> list[Keylight]:
        """The keyframes' light."""
        traced = [self._traced(number) for number in self.numbers]
        return agreed(traced) if len(traced) > 1 else traced

    @cached_property
    def _stands(self) -> bool:
        """Whether the camera stands still."""
        return all(camera == self.travel.cameras[0] for camera in self.travel.cameras)

    @property
    def opening(self) -> NDArray[np.uint8]:
        """The first frame as it was traced."""
        return self._first.picture

    @property
    def exposure(self) -> float:
        """The exposure of the whole clip: that of its first frame."""
        return self._first.exposure

    def optics(self, number: int, scale: int = 1) -> Optics:
        """The camera of a frame, at a multiple of its size."""
        return Optics(self.travel.cameras[number], scale * self.width, scale * self.height)

    @lru_cache(maxsize=8)  # noqa: B019  # a roll lives as long as its clip
    def _staged(self, number: int) -> tuple[list[tuple[int, MeshPart]], float]:
        """The parts of a frame with their owners, and the near distance."""
        time = number / self.take.order.rate
        actors = [replace(a.mesh, parts=a.parts_at(time)) for a in self.living]
        optics = self.optics(number)
        staged, near = staged_parts(replace_actors(self.stage, actors), self.spec.look, optics)
        return [(owner, part) for owner, part in staged if owner or part.name not in self._away], near

    @cached_property
    def _away(self) -> frozenset[str]:
        """Names of walls that are rolled away in some keyframe: then they are so in all."""
        kept = [
            {p.name for o, p in staged_parts(self.stage, self.spec.look, self.optics(n))[0] if not o}
            for n in self.numbers
        ]
        return frozenset(p.name for p in self.stage.place.parts if any(p.name not in names for names in kept))

    @lru_cache(maxsize=16)  # noqa: B019  # a roll lives as long as its clip
    def _traced(self, number: int) -> Keylight:
        return self._trace(number).key if number else self._first.key

    @cached_property
    def _first(self) -> Opening:
        """The first keyframe: the takes of a shot begin alike, so that it is kept for the next of them."""
        lamps, _ = lamps_of(self.stage, self.spec.light, self.optics(0))
        staged, near = self._staged(0)
        told = [self.spec, self.take.tier, self.width, self.height, near, [hidden(a, self._views) for a in lamps]]
        return kept(name_of(repr(told), staged), lambda: self._trace(0))

    @cached_property
    def _views(self) -> list[Optics]:
        return [self.optics(n) for n in self.numbers]

    def _trace(self, number: int) -> Opening:
        set_variant("scalar_rgb")
        staged, near = self._staged(number)
        optics = self.optics(number)
        seen = surfaces(Soup.of(staged).before(optics), optics, near)
        lights = lights_of(self.stage, self.spec.light, self.optics(0), self._views)
        shot = Shot(scene_of(staged, lights), optics, near)
        noisy = shot.light(replace(QUALITY[self.take.tier], thin_lens=False), self.spec.seed + number)
        light = denoise(noisy, seen.albedo, seen.normals)
        key = keylight(number / self.take.order.rate, optics, light, seen)
        return Opening(key, *self._metered(light, seen)) if not number else Opening(key)

    def _metered(self, light: Floats, seen: Surfaces) -> tuple[float, NDArray[np.uint8]]:
        maps = control_maps(seen, self.stage.actors, self.optics(0))
        heads = head_boxes(self.stage.actors, maps.ids, self.optics(0))
        faces = face_masks(self.stage.actors, maps, heads)
        exposure = exposure_for(light, maps.albedo, faces, self.stage.place.exposure)
        plate = Plate(light * np.float32(exposure), maps, faces, self.spec.seed)
        return exposure, look_of(self.spec.look, plate)

    def _frame(self, number: int) -> Rolled:
        time, (first, second, share) = number / self.take.order.rate, self._between(number)
        points = [actor.at(time)[f.vertices] for actor, f in zip(self.living, self._figures, strict=True)]
        optics, near = self.optics(number), self._near(number)
        meshes = [
            (p, f.faces[beside(p, f.faces, optics, near)], f.radiance(first, second, share))
            for p, f in zip(points, self._figures, strict=True)
        ]
        light = np.zeros((self.height, self.width, 3), np.float32)
        ids = np.zeros((self.height, self.width), np.uint16)
        for nth, (shift, seen) in enumerate(zip(self._shifts, self._set_lit(number), strict=True)):
            for i, mesh in enumerate(meshes, 1):
                above = draw(mesh, optics, near=near, over=seen, shift=shift, culled=True)
                if not nth:
                    ids[above.depth < seen.depth] = i
                seen = above  # noqa: PLW2901  # actors stand before one another
            light += seen.colour
        light *= np.float32(self.exposure / len(self._shifts))
        return Rolled(self._picture(light, number), self._heads(ids, number, time))

    def _between(self, number: int) -> tuple[int, int, float]:
        """The keyframes beside a frame, and how far it is from the first to the second, 0–1."""
        first = min(max(i for i, n in enumerate(self.numbers) if n <= number), max(len(self.numbers) - 2, 0))
        second = min(first + 1, len(self.numbers) - 1)
        span = self.numbers[second] - self.numbers[first]
        return first, second, (number - self.numbers[first]) / span if span else 0.0

    @property
    def _shifts(self) -> tuple[Shift, ...]:
        return SAMPLES[FINE[self.take.tier]]

    def _set_lit(self, number: int) -> list[Buffers]:
        """The set in its light, for each sample."""
        return self._still if self._stands else self._set_at(number)

    @cached_property
    def _still(self) -> list[Buffers]:
        return self._set_at(0)

    def _set_at(self, number: int) -> list[Buffers]:
        optics, near = self.optics(number), self._near(number)
        drawn = [draw(self._set_mesh, optics, near=near, shift=shift) for shift in self._shifts]
        first, second, share = self._between(number)
        pair = self.keys[first], self.keys[second]
        others = [k for k in self.keys if k is not pair[0] and k is not pair[1]]
        shape = Drawn(optics, self._shifts, [d.colour for d in drawn], [d.depth for d in drawn])
        return [Buffers(light, d.depth) for light, d in zip(lit(shape, pair, share, others), drawn, strict=True)]

    @cached_property
    def _figures(self) -> list[Figure]:
        last = self.take.order.frames - 1
        numbers = dict.fromkeys(round(last * i / 4) for i in range(5))
        views = [(number / self.take.order.rate, self.optics(number)) for number in numbers]
        keys = [self._traced(number) for number in self.numbers]
        colours = enumerate(zip(self.living, self._colours, strict=True), 1)
        return [figure(i, (actor, own), keys, views) for i, (actor, own) in colours]

    @cached_property
    def _set_mesh(self) -> Mesh:
        last = self.take.order.frames - 1
        views = [self.optics(n) for n in sorted({*range(0, last, LOOKS_EVERY), last})]
        return backdrop([p for o, p in self._staged(0)[0] if o == 0 or o >= FIRST_PROP], views)

    @cached_property
    def _colours(self) -> list[Floats]:
        clay = self.spec.look == "clay"
        parts = [[as_clay(p) if clay else p for p in a.mesh.parts if len(p.faces)] for a in self.living]
        return [np.concatenate([p.colours for p in one]).clip(0, 0.98) for one in parts]

    def _near(self, number: int) -> float:
        """The near distance of a frame: between those of the keyframes beside it."""
        return float(np.interp(number, self.numbers, self._nears))

    @cached_property
    def _nears(self) -> list[float]:
        return [self._staged(n)[1] for n in self.numbers]

    def _picture(self, light: Floats, number: int) -> NDArray[np.uint8]:
        if self.spec.look in ("full", "clay"):
            return quick_picture(light)
        staged, near = self._staged(number)
        optics = self.optics(number)
        actors = [replace(a.mesh, parts=()) for a in self.living]
        maps = control_maps(surfaces(Soup.of(staged).before(optics), optics, near), actors, optics)
        faces = face_masks(actors, maps, head_boxes(actors, maps.ids, optics))
        return look_of(self.spec.look, Plate(light, maps, faces, self.spec.seed))

    def _heads(self, ids: NDArray[np.uint16], number: int, time: float) -> dict[str, Box]:
        heads = [replace(a.mesh, parts=(), head=a.head_at(time)) for a in self.living]
        return head_boxes(heads, ids, self.optics(number))

    def _is_near(self, mesh: ActorMesh) -> bool:
        box = self.optics(0).box(mesh.head)
        return box is not None and box[3] - box[1] > 0.05 * self.height


def replace_actors(stage: Stage, actors: Sequence[ActorMesh]) -> Stage:
    """The stage with other actors."""
    return Stage(actors, stage.place, stage.props)
