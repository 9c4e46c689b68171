"""Every select of characters."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.characters.rules import search_words
from onmodel.characters.tables import Character


def by_id(session: Session, project_id: str, character_id: str) -> Character | None:
    """The project's character with this id."""
    return session.scalar(select(Character).where(Character.project_id == project_id, Character.id == character_id))


def by_name(session: Session, project_id: str, name: str) -> Character | None:
    """The project's character with exactly this name."""
    return session.scalar(select(Character).where(Character.project_id == project_id, Character.name == name))


def taken(session: Session, project_id: str, names: Collection[str]) -> set[str]:
    """Which of these names the project's characters have already."""
    query = select(Character.name).where(Character.project_id == project_id, Character.name.in_(names))
    return set(session.scalars(query))


def by_ids(session: Session, project_id: str, ids: Sequence[str]) -> list[Character]:
    """The project's characters with these ids, in the order asked for; unknown ids are left out."""
    rows = session.scalars(select(Character).where(Character.project_id == project_id, Character.id.in_(ids)))
    found = {row.id: row for row in rows}
    return [found[i] for i in ids if i in found]


def names(session: Session, project_id: str) -> list[tuple[str, str]]:
    """Id and name of every character that was not put away, the oldest first."""
    query = select(Character.id, Character.name).where(
        Character.project_id == project_id, Character.deleted_at.is_(None)
    )
    return [(row.id, row.name) for row in session.execute(query.order_by(Character.id))]


def page(
    session: Session, project_id: str, *, search: str = "", tag: str = "", before: str | None = None, limit: int = 50
) -> list[Character]:
    """Characters by age, newest first, from the one before `before`; one more than `limit`. Deleted ones are left out.

    `search`: words that name, tags or description contain; `tag`: a whole tag.
    """
    query = select(Character).where(Character.project_id == project_id, Character.deleted_at.is_(None))
    for word in search_words(search):
        query = query.where(Character.search.contains(word, autoescape=True))
    if tag:
        query = query.where(Character.search.contains(f"#{tag.casefold()}#", autoescape=True))
    query = query.where(Character.id < before) if before else query
    return list(session.scalars(query.order_by(Character.id.desc()).limit(limit + 1)))


def deleted(session: Session, project_id: str) -> list[Character]:
    """The last hundred deleted characters, newest first."""
    query = select(Character).where(Character.project_id == project_id, Character.deleted_at.is_not(None))
    return list(session.scalars(query.order_by(Character.deleted_at.desc()).limit(100)))
