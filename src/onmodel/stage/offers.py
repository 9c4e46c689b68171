"""Offers: a blocked shot as a cinematographer would vary it for the director to choose from. Who does what where stays.

Each offer is a light, a neighbouring lens, a stop and a camera a step aside, within the shot's framing and angle. What
would cut a head, cover a face, cross the line or leave the room is given up step by step, and said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from onmodel.fountain.vocabulary import Angle, Framing, TimeOfDay
from onmodel.stage.anchors import head_of, yaw_to
from onmodel.stage.blocking import Workshop, stock
from onmodel.stage.camera import (
    ASPECT,
    LENSES,
    T_STOPS,
    Array,
    as_vec3,
    box_in_frame,
    flat,
    frame_height,
    in_frame,
    turned,
    view_axes,
)
from onmodel.stage.framing import LOWEST, SAFE, UNDER_CEILING, free_reach
from onmodel.stage.mesh import ActorMesh, Place
from onmodel.stage.sightlines import Solid
from onmodel.stage.spec import CameraSpec, LightSpec, SceneSpec
from onmodel.stage.visibility import Shown, faults

AIMING = 6  # rounds that bring the subject back to its place in the frame
STOPS = (1.4, 2.0, 2.8, 4.0, 5.6, 8.0, 11.0)
NEAR = 0.08  # of the frame's width: heads from which faces are told apart
TURNED, MORE = 40.0, 5.0  # degrees from the lens where such a face is known still, and what one turned more may lose
LOWER_EDGE = 0.3  # metres above the ground, below which a camera is no neighbour of eye level any more
WARM = {TimeOfDay.DAY: 4300.0, TimeOfDay.NIGHT: 3000.0, TimeOfDay.DAWN: 2900.0, TimeOfDay.DUSK: 2400.0}
COOL = {TimeOfDay.DAY: 7200.0, TimeOfDay.NIGHT: 6000.0, TimeOfDay.DAWN: 5600.0, TimeOfDay.DUSK: 5200.0}
MOON = 15000.0  # by night outside 6000 K would be warmer than the moon is on the stage


@dataclass(frozen=True)
class Offer:
    """What is changed. `lens`: steps in the set of primes, `stop`: steps of the T-stop (− is open), `orbit`: degrees
    around the subject, negative towards the face's axis, `lift`: metres for each metre of distance, `size`: of the
    subject in the frame, `shift`: of the frame's width that the subject moves to the other side, `tint`: kelvin."""

    name: str
    light: LightSpec
    lens: int = 0
    stop: int = 0
    orbit: float = 0.0
    lift: float = 0.0
    size: float = 1.0
    shift: float = 0.0
    tint: dict[TimeOfDay, float] | None = None

    @property
    def placed(self) -> bool:
        """Whether the camera stands elsewhere for it."""
        return bool(self.orbit or self.lift or self.shift or self.size != 1.0)


OFFERS = (
    Offer("soft light", LightSpec(0.5, 1.9, 0.5, 0.5), orbit=-16.0, size=1.1),
    Offer("hard light", LightSpec(1.7, 0.25, 2.2, 0.15), lens=1, stop=-1, orbit=15.0, lift=0.04, size=1.15, tint=COOL),
    Offer("warm light", LightSpec(1.3, 0.6, 1.2, 0.2), lens=1, stop=1, orbit=-8.0, lift=-0.06, size=1.14, tint=WARM),
    Offer("backlight", LightSpec(0.1, 0.5, 4.5, 0.5), lens=2, stop=-1, orbit=12.0, size=1.22),
    Offer("high key", LightSpec(0.9, 2.2, 1.0, 0.3), lens=-1, orbit=-8.0, lift=0.14, size=0.9),
    Offer("side light", LightSpec(2.0, 0.3, 0.4, 0.15), orbit=12.0, size=1.06, shift=0.16),
    Offer("rim light", LightSpec(0.6, 0.8, 4.0, 0.35), lens=2, stop=-2, orbit=-20.0, size=1.1),
    Offer("cool light", LightSpec(0.9, 0.9, 1.8, 0.3), lens=-1, stop=2, orbit=-7.0, lift=-0.03, size=0.94, tint=COOL),
)


