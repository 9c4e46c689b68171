"""Rolling: a blocked shot becomes a clip. The camera travels, actors live, light is traced in a few keyframes."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from onmodel.stage.actors.build import build_actor
from onmodel.stage.air import Air, air_of
from onmodel.stage.between import Drawn, lit, world
from onmodel.stage.figures import Figure, Mesh, backdrop, figure
from onmodel.stage.keyframes import Keyframes, Shooting, Staged, Take
from onmodel.stage.life import Living
from onmodel.stage.light import rig
from onmodel.stage.looks import Plate, as_clay
from onmodel.stage.looks import draw as look_of
from onmodel.stage.maps import FIRST_PROP, control_maps, face_masks, head_boxes
from onmodel.stage.mesh import ActorMesh, Floats, Ints, MeshPart
from onmodel.stage.moves import Ground
from onmodel.stage.optics import Optics
from onmodel.stage.passing import shaded
from onmodel.stage.raster import FAR, SAMPLES, Buffers, Shift, beside, draw, surfaces
from onmodel.stage.rehearsal import rehearse
from onmodel.stage.render import Stage, subjects_of
from onmodel.stage.sets.build import build_place
from onmodel.stage.sets.props import prop_parts
from onmodel.stage.sightlines import Solid
from onmodel.stage.spec import SIZES, SceneSpec, Tier
from onmodel.stage.surfaces import Soup
from onmodel.stage.transfer import quick_picture

Box = tuple[float, float, float, float]
LOOKS_EVERY = 6  # frames between those whose cameras tell what of the set is ever seen
POSES, STRIDES = 5, 13  # moments that tell what of an actor is ever seen; of who walks
FINE: dict[Tier, int] = {"low": 2, "standard": 2, "high": 4}  # samples of a pixel
THREADS = 2
FACE, MEDIUM = 0.05, 0.2  # of the picture's height: a head whose lids are seen, one in a medium shot
FREE = (0.8, 1.8)  # bounds of how freely actors move

__all__ = ["Roll", "Rolled", "Take"]


@dataclass(frozen=True)
class Rolled:
    """One frame: `picture` (H, W, 3) uint8 sRGB and where heads are in it, name → x0, y0, x1, y1 pixels."""

    picture: NDArray[np.uint8]
    heads: dict[str, Box]


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
            Living(actor, take.order.seed, seconds, *self._watched(mesh), way)
            for actor, mesh, way in zip(spec.actors, blocked, rehearsed.ways, strict=True)
        )
        size = self.width, self.height
        self.keyframes = Keyframes(Shooting(spec, take, self.stage, self.living, self.travel.cameras, size))

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
        self.keyframes.trace(progress)
        for made in ("_set_mesh", "_air", "_figures", *(("_still",) if self._stands else ())):
            getattr(self, made)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The frames that are traced."""
        return self.keyframes.numbers

    @property
    def opening(self) -> NDArray[np.uint8]:
        """The first frame as it was traced."""
        return self.keyframes.opening

    @property
    def exposure(self) -> float:
        """The exposure of the whole clip: that of its first frame."""
        return self.keyframes.exposure

    @property
    def _stands(self) -> bool:
        return self.keyframes.shot.stands

    def optics(self, number: int) -> Optics:
        """The camera of a frame."""
        return Optics(self.travel.cameras[number], self.width, self.height)

    def staged(self, number: int) -> tuple[Staged, float]:
        """The parts of a frame with their owners, and the near distance."""
        return self.keyframes.staged(number)

    def _frame(self, number: int) -> Rolled:
        time, (first, second, share) = number / self.take.order.rate, self.keyframes.beside(number)
        points = [actor.at(time)[f.vertices] for actor, f in zip(self.living, self._figures, strict=True)]
        optics, near = self.optics(number), self.keyframes.near(number)
        meshes = [
            (p, f.faces[beside(p, f.faces, optics, near)], f.radiance(first, second, share) * self._passing(p, time))
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

    def _passing(self, points: Floats, time: float) -> Floats:
        """What clouds and flames do to the light on an actor's vertices (N, 3): (N, 1)."""
        return self._air.light(points, time)[:, None] if self._air.changes_light else np.ones((1, 1), np.float32)

    @property
    def _shifts(self) -> tuple[Shift, ...]:
        return SAMPLES[FINE[self.take.tier]]

    def _set_lit(self, number: int) -> list[Buffers]:
        """The set in its light, for each sample, in the shade of those who walk and of clouds."""
        drawn = self._still if self._stands and not self._air.stirs else self._set_at(number)
        shades, air = self.keyframes.shades, self._air
        if not shades and not air.changes_light:
            return drawn
        first, second, share = self.keyframes.beside(number)
        depth = np.asarray(len(drawn) / sum(1 / one.depth for one in drawn), np.float32)
        points = world(self.optics(number), depth)
        left = np.ones(depth.shape, np.float32)
        if shades:
            pair = [(shades[first], 1 - share), (shades[second], share)]
            left *= shaded(points, pair, self.keyframes.shot.gone(number))
        if air.changes_light:
            left *= np.where(depth < FAR / 2, air.light(points, number / self.take.order.rate), 1)
        return [Buffers(one.colour * left[..., None], one.depth) for one in drawn]

    @cached_property
    def _still(self) -> list[Buffers]:
        return self._set_at(0)

    def _set_at(self, number: int) -> list[Buffers]:
        optics, near, sets = self.optics(number), self.keyframes.near(number), self.keyframes.sets
        mesh = self._set_mesh[0]
        if self._air.stirs:
            mesh = self._air.blown(mesh[0], number / self.take.order.rate), *mesh[1:]
        drawn = [draw(mesh, optics, near=near, shift=shift) for shift in self._shifts]
        first, second, share = self.keyframes.beside(number) if len(sets) > 1 else (0, 0, 0.0)
        pair = sets[first], sets[second]
        others = [k for k in sets if k is not pair[0] and k is not pair[1]]
        shape = Drawn(optics, self._shifts, [d.colour for d in drawn], [d.depth for d in drawn])
        return [Buffers(light, d.depth) for light, d in zip(lit(shape, pair, share, others), drawn, strict=True)]

    @cached_property
    def _scenery(self) -> list[MeshPart]:
        return [part for owner, part in self.staged(0)[0] if owner == 0 or owner >= FIRST_PROP]

    @cached_property
    def _air(self) -> Air:
        return air_of(self._scenery, self.spec.set, self.take.order.seed).of(self._set_mesh[1])

    @cached_property
    def _figures(self) -> list[Figure]:
        last, made = self.take.order.frames - 1, []
        for i, (actor, own) in enumerate(zip(self.living, self._colours, strict=True), 1):
            moments = STRIDES if actor.walk else POSES
            numbers = dict.fromkeys(round(last * k / (moments - 1)) for k in range(moments))
            views = [(number / self.take.order.rate, self.optics(number)) for number in numbers]
            made.append(figure(i, (actor, own), self.keyframes.people, views))
        return made

    @cached_property
    def _set_mesh(self) -> tuple[Mesh, Ints]:
        last = self.take.order.frames - 1
        views = [self.optics(n) for n in sorted({*range(0, last, LOOKS_EVERY), last})]
        return backdrop(self._scenery, views)

    @cached_property
    def _colours(self) -> list[Floats]:
        clay = self.spec.look == "clay"
        parts = [[as_clay(p) if clay else p for p in a.mesh.parts if len(p.faces)] for a in self.living]
        return [np.concatenate([p.colours for p in one]).clip(0, 0.98) for one in parts]

    def _picture(self, light: Floats, number: int) -> NDArray[np.uint8]:
        if self.spec.look in ("full", "clay"):
            return quick_picture(light)
        staged, near = self.staged(number)
        optics = self.optics(number)
        actors = [replace(a.mesh, parts=()) for a in self.living]
        maps = control_maps(surfaces(Soup.of(staged).before(optics), optics, near), actors, optics)
        faces = face_masks(actors, maps, head_boxes(actors, maps.ids, optics))
        return look_of(self.spec.look, Plate(light, maps, faces, self.spec.seed))

    def _heads(self, ids: NDArray[np.uint16], number: int, time: float) -> dict[str, Box]:
        heads = [replace(a.mesh, parts=(), head=a.head_at(time)) for a in self.living]
        return head_boxes(heads, ids, self.optics(number))

    def _watched(self, mesh: ActorMesh) -> tuple[bool, float]:
        """Whether an actor's face is seen to move, and how freely they move."""
        box = self.optics(0).box(mesh.head)
        share = (box[3] - box[1]) / self.height if box else 0.0
        return share > FACE, float(np.clip((MEDIUM / max(share, 1e-3)) ** 0.5, *FREE))
