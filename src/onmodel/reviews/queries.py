"""Every select of reviews, and the writes that must be one statement."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row as Found
from sqlalchemy import Select, Table, delete, exists, func, null, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from onmodel.db import Base, Row
from onmodel.reviews.rules import TABLES, VERSIONED, Target, TargetKind
from onmodel.reviews.tables import Mention, Note, Vote
from onmodel.versions import queries as versions
from onmodel.versions.rules import Subject

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
    take = _table("take")
    of_board = (take.c.storyboard_id == storyboard_id, take.c.asset_id == asset_id)
    return bool(session.scalar(select(exists().where(*of_board))))


def revisions(session: Session, project_ids: Sequence[str], targets: Sequence[Target]) -> dict[str, int]:
    """Which state of each target is looked at, by its id: its last version, a shot's circled take; else 1."""
    kept = [Subject(target.kind, target.id) for target in targets if target.kind in VERSIONED]  # type: ignore[arg-type]  # VERSIONED are the kinds of versions
    shots = [target.id for target in targets if target.kind == "shot"]
    numbers = versions.latest_numbers(session, project_ids, kept) if kept else {}
    numbers |= _circled_numbers(session, project_ids, shots) if shots else {}
    return {target.id: numbers.get(target.id, 1) for target in targets}


def _circled_numbers(session: Session, project_ids: Sequence[str], shot_ids: Sequence[str]) -> dict[str, int]:
    take = _table("take")
    query = select(take.c.shot_id, take.c.number).where(take.c.project_id.in_(project_ids))
    return {shot: number for shot, number in session.execute(query.where(take.c.shot_id.in_(shot_ids), *_pinned(take)))}


def _table(name: str) -> Table:
    return Base.metadata.tables[name]


def _pinned(take: Table) -> tuple[Any, Any]:
    """What a panel shows."""
    return take.c.kind == "frame", take.c.circled.is_(True)


def _entry(kind: TargetKind) -> Select[Any]:
    thing, reference = _table(kind), _table(f"{kind}_reference")
    first = select(reference.c.asset_id).where(reference.c[f"{kind}_id"] == thing.c.id)
    picture = first.order_by(reference.c.position).limit(1).scalar_subquery().label("asset_id")
    return select(thing.c.id, thing.c.name, picture).where(thing.c.deleted_at.is_(None))


def _variation(kind: TargetKind) -> Select[Any]:
    thing, character = _table(TABLES[kind]), _table("character")
    query = select(thing.c.id, character.c.name, thing.c.asset_id, thing.c.character_id)
    return query.join(character, character.c.id == thing.c.character_id).where(character.c.deleted_at.is_(None))


def _board(kind: TargetKind) -> Select[Any]:
    board, shot, take = _table(kind), _table("shot"), _table("take")
    first = select(take.c.asset_id).join(shot, shot.c.id == take.c.shot_id).where(take.c.storyboard_id == board.c.id)
    first = first.where(*_pinned(take), take.c.asset_id.is_not(None), shot.c.deleted_at.is_(None))
    picture = first.order_by(shot.c.position).limit(1).scalar_subquery().label("asset_id")
    columns = (board.c.id, board.c.id.label("storyboard_id"), board.c.title.label("board"), picture)
    return select(*columns).where(board.c.deleted_at.is_(None))


def _shot(kind: TargetKind) -> Select[Any]:
    shot, scene, board, take = _table(kind), _table("scene"), _table("storyboard"), _table("take")
    circled = select(take.c.asset_id).where(take.c.shot_id == shot.c.id, *_pinned(take)).limit(1)
    columns = (
        shot.c.id, shot.c.storyboard_id, board.c.title.label("board"), scene.c.number.label("scene"),
        shot.c.number.label("shot"), circled.scalar_subquery().label("asset_id"),
    )  # fmt: skip
    query = select(*columns).join(scene, scene.c.id == shot.c.scene_id)
    query = query.join(board, board.c.id == shot.c.storyboard_id)
    return query.where(shot.c.deleted_at.is_(None), board.c.deleted_at.is_(None))


def _take(kind: TargetKind) -> Select[Any]:
    take, shot, scene, board = _table(kind), _table("shot"), _table("scene"), _table("storyboard")
    columns = (
        take.c.id, take.c.storyboard_id, board.c.title.label("board"), scene.c.number.label("scene"),
        shot.c.number.label("shot"), take.c.number.label("take"), (take.c.kind == "clip").label("clip"),
        take.c.asset_id,
    )  # fmt: skip
    query = select(*columns).join(shot, shot.c.id == take.c.shot_id).join(scene, scene.c.id == shot.c.scene_id)
    query = query.join(board, board.c.id == take.c.storyboard_id)
    return query.where(shot.c.deleted_at.is_(None), board.c.deleted_at.is_(None))


_SHOWN: dict[TargetKind, Callable[[TargetKind], Select[Any]]] = {
    "character": _entry, "style": _entry, "environment": _entry, "variation": _variation, "storyboard": _board,
    "shot": _shot, "take": _take,
}  # fmt: skip


def things(session: Session, project_ids: Sequence[str], targets: Sequence[Target]) -> list[Found[Any]]:
    """What a list shows of each target (schemas.ThingOut), less what was put away: one question for each kind."""
    found: list[Found[Any]] = []
    for kind in dict.fromkeys(target.kind for target in targets):
        ids = {target.id for target in targets if target.kind == kind}
        of_kind = _table(TABLES[kind]).c
        query = _SHOWN[kind](kind).where(of_kind.project_id.in_(project_ids), of_kind.id.in_(ids))
        found += session.execute(query)
    return found


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


def naming(session: Session, project_ids: Sequence[str], person: str) -> list[Note]:
    """Open notes of these projects that name the person, newest first."""
    query = select(Note).join(Mention, Mention.note_id == Note.id).where(Mention.person == person)
    query = query.where(Note.project_id.in_(project_ids), Note.resolved_at.is_(None), Note.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Note.id.desc()).limit(MOST)))


def begun_by(session: Session, project_ids: Sequence[str], person: str) -> list[Note]:
    """Open threads of these projects that the person began, newest first."""
    query = select(Note).where(Note.project_id.in_(project_ids), Note.created_by == person)
    query = query.where(Note.parent_id.is_(None), Note.resolved_at.is_(None), Note.deleted_at.is_(None))
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
