"""Every select of storyboards."""

from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from onmodel.storyboards.tables import Shot, Storyboard


def by_id(session: Session, project_id: str, storyboard_id: str) -> Storyboard | None:
    """The project's storyboard with this id."""
    return session.scalar(select(Storyboard).where(Storyboard.project_id == project_id, Storyboard.id == storyboard_id))


def by_key(session: Session, project_id: str, key: str) -> Storyboard | None:
    """The project's storyboard made from this order."""
    return session.scalar(select(Storyboard).where(Storyboard.project_id == project_id, Storyboard.key == key))


def page(session: Session, project_id: str, *, before: str | None, limit: int) -> list[Storyboard]:
    """Storyboards by age, newest first, from the one before `before`; one more than `limit`."""
    query = select(Storyboard).where(Storyboard.project_id == project_id, Storyboard.deleted_at.is_(None))
    query = query.where(Storyboard.id < before) if before else query
    return list(session.scalars(query.order_by(Storyboard.id.desc()).limit(limit + 1)))


def put_away(session: Session, project_id: str) -> list[Storyboard]:
    """The last hundred of the project's storyboards that were put away, the last one first."""
    query = select(Storyboard).where(Storyboard.project_id == project_id, Storyboard.deleted_at.is_not(None))
    return list(session.scalars(query.order_by(Storyboard.deleted_at.desc()).limit(100)))


def shot(session: Session, project_id: str, shot_id: str) -> Shot | None:
    """The project's shot with this id."""
    found = shot_or_deleted(session, project_id, shot_id)
    return found if found is not None and found.deleted_at is None else None


def shot_or_deleted(session: Session, project_id: str, shot_id: str) -> Shot | None:
    """The same, also one that was put away."""
    return session.scalar(select(Shot).where(Shot.project_id == project_id, Shot.id == shot_id))


def deleted_shots(session: Session, project_id: str, storyboard_id: str) -> list[Shot]:
    """The board's shots that were put away, the last one first."""
    query = select(Shot).where(Shot.project_id == project_id, Shot.storyboard_id == storyboard_id)
    return list(session.scalars(query.where(Shot.deleted_at.is_not(None)).order_by(Shot.deleted_at.desc()).limit(100)))


def lowest_position(session: Session, project_id: str, storyboard_id: str) -> int:
    """The lowest position on the board; those of shots that were put away are below zero."""
    of_board = (Shot.project_id == project_id, Shot.storyboard_id == storyboard_id)
    return session.scalar(select(func.min(Shot.position)).where(*of_board)) or 0


def write_unseen(session: Session, project_id: str, row: Shot, values: dict[str, Any]) -> None:
    """Write what is no edit of the shot's: its `version`, by which people's edits are told apart, stays."""
    session.execute(
        update(Shot).where(Shot.project_id == project_id, Shot.id == row.id).values(values),
        execution_options={"synchronize_session": False},
    )
    for name, value in values.items():
        set_committed_value(row, name, value)
