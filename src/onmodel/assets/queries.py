"""Every question asked of the assets."""

from datetime import datetime
from typing import Any

from sqlalchemy import Function, delete, exists, func, select
from sqlalchemy.orm import Session

from onmodel.assets.tables import Asset, CondemnedBlob


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


def is_used(session: Session, storage_key: str) -> bool:
    """Whether some row points to these bytes."""
    return bool(session.scalar(select(exists().where(Asset.storage_key == storage_key))))


def condemned(session: Session, before: datetime | None = None) -> set[str]:
    """Storage keys that were found without a row, all or those found before then."""
    query = select(CondemnedBlob.storage_key)
    return set(session.scalars(query if before is None else query.where(CondemnedBlob.created_at <= before)))


def stay(session: Session, storage_key: str) -> None:
    """Let nobody sweep this key before the end of the transaction; waits for who does. SQLite has one writer anyway."""
    if _locks(session):
        session.execute(func.pg_advisory_xact_lock_shared(_lock_of(storage_key)).select())


def is_stored_now(session: Session, storage_key: str) -> bool:
    """Whether a transaction that is not over yet stores this key; if not, none does before the end of this one."""
    return _locks(session) and not session.scalar(func.pg_try_advisory_xact_lock(_lock_of(storage_key)).select())


def _locks(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _lock_of(storage_key: str) -> Function[Any]:
    return func.hashtext(f"onmodel.blob.{storage_key}")


def spare(session: Session, storage_key: str) -> bool:
    """Take the key off the list; waits for whoever does the same. False if it was not on it."""
    query = delete(CondemnedBlob).where(CondemnedBlob.storage_key == storage_key).returning(CondemnedBlob.id)
    return session.scalar(query) is not None
