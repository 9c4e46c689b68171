"""Every select of reviews, and the writes that must be one statement."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, exists, func, null, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from onmodel.db import Base, Row
from onmodel.reviews.rules import TABLES, Target
from onmodel.reviews.tables import Mention, Note, Vote

MOST = 200  # things that one list of the review queue looks at
ONCE = {"synchronize_session": False}


def place_of(session: Session, target: Target) -> tuple[str, str | None] | None:
    """The project that the target's row is in, and the board that it is or is on; None where there is no such row."""
    table = Base.metadata.tables.get(TABLES[target.kind])
    if table is None:
        return None
    board = table.c.id if target.kind == "storyboard" else table.c.get("storyboard_id", null())
    row = session.execute(select(table.c.project_id, board).where(table.c.id == target.id)).one_or_none()
    return (row[0], row[1]) if row else None


def is_on_board(session: Session, storyboard_id: str, asset_id: str) -> bool:
    """Whether the asset is a picture of this board."""
    take = Base.metadata.tables["take"]
    of_board = (take.c.storyboard_id == storyboard_id, take.c.asset_id == asset_id)
    return bool(session.scalar(select(exists().where(*of_board))))


def circled_number(session: Session, shot_id: str) -> int | None:
    """The number of the shot's circled take."""
    take = Base.metadata.tables["take"]
    pinned = (take.c.shot_id == shot_id, take.c.kind == "frame", take.c.circled.is_(True))
    return session.scalar(select(take.c.number).where(*pinned).limit(1))


def note(session: Session, project_id: str, note_id: str) -> Note | None:
    """The project's note with this id."""
    return session.scalar(select(Note).where(Note.project_id == project_id, Note.id == note_id))


def threads(
    session: Session, project_id: str, target: Target | None, *, resolved: bool | None, before: str | None,
    limit: int, board: str | None = None,
) -> list[Note]:  # fmt: skip
    """Notes that are no replies, newest first, of one target, one board or of all; one more than `limit`."""
    query = select(Note).where(Note.project_id == project_id, Note.parent_id.is_(None))
    query = query.where(Note.storyboard_id == board) if board else query
    if target is not None:
        query = query.where(Note.target_kind == target.kind, Note.target_id == target.id)
    if resolved is not None:
        query = query.where(Note.resolved_at.is_not(None) if resolved else Note.resolved_at.is_(None))
    query = query.where(Note.id < before) if before else query
    return list(session.scalars(query.order_by(Note.id.desc()).limit(limit + 1)))


def replies(session: Session, note_ids: Sequence[str]) -> list[Note]:
    """Replies to these notes, oldest first."""
    return list(session.scalars(select(Note).where(Note.parent_id.in_(note_ids)).order_by(Note.id)))


def open_notes(session: Session, target: Target) -> int:
    """How many threads on the target are neither resolved nor deleted."""
    query = select(func.count()).select_from(Note).where(Note.target_kind == target.kind, Note.target_id == target.id)
    query = query.where(Note.parent_id.is_(None), Note.resolved_at.is_(None), Note.deleted_at.is_(None))
    return session.scalar(query) or 0


def open_counts(session: Session, project_id: str, kind: str, ids: Sequence[str]) -> dict[str, int]:
    """How many open threads each of these targets has, by its id; those without any are left out."""
    query = select(Note.target_id, func.count()).where(Note.project_id == project_id, Note.target_kind == kind)
    query = query.where(Note.parent_id.is_(None), Note.resolved_at.is_(None), Note.deleted_at.is_(None))
    return {target: n for target, n in session.execute(query.where(Note.target_id.in_(ids)).group_by(Note.target_id))}


def votes_on(session: Session, project_id: str, kind: str, ids: Sequence[str]) -> list[Vote]:
    """The votes on these targets, oldest first."""
    query = select(Vote).where(Vote.project_id == project_id, Vote.target_kind == kind, Vote.target_id.in_(ids))
    return list(session.scalars(query.order_by(Vote.id)))


def votes(session: Session, target: Target) -> list[Vote]:
    """The votes on a target, oldest first."""
    query = select(Vote).where(Vote.target_kind == target.kind, Vote.target_id == target.id)
    return list(session.scalars(query.order_by(Vote.id)))


def vote_sums(session: Session, project_id: str, kind: str, ids: Sequence[str]) -> dict[str, int]:
    """Votes for minus votes against, of each of these targets that has any, by its id."""
    query = select(Vote.target_id, func.sum(Vote.value)).where(Vote.project_id == project_id, Vote.target_kind == kind)
    rows = session.execute(query.where(Vote.target_id.in_(ids)).group_by(Vote.target_id))
    return {target_id: int(total) for target_id, total in rows}


def naming(session: Session, project_id: str, person: str) -> list[Note]:
    """Open notes that name the person, newest first."""
    query = select(Note).join(Mention, Mention.note_id == Note.id).where(Mention.person == person)
    query = query.where(Note.project_id == project_id, Note.resolved_at.is_(None), Note.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Note.id.desc()).limit(MOST)))


def begun_by(session: Session, project_id: str, person: str) -> list[Note]:
    """Open threads that the person began, newest first."""
    query = select(Note).where(Note.project_id == project_id, Note.created_by == person, Note.parent_id.is_(None))
    query = query.where(Note.resolved_at.is_(None), Note.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Note.id.desc()).limit(MOST)))


def cast(session: Session, vote: dict[str, Any]) -> None:
    """Write a vote, or change the person's own: one statement, so two at one moment are one vote."""
    upsert(session, Vote, ("target_kind", "target_id", "person"), {"value": vote["value"], "name": vote["name"]}, vote)


def withdraw(session: Session, target: Target, person: str) -> bool:
    """Delete the person's vote; whether there was one."""
    mine = (Vote.target_kind == target.kind, Vote.target_id == target.id, Vote.person == person)
    return bool(session.scalars(delete(Vote).where(*mine).returning(Vote.id), execution_options=ONCE).all())


def upsert(
    session: Session, table: type[Row], key: tuple[str, ...], changes: dict[str, Any], values: dict[str, Any]
) -> None:
    """Insert a row of `values`; where one with the same `key` is there, make these `changes` to it."""
    insert = postgres_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    statement = insert(table).values(**values).on_conflict_do_update(index_elements=key, set_=changes)
    session.execute(statement, execution_options=ONCE)
