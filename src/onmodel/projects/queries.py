"""Every question asked of the projects."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.projects.tables import Project


def by_slug(session: Session, slug: str) -> Project | None:
    """The project of this name."""
    return session.scalars(select(Project).where(Project.slug == slug)).one_or_none()


def newest(session: Session, *, before: str | None, limit: int) -> list[Project]:
    """Projects, newest first, older than the id `before`; one more than `limit` so that a next page is known."""
    query = select(Project).order_by(Project.id.desc()).limit(limit + 1)
    return list(session.scalars(query.where(Project.id < before) if before else query))
