"""Ordering a board, the steps of its production that need no picture, and measuring what was made."""

import time
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from onmodel.backends.blobs.port import BlobStore
from onmodel.backends.bundle import Backends
from onmodel.backends.texts.port import BreakdownRequest, TextBackend
from onmodel.backends.vision.port import VisionBackend
from onmodel.bible import queries as bible
from onmodel.characters import service as characters
from onmodel.characters.rules import Measured, check_consent, same_name
from onmodel.characters.tables import Character
from onmodel.continuity import service as continuity
from onmodel.continuity.rules import Report
from onmodel.db import Database, announce
from onmodel.environments import service as environments
from onmodel.fountain.model import Breakdown
from onmodel.generations import queries
from onmodel.generations.rules import HANDLES, Order, introduction, retake_reason, statuses_done
from onmodel.generations.schemas import PanelOut, RetakeOut, StoryboardIn, StoryboardOut, ValidationOut
from onmodel.generations.tables import Generation
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import FINISHED, JobRequest, JobState
from onmodel.jobs.tables import Job
from onmodel.kit.clock import utc_now
from onmodel.screenplays import service as screenplays
from onmodel.stage.blocking import block_scene, stock
from onmodel.stage.spec import ActorLook, SceneSpec
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.events import StoryboardFinished
from onmodel.storyboards.rules import BOARD_JOB, FRAME_JOB, BoardSettings
from onmodel.storyboards.tables import Storyboard
from onmodel.styles import service as styles
from onmodel.takes import queries as take_queries


def start(session: Session, order: Order, *, project_id: str) -> Generation:
    """Begin a board's generation, or find the one that this order began before, to be resumed.

    Raises what reading a script raises, and CharacterNotFound for an unknown character in the cast.
    """
    if order.screenplay_id:
        screenplay = screenplays.get(session, project_id, order.screenplay_id)
    else:
        screenplay = screenplays.keep(session, order.source, order.filename, project_id=project_id, title=order.title)
    cast = characters.get_all(session, project_id, list(order.cast.values()))
    for character in cast:
        check_consent(character.name, character.consent_until, utc_now())
    parts = list(zip(order.cast, cast, strict=True))
    board = storyboards.order(session, screenplay, parts, order.settings, title=order.title)
    known = queries.first(session, board.id)
    if known is not None:
        return known
    settings = {"handles": HANDLES}
    generation = Generation(project_id=project_id, storyboard_id=board.id, number=1, settings=settings)
    session.add(generation)
    session.flush()
    job = jobs.submit(
        session,
        JobRequest(
            kind=BOARD_JOB, project_id=project_id, queue="light", tier=order.settings.tier,
            params={"generation_id": generation.id, "storyboard_id": board.id},
            idempotency_key=f"{BOARD_JOB}:{generation.id}",
        ),
    )  # fmt: skip
    generation.job_id = job.id
    return generation


def stand_by(session: Session, project_id: str, generation_id: str, shot_id: str, take_id: str) -> bool:
    """Let a pass stand by this take of a shot; false where it did so before."""
    generation = queries.locked(session, project_id, generation_id)
    if generation is None or generation.selections.get(shot_id) == take_id:
        return False
    generation.selections = {**generation.selections, shot_id: take_id}
    session.flush()
    return True


def retake(session: Session, board: Storyboard, panel: int, reason: str, *, nonce: str) -> Job:
    """Ask for one more take of a panel (numbered from 1); `nonce` tells one asking from another.

    Raises PanelNotFound.
    """
    shot = storyboards.panel(board, panel)
    request = JobRequest(
        kind=FRAME_JOB, project_id=board.project_id, queue="render", tier=str(board.settings.get("tier")), priority=8,
        params={"shot_id": shot.id, "retake": retake_reason(reason, "")},
        idempotency_key=f"retake:{shot.id}:{nonce}",
    )  # fmt: skip
    return jobs.submit(session, request)


