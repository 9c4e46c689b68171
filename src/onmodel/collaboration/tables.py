"""The project's events, kept so that a client who was away misses nothing."""

from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, IdType, Row


class ProjectEvent(Row, Base):
    """One event. `seq` counts from 1 without gaps within the project, in the order of commits."""

    __tablename__ = "project_event"
    __table_args__ = (UniqueConstraint("project_id", "seq"),)

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id", ondelete="CASCADE"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
