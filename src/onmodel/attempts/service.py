"""A generation laid out with its attempts, and what people do with them: order, select, take a suggestion."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from onmodel.attempts import rules
from onmodel.attempts.schemas import (
    AttemptList,
    EstimateOut,
    ProcessIn,
    ProcessOut,
    PromptSuggestions,
    SceneRegenerateIn,
    SceneRegenerateOut,
)
from onmodel.backends.bundle import Backends
from onmodel.budgets import service as budgets
from onmodel.clips import queries as clip_queries
from onmodel.clips import service as clips
from onmodel.clips.rules import CLIP_JOB, ClipAsked, NoHeroYet, Spent, estimate, obstacle
from onmodel.clips.schemas import SceneAttempts, SuggestionOfPrompt
from onmodel.clips.tables import PromptSuggestion
from onmodel.generations import queries as generation_queries
from onmodel.generations import service as generations
from onmodel.generations.rules import HANDLES, merged, seed_after
from onmodel.iterations.rules import Pass, lineage
from onmodel.iterations.service import change, get, locked, use_frame
from onmodel.jobs import queries as jobs
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Shot
from onmodel.takes import queries as take_queries
from onmodel.takes import service as takes
from onmodel.takes.tables import Take


def attempts(of: Pass, scene_number: int | None) -> AttemptList:
    """All attempts, or those at one scene. Raises PanelNotFound."""
    shots = of.board.shots if scene_number is None else [storyboards.panel(of.board, scene_number)]
    return AttemptList(generation_id=of.row.id, scenes=[scene_attempts(of, shot) for shot in shots])


def scene_attempts(of: Pass, shot: Shot) -> SceneAttempts:
    """The attempts at a scene."""
    made, selected = of.of_shot(shot), of.selected(shot)
    return SceneAttempts(
        scene_number=shot.position + 1, shot_id=shot.id, attempts=[of.shown(m, shot) for m in made],
        selected_id=selected.take.id if selected else None,
        needs_review=of.needs_review(shot),
    )  # fmt: skip


def choose(session: Session, project_id: str, generation_id: str, attempt_id: str) -> SceneAttempts:
    """Let an attempt stand for its scene, in the generation and on the board. Raises AttemptNotFound."""
    of = get(session, project_id, generation_id)
    made = of.clips.get(attempt_id)
    shot = next((shot for shot in of.board.shots if made and made.take.shot_id == shot.id), None)
    if made is None or shot is None:
        raise rules.AttemptNotFound(f"Generation {of.row.number} has no attempt {attempt_id}")
    _stand(session, made.take, generation_id)
    return scene_attempts(get(session, project_id, generation_id), shot)


def circle(session: Session, project_id: str, take_id: str) -> list[Take]:
    """Make a take its shot's frame or clip, by whoever knows no generation. Returns the shot's takes of its kind.

    By a clip stands the newest generation that has it among its attempts. Raises TakeNotFound, TakeHasNoPicture.
    """
    take = takes.get(session, project_id, take_id)
    newest = None
    if take.kind == "clip":
        parents = {g.id: g.parent_id for g in generation_queries.of_board(session, take.storyboard_id)}
        newest = next((g for g in reversed(parents) if take.generation_id in lineage(parents, g)), None)
    return _stand(session, take, newest)


def _stand(session: Session, take: Take, generation_id: str | None) -> list[Take]:
    """Circle a take, and let a generation stand by it: the one way in which a person chooses a clip."""
    shown, told = take.circled, (take.project_id, generation_id or "", take.shot_id, take.id)
    stands = bool(generation_id) and generations.stand_by(session, *told)
    rows = takes.choose(session, take.project_id, take.id)
    if stands and shown:  # else it was told just now
        takes.tell_circled(session, take)
    return rows


def suggestions(session: Session, of: Pass) -> PromptSuggestions:
    """What would help the selected attempts, and what was accepted."""
    project_id, numbers = of.row.project_id, {shot.id: shot.position + 1 for shot in of.board.shots}
    standing = [m.take.id for shot in of.board.shots if (m := of.selected(shot)) is not None]
    rows = [r for r in clip_queries.suggestions(session, project_id, standing) if r.state == "open"]
    taken = [
        r for r in clip_queries.accepted(session, project_id, [g.id for g in of.line])
        if r.take_id in of.clips and r.shot_id in numbers
    ]  # fmt: skip
    told = [
        [SuggestionOfPrompt.of(r, of.clips[r.take_id].take, numbers[r.shot_id]) for r in rs] for rs in (rows, taken)
    ]
    return PromptSuggestions(generation_id=of.row.id, suggestions=told[0], accepted=told[1])


def suggestion(session: Session, project_id: str, suggestion_id: str) -> PromptSuggestion:
    """The suggestion; raises SuggestionNotFound."""
    found = clip_queries.suggestion(session, project_id, suggestion_id)
    if found is None:
        raise rules.SuggestionNotFound(f"There is no suggestion {suggestion_id}")
    return found


def wanted(of: Pass, shot: Shot, takes: int, **more: Any) -> ClipAsked | None:
    """What is asked of a scene's clip; None as long as it has no hero frame."""
    settings, hero = of.settings, of.heroes.get(shot.id)
    if hero is None or hero.asset_id is None:
        return None
    tier = settings.tier or storyboards.settings_of(of.board).tier
    return ClipAsked(
        shot.id, of.row.id, hero.id, of.direction(shot), takes, settings.backend, tier, longest=settings.longest,
        handles=settings.handles, most_money=settings.most_money, most_seconds=settings.most_seconds, **more,
    )  # fmt: skip


