"""Rendering: a blocked shot becomes light, the light a picture, and beside it what other backends need to follow it.

Mitsuba 3 traces paths, Open Image Denoise cleans them with albedo and normals, a second pass of one centred ray per
pixel gives sharp control maps. Everything stays in memory; the same spec and seed give the same bytes.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

import mitsuba
import numpy as np
from numpy.typing import NDArray

from onmodel.fountain.vocabulary import Framing
from onmodel.stage.actors.build import build_actor
from onmodel.stage.cutaway import cut
from onmodel.stage.denoise import denoise
from onmodel.stage.emitters import as_set_for, emitter_dicts, face_fill, sky_picture
from onmodel.stage.light import rig
from onmodel.stage.looks import Plate, as_clay, draw
from onmodel.stage.maps import FIRST_PROP, control_maps, face_masks, guides, head_boxes
from onmodel.stage.mesh import ActorMesh, Lamp, MeshPart, Place
from onmodel.stage.optics import Optics, focus_of
from onmodel.stage.sets.build import build_place
from onmodel.stage.sets.props import prop_parts
from onmodel.stage.spec import SIZES, CameraSpec, LightSpec, LookName, SceneSpec, StageFrame, Tier
from onmodel.stage.surfaces import Soup, Surfaces
from onmodel.stage.transfer import exposure_for

Floats = NDArray[np.float32]
mi: Any = mitsuba  # typed for the variant that is set at run time
Progress = Callable[[float], None]
Variant = Literal["scalar_rgb", "cuda_ad_rgb"]
ROULETTE = 2  # bounces after which dim paths may end: six bounces then cost what three would, and lose no light
BLOCK = 32  # pixels: fixed, since Mitsuba seeds each block and would else size them by the number of threads


@dataclass(frozen=True)
class Quality:
    """What a tier spends: samples per pixel, bounces, and whether the lens has a depth of field."""

    samples: int
    depth: int
    thin_lens: bool = False


QUALITY: dict[Tier, Quality] = {
    "low": Quality(samples=2, depth=6),
    "standard": Quality(samples=4, depth=6),
    "high": Quality(samples=6, depth=6, thin_lens=True),
}


@dataclass(frozen=True)
class Settings:
    """How a frame is made, as against what is in it. `size` (width, height) in pixels replaces the tier's; the variant
    "cuda_ad_rgb" renders on an NVIDIA GPU."""

    tier: Tier = "standard"
    look: LookName = "full"
    seed: int = 0
    size: tuple[int, int] | None = None
    variant: Variant = "scalar_rgb"


def render(
    spec: SceneSpec,
    *,
    size: tuple[int, int] | None = None,
    variant: Variant = "scalar_rgb",
    progress: Progress | None = None,
) -> StageFrame:
    """Build a blocked shot, light it and render it.

    `size` and `variant` as in Settings; `progress` is told 0–1. Raises what the builders of actors, sets and props
    raise.
    """
    actors = [build_actor(actor) for actor in spec.actors]
    place = build_place(spec.set)
    subjects = subjects_of(actors, spec.camera)
    place = replace(place, lamps=(*place.lamps, *rig(place, subjects, spec.camera, spec.set.mood)))
    settings = Settings(spec.tier, spec.look, spec.seed, size, variant)
    stage = Stage(actors, place, [prop_parts(prop) for prop in spec.props])
    return render_stage(stage, spec.camera, spec.light, settings, progress)


@dataclass(frozen=True)
class Stage:
    """What has been built: actors in the spec's order, the set with its lamps, and each prop's parts."""

    actors: Sequence[ActorMesh]
    place: Place
    props: Sequence[Sequence[MeshPart]] = ()


def render_stage(
    stage: Stage, camera: CameraSpec, light: LightSpec, settings: Settings, progress: Progress | None = None
) -> StageFrame:
    """Render what is already built; `progress` is told 0–1."""
    clock = _Clock(progress or (lambda _: None))
    quality = QUALITY[settings.tier]
    optics = Optics(camera, *(settings.size or SIZES[settings.tier]))
    staged, near = staged_parts(stage, settings.look, optics)
    set_variant(settings.variant)
    shot = Shot(scene_of(staged, lights_of(stage, light, optics)), optics, near)
    clock.lap("build", 0.1)
    maps = control_maps(_visible(staged, optics, near), stage.actors, optics)
    clock.lap("maps", 0.25)
    noisy = shot.light(quality, settings.seed)
    clock.lap("trace", 0.85)
    linear = denoise(noisy, *guides(maps, camera, quality.thin_lens))
    clock.lap("denoise", 0.95)
    heads = head_boxes(stage.actors, maps.ids, optics)
    faces = face_masks(stage.actors, maps, heads)
    exposure = exposure_for(linear, maps.albedo, faces, stage.place.exposure)
    picture = draw(settings.look, Plate(linear * np.float32(exposure), maps, faces, settings.seed))
    clock.lap("look", 1.0)
    notes = tuple(f"The head of {a.name} is not in the picture" for a in stage.actors if a.name not in heads)
    detail = {
        "seconds": clock.laps, "samples": quality.samples, "exposure": exposure, "variant": settings.variant,
        "seed": settings.seed, "tier": settings.tier,
    }  # fmt: skip
    return StageFrame(picture, maps, heads, notes, detail)


class _Clock:
    """Seconds per named step; each step's end is told to whoever waits."""

    def __init__(self, tell: Progress) -> None:
        self.laps: dict[str, float] = {}
        self._tell, self._since = tell, time.perf_counter()

    def lap(self, name: str, share: float) -> None:
        """End a step, after which `share` 0–1 of all is done."""
        now = time.perf_counter()
        self.laps[name], self._since = round(now - self._since, 3), now
        self._tell(share)


