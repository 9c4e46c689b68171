"""What people were told, how they want to be told, and the addresses of other programs."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Editable, IdType, Row


class Notification(Row, Base):
    """One person told of one event."""

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("project_id", "person", "event_id"),
        Index("ix_notification_person", "person", "id"),
    )

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id", ondelete="CASCADE"))
    person: Mapped[str] = mapped_column(String(64))
    event_id: Mapped[str] = mapped_column(IdType, ForeignKey("project_event.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(String(500))
    link: Mapped[str] = mapped_column(String(200))
    read_at: Mapped[datetime | None]


class NotificationChoice(Row, Base):
    """How one person wants to be told of one kind of event; without a row, as rules.DEFAULTS says."""

    __tablename__ = "notification_choice"
    __table_args__ = (UniqueConstraint("person", "kind"),)

    person: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(64))
    channels: Mapped[list[str]]


class Webhook(Editable, Base):
    """Another program that is told of a project's events. `kinds`: prefixes, none for all; off after many failures."""

    __tablename__ = "webhook"

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id", ondelete="CASCADE"), index=True)
    url: Mapped[str] = mapped_column(String(2000))
    secret: Mapped[str] = mapped_column(String(100))  # signs what is sent; shown once
    kinds: Mapped[list[str]] = mapped_column(default=list)
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    last_error: Mapped[str] = mapped_column(String(500), default="")
    off: Mapped[bool] = mapped_column(default=False)
