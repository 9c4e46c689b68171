"""Every select of characters."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, load_only

from onmodel.bible import queries as bible
from onmodel.characters.tables import Character, CharacterReference

# what a list shows: a character's DNA is fifty times as large
IN_LIST = (load_only(
    Character.id, Character.name, Character.description, Character.importance, Character.tier, Character.tags,
    Character.created_at, Character.updated_at, Character.version,
),)  # fmt: skip


def page(
    session: Session, project_id: str, *, search: str = "", tag: str = "", tier: str | None = None,
    importance: str | None = None, before: str | None = None, limit: int = 50,
) -> list[Character]:  # fmt: skip
    """Characters by age, newest first, from the one before `before`; one more than `limit`. Deleted ones are left out.

    `search`: words that name, tags or description contain; `tag`: a whole tag.
    """
    among = select(Character).options(*IN_LIST)
    among = among.where(Character.tier == tier) if tier else among
    among = among.where(Character.importance == importance) if importance else among
    return bible.page(session, Character, project_id, search=search, tag=tag, before=before, limit=limit, among=among)


def tags(session: Session, project_id: str) -> list[tuple[list[str], int]]:
    """Each combination of tags that characters have, and how many have it."""
    query = select(Character.tags, func.count()).group_by(Character.tags)
    rows = session.execute(query.where(Character.project_id == project_id, Character.deleted_at.is_(None)))
    return [(tags, count) for tags, count in rows]


def deleted(session: Session, project_id: str) -> list[Character]:
    """The last hundred deleted characters, newest first."""
    return bible.deleted(session, Character, project_id, shown=IN_LIST)


def with_faces(session: Session, ids: Sequence[str]) -> set[str]:
    """Those of them who have a reference with a face; the others are made of words alone."""
    wanted = CharacterReference.character_id.in_(ids)
    return set(session.scalars(select(CharacterReference.character_id).where(wanted, CharacterReference.quality > 0)))
