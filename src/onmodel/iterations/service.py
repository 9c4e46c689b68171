"""A generation laid out with its board and its attempts, beginning one, and what is asked of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts
from onmodel.backends.bundle import Backends
from onmodel.clips import queries as clip_queries
from onmodel.clips.rules import CLIP_JOB, Spent
from onmodel.db import LOCAL, announce
from onmodel.generations import queries as generations
from onmodel.generations.events import GenerationBegun
from onmodel.generations.rules import HANDLES, ClipSettings, merged, state
from onmodel.generations.tables import Generation
from onmodel.heroes import service as heroes
from onmodel.heroes.service import GenerationNotFound
from onmodel.iterations import queries, rules
from onmodel.iterations.rules import Pass
from onmodel.iterations.schemas import (
    ClipSettingsOut,
    GenerationIn,
    GenerationItem,
    GenerationOut,
    GenerationPage,
    GenerationScene,
)
from onmodel.jobs import queries as jobs
from onmodel.kit.ids import is_id
from onmodel.kit.pagination import cut
from onmodel.quality import service as quality
from onmodel.quality.rules import overall, per_second
from onmodel.quality.schemas import Spending
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.takes import queries as take_queries
from onmodel.takes.schemas import FrameOut, Size
from onmodel.takes.service import handles_of
from onmodel.versions.rules import changes
from onmodel.versions.schemas import ChangeOut


def get(session: Session, project_id: str, generation_id: str, *, board_id: str | None = None) -> Pass:
    """The generation laid out, if it is of this board or no board is named; raises GenerationNotFound."""
    row = generations.by_id(session, project_id, generation_id)
    if row is None or board_id not in {None, row.storyboard_id}:
        raise GenerationNotFound(f"There is no generation {generation_id}")
    board = storyboards.get(session, project_id, row.storyboard_id)
    every = {g.id: g for g in generations.of_board(session, board.id)}
    line = tuple(every[i] for i in rules.lineage({i: g.parent_id for i, g in every.items()}, row.id))
    shot_ids = [shot.id for shot in board.shots]
    found = rules.attempts_of(line, take_queries.of_shots(session, shot_ids, "clip"))
    names = {t.created_by for t in found} | {g.created_by for g in every.values()}
    return Pass(
        row, board, line, take_queries.circled(session, shot_ids), quality.measured(session, found),
        take_queries.sizes(session, project_id, [t.asset_id for t in found if t.asset_id]),
        {LOCAL: "You", **accounts.names(session, {name for name in names if is_id(name)})},
    )  # fmt: skip


def locked(session: Session, project_id: str, generation_id: str) -> Pass:
    """The same, locked until the end of the transaction."""
    generations.locked(session, project_id, generation_id)
    return get(session, project_id, generation_id)


def change(of: Pass, settings: dict[str, Any] | None = None, scenes: dict[str, Any] | None = None) -> None:
    """Write what a generation is asked for, and add to its changes what that differs in."""
    numbers = {shot.id: shot.position + 1 for shot in of.board.shots}
    before = state(of.row.settings, of.row.scenes, numbers)
    of.row.settings = of.row.settings if settings is None else settings
    of.row.scenes = of.row.scenes if scenes is None else scenes
    found = [vars(c) for c in changes(before, state(of.row.settings, of.row.scenes, numbers))]
    if found:
        of.row.changes = {"changes": [*of.row.changes.get("changes", []), *found]}


def use_frame(session: Session, of: Pass, shot: Shot, frame_id: str) -> None:
    """Let a frame be a scene's hero. Raises HeroFrameNotFound, TakeHasNoPicture, FrameOfAnotherScene."""
    laid = heroes.opened(session, of.row.project_id, of.row.id)
    if heroes.frame(session, laid, frame_id).shot_id != shot.id:
        todo = f"Name one of the frames of scene {shot.position + 1}"
        raise rules.FrameOfAnotherScene(f"Take {frame_id} is no frame of this scene", todo=todo)
    heroes.confirm(session, laid, frame_id)


def create(session: Session, backends: Backends, project_id: str, given: GenerationIn) -> Pass:
    """Begin an iteration. What is not named is as its parent has it, the attempts that stand too.

    Raises StoryboardNotFound, GenerationNotFound, ParentOfAnotherBoard, PanelNotFound, UnknownBackend and what
    `use_frame` raises.
    """
    board = storyboards.get(session, project_id, given.storyboard_id)
    parent = _parent(session, project_id, board, given.parent_id)
    backends.video(given.backend or (parent.settings.get("backend") if parent else None) or ClipSettings().backend)
    generations.lock_board(session, project_id, board.id)  # two who begin at one moment are given two numbers
    newest = generations.latest(session, board.id)
    row = Generation(project_id=project_id, storyboard_id=board.id, number=newest.number + 1 if newest else 1)
    if parent is not None:
        row.parent_id, row.settings, row.scenes = parent.id, parent.settings, parent.scenes
        row.selections = parent.selections
    session.add(row)
    session.flush()
    of = get(session, project_id, row.id)
    scenes = dict(row.scenes)
    for wanted in given.scenes:
        shot = storyboards.panel(board, wanted.scene_number)
        scenes[shot.id] = merged(scenes.get(shot.id, {}), vars(wanted.plan()))
        if wanted.hero_frame_id:
            use_frame(session, of, shot, wanted.hero_frame_id)
    if given.hero_frame_id:
        shot = heroes.confirm(session, heroes.opened(session, project_id, row.id), given.hero_frame_id)
        scenes[shot.id] = merged(scenes.get(shot.id, {}), {"hero_frame_id": given.hero_frame_id})
    change(of, {"handles": HANDLES, **row.settings, **given.named()}, scenes)
    announce(session, GenerationBegun(project_id, board.id, row.id, board.title, row.number))
    session.flush()
    return get(session, project_id, row.id)


