"""Generations: passes of a board through production."""

from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Editable, IdType


class Generation(Editable, Base):
    """One pass. `changes` says what differs from its parent; the job row says how far it is."""

    __tablename__ = "generation"
    __table_args__ = (UniqueConstraint("storyboard_id", "number"),)

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    storyboard_id: Mapped[str] = mapped_column(IdType, ForeignKey("storyboard.id", ondelete="CASCADE"))
    parent_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("generation.id"), default=None)
    job_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("job.id"), default=None)
    number: Mapped[int] = mapped_column(default=1)
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
