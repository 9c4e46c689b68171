"""The job that makes a frame.

It finds what an interrupted attempt has done and goes on from there; nothing is rendered or scored twice.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from onmodel.assets import service as assets
from onmodel.backends.bundle import Backends
from onmodel.backends.errors import NotConfigured, NotSupported, Rejected
from onmodel.backends.images.port import CharacterRequest, ImageRequest, ImageResult
from onmodel.blockings import tasks as blockings
from onmodel.blockings.tasks import AsNow
from onmodel.characters.tables import Character
from onmodel.continuity import service as continuity
from onmodel.frames.rules import RetakeAsked
from onmodel.jobs.tasks import Handlers, JobContext
from onmodel.stage.retake import adjust_for_retake
from onmodel.stage.spec import SIZES, SceneSpec, Tier
from onmodel.staleness import service as staleness
from onmodel.storyboards import queries as storyboard_queries
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import FRAME_JOB, panel_prompt
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.styles.tasks import Dressing, developed, dressing_by_id
from onmodel.takes import queries as take_queries
from onmodel.takes import service as takes
from onmodel.takes.rules import Verdict, after, request_hash
from onmodel.takes.tables import Take


def handlers(backends: Backends) -> Handlers:
    """Job kind → what does it."""
    return {FRAME_JOB: partial(make_frame, backends)}


@dataclass(frozen=True)
class FrameWork:
    """What a frame job works with."""

    backends: Backends
    job: JobContext
    board: Storyboard
    shot: Shot
    prompts: dict[str, str]
    references: dict[str, tuple[bytes, ...]]
    made_from: list[dict[str, Any]]  # the state of each thing that the picture is made from, as takes remember it
    dressing: Dressing | None
    as_now: AsNow
    asked: RetakeAsked


def make_frame(backends: Backends, job: JobContext) -> dict[str, Any]:
    """A shot's take, scored, with up to two retakes below the bar while they help; the best is circled."""
    work = open_work(backends, job)
    spec, shooting = _first(work)
    verdicts: list[Verdict] = []
    while True:
        done = 0.25 * len(verdicts)
        job.progress(0.1 + done, "retakes" if shooting["reason"] else "frames", work.shot.description[:80])
        take = shoot(work, spec, shooting)
        job.progress(0.3 + done, "scoring", work.shot.description[:80])
        verdicts.append(score(work, take))
        following = after(verdicts)
        if not following.retake:
            break
        spec, shooting = _next(work, spec, take, verdicts[-1])
    with job.transaction() as session:
        take_queries.lock_shot_of(session, job.project_id, take.id)  # somebody may choose at the same moment
        made = session.get_one(Take, take.id)
        if following.stopped and len(verdicts) > 1:
            takes.leave(session, made, following.stopped)
        best = _circle(session, work, made, asked_and_stands=verdicts[-1].retake_for is None)
        return _result(made, best, len(verdicts) - 1, following.stopped)


def _circle(session: Session, work: FrameWork, made: Take, *, asked_and_stands: bool) -> Take:
    """Circle the take that the board shows from now on."""
    all_takes, params = take_queries.of_shot(session, work.shot.id), work.job.params
    if params.get("refresh"):  # the others show who the characters were
        return staleness.circle_fresh(session, work.board, all_takes)
    if params.get("retake") and asked_and_stands:  # it is what somebody wanted
        takes.circle(session, all_takes, made)
        return made
    return takes.circle_best(session, [t for t in all_takes if staleness.shows_plan(t, work.shot)] or all_takes)


def _result(made: Take, circled: Take, retakes: int, stopped: str) -> dict[str, Any]:
    """What a frame job leaves: the take that is circled, whether that is the one it made last, why it went no further
    though something is wrong."""
    kept = f"take {made.number} is circled"
    if made.id != circled.id:
        kept = f"take {made.number} was made but scored less: take {circled.number} stays circled"
    return {
        "take_id": circled.id, "asset_id": circled.asset_id, "value": circled.value, "retakes": retakes,
        "made_take_id": made.id, "chosen": made.id == circled.id, "changed": made.changed, "stopped": stopped,
        "message": kept,
    }  # fmt: skip


def open_work(backends: Backends, job: JobContext) -> FrameWork:
    """What the job's shot is made of now; it is blocked anew where somebody changed it. Raises PanelNotFound."""
    with job.database.reading() as session:
        shot = storyboard_queries.shot(session, job.project_id, job.params["shot_id"])
        if shot is None:
            raise storyboards.PanelNotFound("The shot was deleted meanwhile")
        board = storyboards.get(session, job.project_id, shot.storyboard_id)
    blockings.blocked(job.database, board, shot)  # anew, where somebody changed it since
    with job.database.reading() as session:
        settings = storyboards.settings_of(board)
        shown = board.cast if backends.image(settings.backend).capabilities.references else []
        references = {m.script_name: _references(backends, session, m.character) for m in shown}
        made_from = staleness.states_for(session, board, shot)
        dressing = dressing_by_id(session, job.project_id, settings.style_of(shot.id))
        now = blockings.as_now(session, board, shot)
    prompts = {m.script_name: m.character.base_prompt for m in board.cast}
    asked = RetakeAsked.of(job.params, shot.description)
    return FrameWork(backends, job, board, shot, prompts, references, made_from, dressing, now, asked)


def _references(backends: Backends, session: Session, character: Character) -> tuple[bytes, ...]:
    return tuple(assets.read(backends.blobs, assets.get(session, r.asset_id)) for r in character.references)


