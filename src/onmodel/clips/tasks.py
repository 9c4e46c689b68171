"""The jobs that make clips: one per shot, and one over them for a whole pass.

A clip job makes its takes one after the other, scores each and circles the best so far; it finds what an interrupted
attempt has done and goes on from there. At the end of a budget it stops and keeps what is there.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from onmodel.backends.bundle import Backends
from onmodel.backends.texts.port import EnhancedPrompt, MotionPromptRequest, PromptSuggestion, ShotFacts, SuggestRequest
from onmodel.backends.videos.port import RATE, VideoRequest
from onmodel.backends.vision.port import VisionBackend
from onmodel.budgets import service as budgets
from onmodel.clips import queries, service
from onmodel.clips.rules import CLIP_JOB, CLIPS_JOB, ClipAsked, GenerationCapReached, Spent, over_cap
from onmodel.continuity import service as continuity
from onmodel.dna.model import CharacterDNA
from onmodel.fountain.vocabulary import Move
from onmodel.frames.tasks import paid
from onmodel.generations import queries as generations
from onmodel.generations.rules import seed_after
from onmodel.heroes.rules import style_words
from onmodel.jobs import queries as job_queries
from onmodel.jobs import service as jobs
from onmodel.jobs.tasks import Handlers, JobContext
from onmodel.kit.pictures import decode, thumbnail
from onmodel.scoring.model import Asked, ClipReport
from onmodel.stage.spec import SIZES, SceneSpec
from onmodel.storyboards import queries as storyboard_queries
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Shot
from onmodel.styles.tasks import dressing_by_id
from onmodel.takes import queries as take_queries
from onmodel.takes import service as takes
from onmodel.takes.tables import Take

TOLD_SECONDS = 1.0  # how often a job says how far a take is
SHARES = {"clips": 0.75, "scoring": 1.0}  # of a take's time, when its stage is over

Judge = Callable[[bytes, Asked, VisionBackend, Callable[[float], None]], ClipReport]


def handlers(backends: Backends, judge: Judge | None = None) -> Handlers:
    """Job kind → what does it; `judge` scores a clip."""
    return {CLIPS_JOB: make_clips, CLIP_JOB: partial(make_clip, backends, judge or _judged)}


def _judged(clip: bytes, asked: Asked, vision: VisionBackend, progress: Callable[[float], None]) -> ClipReport:
    from onmodel.scoring.clip import score_clip  # noqa: PLC0415  # OpenCV and FFmpeg cost every other command 60 MiB

    return score_clip(clip, asked, vision, progress)


def make_clips(job: JobContext) -> dict[str, Any]:
    """Clips of several shots: a job for each, then what came of them. Raises RunStopped where one was not made."""
    with job.transaction() as session:
        for params in job.params["clips"]:
            request = service.request_of(job.project_id, ClipAsked.of(params))
            jobs.submit(session, replace(request, parent_id=job.job_id))
    job.wait_for_children()
    with job.database.reading() as session:
        return service.outcome(jobs.children(session, job.job_id))


@dataclass(frozen=True)
class ClipWork:
    """What a clip job works with. `scene` is what the frame was rendered from, where the clip may move through it."""

    backends: Backends
    judge: Judge
    job: JobContext
    asked: ClipAsked
    shot: Shot
    hero: Take
    picture: NDArray[np.uint8]
    scene: SceneSpec | None
    facts: ShotFacts
    cast: tuple[CharacterDNA, ...]
    words: EnhancedPrompt
    began: float  # monotonic seconds

    def step(self, turn: int, stage: str) -> Callable[[float], None]:
        """What is told of a stage (0–1) of one of the takes, as progress of the job, at most once a second."""
        names = list(SHARES)
        before = SHARES[names[names.index(stage) - 1]] if names.index(stage) else 0.0
        told_at = 0.0

        def tell(share: float) -> None:
            nonlocal told_at
            self.job.check()
            if time.monotonic() - told_at >= TOLD_SECONDS:
                told_at = time.monotonic()
                done = turn + before + (SHARES[stage] - before) * share
                what = f"take {turn + 1} of {self.asked.takes}: {self.shot.description[:80]}"
                self.job.progress(done / self.asked.takes, stage, what)

        return tell


def make_clip(backends: Backends, judge: Judge, job: JobContext) -> dict[str, Any]:
    """A shot's clip: its takes made, scored and ranked. Raises QuotaUsedUp or GenerationCapReached at a cap."""
    work = _open(backends, judge, job)
    made: list[Take] = []
    try:
        for turn in range(work.asked.takes):
            made.append(_score(work, _shoot(work, turn), turn))
    except (budgets.QuotaUsedUp, GenerationCapReached):
        if made:
            _close(work, made)
        raise
    return _close(work, made)


def _close(work: ClipWork, made: list[Take]) -> dict[str, Any]:
    with work.job.transaction() as session:
        service.lock(session, work.job.project_id, work.asked, made[0].id)
        return service.close(session, work.shot, work.asked, [session.get_one(Take, take.id) for take in made])


