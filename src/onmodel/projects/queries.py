"""Every question asked of the projects."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from onmodel.projects.tables import Project


def by_slug(session: Session, slug: str) -> Project | None:
    """The project of this name."""
    return session.scalars(select(Project).where(Project.slug == slug)).one_or_none()


def newest(session: Session, *, before: str | None, limit: int) -> list[Project]:
    """Projects, newest first, older than the id `before`; one more than `limit` so that a next page is known."""
    query = select(Project).order_by(Project.id.desc()).limit(limit + 1)
    return list(session.scalars(query.where(Project.id < before) if before else query))


def next_event_seq(session: Session, project_id: str) -> int:
    """Count one event; the project's counter is locked until the end of the transaction."""
    statement = update(Project).where(Project.id == project_id).values(event_seq=Project.event_seq + 1)
    counted = session.scalar(statement.returning(Project.event_seq), execution_options={"synchronize_session": False})
    assert counted is not None  # an event names the project of rows that refer to it
    return int(counted)
