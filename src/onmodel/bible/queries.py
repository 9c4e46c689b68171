"""Every select that is the same for each table of entries."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.base import ExecutableOption

from onmodel.bible.rules import search_words
from onmodel.bible.tables import Entry

E = TypeVar("E", bound=Entry)


def by_id(session: Session, table: type[E], project_id: str, entry_id: str) -> E | None:
    """The project's entry with this id."""
    return session.scalar(select(table).where(table.project_id == project_id, table.id == entry_id))


def by_ids(session: Session, table: type[E], project_id: str, ids: Sequence[str]) -> list[E]:
    """The project's entries with these ids, in the order asked for; unknown ids are left out."""
    rows = session.scalars(select(table).where(table.project_id == project_id, table.id.in_(ids)))
    found = {row.id: row for row in rows}
    return [found[i] for i in ids if i in found]


def by_name(session: Session, table: type[E], project_id: str, name: str) -> E | None:
    """The project's entry with exactly this name."""
    return session.scalar(select(table).where(table.project_id == project_id, table.name == name))


def taken(session: Session, table: type[E], project_id: str, names: Collection[str]) -> set[str]:
    """Which of these names the project's entries have already."""
    return set(session.scalars(select(table.name).where(table.project_id == project_id, table.name.in_(names))))


def names(session: Session, table: type[E], project_id: str) -> list[tuple[str, str]]:
    """Id and name of every entry that was not put away, the oldest first."""
    query = select(table.id, table.name).where(table.project_id == project_id, table.deleted_at.is_(None))
    return [(row.id, row.name) for row in session.execute(query.order_by(table.id))]


def standing(session: Session, table: type[E], project_id: str) -> list[E]:
    """Every entry of the project that was not put away, oldest first."""
    query = select(table).where(table.project_id == project_id, table.deleted_at.is_(None))
    return list(session.scalars(query.order_by(table.id)))


def page(
    session: Session, table: type[E], project_id: str, *, search: str = "", tag: str = "", before: str | None = None,
    limit: int = 50, among: Select[E] | None = None,
) -> list[E]:  # fmt: skip
    """Entries by age, newest first, from the one before `before`; one more than `limit`. Deleted ones are left out.

    `search`: words that name, labels or description contain; `tag`: a whole label; `among`: which of them, and what
    to load of these, else all.
    """
    query = select(table) if among is None else among
    query = query.where(table.project_id == project_id, table.deleted_at.is_(None))
    for word in search_words(search):
        query = query.where(table.search.contains(word, autoescape=True))
    if tag:
        query = query.where(table.search.contains(f"#{tag.casefold()}#", autoescape=True))
    query = query.where(table.id < before) if before else query
    return list(session.scalars(query.order_by(table.id.desc()).limit(limit + 1)))


def deleted(
    session: Session, table: type[E], project_id: str, *, shown: Sequence[ExecutableOption] = ()
) -> list[E]:  # fmt: skip
    """The last hundred deleted entries, newest first."""
    query = select(table).where(table.project_id == project_id, table.deleted_at.is_not(None))
    return list(session.scalars(query.options(*shown).order_by(table.deleted_at.desc()).limit(100)))
