"""The project's events, kept so that a client who was away misses nothing; and what people edit together."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, IdType, Row
from onmodel.kit.clock import utc_now


class ProjectEvent(Row, Base):
    """One event. `seq` counts from 1 without gaps within the project, in the order of commits."""

    __tablename__ = "project_event"
    __table_args__ = (UniqueConstraint("project_id", "seq"),)

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id", ondelete="CASCADE"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)


class SharedDocument(Row, Base):
    """What several people edit at once: a thing of another slice, named by kind and id, as a Yjs document.

    `seq` counts its updates from 1. Those up to `settled_seq` stand in the thing's own row too, whose fields were
    `settled` then: where the row says something else now, it was changed by another way.
    """

    __tablename__ = "shared_document"
    __table_args__ = (UniqueConstraint("kind", "subject_id"),)

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[str] = mapped_column(IdType)
    seq: Mapped[int] = mapped_column(default=0)
    settled_seq: Mapped[int] = mapped_column(default=0)
    settled: Mapped[dict[str, Any]] = mapped_column(default=dict)


class DocUpdate(Base):
    """The durable log: what was written at one time of a document, several people's edits merged (Yjs update)."""

    __tablename__ = "doc_update"

    document_id: Mapped[str] = mapped_column(
        IdType, ForeignKey("shared_document.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    authors: Mapped[list[str]]
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class DocSnapshot(Base):
    """A document as it stood at update `seq`, in place of the updates up to there."""

    __tablename__ = "doc_snapshot"

    document_id: Mapped[str] = mapped_column(
        IdType, ForeignKey("shared_document.id", ondelete="CASCADE"), primary_key=True
    )
    seq: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)