def _wanted(of: Pass, numbers: Sequence[int] | None, takes: int) -> tuple[list[ClipAsked], list[int]]:
    """What is asked of these scenes, and which have no hero frame. Raises PanelNotFound, NoHeroYet where none has."""
    shots = of.board.shots if numbers is None else [storyboards.panel(of.board, n) for n in sorted(set(numbers))]
    found = {shot.position + 1: wanted(of, shot, takes) for shot in shots}
    asked = [clip for clip in found.values() if clip is not None]
    if not asked:
        todo = "Wait for the board's job, or select a hero frame"
        raise NoHeroYet("None of these scenes has a hero frame that a clip could start from", todo=todo)
    return asked, [number for number, clip in found.items() if clip is None]


def expected(
    session: Session, backends: Backends, of: Pass, asked: Sequence[ClipAsked], *, anew: bool = False
) -> EstimateOut:
    """What these clips cost, and what would stop them; `anew`: none that is there counts. Raises UnknownBackend."""
    backend = backends.video(of.settings.backend)
    project_id = of.row.project_id
    usual = clip_queries.seconds_per_frame(session, project_id, of.settings.backend, asked[0].tier)
    lengths, made = clips.to_make(session, backend, of.board, asked, anew=anew)
    told = estimate(lengths, backend.capabilities.price, usual)
    spent = clip_queries.spent(session, project_id, [of.row.id]).get(of.row.id, Spent())
    limits, today = budgets.of_project(session, project_id), budgets.spent_today(session, project_id)
    money = _left((limits.money_per_day, today.money), (of.settings.most_money, spent.money))
    seconds = _left((limits.seconds_per_day, today.seconds), (of.settings.most_seconds, spent.seconds))
    why, scenes = obstacle(told, (money, seconds)), len(asked)
    return EstimateOut(**vars(told), made=made, scenes=scenes, left_money=money, left_seconds=seconds, obstacle=why)


def _left(*caps: tuple[float | None, float]) -> float | None:
    """What is left under the lowest of some caps; None where there is none."""
    return min((round(cap - spent, 4) for cap, spent in caps if cap is not None), default=None)


def forecast(session: Session, backends: Backends, of: Pass, given: ProcessIn, *, anew: bool = False) -> EstimateOut:
    """About what processing these scenes costs, or making more of them `anew`."""
    asked = _wanted(of, given.scene_numbers, given.takes or of.settings.takes)[0]
    handles = of.settings.handles if given.handles is None else given.handles
    return expected(session, backends, of, [replace(clip, handles=handles) for clip in asked], anew=anew)