def _parent(session: Session, project_id: str, board: Storyboard, parent_id: str | None) -> Generation | None:
    if parent_id is None:
        return generations.latest(session, board.id)
    found = generations.by_id(session, project_id, parent_id)
    if found is None:
        raise GenerationNotFound(f"There is no generation {parent_id}")
    if found.storyboard_id != board.id:
        raise rules.ParentOfAnotherBoard(f"Generation {parent_id} is not of board {board.title!r}")
    return found


def page(
    session: Session, project_id: str, storyboard_id: str | None, *, before: str | None, limit: int
) -> GenerationPage:  # fmt: skip
    """The project's generations, or those of one board, newest first."""
    rows, following = cut(generations.page(session, project_id, storyboard_id, before=before, limit=limit), limit)
    return GenerationPage(generations=items(session, project_id, rows), next=following)


def items(session: Session, project_id: str, rows: Sequence[Generation]) -> list[GenerationItem]:
    """Generations as a list shows them, in three questions however many they are."""
    values = queries.values(session, project_id, [i for row in rows for i in row.selections.values()])
    states = queries.states(session, project_id, [row.clips_job_id for row in rows if row.clips_job_id])
    names = {LOCAL: "You", **accounts.names(session, {row.created_by for row in rows if is_id(row.created_by)})}
    return [
        GenerationItem(
            id=row.id, storyboard_id=row.storyboard_id, parent_id=row.parent_id, number=row.number,
            state=states.get(row.clips_job_id or "", ("ready", ""))[0], job_id=row.clips_job_id,
            overall=overall([values.get(take_id) for take_id in row.selections.values()]),
            changes=[ChangeOut(**each) for each in row.changes.get("changes", ())], created_by=row.created_by,
            created_by_name=names.get(row.created_by, row.created_by), created_at=row.created_at,
        )
        for row in rows
    ]  # fmt: skip


def view(session: Session, of: Pass) -> GenerationOut:
    """A generation with its scenes."""
    project_id, row = of.row.project_id, of.row
    stopped = queries.states(session, project_id, [row.clips_job_id] if row.clips_job_id else [])
    doing = {str(job.params.get("shot_id")): job.id for job in jobs.unfinished(session, project_id, CLIP_JOB)}
    pinned = [hero.asset_id for hero in of.heroes.values() if hero.asset_id]
    sizes = take_queries.sizes(session, project_id, pinned)
    return GenerationOut(
        **items(session, project_id, [row])[0].model_dump(), settings=ClipSettingsOut(**vars(of.settings)),
        stopped=stopped.get(row.clips_job_id or "", ("", ""))[1], spending=spending(session, of),
        scenes=[_scene(of, shot, sizes, doing.get(shot.id)) for shot in of.board.shots],
    )  # fmt: skip


def _scene(of: Pass, shot: Shot, sizes: Mapping[str, Size], job_id: str | None) -> GenerationScene:
    hero, made, told = of.heroes.get(shot.id), of.selected(shot), of.direction(shot)
    return GenerationScene(
        scene_number=shot.position + 1, shot_id=shot.id, scene=shot.scene.number, shot=shot.number,
        description=shot.description, duration_frames=shot.duration_frames, prompt=told.prompt,
        negative_prompt=told.negative_prompt, camera_movement=told.move.value, speed=told.speed,
        hero_frame=FrameOut.of(hero, sizes.get(hero.asset_id or "", (None, None))) if hero else None,
        selected=of.shown(made, shot) if made else None, attempts=len(of.of_shot(shot)), job_id=job_id,
        needs_review=of.needs_review(shot), stale=of.stale(shot),
    )  # fmt: skip


def spending(session: Session, of: Pass) -> Spending:
    """What a pass cost, all attempts together, and what a second of accepted film cost."""
    return spendings(session, [of])[0]


def spendings(session: Session, passes: Sequence[Pass]) -> list[Spending]:
    """The same of several. What a second cost, those that a pass comes from have paid, too: it took over their film."""
    ids = {generation.id for of in passes for generation in of.line}
    spent = clip_queries.spent(session, passes[0].row.project_id, list(ids)) if passes else {}
    return [_spending(of, [spent.get(generation.id, Spent()) for generation in of.line]) for of in passes]


def _spending(of: Pass, line: Sequence[Spent]) -> Spending:
    standing = [of.selected(shot) for shot in of.board.shots if not of.needs_review(shot)]
    film = sum((m.take.frames - 2 * handles_of(m.take)) / m.take.rate for m in standing if m and m.take.rate)
    return Spending(
        money=round(line[-1].money, 6), seconds=round(line[-1].seconds, 3), accepted_seconds=round(film, 3),
        money_per_accepted_second=per_second(sum(spent.money for spent in line), film),
        seconds_per_accepted_second=per_second(sum(spent.seconds for spent in line), film),
    )  # fmt: skip