@dataclass(frozen=True)
class _Set:
    """What a camera in a shot is judged by: its people as built, those `shown` in the frame, place, subject (3,)."""

    spec: SceneSpec
    meshes: tuple[ActorMesh, ...]
    shown: tuple[ActorMesh, ...]
    place: Place
    solid: Solid
    subject: Array

    def wrong(self, camera: CameraSpec) -> set[tuple[str, str]]:
        """What is wrong with a camera: kind and character."""
        return {(f.kind, f.character) for f in faults(Shown(camera, self.meshes, None, None, self.solid))}


def offer(
    spec: SceneSpec, number: int, workshop: Workshop | None = None, *, stay: bool = False
) -> tuple[SceneSpec, str]:
    """Return the shot as offer `number` (from 1) has it, and a sentence that says what was changed.

    After the last one they begin again with another seed. `stay`: somebody put the camera by hand; light alone changes.
    """
    turn, which = divmod(max(number, 1) - 1, len(OFFERS))
    wanted, shop = OFFERS[which], workshop or stock()
    lit = _lit(replace(spec, seed=spec.seed + max(number, 1)), wanted)
    told = [_light_told(wanted)]
    if not stay:
        camera, how = _camera(_ready(spec, shop), wanted)
        lit, told = replace(lit, camera=camera), [*how, *told]
    said = f"{wanted.name[:1].upper()}{wanted.name[1:]}: {', '.join(told)}"
    return lit, f"{said}{', another seed' if turn else ''}."


def _ready(spec: SceneSpec, shop: Workshop) -> _Set:
    meshes, place = tuple(shop.build_actor(a) for a in spec.actors), shop.build_place(spec.set)
    shown = tuple(m for m in meshes if _inside(box_in_frame(head_of(m).outline, spec.camera)))
    if shown and spec.camera.framing is not Framing.INSERT:
        subject = np.mean([head_of(m).eyes for m in shown], axis=0)
    else:
        eye, aim = np.asarray(spec.camera.position), np.asarray(spec.camera.target)
        way = (aim - eye) / max(float(np.linalg.norm(aim - eye)), 1e-6)
        subject = eye + way * (spec.camera.focus_distance or float(np.linalg.norm(aim - eye)))
    return _Set(spec, meshes, shown, place, Solid(place), subject)


def _inside(box: tuple[float, float, float, float]) -> bool:
    return min(box) >= -0.2 and max(box) <= 1.2


def _lit(spec: SceneSpec, wanted: Offer) -> SceneSpec:
    """The shot with the offer's light upon its own."""
    own, its = spec.light, wanted.light
    light = LightSpec(
        round(own.key * its.key, 3), round(own.fill * its.fill, 3), round(own.back * its.back, 3),
        round(max(own.face_fill, its.face_fill), 3),
    )  # fmt: skip
    kelvin = wanted.tint[spec.set.time] if wanted.tint else spec.set.kelvin
    if wanted.tint is COOL and spec.set.time is TimeOfDay.NIGHT and not spec.set.interior:
        kelvin = MOON
    return replace(spec, light=light, set=replace(spec.set, kelvin=kelvin))


def _light_told(wanted: Offer) -> str:
    light = wanted.light
    ratio = f"key {light.key:g} ×, fill {light.fill:g} ×, back {light.back:g} ×"
    return ratio + (", warmer light" if wanted.tint is WARM else ", cooler light" if wanted.tint is COOL else "")


def _camera(shot: _Set, wanted: Offer) -> tuple[CameraSpec, list[str]]:
    """The first camera, from all that is wanted to none of it, with which nothing is wrong that was not before."""
    known = shot.wrong(shot.spec.camera)
    for some in _milder(_allowed(wanted, shot)):
        camera = _placed(shot, some)
        if camera is not None and not shot.wrong(camera) - known:
            return camera, _camera_told(shot.spec.camera, camera, some)
    return shot.spec.camera, ["the camera stays, there is no room for another"]