def process(
    session: Session, backends: Backends, project_id: str, generation_id: str, given: ProcessIn
) -> ProcessOut:  # fmt: skip
    """Have a generation's clips made. Asking for the same again finds the same job, and takes it up if it failed."""
    of = locked(session, project_id, generation_id)
    fresh = {} if of.row.clips_job_id else {"handles": HANDLES}  # a board of before there were any
    change(of, settings={**fresh, **of.row.settings, **given.named()})
    asked, without = _wanted(of, given.scene_numbers, of.settings.takes)
    told = expected(session, backends, of, asked)
    job = clips.order(session, project_id, asked)
    of.row.clips_job_id = job.id
    numbers = {shot.id: shot.position + 1 for shot in of.board.shots}
    return ProcessOut(
        generation_id=of.row.id, job_id=job.id, scene_numbers=[numbers[a.shot_id] for a in asked],
        without_hero=without, estimate=told,
    )  # fmt: skip


def regenerate(
    session: Session, backends: Backends, of: tuple[str, str, int], given: SceneRegenerateIn
) -> SceneRegenerateOut:  # fmt: skip
    """Have more attempts made at a scene (project, generation, number), with other words if given.

    Raises PanelNotFound, NoHeroYet, SuggestionNotFound, SuggestionAccepted and what `use_frame` raises.
    """
    project_id, generation_id, number = of
    row, shot = _edited(session, of, given)
    laid = get(session, project_id, generation_id)
    more = {"reason": "regenerated" if row is None else f"suggested for {row.dimension}"}
    asked = wanted(laid, shot, given.takes, **more, suggestion_id=row.id if row else None)
    if asked is None:
        raise NoHeroYet(f"Scene {number} has no hero frame yet", todo="Select or upload one")
    if given.seed is None:  # nobody asks for the same again
        seed = seed_after(asked.direction.seed, _next_seed(session, shot))
        asked = replace(asked, direction=replace(asked.direction, seed=seed))
    told = expected(session, backends, laid, [asked])
    job = clips.order_one(session, project_id, asked)
    if row is not None:
        row.state, row.job_id = "accepted", job.id
    return SceneRegenerateOut(generation_id=generation_id, scene_number=number, job_id=job.id, estimate=told)


def _edited(
    session: Session, of: tuple[str, str, int], given: SceneRegenerateIn
) -> tuple[PromptSuggestion | None, Shot]:  # fmt: skip
    """Write what is wanted of the scene from now on; with the suggestion whose words were taken."""
    laid = locked(session, of[0], of[1])
    shot, named = storyboards.panel(laid.board, of[2]), vars(given.plan())
    row = _open_suggestion(session, shot, given.suggestion_id) if given.suggestion_id else None
    if row is not None:
        words = {"prompt": row.prompt, "negative_prompt": row.negative_prompt, "camera_movement": row.move}
        named = merged({**words, "speed": row.speed}, named)
    if given.hero_frame_id:
        use_frame(session, laid, shot, given.hero_frame_id)
    change(laid, scenes={**laid.row.scenes, shot.id: merged(laid.row.scenes.get(shot.id, {}), named)})
    session.flush()
    return row, shot


def _next_seed(session: Session, shot: Shot) -> int:
    """How many clips of the shot there are, with those that are ordered: who asks twice gets two."""
    ordered = [job.params for job in jobs.unfinished(session, shot.project_id, CLIP_JOB)]
    coming = sum(int(params["takes"]) for params in ordered if params["shot_id"] == shot.id)
    return take_queries.last_number(session, shot.id, "clip") + coming


def _open_suggestion(session: Session, shot: Shot, suggestion_id: str) -> PromptSuggestion:
    found = suggestion(session, shot.project_id, suggestion_id)
    if found.shot_id != shot.id:
        raise rules.SuggestionNotFound(f"Scene {shot.position + 1} has no suggestion {suggestion_id}")
    if found.state != "open":
        raise rules.SuggestionAccepted("The suggestion was accepted already", todo=f"Follow job {found.job_id}")
    return found


def accept(
    session: Session, backends: Backends, project_id: str, generation_id: str, suggestion_id: str
) -> SceneRegenerateOut:
    """Take a suggestion: its scene is made once more with its words. Raises as `regenerate`."""
    found = suggestion(session, project_id, suggestion_id)
    laid = get(session, project_id, generation_id)
    shot = next((shot for shot in laid.board.shots if shot.id == found.shot_id), None)
    if shot is None:
        raise rules.SuggestionNotFound(f"Generation {laid.row.number} has no suggestion {suggestion_id}")
    of = (project_id, generation_id, shot.position + 1)
    return regenerate(session, backends, of, SceneRegenerateIn(suggestion_id=suggestion_id))
