"""Camera setups: the small search that finds, for a shot, a camera from which the faces that matter are seen."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onmodel.fountain.model import Shot
from onmodel.fountain.vocabulary import Framing, Pose
from onmodel.stage.acting import CHEAT, CROWD_CHEAT, Floor, addressee, performance
from onmodel.stage.anchors import RIGHT_WRIST, head_of, moved
from onmodel.stage.camera import as_vec3, direction, flat, turned
from onmodel.stage.framing import Framed, FramingRequest, Room, Thing, frame_camera
from onmodel.stage.inserts import exhibit, in_hand
from onmodel.stage.line import Line
from onmodel.stage.mesh import ActorMesh, Place
from onmodel.stage.over_shoulder import over_shoulder
from onmodel.stage.sets.props import Showing, showing
from onmodel.stage.sightlines import Solid
from onmodel.stage.spec import ActorSpec, CameraSpec, Tier, Vec3
from onmodel.stage.visibility import Fault, Shown, faults

ORBITS = (0.0, 8.0, -8.0, 16.0, -16.0, 25.0, -25.0)  # degrees around the subject, in the order of trial
GOOD, BAD = 0.35, 3.0  # costs: good enough to stop, bad enough to ask an actor to step aside
HAND = 0.2  # metres, wrist to fingertips
GRASP = 0.15  # metres: as much as an insert shows around a thing smaller than the hand that holds it
SHOWN_PITCH: dict[Showing, float] = {"palm": 42.0, "face": 24.0, "grip": 18.0}  # degrees from above
LOW = frozenset((Pose.SIT, Pose.KNEEL, Pose.CROUCH))  # poses in which a thing is shown as well as standing
HIDDEN = 2.0  # the cost of a thing that the set hides
FLYING = 0.8  # the cost of taking a wall away
THICK = 0.25  # metres: walls and what hangs on them
STEP_ASIDE = 0.35  # metres
VARIETY = 6.0  # degrees by which two singles of one scene may differ, so that no two are the same


@dataclass(frozen=True)
class Setup:
    """A solved shot: camera, actors as they finally stand, and what was moved or given up for it."""

    camera: CameraSpec
    actors: tuple[ActorSpec, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Company:
    """The actors of a shot as specs and as built, in the same order: the focus first."""

    specs: tuple[ActorSpec, ...]
    meshes: tuple[ActorMesh, ...]

    def stepped(self, name: str, by: Vec3) -> "Company":
        """Return the company with one of them moved by metres."""
        specs = [replace(s, position=as_vec3(np.add(s.position, by))) if s.name == name else s for s in self.specs]
        meshes = [moved(m, by) if m.name == name else m for m in self.meshes]
        return Company(tuple(specs), tuple(meshes))


@dataclass(frozen=True)
class Try:
    """One camera of the search with what is wrong with it."""

    framed: Framed
    company: Company
    found: tuple[Fault, ...]
    cost: float


Moved = Callable[[tuple[ActorSpec, ...]], tuple[ActorSpec, ...]]


def solve(floor: Floor, shot: Shot, tier: Tier, seed: int, moved: Moved | None = None) -> Setup:
    """Find the camera of a shot: frames are solved for seven orbits, and again after an actor stepped aside.

    `moved` puts the actors where somebody wants them by hand: then the camera alone is found, and nobody steps aside.
    """
    framing, notes = _framing(floor, shot)
    shot = replace(shot, framing=framing)
    best = _search(floor, shot, _company(floor, shot, moved), tier, seed=seed)
    if best is None:
        shot, notes = replace(shot, framing=Framing.MCU), ("no room behind the shoulder: a single instead",)
        best = _search(floor, shot, _company(floor, shot, moved), tier, seed=seed)
    assert best is not None, "only over the shoulder can have no room"
    for _ in range(0 if moved else 2):
        if best.cost < BAD or not (step := _step_aside(best)):
            break
        again = _search(floor, shot, best.company.stepped(*step), tier, seed=seed)
        if again is None or again.cost >= best.cost:
            break
        best, notes = again, (*notes, f"{step[0]} stepped aside to clear the view")
    left = tuple(f"{f.character} {f.kind}".strip() for f in best.found if f.cost >= BAD / 2)
    return Setup(best.framed.camera, best.company.specs, (*notes, *best.framed.notes, *left))


def _framing(floor: Floor, shot: Shot) -> tuple[Framing, tuple[str, ...]]:
    """Return the framing that the people allow: no shoulder without a second person, no two-shot of one."""
    visible = people(floor, shot)
    if shot.framing is Framing.OVER_THE_SHOULDER and (len(visible) < 2 or not shot.shoulder):
        return Framing.MCU, ("nobody to look over the shoulder of: a single instead",)
    if shot.framing is Framing.TWO_SHOT and len(visible) < 2:
        return Framing.MS, ("one person in a two-shot: a medium shot instead",)
    return shot.framing, ()


def people(floor: Floor, shot: Shot) -> tuple[str, ...]:
    """Return who is in the frame: the focus first, then the others, the shoulder last."""
    visible = [n for n in dict.fromkeys(shot.characters) if n in floor.staging.marks]
    first = [shot.focus] if shot.focus in visible else []
    over = shot.framing is Framing.OVER_THE_SHOULDER and shot.shoulder in floor.staging.marks
    last = [shot.shoulder] if over and shot.shoulder else []
    middle = [n for n in visible if n not in first and n not in last]
    return tuple(n for n in (*first, *middle, *last) if n) or _hands(floor, shot)


def _hands(floor: Floor, shot: Shot) -> tuple[str, ...]:
    """Return whose hands an insert shows though it names nobody."""
    found = in_hand(floor.scene, shot)
    return (found[0],) if found and found[0] in floor.staging.marks else ()


def _company(floor: Floor, shot: Shot, moved: Moved | None) -> Company:
    names = people(floor, shot)
    single = len(names) < 2 or shot.framing is Framing.OVER_THE_SHOULDER
    side = None if single else -direction(floor.staging.front)
    cheat = CROWD_CHEAT if len(names) > 2 else CHEAT
    specs = tuple(performance(floor, shot, name, side, cheat) for name in names)
    if found := in_hand(floor.scene, shot):
        specs = tuple(_showing(s, found[1]) if s.name == found[0] else s for s in specs)
    specs = moved(specs) if moved else specs
    return Company(specs, tuple(floor.build(s) for s in specs))


def _showing(spec: ActorSpec, phrase: str) -> ActorSpec:
    """Return the actor holding out what the insert shows, in a pose that leaves the right arm free."""
    return replace(spec, pose=spec.pose if spec.pose in LOW else Pose.STAND, holds=phrase, shows=True)


def line_of(floor: Floor, shot: Shot) -> Line | None:
    """Return the line that a shot must respect: of the people dealing with each other in it, else of the scene."""
    names = people(floor, shot)
    if names and (other := addressee(floor, shot, names[0])) in floor.staging.marks and other:
        return floor.staging.line(*sorted((names[0], other)))
    pair = floor.staging.pair
    return floor.staging.line(*sorted(pair)) if pair else None


def _request(floor: Floor, shot: Shot, company: Company, tier: Tier) -> FramingRequest:
    """Return what the camera is asked for before the search turns it."""
    meshes = company.meshes
    over = shot.framing is Framing.OVER_THE_SHOULDER
    held = meshes[:1] if over or shot.framing in (Framing.ECU, Framing.INSERT) else meshes
    return FramingRequest(
        shot.framing, shot.angle, shot.move, float(shot.lens_mm), held, meshes[-1] if over else None,
        _thing(floor, shot, company), line_of(floor, shot) if len(meshes) < 3 else None, floor.staging.front,
        room=floor.place.camera_room, obstacles=floor.place.obstacles, tier=tier,
    )  # fmt: skip


def _thing(floor: Floor, shot: Shot, company: Company) -> Thing | None:
    """Return what the frame is for where it is no face: a held prop or hands, a prop on the floor, the place itself."""
    if shot.framing is Framing.INSERT:
        for spec, mesh in zip(company.specs, company.meshes, strict=True):
            if spec.holds:
                return _held(spec.holds, mesh)
            if not shot.props:
                return Thing(as_vec3(mesh.keypoints[RIGHT_WRIST]), 0.1 + HAND)
    shown = exhibit(shot)
    placed = [thing for word in ([shown.phrase] if shown else shot.props) if (thing := floor.dressing.find(word))]
    if placed and (shot.framing is Framing.INSERT or not company.specs):
        return placed[0]
    x, y, z = floor.staging.centre
    return None if company.specs else Thing((x, y, z + 0.9), 1.8)


def _held(phrase: str, mesh: ActorMesh) -> Thing:
    """Return what a hand shows, the hand included."""
    held = [p.vertices for p in mesh.parts if p.name.startswith("held:")]
    points = np.concatenate(held or [mesh.keypoints[RIGHT_WRIST][None]]).astype(float)
    low, high = points.min(axis=0), points.max(axis=0)
    return Thing(as_vec3((low + high) / 2), max(GRASP, float((high - low).max())), SHOWN_PITCH[showing(phrase)])


def _search(floor: Floor, shot: Shot, company: Company, tier: Tier, *, seed: int) -> Try | None:
    """Return the cheapest camera over rooms and orbits, the first good one at once; None where none has room."""
    request = _request(floor, shot, company, tier)
    best: Try | None = None
    for rank, room in enumerate(rooms(floor.place)):
        for orbit in ORBITS if request.shoulder is None else ORBITS[:3]:
            turn = orbit + _variety(request, shot, seed)
            one = _try(replace(request, orbit=turn, room=room), company, floor.solid)
            if one is None:
                continue
            one = replace(one, cost=one.cost + 0.3 * (orbit / 25.0) ** 2 + FLYING * rank)
            if best is None or one.cost < best.cost - 1e-9:
                best = one
            if best.cost < GOOD:
                return best
    return best


def rooms(place: Place) -> tuple[Room, ...]:
    """Return where the camera may stand, best first: between the walls, then behind those that can be taken away."""
    walls = [p.vertices for p in place.parts if p.name in place.wall_cutaway and "wall" in p.name]
    if not walls:
        return (place.camera_room,)
    points = np.vstack(walls)
    x0, y0, x1, y1, ceiling = place.camera_room
    low, high = points.min(axis=0) + THICK, points.max(axis=0) - THICK
    inside = (max(x0, float(low[0])), max(y0, float(low[1])), min(x1, float(high[0])), min(y1, float(high[1])), ceiling)
    return (inside, place.camera_room)


def _variety(request: FramingRequest, shot: Shot, seed: int) -> float:
    """Return a small turn that differs from single to single, the same for the same seed."""
    if len(request.subjects) != 1 or request.framing is Framing.OVER_THE_SHOULDER:
        return 0.0
    rng = np.random.default_rng([seed, *shot.number.encode()])
    return float(rng.uniform(-VARIETY, VARIETY))


def _try(request: FramingRequest, company: Company, solid: Solid) -> Try | None:
    framed = over_shoulder(request) if request.shoulder else frame_camera(request)
    if framed is None:
        return None
    shoulder = request.shoulder.name if request.shoulder else None
    judged = company.meshes if request.framing is not Framing.INSERT else ()
    line = request.line if request.subjects else None
    found = faults(Shown(framed.camera, judged, shoulder, line, solid))
    if request.thing and not judged and solid.hides(np.array(framed.camera.position), _top(request.thing)).any():
        found = (*found, Fault("covered by the set", "", HIDDEN))
    return Try(framed, company, found, sum(f.cost for f in found) + _given_up(request, framed))


def _top(thing: Thing) -> NDArray[np.float64]:
    """Return points (1, 3) of a thing that a lens must see: a little above its middle, off what it lies on."""
    x, y, z = thing.middle
    return np.array([[x, y, z + 0.25 * thing.size]])


def _given_up(request: FramingRequest, framed: Framed) -> float:
    """Return the cost of a lens that is not the one asked for: a little shorter is well, half as long is not."""
    if request.shoulder:  # any portrait lens will do
        return 0.0
    shorter = float(np.log2(request.lens_mm / framed.camera.lens_mm))
    return 0.3 * shorter + 3.0 * max(0.0, shorter - 0.65) + 4.0 * framed.tight


def _step_aside(tried: Try) -> tuple[str, Vec3] | None:
    """Return who steps where (a shift in metres) so that the worst covered face is seen; None where nobody can."""
    covered = [f for f in tried.found if f.kind.startswith("covered by")]
    if not covered:
        return None
    worst = max(covered, key=lambda f: f.cost)
    by_name = {m.name: m for m in tried.company.meshes}
    hidden = by_name[worst.character]
    mover = by_name.get(worst.kind.removeprefix("covered by "), hidden)
    sight = flat(head_of(hidden).eyes - np.asarray(tried.framed.camera.position))
    across = turned(sight, 90.0)
    away = float(across @ (head_of(mover).eyes - head_of(hidden).eyes))
    sign = 1.0 if away >= 0 else -1.0
    return mover.name, as_vec3(sign * STEP_ASIDE * across)