def set_variant(variant: Variant) -> None:
    """Choose what Mitsuba runs on. `llvm_*` is refused: with the wrong LLVM it aborts the process."""
    if variant not in get_args(Variant):
        raise ValueError(f"{variant} is not rendered with; choose one of {', '.join(get_args(Variant))}")
    if mi.variant() != variant:
        mi.set_variant(variant)
        mi.set_log_level(mi.LogLevel.Error)


def staged_parts(stage: Stage, look: LookName, optics: Optics) -> tuple[list[tuple[int, MeshPart]], float]:
    """Every part with its owner's id (0 the set, 1… actors, 1000… props), and the camera's near distance."""
    kept, near = cut(stage.place, [a.body for a in stage.actors], optics)
    parts = [(0, part) for part in kept]
    parts += [(i, part) for i, actor in enumerate(stage.actors, 1) for part in actor.parts]
    parts += [(i, part) for i, prop in enumerate(stage.props, FIRST_PROP) for part in prop]
    return [(i, as_clay(part) if look == "clay" else part) for i, part in parts if len(part.faces)], near


def subjects_of(actors: Sequence[ActorMesh], camera: CameraSpec) -> list[NDArray[np.floating[Any]]]:
    """What a shot is lit for: the middle of each head, or the thing that an insert is aimed at."""
    if camera.framing is Framing.INSERT:
        return [np.asarray(camera.target)]
    return [a.head.mean(axis=0) for a in actors if len(a.head)]


def lamps_of(stage: Stage, light: LightSpec, optics: Optics) -> tuple[list[Lamp], NDArray[np.float64]]:
    """The lamps that are on, and the point (3,) that they are weighed for."""
    heads = subjects_of(stage.actors, optics.camera)
    subject = np.mean(heads, axis=0) if heads else np.asarray(optics.camera.target, float)
    return as_set_for(stage.place.lamps, light) + face_fill(light, optics, subject, stage.place.exposure), subject


def lights_of(stage: Stage, light: LightSpec, optics: Optics, also: Sequence[Optics] = ()) -> list[Any]:
    """The emitters, loaded. They are aimed at and weighed for the middle of the heads, else the camera's target; `also`
    are other cameras that must not see them."""
    place = stage.place
    lamps, subject = lamps_of(stage, light, optics)
    dicts = [made for lamp in lamps for made in emitter_dicts(lamp, (optics, *also), subject)]
    for made in dicts:
        if "to_world" in made:
            made["to_world"] = mi.ScalarTransform4f(made["to_world"])
    upright = mi.ScalarTransform4f().rotate([1, 0, 0], 90)  # Mitsuba's sky has y up, ours z
    sky = mi.Bitmap(sky_picture(place.sky, light.fill))
    weight = float(np.mean(place.sky.zenith)) * light.fill * np.pi / 2
    dicts.append({"type": "envmap", "bitmap": sky, "to_world": upright, "sampling_weight": max(weight, 1e-4)})
    return [mi.load_dict(made) for made in dicts]


def scene_of(staged: Sequence[tuple[int, MeshPart]], lights: list[Any]) -> Any:
    """The Mitsuba scene: one mesh per material, so that it has few shapes."""
    groups: dict[tuple[Any, ...], list[MeshPart]] = {}
    for _, part in staged:
        key = (part.roughness, part.specular, part.metallic, part.emission, part.flat, part.normals is None)
        groups.setdefault(key, []).append(part)
    meshes = {f"mesh{n}": _mesh(f"mesh{n}", parts) for n, parts in enumerate(groups.values())}
    return mi.load_dict({"type": "scene", **meshes, **{f"light{n}": light for n, light in enumerate(lights)}})


