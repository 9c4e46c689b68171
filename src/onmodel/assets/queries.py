"""Every question asked of the assets."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.assets.tables import Asset


def by_content(session: Session, project_id: str, sha256: str) -> Asset | None:
    """The project's asset with these bytes."""
    query = select(Asset).where(Asset.project_id == project_id, Asset.sha256 == sha256)
    return session.scalars(query).one_or_none()


def by_id(session: Session, project_id: str, asset_id: str) -> Asset | None:
    """The project's asset with this id."""
    return session.scalars(select(Asset).where(Asset.project_id == project_id, Asset.id == asset_id)).one_or_none()


def used_keys(session: Session) -> set[str]:
    """Storage keys that some row points to."""
    return set(session.scalars(select(Asset.storage_key).distinct()))
