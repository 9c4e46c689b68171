"""Generations: passes of a board through production."""

from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Editable, IdType, JsonType


class Generation(Editable, Base):
    """One pass; an iteration has a parent. `job_id` made the board's frames, `clips_job_id` makes this pass's clips.

    `settings` and `scenes` (by shot id) say how clips are made, `selections` which take of each shot it stands by (by
    shot id), all as generations.rules has them; `changes` says what differs from the parent: versions.rules.Change.
    """

    __tablename__ = "generation"
    __table_args__ = (UniqueConstraint("storyboard_id", "number"),)

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    storyboard_id: Mapped[str] = mapped_column(IdType, ForeignKey("storyboard.id", ondelete="CASCADE"))
    parent_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("generation.id"), default=None)
    job_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("job.id"), default=None)
    clips_job_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("job.id"), default=None)
    number: Mapped[int] = mapped_column(default=1)
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    settings: Mapped[dict[str, Any]] = mapped_column(JsonType, default=dict, server_default=text("'{}'"))
    scenes: Mapped[dict[str, Any]] = mapped_column(JsonType, default=dict, server_default=text("'{}'"))
    selections: Mapped[dict[str, Any]] = mapped_column(JsonType, default=dict, server_default=text("'{}'"))
