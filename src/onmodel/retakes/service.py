"""Asking for retakes, and saying what would help. The jobs are those that made the frames."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from onmodel.generations.rules import retake_reason
from onmodel.jobs import queries as job_queries
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest
from onmodel.kit.ids import new_id
from onmodel.retakes import rules
from onmodel.retakes.rules import Advice, Facts, Sighted
from onmodel.retakes.schemas import (
    RetakesIn,
    RetakesOut,
    ShotRetakeIn,
    ShotRetakeOut,
    SuggestionOut,
    SuggestionsOut,
)
from onmodel.shots.rules import ShotNotFound
from onmodel.stage.spec import SIZES
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import FRAME_JOB
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.takes import queries as takes
from onmodel.takes.service import appearances_of, sight, verdict_of
from onmodel.takes.tables import Take

WORDLESS = "stage"  # the backend that does not read prompts


def ask(session: Session, shot: Shot, given: ShotRetakeIn) -> ShotRetakeOut:
    """Ask for one more take of a shot."""
    board = storyboards.get(session, shot.project_id, shot.storyboard_id)
    seconds = _seconds(session, board, [shot.id])
    return ShotRetakeOut(shot_id=shot.id, job_id=_order(session, board, shot, given), seconds=seconds[shot.id])


def ask_for_many(session: Session, board: Storyboard, given: RetakesIn) -> RetakesOut:
    """Ask for one more take of each of these shots; those that are being taken already are left out and named.

    Raises ShotNotFound.
    """
    wanted = _named(board, given.shot_ids) if given.shot_ids is not None else _below(session, board, given.below or 0.0)
    doing = {job.params.get("shot_id") for job in job_queries.unfinished(session, board.project_id, FRAME_JOB)}
    free = [shot for shot in wanted if shot.id not in doing]
    seconds = _seconds(session, board, [shot.id for shot in free])
    asked = ShotRetakeIn(reason=given.reason)
    made = [
        ShotRetakeOut(shot_id=s.id, job_id=_order(session, board, s, asked), seconds=seconds[s.id]) for s in free
    ]  # fmt: skip
    waiting = [shot.id for shot in wanted if shot.id in doing]
    return RetakesOut(retakes=made, seconds=round(sum(seconds.values()), 1), waiting=waiting)


def _named(board: Storyboard, shot_ids: Sequence[str]) -> list[Shot]:
    known = {shot.id: shot for shot in board.shots}
    unknown = [i for i in shot_ids if i not in known]
    if unknown:
        raise ShotNotFound(f"Board {board.title!r} has no shot {unknown[0]}")
    return [known[i] for i in dict.fromkeys(shot_ids)]


def _below(session: Session, board: Storyboard, bar: float) -> list[Shot]:
    """The shots in whose circled take somebody is below the bar."""
    circled = takes.circled(session, [shot.id for shot in board.shots])
    worst = {shot_id: verdict_of(take).worst for shot_id, take in circled.items()}
    return [shot for shot in board.shots if (value := worst.get(shot.id)) is not None and value < bar]


def _seconds(session: Session, board: Storyboard, wanted: Sequence[str]) -> dict[str, float]:
    circled = takes.circled(session, [shot.id for shot in board.shots])
    return rules.estimate(wanted, {i: take.seconds for i, take in circled.items() if take.seconds})


def _order(session: Session, board: Storyboard, shot: Shot, given: ShotRetakeIn) -> str:
    words = given.model_dump(exclude={"reason"}, exclude_defaults=True)
    request = JobRequest(
        kind=FRAME_JOB, project_id=board.project_id, queue="render", tier=str(board.settings.get("tier")), priority=8,
        params={"shot_id": shot.id, "retake": retake_reason(given.reason, ""), **words},
        idempotency_key=f"retake:{shot.id}:{new_id()}",
    )  # fmt: skip
    return jobs.submit(session, request).id


def suggest(session: Session, shot: Shot) -> SuggestionsOut:
    """What would help the shot's circled take, by rule."""
    take = takes.circled(session, [shot.id]).get(shot.id)
    if take is None:
        return SuggestionsOut(shot_id=shot.id, take_id=None, verdict="There is no take yet", suggestions=[])
    board = storyboards.get(session, shot.project_id, shot.storyboard_id)
    facts = Facts(
        seen=_sighted(take), prompts={m.script_name: m.character.base_prompt for m in board.cast},
        description=shot.description, reads=take.backend != WORDLESS, stays=bool(shot.by_hand),
    )  # fmt: skip
    found = rules.advice(appearances_of(take), facts)
    verdict = f"{len(found)} changes may help" if found else "Nobody in it is below the excellent: leave it"
    return SuggestionsOut(shot_id=shot.id, take_id=take.id, verdict=verdict, suggestions=[_told(a) for a in found])


def _sighted(take: Take) -> dict[str, Sighted]:
    seen, height = sight(take), SIZES.get(take.tier, SIZES["standard"])[1]  # type: ignore[call-overload]  # the column holds a tier
    facing = {name: bool(points[0][2]) for name, points in seen.keypoints.items()}
    return {name: Sighted((box[3] - box[1]) / height, facing.get(name, True)) for name, box in seen.heads.items()}


def _told(advice: Advice) -> SuggestionOut:
    by_retake = bool(advice.reason or advice.prompt)
    retake = ShotRetakeIn(reason=advice.reason, prompt=advice.prompt, negative_prompt=advice.negative_prompt)
    return SuggestionOut(
        kind=advice.kind, character=advice.character, part=advice.part, score=advice.score, what=advice.what,
        why=advice.why, retake=retake if by_retake else None,
    )  # fmt: skip
