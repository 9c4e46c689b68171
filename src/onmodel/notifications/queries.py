"""Every question asked of notifications."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from onmodel.notifications.tables import Notification, NotificationChoice, Webhook


def inbox(
    session: Session, person: str, *, unread: bool, before: str | None, limit: int
) -> list[Notification]:  # fmt: skip
    """What a person was told in all projects, newest first; one more than `limit` so that a next page is known."""
    query = select(Notification).where(Notification.person == person).order_by(Notification.id.desc())
    query = query.where(Notification.read_at.is_(None)) if unread else query
    query = query.where(Notification.id < before) if before else query
    return list(session.scalars(query.limit(limit + 1)))


def unread(session: Session, person: str) -> int:
    """How much a person has not read."""
    query = select(func.count()).select_from(Notification)
    return session.scalar(query.where(Notification.person == person, Notification.read_at.is_(None))) or 0


def mark_read(session: Session, person: str, ids: Collection[str] | None, now: datetime) -> int:
    """Mark these of the person's as read, or all; how many were not."""
    statement = update(Notification).where(Notification.person == person, Notification.read_at.is_(None))
    statement = statement if ids is None else statement.where(Notification.id.in_(ids))
    marked = session.scalars(statement.values(read_at=now).returning(Notification.id))
    return len(list(marked))


def choices(session: Session, people: Collection[str], kind: str | None = None) -> list[NotificationChoice]:
    """What these people chose, of one kind or of all."""
    query = select(NotificationChoice).where(NotificationChoice.person.in_(people))
    return list(session.scalars(query.where(NotificationChoice.kind == kind) if kind else query))


def webhooks(session: Session, project_id: str) -> list[Webhook]:
    """The project's webhooks, oldest first."""
    return list(session.scalars(select(Webhook).where(Webhook.project_id == project_id).order_by(Webhook.id)))


def webhook(session: Session, project_id: str, webhook_id: str) -> Webhook | None:
    """One of the project's webhooks."""
    query = select(Webhook).where(Webhook.project_id == project_id, Webhook.id == webhook_id)
    return session.scalars(query).one_or_none()
