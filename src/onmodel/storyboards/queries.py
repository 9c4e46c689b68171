"""Every select of storyboards."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.storyboards.tables import Shot, Storyboard


def by_id(session: Session, project_id: str, storyboard_id: str) -> Storyboard | None:
    """The project's storyboard with this id."""
    return session.scalar(select(Storyboard).where(Storyboard.project_id == project_id, Storyboard.id == storyboard_id))


def by_key(session: Session, project_id: str, key: str) -> Storyboard | None:
    """The project's storyboard made from this order."""
    return session.scalar(select(Storyboard).where(Storyboard.project_id == project_id, Storyboard.key == key))


def page(session: Session, project_id: str, *, before: str | None, limit: int) -> list[Storyboard]:
    """Storyboards by age, newest first, from the one before `before`; one more than `limit`."""
    query = select(Storyboard).where(Storyboard.project_id == project_id)
    query = query.where(Storyboard.id < before) if before else query
    return list(session.scalars(query.order_by(Storyboard.id.desc()).limit(limit + 1)))


def shot(session: Session, project_id: str, shot_id: str) -> Shot | None:
    """The project's shot with this id."""
    return session.scalar(select(Shot).where(Shot.project_id == project_id, Shot.id == shot_id))
