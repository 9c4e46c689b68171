"""Continuity reports; the measurements below them are those of `quality`."""

from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, IdType, Row


class ContinuityReport(Row, Base):
    """One report over a board as it stood: `cells` are continuity.rules.Cell as JSON, one per character and shot."""

    __tablename__ = "continuity_report"
    __table_args__ = (Index("ix_continuity_report_storyboard", "storyboard_id", "id"),)

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    storyboard_id: Mapped[str] = mapped_column(IdType, ForeignKey("storyboard.id", ondelete="CASCADE"))
    overall: Mapped[float | None] = mapped_column(default=None)
    cells: Mapped[list[Any]] = mapped_column(default=list)
    summary: Mapped[dict[str, Any]] = mapped_column(default=dict)