def frame_requests(board: Storyboard, generation_id: str) -> list[JobRequest]:
    """A job for every shot of the board."""
    return [
        JobRequest(
            kind=FRAME_JOB, project_id=board.project_id, queue="render", tier=str(board.settings.get("tier")),
            params={"shot_id": shot.id, "retake": ""}, idempotency_key=f"{FRAME_JOB}:{generation_id}:{shot.id}",
        )
        for shot in board.shots
    ]  # fmt: skip


def break_down(texts: TextBackend, board: Storyboard) -> Breakdown:
    """Scenes and shots for a board's script. May ask a language model: outside transactions."""
    return texts.breakdown(
        BreakdownRequest(
            screenplays.value_of(board.screenplay),
            frames=storyboards.settings_of(board).frames,
            cast=tuple(m.script_name for m in board.cast),
        )
    )


def keep_breakdown(breakdown: Breakdown, session: Session, board: Storyboard) -> None:
    """Keep scenes and shots, and call the parts of the cast as the script calls them."""
    storyboards.write_breakdown(session, board, breakdown)
    for member in board.cast:
        for found in breakdown.characters:
            if any(same_name(member.script_name, name) for name in (found.name, *found.aliases)):
                member.script_name = found.name
    storyboards.keep_version(session, board, "broken down into shots")  # what everybody can go back to


def uncast(board: Storyboard) -> list[str]:
    """Names of visible characters that nobody plays yet."""
    played = {m.script_name for m in board.cast}
    shoulders = [shot.staging.get("shoulder") for shot in board.shots]
    visible = dict.fromkeys([name for shot in board.shots for name in shot.characters] + [s for s in shoulders if s])
    return [name for name in visible if name not in played]


def invent(blobs: BlobStore, measured: Measured, session: Session, board: Storyboard) -> None:
    """Keep a character that the script needs and nobody defined, and cast them. One of that name is taken as it is."""
    part = measured.name
    if screenplays.is_nobody_of_ours(board.screenplay, part):
        measured = replace(measured, name=f"{part[:80]} ({board.screenplay.title[:80]})")
    found = bible.by_name(session, Character, board.project_id, measured.name)
    found = found or characters.create(session, blobs, measured, project_id=board.project_id)
    storyboards.add_to_cast(session, board, part, found)


def block(database: Database, board: Storyboard) -> dict[str, SceneSpec]:
    """Every shot blocked in the project's environments, by shot id. Takes seconds: outside transactions."""
    with database.reading() as session:
        choose_set = environments.chooser(session, board.project_id, board.screenplay.sites)
    settings = storyboards.settings_of(board)
    looks: dict[str, ActorLook] = {m.script_name: characters.look_of(m.character) for m in board.cast}
    specs: dict[str, SceneSpec] = {}
    shop = {"workshop": replace(stock(), choose_set=choose_set)} if choose_set else {}
    for scene, rows in storyboards.scene_values(board):
        blocked = block_scene(scene, looks, tier=settings.tier, look=settings.look, seed=settings.seed, **shop)
        specs |= {row.id: spec for row, spec in zip(rows, blocked, strict=True)}
    return specs


def finish(report: Report, job_id: str, session: Session, board: Storyboard) -> None:
    """Keep the report, with what its frame jobs left as it is, and close the board."""
    advice = (*report.recommendations, *_left(board, jobs.children(session, job_id)))
    continuity.keep_report(session, board, replace(report, recommendations=advice))
    circled = take_queries.circled(session, [s.id for s in board.shots])
    board.status = statuses_done(len(board.shots), len(circled))
    announce(session, StoryboardFinished(board.project_id, board.id, board.title, board.status, report.overall))


def _left(board: Storyboard, frames: Sequence[Job]) -> list[str]:
    """A sentence for every panel that was not taken again although something is wrong with it."""
    panels = {shot.id: shot.position + 1 for shot in board.shots}
    there = [job for job in frames if job.params["shot_id"] in panels]  # others were put away meanwhile
    stopped = {panels[job.params["shot_id"]]: (job.result or {}).get("stopped") for job in there}
    return [f"Frame {panel} was not taken again: {why}" for panel, why in sorted(stopped.items()) if why]


