"""Retakes: what a director changes on the floor when a character was not on model in the picture, one thing a time."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from onmodel.fountain.vocabulary import Expression
from onmodel.stage.anchors import face_points, head_of, opened, yaw_to
from onmodel.stage.blocking import Workshop, stock
from onmodel.stage.camera import Array, as_vec3, box_in_frame, direction, flat, heading_of, shorter_lens, turned, unit
from onmodel.stage.framing import free_reach
from onmodel.stage.mesh import ActorMesh, Place
from onmodel.stage.setups import STEP_ASIDE
from onmodel.stage.sightlines import Solid
from onmodel.stage.spec import ActorSpec, CameraSpec, SceneSpec
from onmodel.stage.visibility import covers

CLOSER, WIDER = 1.4, 0.65  # factors of a head's size
NEAREST = 0.6  # metres between lens and face
THREE_QUARTERS = 28.0  # degrees off the lens that a face is turned to
FILL, MOST_FILL = 0.6, 1.8
ORBIT = 14.0  # degrees
SMALL = 0.14  # of the frame's height: below, a head is too small to be recognised
SOFTER: dict[Expression, Expression] = {
    Expression.LAUGH: Expression.SMILE, Expression.ANGRY: Expression.DETERMINED,
    Expression.AFRAID: Expression.WORRIED, Expression.SURPRISED: Expression.NEUTRAL,
    Expression.TALKING: Expression.NEUTRAL, Expression.SAD: Expression.WORRIED,
    Expression.SLY: Expression.SMILE, Expression.SMILE: Expression.NEUTRAL, Expression.WORRIED: Expression.NEUTRAL,
    Expression.DETERMINED: Expression.NEUTRAL,
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A shot to be retaken for one character: the spec, its actors as built, and its place."""

    spec: SceneSpec
    meshes: tuple[ActorMesh, ...]
    place: Place
    index: int

    @property
    def actor(self) -> ActorSpec:
        """The character's spec."""
        return self.spec.actors[self.index]

    @property
    def mesh(self) -> ActorMesh:
        """The character as built."""
        return self.meshes[self.index]

    @property
    def lens(self) -> Array:
        """Where the camera stands (3,)."""
        return np.asarray(self.spec.camera.position, dtype=float)

    def recast(self, index: int, **changes: object) -> SceneSpec:
        """Return the spec with one actor changed."""
        actors = list(self.spec.actors)
        actors[index] = replace(actors[index], **changes)  # type: ignore[arg-type] # fields by name
        return replace(self.spec, actors=tuple(actors))


Change = tuple[SceneSpec, str]


def adjust_for_retake(
    spec: SceneSpec, reason: str, character: str, workshop: Workshop | None = None, *, stay: bool = False
) -> tuple[SceneSpec, str]:
    """Return the spec changed for what was wrong with a character, and a sentence that says what was changed.

    `reason` is continuity's finding in plain words ("face too small", "face turned away", "too dark", "occluded",
    "expression", "outfit hidden"); where it says nothing that can be acted on, the shot itself is looked at. Where
    nothing helps, another seed is tried and said. `stay`: people and camera stand where somebody put them by hand, and
    only light and seed may change.
    """
    names = [a.name for a in spec.actors]
    if character not in names:
        return _again(spec, f"{character} is not in this blocking")
    shop = workshop or stock()
    meshes = tuple(shop.build_actor(a) for a in spec.actors)
    case = Case(spec, meshes, shop.build_place(spec.set), names.index(character))
    told = _told(reason)
    for change in ((told if told is _lit else None),) if stay else (told, _found(case), _lit):
        if change and (changed := change(case)):
            return changed
    return _again(spec, "it is blocked by hand" if stay else "nothing on the floor is left to change")


def _told(reason: str) -> Callable[[Case], Change | None] | None:
    """Return the change that a finding's words ask for; the first that is named."""
    said = reason.lower()
    return next((change for words, change in REMEDIES if any(word in said for word in words)), None)


def _found(case: Case) -> Callable[[Case], Change | None] | None:
    """Return the change that the shot itself asks for: who is covered, turned away or small."""
    head = head_of(case.mesh)
    _, top, _, bottom = box_in_frame(head.outline, case.spec.camera)
    covered = any(covers(m, case.lens, face_points(case.mesh)).any() for m in case.meshes if m is not case.mesh)
    if covered or Solid(case.place).hides(case.lens, face_points(case.mesh)).any():
        return _cleared
    if yaw_to(case.mesh, case.lens) > THREE_QUARTERS + 12:
        return _turned
    return _closer if bottom - top < SMALL else None


def _again(spec: SceneSpec, why: str) -> Change:
    return replace(spec, seed=spec.seed + 1), f"Another seed, since {why}."


def _closer(case: Case) -> Change | None:
    """Bring the camera nearer along the ray to the head, as far as nobody's head is cut."""
    for factor in (CLOSER, 1.25, 1.12):
        camera = _dollied(case, factor)
        near = float(np.linalg.norm(head_of(case.mesh).eyes - camera.position))
        if near > NEAREST and not (_cut(case, camera) - _cut(case, case.spec.camera)):
            return replace(
                case.spec, camera=camera
            ), f"The camera came closer: {case.actor.name} is {factor:g} × larger."
    return None


