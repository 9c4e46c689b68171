"""Every select of variations."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.variations.tables import CharacterVariation


def by_id(session: Session, project_id: str, variation_id: str) -> CharacterVariation | None:
    """The project's variation with this id."""
    query = select(CharacterVariation).where(CharacterVariation.project_id == project_id)
    return session.scalar(query.where(CharacterVariation.id == variation_id))


def of_character(
    session: Session, project_id: str, character_id: str, *, before: str | None = None, limit: int = 50
) -> list[CharacterVariation]:
    """The character's variations, newest first; one more than `limit`."""
    query = select(CharacterVariation).where(CharacterVariation.project_id == project_id)
    query = query.where(CharacterVariation.character_id == character_id).order_by(CharacterVariation.id.desc())
    query = query.where(CharacterVariation.id < before) if before else query
    return list(session.scalars(query.limit(limit + 1)))
