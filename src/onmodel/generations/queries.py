"""Every select of generations."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.generations.tables import Generation


def latest(session: Session, storyboard_id: str) -> Generation | None:
    """The newest generation of a board."""
    query = select(Generation).where(Generation.storyboard_id == storyboard_id)
    return session.scalar(query.order_by(Generation.number.desc()).limit(1))