def _open(backends: Backends, judge: Judge, job: JobContext) -> ClipWork:
    asked = ClipAsked.of(job.params)
    with job.database.reading() as session:
        shot = storyboard_queries.shot(session, job.project_id, asked.shot_id)
        if shot is None:
            raise storyboards.PanelNotFound("The shot was deleted meanwhile")
        board = storyboards.get(session, job.project_id, shot.storyboard_id)
        hero = takes.get(session, job.project_id, asked.hero_id)
        picture = decode(takes.picture_of(session, backends.blobs, hero), f"take {hero.number}")
        settings = storyboards.settings_of(board)
        dressing = dressing_by_id(session, job.project_id, settings.style_of(shot.id))
    style = style_words(dressing.words if dressing else "", settings.look)
    picture = thumbnail(picture, max(SIZES[asked.tier]))
    whole = next(scene for scene, rows in storyboards.scene_values(board) if shot.id in {row.id for row in rows})
    # a grade is not in the scene: what was graded is moved as a picture
    scene = storyboards.spec_value(hero.scene) if hero.scene and hero.plate_asset_id is None else None
    people = {m.script_name: m.character.base_prompt for m in board.cast if m.script_name in shot.characters}
    facts = ShotFacts(whole, storyboards.shot_value(shot), people, scene, style)
    wanted = asked.direction
    words = backends.texts.enhance_motion(
        MotionPromptRequest(facts, wanted.prompt, wanted.negative_prompt, wanted.move, wanted.speed, RATE)
    )
    cast = tuple(replace(dna, name=name) for name, dna in continuity.expected_in(board, shot))
    return ClipWork(backends, judge, job, asked, shot, hero, picture, scene, facts, cast, words, time.monotonic())


def _shoot(work: ClipWork, turn: int) -> Take:
    """Make the next take, unless this very request was made before."""
    asked, backend = work.asked, work.backends.video(work.asked.backend)
    frames, spare = asked.frames(work.shot.duration_frames, backend.capabilities.longest)
    key = service.request_key(backend, asked, work.shot.duration_frames, turn)
    with work.job.database.reading() as session:
        known = take_queries.by_request(session, work.shot.id, key)
    if known is not None:
        return known
    price = round(backend.capabilities.price * frames / RATE, 6)
    _hold(work, key, price)
    request = VideoRequest(
        work.picture, work.words.prompt, work.words.negative_prompt, asked.direction.move, asked.direction.speed,
        frames, RATE, seed_after(asked.direction.seed, turn), asked.tier, work.scene, key,
    )  # fmt: skip
    began = time.monotonic()
    with paid(work.job, f"{work.shot.id}:{key}", price):
        result = backend.run(request, work.step(turn, "clips"))
    with work.job.transaction() as session:
        generations.locked(session, work.job.project_id, asked.generation_id)  # what was held is spent from here
        made = service.Made(request, result, price, round(time.monotonic() - began, 3), spare)
        return service.keep(session, work.backends.blobs, (work.shot, work.hero, asked), made)


def _orders(work: ClipWork, session: Session) -> set[str]:
    """What names the takes that the generation's jobs make by now, as they are paid."""
    found: set[str] = set()
    for other in job_queries.unfinished(session, work.job.project_id, CLIP_JOB):
        if other.attempt and other.params["generation_id"] == work.asked.generation_id:
            asked = ClipAsked.of(other.params)
            shot = storyboard_queries.shot(session, work.job.project_id, asked.shot_id)
            found |= {f"{shot.id}:{key}" for key in _keys(work.backends, asked, shot)} if shot else set()
    return found


def _keys(backends: Backends, asked: ClipAsked, shot: Shot) -> set[str]:
    return service.request_keys(backends.video(asked.backend), asked, shot.duration_frames)


def _hold(work: ClipWork, key: str, price: float) -> None:
    """Pay for the next take; raises where the generation or the project may not cost any more.

    What other jobs of the generation paid for and are making counts; the seconds that this job uses do not yet.
    """
    job, asked, mine = work.job, work.asked, f"{work.shot.id}:{key}"
    with job.transaction() as session:
        generations.locked(session, job.project_id, asked.generation_id)
        held = queries.held(session, job.project_id, _orders(work, session) - {mine}) if asked.most_money else 0.0
        spent = queries.spent(session, job.project_id, [asked.generation_id]).get(asked.generation_id, Spent())
        limits = budgets.of_project(session, job.project_id)
        budgets.check_day(session, job.project_id, limits, price, seconds=time.monotonic() - work.began)
        why = over_cap(asked, replace(spent, money=spent.money + held), price)
        if price and not why:
            budgets.spend(session, job.project_id, mine, price)
    if why:
        todo = "Raise the generation's cap and process it again: what is made stays"
        raise GenerationCapReached("The generation has cost as much as it may", why=why, todo=todo)


def _score(work: ClipWork, take: Take, turn: int) -> Take:
    """Measure the take and say what would help, unless that was done; then circle the best so far."""
    if take.state != "rendered":
        return take
    with work.job.database.reading() as session:
        clip = takes.film_of(session, work.backends.blobs, take)
    move = work.asked.direction.move
    prompt = work.asked.direction.prompt
    placed = frozenset(takes.sight(take).heads)
    asked = Asked(prompt, work.picture, work.cast, move is Move.STATIC, move, work.facts.scene.time, placed)
    report = work.judge(clip, asked, work.backends.vision, work.step(turn, "scoring"))
    advice = _advice(work, take, report)
    with work.job.transaction() as session:
        service.lock(session, work.job.project_id, work.asked, take.id)
        kept = session.get_one(Take, take.id)
        service.score(session, work.shot, kept, report)
        service.keep_suggestions(session, kept, work.asked.generation_id, advice)
        service.circle(session, work.shot, work.asked, kept)
        return kept


def _advice(work: ClipWork, take: Take, report: ClipReport) -> list[PromptSuggestion]:
    told = {found.name: found.normalised for found in report.dimensions}
    degree = next((found.raw for found in report.dimensions if found.name == "dynamic_degree"), None)
    cast = {seen.character: service.cell_of(seen).score for seen in report.cast}
    wanted = work.asked.direction
    return work.backends.texts.suggest(
        SuggestRequest(
            work.facts, take.prompt, wanted.negative_prompt, wanted.move, told, cast,
            None if degree is None else degree > 0.5, report.findings,
        )
    )  # fmt: skip
