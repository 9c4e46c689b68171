"""Blocking a shot as it stands, its stage, and pictures of it: too slow for a transaction."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from onmodel.backends.bundle import Backends
from onmodel.backends.images.port import ImageRequest
from onmodel.blockings import rules
from onmodel.blockings.rules import NotOnStage, hand_of
from onmodel.blockings.schemas import StageIn, StagePreviewIn
from onmodel.characters import service as characters
from onmodel.db import Database
from onmodel.environments import service as environments
from onmodel.kit.pictures import encode_jpeg
from onmodel.kit.turns import preview_turn
from onmodel.shots import service as shots
from onmodel.stage.blocking import block_one, stock
from onmodel.stage.by_hand import ByHand, as_put, moved, troubles
from onmodel.stage.camera import as_vec3
from onmodel.stage.gltf import stage_glb
from onmodel.stage.spec import ActorSpec, CameraSpec, SceneSpec, Vec3
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.styles.tasks import dressing_by_id

PREVIEW = (320, 180)  # pixels
GLB_STATE = "1"  # of the writer: another one makes other bytes of the same shot
AsNow = Callable[[SceneSpec], SceneSpec]


def block(database: Database, board: Storyboard, shot: Shot, hand: ByHand | None) -> SceneSpec:
    """The shot blocked by the rules, then as it was moved by hand. Takes seconds: outside transactions."""
    with database.reading() as session:
        choose_set = environments.chooser(session, board.project_id, board.screenplay.sites)
    shop = replace(stock(), choose_set=choose_set) if choose_set else stock()
    settings = storyboards.settings_of(board)
    scene, rows = next((s, rows) for s, rows in storyboards.scene_values(board) if shot.id in {r.id for r in rows})
    value = rules.with_shoulder(scene.shots[[r.id for r in rows].index(shot.id)])
    looks = {m.script_name: characters.look_of(m.character) for m in board.cast}
    blank = SceneSpec(
        shop.choose_set(scene, settings.seed), CameraSpec((0, 0, 0), (0, 1, 0)), look=settings.look,
        tier=settings.tier, seed=settings.seed,
    )  # fmt: skip
    put = (lambda actors: moved(actors, hand)) if hand and hand.people else None
    return _put(block_one(scene, value, looks, blank, moved=put, workshop=shop), hand)


def _put(spec: SceneSpec, hand: ByHand | None) -> SceneSpec:
    if hand is None:
        return spec
    shop, first = stock(), moved(spec.actors, hand)[:1]
    eyes: dict[str, Vec3] = {actor.name: as_vec3(shop.see(actor)) for actor in first}
    return as_put(spec, hand, shop.build_place(spec.set), eyes)


def as_now(session: Session, board: Storyboard, shot: Shot) -> AsNow:
    """What gives a blocked shot the actors, the light and the look of today: they may have been changed since."""
    looks = {m.script_name: characters.look_of(m.character) for m in board.cast}
    lit = environments.lighter(session, board.project_id, shot.scene.place, board.screenplay.sites)
    settings = storyboards.settings_of(board)
    style = dressing_by_id(session, board.project_id, settings.style_of(shot.id))

    def dressed(actor: ActorSpec) -> ActorSpec:
        return replace(actor, look=looks.get(actor.name, actor.look))

    return lambda spec: replace(
        spec,
        actors=tuple(map(dressed, spec.actors)),
        set=lit(spec.set),
        look=(style and style.finish.look) or settings.look,
    )


@dataclass(frozen=True)
class Stage:
    """A shot's stage as it was read: `base` as it was blocked, `spec` with the actors and the light of today."""

    board: Storyboard
    shot: Shot
    base: SceneSpec
    now: AsNow

    @property
    def spec(self) -> SceneSpec:
        """The shot as it would be rendered."""
        return self.now(self.base)

    @property
    def ids(self) -> dict[str, str]:
        """Who plays each part."""
        return {m.script_name: m.character_id for m in self.board.cast}

    @property
    def etag(self) -> str:
        """A name for what `glb` makes of it."""
        told = f"{GLB_STATE}{self.spec!r}{sorted(self.ids.items())}"
        return f'"{hashlib.sha256(told.encode()).hexdigest()[:32]}"'

    def glb(self) -> bytes:
        """The stage as binary glTF. Takes up to two seconds."""
        return stage_glb(self.spec, self.ids)


def stage_of(database: Database, project_id: str, shot_id: str) -> Stage:
    """The stage of a shot, blocked anew where the shot was changed since. Raises ShotNotFound, NotOnStage."""
    with database.reading() as session:
        shot = shots.get(session, project_id, shot_id)
        board = storyboards.get(session, project_id, shot.storyboard_id)
        shot = next(s for s in board.shots if s.id == shot_id)
        now = as_now(session, board, shot)
    cast = {m.script_name for m in board.cast}
    if not set(shot.characters) <= cast:
        raise NotOnStage("The board's cast is not complete yet", todo="Wait for its job, or resume it")
    return Stage(board, shot, blocked(database, board, shot), now)


def blocked(database: Database, board: Storyboard, shot: Shot) -> SceneSpec:
    """The shot's blocking as it stands; made and kept where there is none. Slow then: outside transactions."""
    if not storyboards.is_blocked(shot):
        spec = block(database, board, shot, hand_of(shot.by_hand))
        with database.transaction() as session:
            storyboards.keep_blocking(session, shot, spec)
    return storyboards.spec_value(shot.blocking)


@dataclass(frozen=True)
class Moved:
    """A blocking moved by hand: what is by hand now, and the stage so."""

    hand: ByHand
    stage: Stage


def moved_so(database: Database, project_id: str, shot_id: str, body: StagePreviewIn) -> Moved:
    """A stage with people and camera elsewhere; nothing is checked or kept. Raises ShotNotFound, NotOnStage."""
    stage = stage_of(database, project_id, shot_id)
    people = [person.standing() for person in body.people]
    if body.reframe and not body.camera:
        hand = rules.onto(hand_of(stage.shot.by_hand), people, None)
        return Moved(hand, replace(stage, base=block(database, stage.board, stage.shot, hand)))
    hand = rules.onto(
        hand_of(stage.shot.by_hand), people, body.camera.lens() if body.camera else rules.lens_of(stage.base.camera)
    )
    return Moved(hand, replace(stage, base=_put(stage.base, hand)))


def prepare(database: Database, project_id: str, shot_id: str, body: StageIn) -> Moved:
    """The same, checked. Raises StageImpossible too."""
    stage = stage_of(database, project_id, shot_id)
    lens = body.camera.lens() if body.camera else None
    hand = rules.onto(hand_of(stage.shot.by_hand), [person.standing() for person in body.people], lens)
    rules.check(troubles(stage.base, hand, stock().build_place(stage.base.set)))
    return moved_so(database, project_id, shot_id, body)


def preview(
    backends: Backends, database: Database, project_id: str, shot_id: str, body: StagePreviewIn
) -> bytes:  # fmt: skip
    """A small JPEG of the shot with these values; nothing is kept, and nobody minds if two stand in each other.

    Takes a second or two. Raises ShotNotFound, NotOnStage, PreviewBusy.
    """
    spec = moved_so(database, project_id, shot_id, body).stage.spec
    request = ImageRequest(
        "", scene=spec, look=spec.look, seed=spec.seed, width=PREVIEW[0], height=PREVIEW[1], tier="low"
    )
    with preview_turn():
        return encode_jpeg(backends.image("stage").run(request).picture, 82)