def _wider(case: Case) -> Change | None:
    """Take the camera back along the ray from the head, or a shorter lens where a wall is behind it."""
    camera = _dollied(case, WIDER)
    eyes = head_of(case.mesh).eyes
    back = np.subtract(camera.position, eyes)
    reach = float(np.hypot(back[0], back[1]))
    if free_reach(case.place.camera_room, case.place.obstacles, eyes, flat(back), reach) >= reach - 1e-6:
        return replace(
            case.spec, camera=camera
        ), f"The camera went back, so that the outfit of {case.actor.name} shows."
    lens = shorter_lens(case.spec.camera.lens_mm)
    if lens is None:
        return None
    camera = replace(case.spec.camera, lens_mm=lens)
    return replace(case.spec, camera=camera), f"A {lens:g} mm lens, so that the outfit of {case.actor.name} shows."


def _dollied(case: Case, factor: float) -> CameraSpec:
    """Return the camera moved along the ray to the head until it is `factor` × as large, at the same spot in frame."""
    camera, eyes = case.spec.camera, head_of(case.mesh).eyes
    shift = (1 - 1 / factor) * (eyes - case.lens)
    ahead = unit(np.subtract(camera.target, camera.position))
    return replace(
        camera,
        position=as_vec3(case.lens + shift),
        target=as_vec3(np.add(camera.target, shift)),
        focus_distance=round(max(0.1, camera.focus_distance - float(shift @ ahead)), 4),
    )


def _cut(case: Case, camera: CameraSpec) -> set[str]:
    """Return whose heads are not wholly in the frame."""
    boxes = {m.name: box_in_frame(head_of(m).outline, camera) for m in case.meshes}
    return {name for name, (x0, y0, x1, y1) in boxes.items() if min(x0, y0) < 0 or max(x1, y1) > 1}


def _turned(case: Case) -> Change | None:
    """Turn head and body toward the lens until the face stands at ¾."""
    beyond = yaw_to(case.mesh, case.lens) - THREE_QUARTERS
    if beyond <= 1:
        return None
    eyes = head_of(case.mesh).eyes
    to_camera = flat(case.lens - eyes)
    look = eyes + 2.0 * opened(case.mesh.face_forward, to_camera, beyond)
    body = opened(direction(case.actor.heading), to_camera, beyond)
    spec = case.recast(case.index, look_at=as_vec3(look), heading=round(heading_of(body), 3))
    return spec, f"{case.actor.name} turned {beyond:.0f}° toward the lens."


def _cleared(case: Case) -> Change | None:
    """Let whoever covers the face step aside; where it is the set, go around it."""
    points, sight = face_points(case.mesh), flat(head_of(case.mesh).eyes - case.lens)
    across = turned(sight, 90.0)
    for index, mesh in enumerate(case.meshes):
        if index != case.index and covers(mesh, case.lens, points).any():
            side = 1.0 if across @ (head_of(mesh).eyes - head_of(case.mesh).eyes) >= 0 else -1.0
            spot = np.asarray(case.spec.actors[index].position) + side * STEP_ASIDE * across
            return case.recast(index, position=as_vec3(spot)), f"{mesh.name} stepped aside for {case.actor.name}."
    solid = Solid(case.place)
    cameras = [_orbited(case, angle) for angle in (ORBIT, -ORBIT)]
    hidden = [float(solid.hides(np.asarray(c.position), points).mean()) for c in cameras]
    camera = cameras[int(np.argmin(hidden))]
    return replace(case.spec, camera=camera), f"The camera went {ORBIT:g}° around {case.actor.name}."


def _orbited(case: Case, angle: float) -> CameraSpec:
    """Return the camera turned about a vertical through the face."""
    camera, eyes = case.spec.camera, head_of(case.mesh).eyes
    position, target = (eyes + turned(np.subtract(p, eyes), angle) for p in (camera.position, camera.target))
    return replace(camera, position=as_vec3(position), target=as_vec3(target))


def _lit(case: Case) -> Change | None:
    """Put a soft light beside the lens."""
    fill = min(MOST_FILL, case.spec.light.face_fill + FILL)
    if fill <= case.spec.light.face_fill:
        return None
    light = replace(case.spec.light, face_fill=round(fill, 3))
    return replace(case.spec, light=light), f"More light on the face of {case.actor.name}: fill {fill:g}."


def _softened(case: Case) -> Change | None:
    """Play the expression down: a stretched face measures as another face."""
    softer = SOFTER.get(case.actor.expression)
    if softer is None:
        return None
    spec = case.recast(case.index, expression=softer)
    return spec, f"{case.actor.name} plays it softer: {softer} instead of {case.actor.expression}."


REMEDIES: tuple[tuple[tuple[str, ...], Callable[[Case], Change | None]], ...] = (
    (("outfit", "clothes", "garment"), _wider),
    (("expression", "distort", "grimace"), _softened),
    (("occlu", "covered", "behind", "hidden"), _cleared),
    (("turned", "profile", "away", "yaw"), _turned),
    (("small", "far", "pixels"), _closer),
    (("dark", "black", "underexposed"), _lit),
)
