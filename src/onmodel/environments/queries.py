"""Every select of environments."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.characters.rules import search_words
from onmodel.environments.tables import Environment


def by_id(session: Session, project_id: str, environment_id: str) -> Environment | None:
    """The project's environment with this id."""
    query = select(Environment).where(Environment.project_id == project_id, Environment.id == environment_id)
    return session.scalar(query)


def by_name(session: Session, project_id: str, name: str) -> Environment | None:
    """The project's environment with exactly this name."""
    return session.scalar(select(Environment).where(Environment.project_id == project_id, Environment.name == name))


def standing(session: Session, project_id: str) -> list[Environment]:
    """Every environment of the project that was not put away, oldest first."""
    query = select(Environment).where(Environment.project_id == project_id, Environment.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Environment.id)))


def names(session: Session, project_id: str) -> list[tuple[str, str]]:
    """Id and name of every environment that was not put away, the oldest first."""
    query = select(Environment.id, Environment.name)
    query = query.where(Environment.project_id == project_id, Environment.deleted_at.is_(None))
    return [(row.id, row.name) for row in session.execute(query.order_by(Environment.id))]


def page(session: Session, project_id: str, *, search: str, before: str | None, limit: int) -> list[Environment]:
    """Environments by age, newest first, from the one before `before`; one more than `limit`. None that was deleted."""
    query = select(Environment).where(Environment.project_id == project_id, Environment.deleted_at.is_(None))
    for word in search_words(search):
        query = query.where(Environment.search.contains(word, autoescape=True))
    query = query.where(Environment.id < before) if before else query
    return list(session.scalars(query.order_by(Environment.id.desc()).limit(limit + 1)))


def deleted(session: Session, project_id: str) -> list[Environment]:
    """The last hundred deleted environments, newest first."""
    query = select(Environment).where(Environment.project_id == project_id, Environment.deleted_at.is_not(None))
    return list(session.scalars(query.order_by(Environment.deleted_at.desc()).limit(100)))