def _first(work: FrameWork) -> tuple[SceneSpec, dict[str, Any]]:
    """The shot as blocked; for a retake that somebody asked for, its circled take of this plan, changed as asked."""
    asked = work.asked
    with work.job.database.reading() as session:
        circled = take_queries.circled(session, [work.shot.id]).get(work.shot.id)
    told = {"reason": asked.reason, "changed": "", "parent_id": circled.id if circled else None}
    base = work.as_now(storyboards.spec_value(work.shot.blocking))
    if not asked.again or circled is None or not circled.scene or not staleness.shows_plan(circled, work.shot):
        return replace(base, seed=base.seed if asked.seed is None else asked.seed), told
    focus = str(work.shot.staging.get("focus") or next(iter(work.shot.characters), ""))
    stood = work.as_now(storyboards.spec_value(circled.scene))
    spec, changed = adjust_for_retake(stood, asked.reason, focus, stay=bool(work.shot.by_hand))
    seed = spec.seed + 1 if asked.seed is None else asked.seed
    return replace(spec, seed=seed), {**told, "changed": changed}


def _next(work: FrameWork, spec: SceneSpec, take: Take, verdict: Verdict) -> tuple[SceneSpec, dict[str, Any]]:
    assert verdict.retake_for is not None  # `after` said so
    low = verdict.retake_for
    changed_spec, changed = adjust_for_retake(spec, low.finding, low.character, stay=bool(work.shot.by_hand))
    told = {"reason": f"{low.character}: {low.finding}", "changed": changed, "parent_id": take.id}
    return replace(changed_spec, seed=spec.seed + 1), told


def shoot(work: FrameWork, spec: SceneSpec, shooting: dict[str, Any]) -> Take:
    """Render, unless this very request was rendered before."""
    settings, request = storyboards.settings_of(work.board), _request(work, spec)
    scene = storyboards.spec_json(spec)
    graded = [work.dressing.finish.fingerprint] if work.dressing else []
    key = request_hash([scene, request.prompt, request.negative_prompt, request.tier, *graded], settings.backend)
    with work.job.database.reading() as session:
        known = take_queries.by_request(session, work.shot.id, key)
    if known is not None:
        return _true_still(work, known)
    began = time.monotonic()
    result = _order(work, settings.backend, replace(request, key=key))
    manifest = {**result.manifest, "made_from": work.made_from, **work.asked.told}
    result = developed(replace(result, manifest=manifest), work.dressing)
    made = takes.Shooting(
        key, work.asked.prompt, spec.seed, settings.backend, request.tier, scene, enhanced_prompt=request.prompt,
        negative_prompt=request.negative_prompt, seconds=round(time.monotonic() - began, 3), **shooting,
    )  # fmt: skip
    with work.job.transaction() as session:
        return takes.keep(session, work.backends.blobs, work.shot, made, result)


def _true_still(work: FrameWork, known: Take) -> Take:
    """The take whose request is that of now, so that it shows the characters as they are now, whoever they were."""
    if known.manifest.get("made_from") != work.made_from:
        with work.job.transaction() as session:
            take = session.get_one(Take, known.id)
            take.manifest = {**take.manifest, "made_from": work.made_from}
            return take
    return known


def _order(work: FrameWork, name: str, request: ImageRequest) -> ImageResult:
    """Have the picture made; it is paid once, however often a job that was interrupted asks, and not where refused."""
    backend = work.backends.image(name)
    with paid(work.job, f"{work.shot.id}:{request.key}", backend.capabilities.price):
        return backend.run(request, lambda _share: work.job.check())


@contextmanager
def paid(job: JobContext, key: str, price: float) -> Iterator[None]:
    """What is ordered inside is paid from the project's budget, once for a `key`; not where it is refused for certain.

    Raises QuotaUsedUp.
    """
    if price:
        job.spend(key, price)
    try:
        yield
    except (Rejected, NotSupported, NotConfigured):
        if price:
            job.refund(key)
        raise


def _request(work: FrameWork, spec: SceneSpec) -> ImageRequest:
    settings = storyboards.settings_of(work.board)
    scene = next(s for s, rows in storyboards.scene_values(work.board) if work.shot.id in {r.id for r in rows})
    tier: Tier = work.job.params.get("tier", settings.tier)  # a lower one where memory did not suffice
    width, height = SIZES[tier]
    said = replace(storyboards.shot_value(work.shot), description=work.asked.prompt)
    people = tuple(
        CharacterRequest(name, work.prompts.get(name, ""), work.references.get(name, ()))
        for name in work.shot.characters
    )
    enhanced, own = work.asked.enhanced_prompt, work.asked.negative_prompt
    return ImageRequest(
        prompt=enhanced or panel_prompt(scene, said, work.prompts),
        negative_prompt=own if enhanced else ", ".join(filter(None, (work.shot.negative_prompt, own))),
        characters=people, scene=spec, look=spec.look, seed=spec.seed, width=width, height=height, tier=tier,
    )  # fmt: skip


def score(work: FrameWork, take: Take) -> Verdict:
    """Measure, unless this take is scored already."""
    if take.state == "scored":
        return takes.verdict_of(take)
    expected = continuity.expected_in(work.board, work.shot)
    measured = continuity.measure_take(work.backends, work.job.database, take, expected, work.shot.position + 1)
    with work.job.transaction() as session:
        kept = session.get_one(Take, take.id)
        continuity.keep_metrics(session, kept, measured)
        return takes.score(session, kept, continuity.appearances(measured))
