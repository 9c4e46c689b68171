"""Continuity reports and the measurements below them."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
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


class QualityMetric(Row, Base):
    """One measurement of one character in one take: raw in the backbone's unit, normalised 0–100 or null."""

    __tablename__ = "quality_metric"
    __table_args__ = (UniqueConstraint("take_id", "character", "dimension", "backbone"),)

    take_id: Mapped[str] = mapped_column(IdType, ForeignKey("take.id", ondelete="CASCADE"))
    character: Mapped[str] = mapped_column(String(200))
    dimension: Mapped[str] = mapped_column(String(32))
    raw: Mapped[float | None] = mapped_column(default=None)
    normalised: Mapped[float | None] = mapped_column(default=None)
    backbone: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(default="")
