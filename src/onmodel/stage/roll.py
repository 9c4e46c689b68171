"""Rolling: a blocked shot becomes a clip. The camera travels, actors live, light is traced in a few keyframes."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from onmodel.stage.actors.build import build_actor
from onmodel.stage.between import Drawn, Keylight, agreed, keylight, lit
from onmodel.stage.denoise import denoise
from onmodel.stage.life import Living
from onmodel.stage.light import rig
from onmodel.stage.looks import Plate, as_clay
from onmodel.stage.looks import draw as look_of
from onmodel.stage.maps import FIRST_PROP, control_maps, face_masks, head_boxes
from onmodel.stage.mesh import ActorMesh, Floats, Ints, MeshPart
from onmodel.stage.moves import Ground, Order, Travel, travel
from onmodel.stage.optics import Optics
from onmodel.stage.raster import FAR, Buffers, draw, surfaces
from onmodel.stage.render import (
    QUALITY,
    Shot,
    Stage,
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
from onmodel.stage.transfer import exposure_for

Box = tuple[float, float, float, float]
Mesh = tuple[Floats, Ints, Floats]
KEY_EVERY = 36  # frames between keyframes
THREADS = 2
STIRRED = 3e-4  # metres: who moves less has not moved
_NO_MAPS: Any = None  # photographs are made of light alone


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
        self.travel: Travel = travel(spec.camera, take.order, Ground(place, Solid(place), blocked))
        lamps = (*place.lamps, *rig(place, subjects_of(blocked, spec.camera), spec.camera, spec.set.mood))
        props = [prop_parts(prop) for prop in spec.props]
        self.stage = Stage(blocked, replace(place, lamps=lamps), props)
        seconds = (take.order.frames - 1) / take.order.rate
        self.living = tuple(
            Living(actor, take.order.seed, seconds, self._is_near(mesh))
            for actor, mesh in zip(spec.actors, blocked, strict=True)
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
        for made in ("keys", "_key_vertices", "_set_mesh", "_colours", "_nears", "_still"):
            getattr(self, made)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The frames that are traced."""
        last = self.take.order.frames - 1
        spans = max(1, -(-last // KEY_EVERY))
        return tuple(dict.fromkeys(round(last * i / spans) for i in range(spans + 1)))

    @cached_property
    def keys(self) -> list[Keylight]:
        """The keyframes' light."""
        traced = [self._traced(number) for number in self.numbers]
        return agreed(traced) if len(traced) > 1 else traced

    @cached_property
    def opening(self) -> NDArray[np.uint8]:
        """The first frame, by its keyframe alone."""
        key = self._traced(0)
        drawn = self._drawn(0, 0.0, (key, key))
        return self._picture(lit(drawn, (key, key), 0.0, []) * np.float32(self.exposure), 0)

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

    @lru_cache(maxsize=16)  # noqa: B019  # as above
    def _traced(self, number: int) -> Keylight:
        set_variant("scalar_rgb")
        staged, near = self._staged(number)
        optics = self.optics(number)
        seen = surfaces(Soup.of(staged).before(optics), optics, near)
        views = [self.optics(n) for n in self.numbers]
        shot = Shot(scene_of(staged, lights_of(self.stage, self.spec.light, self.optics(0), views)), optics, near)
        noisy = shot.light(replace(QUALITY[self.take.tier], thin_lens=False), self.spec.seed + number)
        light = denoise(noisy, seen.albedo, seen.normals)
        if not number:
            self.exposure = self._metered(light, seen)
        return keylight(number / self.take.order.rate, optics, light, seen)

    def _metered(self, light: Floats, seen: Surfaces) -> float:
        """The exposure of the whole clip: that of its first frame."""
        maps = control_maps(seen, self.stage.actors, self.optics(0))
        heads = head_boxes(self.stage.actors, maps.ids, self.optics(0))
        faces = face_masks(self.stage.actors, maps, heads)
        return exposure_for(light, maps.albedo, faces, self.stage.place.exposure)

    def _frame(self, number: int) -> Rolled:
        time = number / self.take.order.rate
        first = max(i for i, n in enumerate(self.numbers) if n <= number)
        first = min(first, max(len(self.keys) - 2, 0))
        pair = self.keys[first], self.keys[min(first + 1, len(self.keys) - 1)]
        span = pair[1].time - pair[0].time
        share = (time - pair[0].time) / span if span else 0.0
        drawn = self._drawn(number, time, pair)
        light = lit(drawn, pair, share, [k for k in self.keys if k is not pair[0] and k is not pair[1]])
        light *= np.float32(self.exposure)
        return Rolled(self._picture(light, number), self._heads(drawn, number, time))

    def _drawn(self, number: int, time: float, pair: tuple[Keylight, Keylight]) -> Drawn:
        """The frame's own shape: the set, then each actor over it, then how far they move to the keyframes."""
        optics, near = self.optics(number, 2), self._near(number)
        below = self._set_drawn(number)
        seen, ids = below, np.zeros(below.depth.shape, np.uint16)
        vertices = [actor.at(time) for actor in self.living]
        for i, (actor, points) in enumerate(zip(self.living, vertices, strict=True), 1):
            above = draw((points, actor.flat.faces, self._colours[i - 1]), optics, near=near, over=seen)
            ids[above.depth < seen.depth] = i
            seen = above
        moved = tuple(self._moved(key, vertices, number) for key in pair)
        return Drawn(optics, seen.colour, seen.depth, ids, (moved[0], moved[1]))

    def _moved(self, key: Keylight, vertices: list[Floats], number: int) -> Floats | None:
        """(H, W, 3) metres from where actors are to where they are in a keyframe, spread a little beyond them."""
        steps = [then - now for then, now in zip(self._key_vertices[key.time], vertices, strict=True)]
        if not steps or max(float(np.abs(step).max()) for step in steps) < STIRRED:
            return None
        drawn = Buffers.empty(self.width, self.height)
        for actor, points, step in zip(self.living, vertices, steps, strict=True):
            drawn = draw((points, actor.flat.faces, step), self.optics(number), near=self._near(number), over=drawn)
        covered = (drawn.depth < FAR / 2).astype(np.float32)
        spread = cv2.blur(drawn.colour, (7, 7)) / np.maximum(cv2.blur(covered, (7, 7)), 1e-3)[..., None]
        return np.where(covered[..., None] > 0, drawn.colour, spread)

    @cached_property
    def _key_vertices(self) -> dict[float, list[Floats]]:
        """Time of a keyframe → where its actors are."""
        times = [number / self.take.order.rate for number in self.numbers]
        return {time: [actor.at(time) for actor in self.living] for time in times}

    @cached_property
    def _set_mesh(self) -> Mesh:
        """Set and props as one mesh."""
        parts = [part for owner, part in self._staged(0)[0] if owner == 0 or owner >= FIRST_PROP]
        return joined(parts)

    @cached_property
    def _colours(self) -> list[Floats]:
        clay = self.spec.look == "clay"
        parts = [[as_clay(p) if clay else p for p in a.mesh.parts if len(p.faces)] for a in self.living]
        return [np.concatenate([p.colours for p in one]).clip(0, 0.98) for one in parts]

    def _set_drawn(self, number: int) -> Buffers:
        same = self.travel.cameras[number] == self.travel.cameras[0]
        return self._still if same else draw(self._set_mesh, self.optics(number, 2), near=self._near(number))

    @cached_property
    def _still(self) -> Buffers:
        return draw(self._set_mesh, self.optics(0, 2), near=self._near(0))

    def _near(self, number: int) -> float:
        """The near distance of a frame: between those of the keyframes beside it."""
        return float(np.interp(number, self.numbers, self._nears))

    @cached_property
    def _nears(self) -> list[float]:
        return [self._staged(n)[1] for n in self.numbers]

    def _picture(self, light: Floats, number: int) -> NDArray[np.uint8]:
        if self.spec.look in ("full", "clay"):
            return look_of(self.spec.look, Plate(light, _NO_MAPS))
        staged, near = self._staged(number)
        optics = self.optics(number)
        actors = [replace(a.mesh, parts=()) for a in self.living]
        maps = control_maps(surfaces(Soup.of(staged).before(optics), optics, near), actors, optics)
        faces = face_masks(actors, maps, head_boxes(actors, maps.ids, optics))
        return look_of(self.spec.look, Plate(light, maps, faces, self.spec.seed))

    def _heads(self, drawn: Drawn, number: int, time: float) -> dict[str, Box]:
        heads = [replace(a.mesh, parts=(), head=a.head_at(time)) for a in self.living]
        return head_boxes(heads, drawn.ids[::2, ::2], self.optics(number))

    def _is_near(self, mesh: ActorMesh) -> bool:
        box = self.optics(0).box(mesh.head)
        return box is not None and box[3] - box[1] > 0.05 * self.height


def replace_actors(stage: Stage, actors: Sequence[ActorMesh]) -> Stage:
    """The stage with other actors."""
    return Stage(actors, stage.place, stage.props)


def joined(parts: Sequence[MeshPart]) -> Mesh:
    """Parts as one mesh of vertices, triangles and colours."""
    starts = np.cumsum([0] + [len(p.vertices) for p in parts])
    faces = [p.faces + start for p, start in zip(parts, starts, strict=False)]
    empty = np.zeros((0, 3), np.float32)
    return (
        np.concatenate([empty, *(p.vertices for p in parts)]).astype(np.float32),
        np.concatenate([np.zeros((0, 3), np.int32), *faces]).astype(np.int32),
        np.concatenate([empty, *(p.colours for p in parts)]).astype(np.float32).clip(0, 0.98),
    )