def _allowed(wanted: Offer, shot: _Set) -> Offer:
    """Without what the shot's framing or angle would lose: a shoulder, a canted or top view, a close-up's size."""
    framing, angle = shot.spec.camera.framing, shot.spec.camera.angle
    if framing is Framing.OVER_THE_SHOULDER:
        wanted = replace(wanted, orbit=wanted.orbit / 4, size=1.0, shift=0.0, lift=wanted.lift / 2)
    if framing is Framing.ECU:
        wanted = replace(wanted, size=1.0, shift=wanted.shift / 3)
    if framing is Framing.TWO_SHOT or len(shot.meshes) > 1:
        wanted = replace(wanted, shift=wanted.shift / 2)
    if angle is Angle.TOP:
        wanted = replace(wanted, orbit=0.0, lift=0.0)
    return wanted


def _milder(wanted: Offer) -> Iterator[Offer]:
    """The offer, then less and less of its camera."""
    yield wanted
    if wanted.placed:
        yield replace(wanted, size=min(wanted.size, 1.0), orbit=wanted.orbit / 2, lift=wanted.lift / 2)
    if wanted.lens:
        step = wanted.lens // abs(wanted.lens)
        yield replace(wanted, lens=step, size=min(wanted.size, 1.0), orbit=wanted.orbit / 2, lift=wanted.lift / 2)
    yield replace(wanted, lens=0, size=min(wanted.size, 1.0))
    yield replace(wanted, lens=0, size=0.95, orbit=-wanted.orbit / 2, lift=0.0, shift=wanted.shift / 2)
    yield replace(wanted, lens=0, size=0.92, orbit=0.0, lift=wanted.lift / 2, shift=0.0)


def _placed(shot: _Set, wanted: Offer) -> CameraSpec | None:
    """The camera as wanted, with the subject where it was in the frame; None where it cannot or may not stand there."""
    known = shot.spec.camera
    lens = _neighbour(known.lens_mm, wanted.lens)
    back = np.subtract(known.position, shot.subject)
    back = turned(back, _way(shot, wanted.orbit)) * (lens / known.lens_mm / wanted.size)
    distance = float(np.linalg.norm(back))
    spot = shot.subject + back + [0.0, 0.0, wanted.lift * distance]
    if not _stands(shot, spot):
        return None
    camera = replace(known, position=as_vec3(spot), lens_mm=lens, t_stop=_stop(known, wanted.stop))
    camera = _aimed(camera, shot, wanted.shift)
    depth = float((shot.subject - spot) @ view_axes(camera)[2])
    focus = known.focus_distance + depth - float(-np.subtract(known.position, shot.subject) @ view_axes(known)[2])
    camera = replace(camera, focus_distance=round(max(0.1, focus), 4) if known.focus_distance else 0.0)
    return camera if all(keeps(shot, camera) for keeps in (_held, _same_side, _recognised)) else None


def _neighbour(lens_mm: float, steps: int) -> float:
    at = int(np.argmin([abs(lens - lens_mm) for lens in LENSES]))
    return float(LENSES[int(np.clip(at + steps, 0, len(LENSES) - 1))]) if steps else lens_mm


def _stop(camera: CameraSpec, steps: int) -> float:
    """The stop so many steps on; 0 (all sharp, as fast tiers render) stays."""
    if not camera.t_stop or not steps:
        return camera.t_stop
    at = int(np.argmin([abs(stop - camera.t_stop) for stop in STOPS]))
    least = 1 if camera.framing in {Framing.ECU, Framing.TWO_SHOT} or camera.framing not in T_STOPS else 0
    return STOPS[int(np.clip(at + steps, least, len(STOPS) - 1))]


def _way(shot: _Set, orbit: float) -> float:
    """The signed degrees of an orbit: negative ones lead towards the axis of the first face."""
    if not orbit or not shot.meshes:
        return orbit
    lens = np.asarray(shot.spec.camera.position)
    ways = (turned(lens - shot.subject, sign * abs(orbit)) for sign in (1, -1))
    one, other = (yaw_to(shot.meshes[0], shot.subject + way) for way in ways)
    nearer = 1.0 if one <= other else -1.0
    return abs(orbit) * (nearer if orbit < 0 else -nearer)


