"""Blocking: a scene's shots become specs. Who stands where, faces whom, holds what, and the camera that sees it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from numpy.typing import ArrayLike

from onmodel.fountain.model import SceneBreakdown, Shot
from onmodel.fountain.vocabulary import Pose
from onmodel.stage.acting import Floor
from onmodel.stage.actors.accessories import notes as lacking
from onmodel.stage.anchors import head_of
from onmodel.stage.dressing import GAPS, between, dress
from onmodel.stage.mesh import ActorMesh, Place
from onmodel.stage.sets.props import canonical_prop
from onmodel.stage.setups import Moved, Setup, solve
from onmodel.stage.sightlines import Solid
from onmodel.stage.spec import ActorLook, ActorSpec, CameraSpec, LookName, PropSpec, SceneSpec, SetSpec, Tier
from onmodel.stage.staging import TALKING, stage_scene


@dataclass(frozen=True)
class Workshop:
    """Who builds what blocking arranges: an actor from its spec, a set's name from a heading, a place from its spec."""

    build_actor: Callable[[ActorSpec], ActorMesh]
    choose_set: Callable[[SceneBreakdown, int], SetSpec]
    build_place: Callable[[SetSpec], Place]
    eyes_of: Callable[[ActorSpec], ArrayLike] | None = None  # None: built actors are asked

    def see(self, spec: ActorSpec) -> ArrayLike:
        """Return where an actor's eyes are (3,)."""
        return self.eyes_of(spec) if self.eyes_of else head_of(self.build_actor(spec)).eyes


def stock() -> Workshop:
    """Return the product's own workshop; imported late, since tests block with stand-ins and need no bodies."""
    from onmodel.stage.actors.build import build_actor, eyes_of  # noqa: PLC0415 - loads the baked body
    from onmodel.stage.sets.build import build_place  # noqa: PLC0415
    from onmodel.stage.sets.choose import choose_set  # noqa: PLC0415

    return Workshop(build_actor, choose_set, build_place, eyes_of)


def block_scene(
    scene: SceneBreakdown,
    looks: Mapping[str, ActorLook],
    *,
    tier: Tier = "standard",
    look: LookName = "full",
    seed: int = 0,
    workshop: Workshop | None = None,
) -> tuple[SceneSpec, ...]:
    """Return one spec per shot. Marks, line, props and set hold for the whole scene; the same input, the same specs."""
    shop = workshop or stock()
    place = shop.choose_set(scene, seed)
    floor = ready(scene, looks, shop.build_place(place), shop)
    blank = SceneSpec(place, CameraSpec((0, 0, 0), (0, 1, 0)), look=look, tier=tier, seed=seed)
    return _told(tuple(block_shot(floor, shot, blank) for shot in scene.shots))


def block_one(
    scene: SceneBreakdown, shot: Shot, looks: Mapping[str, ActorLook], blank: SceneSpec, *,
    moved: Moved | None = None, workshop: Workshop | None = None,
) -> SceneSpec:  # fmt: skip
    """Return the spec of one shot of a scene, as `block_scene` would for this shot: `blank` names tier, look and seed.

    `moved` puts its actors elsewhere before the camera is found.
    """
    shop = workshop or stock()
    place = shop.choose_set(scene, blank.seed)
    floor = ready(scene, looks, shop.build_place(place), shop)
    return _told((block_shot(floor, shot, replace(blank, set=place), moved),))[0]


def _told(specs: tuple[SceneSpec, ...]) -> tuple[SceneSpec, ...]:
    """Return a scene's specs, each noting what the stage had to guess or lacks of what is seen in it first."""
    known: set[str] = set()
    out = []
    for spec in specs:
        lacks = [f"{a.name}: {note}" for a in spec.actors for note in lacking(a.look)]
        things = [p.name for p in spec.props] + [a.holds for a in spec.actors if a.holds]
        lacks += [
            f"no {word!r} among the props: shown as a block with its name"
            for word in things
            if canonical_prop(word) is None
        ]
        new = [note for note in dict.fromkeys((spec.set.note, *lacks)) if note and note not in known]
        known.update(new)
        out.append(replace(spec, notes=(*spec.notes, *new)))
    return tuple(out)


def ready(scene: SceneBreakdown, looks: Mapping[str, ActorLook], place: Place, shop: Workshop) -> Floor:
    """Return the scene's floor: everybody on their marks, every prop placed."""
    middle = between(scene, place)
    staging = stage_scene(scene, place, GAPS.get(middle or "", TALKING))
    solid = Solid(place)
    return Floor(scene, looks, staging, dress(scene, staging, solid), place, solid, shop.build_actor, shop.see)


def block_shot(floor: Floor, shot: Shot, blank: SceneSpec, moved: Moved | None = None) -> SceneSpec:
    """Return one shot of a scene that is ready: `blank` with its camera, actors, props and notes."""
    setup = solve(floor, shot, blank.tier, blank.seed, moved)
    return replace(blank, camera=setup.camera, actors=setup.actors, props=_props(floor, setup), notes=setup.notes)


def _props(floor: Floor, setup: Setup) -> tuple[PropSpec, ...]:
    """Return the scene's props and a seat under everybody who sits where the place has none."""
    seats = tuple(
        PropSpec("stool", actor.position, actor.heading)
        for actor in setup.actors
        if actor.pose is Pose.SIT and floor.staging.marks[actor.name].seat is None
    )
    return (*floor.dressing.props.values(), *seats)