def _visible(staged: Sequence[tuple[int, MeshPart]], optics: Optics, near: float) -> Surfaces:
    """What the ray through each pixel's centre meets: triangles that shine with their own number are photographed."""
    soup = Soup.of(staged).before(optics)
    corners = soup.facing(optics)
    props = mi.Properties()
    props["number"] = mi.load_dict({"type": "area", "radiance": {"type": "mesh_attribute", "name": "face_number"}})
    mesh = mi.Mesh("soup", 3 * len(corners), len(corners), props=props)
    numbers = np.arange(1, len(corners) + 1, dtype=np.float32)  # exact in float32 up to 2²⁴ triangles
    mesh.add_attribute("face_number", 3, np.repeat(numbers, 3))
    content = mi.traverse(mesh)
    content["vertex_positions"], content["faces"] = corners.ravel(), np.arange(3 * len(corners), dtype=np.uint32)
    content.update()
    shot = Shot(mi.load_dict({"type": "scene", "soup": mesh}), optics, near)
    emission = {"type": "path", "max_depth": 1, "block_size": BLOCK}
    centred = {"type": "stratified", "sample_count": 1, "jitter": False}
    photographed = shot.traced(emission, centred, thin_lens=False, seed=0)
    return soup.seen(np.rint(photographed[..., 0]).astype(np.int64) - 1, optics)


def _mesh(name: str, parts: list[MeshPart]) -> Any:
    """Parts of one material as one mesh in memory."""
    first = parts[0]
    props = mi.Properties()
    props["bsdf"] = mi.load_dict({
        "type": "twosided",
        "front": {
            "type": "principled", "roughness": float(np.clip(first.roughness, 0.05, 1)),
            "specular": float(np.clip(first.specular, 0.01, 1)), "metallic": float(first.metallic),
            "base_color": {"type": "mesh_attribute", "name": "vertex_color"},
        },
    })  # fmt: skip
    if first.emission:
        props["light"] = mi.load_dict({"type": "area", "radiance": {"type": "rgb", "value": list(first.emission)}})
    starts = np.cumsum([0] + [len(p.vertices) for p in parts])
    vertices = np.concatenate([p.vertices for p in parts]).astype(np.float32)
    faces = np.concatenate([p.faces + start for p, start in zip(parts, starts, strict=False)]).astype(np.uint32)
    colours = np.concatenate([p.colours for p in parts]).astype(np.float32).clip(0, 0.98)
    mesh = mi.Mesh(name, len(vertices), len(faces), props=props, has_vertex_normals=not first.flat)
    mesh.set_id(name)
    mesh.add_attribute("vertex_color", 3, colours.ravel())
    numbers = mi.traverse(mesh)
    numbers["vertex_positions"], numbers["faces"] = vertices.ravel(), faces.ravel()
    numbers.update()
    if not first.flat and first.normals is not None:  # after the update, which computes smooth ones of its own
        normals = np.concatenate([p.normals for p in parts if p.normals is not None])
        numbers["vertex_normals"] = normals.astype(np.float32).ravel()
        numbers.update()
    return mesh


@dataclass(frozen=True)
class Shot:
    """A scene and the camera that looks at it."""

    scene: Any
    optics: Optics
    near: float

    def light(self, quality: Quality, seed: int) -> Floats:
        """(H, W, 3) noisy linear_rec709 light, path-traced."""
        path = {"type": "path", "max_depth": quality.depth, "rr_depth": ROULETTE, "block_size": BLOCK}
        sampler = {"type": "independent", "sample_count": quality.samples}
        image = self.traced(path, sampler, quality.thin_lens, seed)[..., :3]
        return np.nan_to_num(image, posinf=0.0, neginf=0.0)

    def traced(self, integrator: dict[str, Any], sampler: dict[str, Any], thin_lens: bool, seed: int) -> Floats:
        """(H, W, channels) of an integrator's picture."""
        image = mi.render(
            self.scene, sensor=self._sensor(sampler, thin_lens), integrator=mi.load_dict(integrator),
            spp=sampler["sample_count"], seed=seed % 2**31,
        )  # fmt: skip
        return np.asarray(image, np.float32)

    def _sensor(self, sampler: dict[str, Any], thin_lens: bool) -> Any:
        camera, optics = self.optics.camera, self.optics
        lens: dict[str, Any] = {"type": "perspective"}
        if thin_lens and camera.t_stop > 0:
            radius = camera.lens_mm / 1000 / camera.t_stop / 2
            lens = {"type": "thinlens", "aperture_radius": radius, "focus_distance": focus_of(camera)}
        film = {
            "type": "hdrfilm", "width": optics.width, "height": optics.height, "rfilter": {"type": "box"},
            "component_format": "float32",
        }  # fmt: skip
        to_world = mi.ScalarTransform4f(optics.to_world)
        return mi.load_dict({
            **lens, "fov_axis": "x", "fov": optics.fov, "near_clip": self.near, "to_world": to_world, "film": film,
            "sampler": sampler,
        })  # fmt: skip
