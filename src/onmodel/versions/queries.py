"""Every select of versions."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session, defer

from onmodel.db import actor_of
from onmodel.kit.clock import utc_now
from onmodel.kit.ids import new_id
from onmodel.versions.rules import Subject
from onmodel.versions.tables import Version


def newest(session: Session, subject: Subject) -> Version | None:
    """The last version of a thing."""
    query = select(Version).where(Version.kind == subject.kind, Version.subject_id == subject.id)
    return session.scalar(query.order_by(Version.number.desc()).limit(1))


def add_first(
    session: Session, project_id: str, states: Sequence[tuple[Subject, dict[str, Any]]], message: str
) -> None:
    """Write version 1 of things that have none; straight to the table, because there may be many."""
    shared = {"project_id": project_id, "number": 1, "message": message, "created_by": actor_of(session)}
    rows = [
        {"id": new_id(), "created_at": utc_now(), "kind": s.kind, "subject_id": s.id, "snapshot": snapshot, **shared}
        for s, snapshot in states
    ]
    if rows:
        session.execute(insert(Version.metadata.tables["version"]), rows)


def page(
    session: Session, project_id: str, subject: Subject, *, before: int | None = None, limit: int = 50
) -> list[Version]:
    """Versions of a thing, newest first, with numbers below `before`, without snapshots; one more than `limit`."""
    query = (
        select(Version)
        .options(defer(Version.snapshot))
        .where(Version.project_id == project_id, Version.kind == subject.kind, Version.subject_id == subject.id)
        .order_by(Version.number.desc())
        .limit(limit + 1)
    )
    return list(session.scalars(query.where(Version.number < before) if before else query))


def by_number(session: Session, project_id: str, subject: Subject, number: int) -> Version | None:
    """One version of a thing."""
    return session.scalar(
        select(Version).where(
            Version.project_id == project_id,
            Version.kind == subject.kind,
            Version.subject_id == subject.id,
            Version.number == number,
        )
    )


def latest_numbers(session: Session, project_ids: Sequence[str], subjects: Sequence[Subject]) -> dict[str, int]:
    """The number of the last version of each thing that has one, by the thing's id."""
    query = (
        select(Version.subject_id, func.max(Version.number))
        .where(Version.project_id.in_(project_ids), Version.subject_id.in_([s.id for s in subjects]))
        .group_by(Version.subject_id)
    )
    return {subject_id: number for subject_id, number in session.execute(query)}
