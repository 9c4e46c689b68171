"""Every select of styles."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.db import Base
from onmodel.styles.tables import Style, StyleApplication


def parents(session: Session, project_id: str, *, lock: bool = False) -> dict[str, str | None]:
    """The parent of every style of the project. Locked, no other transaction can close a circle meanwhile."""
    query = select(Style.id, Style.parent_id).where(Style.project_id == project_id).order_by(Style.id)
    return {style_id: parent for style_id, parent in session.execute(query.with_for_update() if lock else query)}


def applications(session: Session, project_id: str, style_id: str, limit: int) -> list[StyleApplication]:
    """The pictures that were graded with the style, newest first."""
    query = select(StyleApplication).where(StyleApplication.project_id == project_id)
    query = query.where(StyleApplication.style_id == style_id).order_by(StyleApplication.id.desc())
    return list(session.scalars(query.limit(limit)))


def picture_of_take(session: Session, project_id: str, take_id: str) -> tuple[str, dict[str, Any]] | None:
    """The picture of a take before its style, and its manifest. Takes are a later slice, known by their table alone."""
    take = Base.metadata.tables["take"]
    columns = take.c.plate_asset_id, take.c.asset_id, take.c.manifest
    query = select(*columns).where(take.c.project_id == project_id, take.c.id == take_id)
    found = session.execute(query).first()
    return None if found is None or found[1] is None else (found[0] or found[1], found[2])
