"""Every select of generations."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.generations.tables import Generation
from onmodel.storyboards.tables import Storyboard


def latest(session: Session, storyboard_id: str) -> Generation | None:
    """The newest generation of a board."""
    query = select(Generation).where(Generation.storyboard_id == storyboard_id)
    return session.scalar(query.order_by(Generation.number.desc()).limit(1))


def first(session: Session, storyboard_id: str) -> Generation | None:
    """The one that made the board."""
    query = select(Generation).where(Generation.storyboard_id == storyboard_id)
    return session.scalar(query.order_by(Generation.number).limit(1))


def by_id(session: Session, project_id: str, generation_id: str) -> Generation | None:
    """The project's generation with this id."""
    mine = (Generation.project_id == project_id, Generation.id == generation_id)
    return session.scalar(select(Generation).where(*mine))


def locked(session: Session, project_id: str, generation_id: str) -> Generation | None:
    """The same, locked until the end of the transaction and as it stands: clips of many shots write into it."""
    mine = (Generation.project_id == project_id, Generation.id == generation_id)
    query = select(Generation).where(*mine).with_for_update(key_share=True)  # rows that name it are no matter
    return session.scalar(query, execution_options={"populate_existing": True})


def lock_board(session: Session, project_id: str, storyboard_id: str) -> None:
    """Wait for whoever begins or orders something of this board just now; held until the end of the transaction."""
    mine = (Storyboard.project_id == project_id, Storyboard.id == storyboard_id)
    session.execute(select(Storyboard.id).where(*mine).with_for_update(key_share=True))


def of_board(session: Session, storyboard_id: str) -> list[Generation]:
    """The board's generations, the oldest first."""
    query = select(Generation).where(Generation.storyboard_id == storyboard_id)
    return list(session.scalars(query.order_by(Generation.number)))


def page(
    session: Session, project_id: str, storyboard_id: str | None, *, before: str | None, limit: int
) -> Sequence[Generation]:
    """Generations of the project, or of one board of it, newest first; one more than `limit`."""
    query = select(Generation).where(Generation.project_id == project_id)
    query = query.where(Generation.storyboard_id == storyboard_id) if storyboard_id else query
    query = query.where(Generation.id < before) if before else query
    return list(session.scalars(query.order_by(Generation.id.desc()).limit(limit + 1)))
