"""Every select of overviews: one question for a whole page."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from onmodel.characters.tables import Character
from onmodel.jobs.rules import JobState
from onmodel.jobs.tables import Job
from onmodel.reviews.tables import Note
from onmodel.storyboards.rules import BOARD_JOB, PLANNED
from onmodel.storyboards.tables import CastMember, Shot, Storyboard
from onmodel.takes.rules import NEEDS_REVIEW
from onmodel.takes.tables import Take

_PINNED = (Take.kind == "frame", Take.circled.is_(True))  # what a panel shows
MOST_TO_JUDGE = 200  # the oldest; the quality page of each board has them all
THUMBNAILS_FROM = 12  # of a board's first panels, since the very first ones may have no picture yet


def boards(session: Session, project_id: str, *, before: str | None, limit: int) -> list[Row[Any]]:
    """What a list shows of boards, newest first, from the one before `before`; one more than `limit`."""
    columns = (
        Storyboard.id, Storyboard.title, Storyboard.status, Storyboard.screenplay_id, Storyboard.settings,
        Storyboard.created_by, Storyboard.created_at, Storyboard.updated_at,
    )  # fmt: skip
    query = select(*columns).where(Storyboard.project_id == project_id, Storyboard.deleted_at.is_(None))
    query = query.where(Storyboard.id < before) if before else query
    return list(session.execute(query.order_by(Storyboard.id.desc()).limit(limit + 1)))


def newest_boards(session: Session, project_ids: Sequence[str]) -> list[Row[Any]]:
    """Id, title and project of the newest board of each of these projects that has one."""
    place = func.row_number().over(partition_by=Storyboard.project_id, order_by=Storyboard.id.desc())
    of_projects = (Storyboard.project_id.in_(project_ids), Storyboard.deleted_at.is_(None))
    columns = (Storyboard.id, Storyboard.title, Storyboard.project_id, place.label("place"))
    found = select(*columns).where(*of_projects).subquery().c
    return list(session.execute(select(found.id, found.title, found.project_id).where(found.place == 1)))


def panel_counts(session: Session, project_ids: Sequence[str], ids: Sequence[str]) -> dict[str, int]:
    """How many panels each board has, by board."""
    query = select(Shot.storyboard_id, func.count()).where(Shot.project_id.in_(project_ids))
    query = query.where(Shot.storyboard_id.in_(ids))
    rows = session.execute(query.where(Shot.deleted_at.is_(None)).group_by(Shot.storyboard_id))
    return {board: count for board, count in rows}


def picture_counts(session: Session, project_id: str, ids: Sequence[str]) -> dict[str, int]:
    """How many panels of each board have a circled picture, by board."""
    query = select(Take.storyboard_id, func.count()).where(Take.project_id == project_id, Take.storyboard_id.in_(ids))
    query = query.join(Shot, Shot.id == Take.shot_id).where(Shot.deleted_at.is_(None), *_PINNED)
    rows = session.execute(query.group_by(Take.storyboard_id))
    return {board: count for board, count in rows}


def first_pictures(session: Session, project_ids: Sequence[str], ids: Sequence[str]) -> list[Row[Any]]:
    """Board and picture of the first panels that have one, in order."""
    query = select(Take.storyboard_id, Take.asset_id).join(Shot, Shot.id == Take.shot_id)
    query = query.where(Take.project_id.in_(project_ids), Take.storyboard_id.in_(ids), *_PINNED)
    query = query.where(Shot.deleted_at.is_(None), Shot.position < THUMBNAILS_FROM, Take.asset_id.is_not(None))
    return list(session.execute(query.order_by(Take.storyboard_id, Shot.position)))


def pictures_made_from(session: Session, project_id: str, ids: Sequence[str]) -> list[Row[Any]]:
    """What each circled picture was made from, and how its shot is planned now."""
    planned = [getattr(Shot, name) for name in PLANNED]
    query = select(Shot.id, Shot.storyboard_id, Shot.by_hand, Take.manifest["made_from"].label("made_from"), *planned)
    query = query.join(Take, Take.shot_id == Shot.id).where(*_PINNED, Shot.deleted_at.is_(None))
    return list(session.execute(query.where(Shot.project_id == project_id, Shot.storyboard_id.in_(ids))))


def makings(session: Session, project_id: str, ids: Sequence[str]) -> list[Row[Any]]:
    """The jobs that made these boards, or are to, oldest first: id, board, state, error."""
    board = Job.params["storyboard_id"].as_string()
    query = select(Job.id, board.label("board"), Job.state, Job.error).where(Job.project_id == project_id)
    return list(session.execute(query.where(Job.kind == BOARD_JOB, board.in_(ids)).order_by(Job.id)))


def failed_parts(session: Session, project_id: str, job_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What the last part that failed of each of these jobs failed of, by job."""
    query = select(Job.parent_id, Job.error).where(Job.project_id == project_id, Job.parent_id.in_(job_ids))
    rows = session.execute(query.where(Job.state == JobState.FAILED, Job.error.is_not(None)).order_by(Job.id))
    return {str(job): error for job, error in rows if error}


def cast(session: Session, project_id: str, ids: Sequence[str]) -> list[Row[Any]]:
    """Who plays on these boards: each character once, with its DNA."""
    playing = select(CastMember.character_id).where(CastMember.storyboard_id.in_(ids))
    query = select(Character.id, Character.name, Character.dna)
    return list(session.execute(query.where(Character.project_id == project_id, Character.id.in_(playing))))


def to_judge(session: Session, project_ids: Sequence[str]) -> list[Row[Any]]:
    """The clips that stand for their shots though none reaches the bar, oldest first: id, project, score, when."""
    query = select(Take.id, Take.project_id, Take.value, Take.created_at).join(Shot, Shot.id == Take.shot_id)
    query = query.join(Storyboard, Storyboard.id == Take.storyboard_id).where(Take.project_id.in_(project_ids))
    query = query.where(Take.kind == "clip", Take.circled.is_(True), Take.state == NEEDS_REVIEW)
    query = query.where(Shot.deleted_at.is_(None), Storyboard.deleted_at.is_(None))
    return list(session.execute(query.order_by(Take.id).limit(MOST_TO_JUDGE)))


def open_notes(session: Session, project_id: str, ids: Sequence[str]) -> dict[str, int]:
    """How many threads on each board, and on what is on it, are neither resolved nor deleted, by board."""
    query = select(Note.storyboard_id, func.count()).where(Note.project_id == project_id, Note.storyboard_id.in_(ids))
    query = query.where(Note.parent_id.is_(None), Note.resolved_at.is_(None), Note.deleted_at.is_(None))
    return {str(board): count for board, count in session.execute(query.group_by(Note.storyboard_id))}