def measure_stranger(vision: VisionBackend, board: Storyboard, name: str) -> Measured:
    """DNA of a character that only the script describes."""
    scenes = screenplays.value_of(board.screenplay).scenes
    others = [m for shot in board.shots for m in shot.characters if m != name]
    words = introduction([line for scene in scenes for line in scene.lines], name, list(dict.fromkeys(others)))
    return characters.measure_character(vision, name, words or name, [])


def order_of(session: Session, body: StoryboardIn, project_id: str) -> Order:
    """What a request asks for; its characters play the parts of their own names, or those that they are linked to."""
    look, style = styles.chosen(session, project_id, body.style)
    settings = BoardSettings(body.frames, body.tier, look, body.seed, body.backend, style)
    if body.screenplay_id:
        screenplay = screenplays.get(session, project_id, body.screenplay_id)
        parts = screenplays.cast_for(session, screenplay, body.character_ids)
        return Order(b"", screenplay.filename, parts, body.title, settings, screenplay.id)
    cast = characters.get_all(session, project_id, body.character_ids)
    return Order(body.script.encode(), "", {c.name: c.id for c in cast}, body.title, settings)


def board_view(session: Session, board: Storyboard) -> StoryboardOut:
    """A board with its panels, pictures and scores."""
    shot_ids = [shot.id for shot in board.shots]
    circled, counts = take_queries.circled(session, shot_ids), take_queries.counts(session, shot_ids)
    generation, report = queries.first(session, board.id), continuity.latest_report(session, board.id)
    return StoryboardOut(
        id=board.id, title=board.title, status=board.status, made_by=board.made_by, warnings=board.warnings,
        created_at=board.created_at, job_id=generation.job_id if generation else None,
        overall_score=report["overall"] if report else None,
        scenes=[PanelOut.of(shot, circled.get(shot.id), counts.get(shot.id, 0)) for shot in board.shots],
    )  # fmt: skip


def await_retake(database: Database, panel: int, job_id: str, seconds: float) -> RetakeOut:
    """What became of a retake within so many seconds."""
    until = time.monotonic() + seconds
    while True:
        with database.reading() as session:
            job = jobs.get(session, job_id)
            if job.state in FINISHED or time.monotonic() >= until:
                return _retake_view(session, panel, job)
        time.sleep(0.2)


def _retake_view(session: Session, panel: int, job: Job) -> RetakeOut:
    result = job.result or {}
    if job.state != JobState.SUCCEEDED:
        message = (job.error or {}).get("detail") or f"The retake is {job.state}; ask /api/jobs/{job.id}"
        return RetakeOut(scene_number=panel, new_image_url=None, message=message, job_id=job.id)
    message = f"Frame regenerated successfully: {result['message']}"
    return RetakeOut(
        scene_number=panel, new_image_url=f"/api/assets/{result['asset_id']}", message=message, job_id=job.id,
        score=result["value"], changed=result.get("changed", ""),
    )  # fmt: skip


def validate(backends: Backends, database: Database, project_id: str, storyboard_id: str) -> ValidationOut:
    """Measure a board anew and keep the report. Measures outside transactions."""
    with database.reading() as session:
        board = storyboards.get(session, project_id, storyboard_id)
    report = continuity.board_report(continuity.measure_board(backends, database, board))
    with database.transaction() as session:
        continuity.keep_report(session, storyboards.get(session, project_id, storyboard_id), report)
    data = continuity.report_json(report)
    return ValidationOut(
        storyboard_id=board.id, overall_score=report.overall, frame_scores=data["frames"], cells=data["cells"],
        recommendations=data["recommendations"], characters=data["characters"],
    )  # fmt: skip