def _stands(shot: _Set, spot: Array) -> bool:
    """Whether a camera can stand there: above the ground, under the ceiling, before walls, not in furniture."""
    room = shot.place.camera_room
    if not min(LOWER_EDGE, shot.spec.camera.position[2]) <= spot[2] <= room[4] - UNDER_CEILING or spot[2] < LOWEST:
        return False
    back = spot - shot.subject
    reach = float(np.hypot(back[0], back[1]))
    if reach < 1e-6:
        return True
    known = np.subtract(shot.spec.camera.position, shot.subject)
    free = free_reach(room, shot.place.obstacles, shot.subject, flat(back), reach)
    return free >= reach - 1e-6 or float(np.hypot(known[0], known[1])) > reach > free  # it stood so before


def _aimed(camera: CameraSpec, shot: _Set, shift: float) -> CameraSpec:
    """The camera turned until the subject stands where it stood in the frame, or `shift` across the middle from it."""
    x, y, _ = in_frame(shot.subject[None], shot.spec.camera)[0]
    wanted = np.array([x + shift * (1.0 if x < 0.5 else -1.0), y])
    ahead = float(np.linalg.norm(np.subtract(camera.target, shot.spec.camera.position)))
    aim = shot.subject.astype(float)
    for _ in range(AIMING):
        camera = replace(camera, target=as_vec3(aim))
        right, up, forward = view_axes(camera)
        off = in_frame(shot.subject[None], camera)[0][:2] - wanted
        metres = frame_height(float((shot.subject - camera.position) @ forward), camera.lens_mm)
        aim = aim + metres * (off[0] * ASPECT * right - off[1] * up)
    forward = view_axes(replace(camera, target=as_vec3(aim)))[2]
    return replace(camera, target=as_vec3(np.asarray(camera.position) + forward * max(ahead, 0.5)))


def _held(shot: _Set, camera: CameraSpec) -> bool:
    """Whether every head that was whole in the frame is so still, with a little air."""
    for mesh in shot.meshes:
        outline = head_of(mesh).outline
        before, after = box_in_frame(outline, shot.spec.camera), box_in_frame(outline, camera)
        air = min(SAFE / 2, before[0], before[1], 1 - before[2], 1 - before[3])
        if air >= 0 and min(after[0], after[1], 1 - after[2], 1 - after[3]) < air - 1e-3:
            return False
    return True


def _recognised(shot: _Set, camera: CameraSpec) -> bool:
    """Whether every face seen near is as much to the lens as it was, or as much as likeness needs."""
    near = [m for m in shot.shown if np.ptp(box_in_frame(head_of(m).outline, camera)[::2]) >= NEAR]
    turns = [[yaw_to(m, np.asarray(c.position)) for c in (shot.spec.camera, camera)] for m in near]
    return all(before >= 90.0 or after <= max(before + MORE, TURNED) for before, after in turns)


def _same_side(shot: _Set, camera: CameraSpec) -> bool:
    """Whether the camera stands on its side of the line between any two people, so that screen directions hold."""
    heads = [head_of(m).eyes for m in shot.meshes]
    pairs = ((a, b) for i, a in enumerate(heads) for b in heads[i + 1 :])
    return all(_side(a, b, shot.spec.camera) * _side(a, b, camera) >= 0 for a, b in pairs)


def _side(one: Array, other: Array, camera: CameraSpec) -> float:
    line, way = other - one, np.asarray(camera.position) - one
    return float(line[0] * way[1] - line[1] * way[0])


def _camera_told(before: CameraSpec, after: CameraSpec, some: Offer) -> list[str]:
    told = []
    if after.lens_mm != before.lens_mm:
        told.append(f"{after.lens_mm:g} mm instead of {before.lens_mm:g} mm")
    if after.t_stop != before.t_stop:
        told.append(f"T{after.t_stop:g} instead of T{before.t_stop:g}")
    rise = after.position[2] - before.position[2]
    if some.lift and abs(rise) >= 0.05:  # metres: less is not told apart
        told.append(f"camera {abs(rise) * 100:.0f} cm {'higher' if rise > 0 else 'lower'}")
    if some.orbit:
        told.append(f"camera {abs(some.orbit):.0f}° round")
    if some.size != 1.0:
        told.append("a little tighter" if some.size > 1 else "a little looser")
    return [*told, *(["subject on the other third"] if some.shift else [])]
