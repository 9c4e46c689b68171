"""Measurements of takes."""

from sqlalchemy import ForeignKey, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, IdType, Row


class QualityMetric(Row, Base):
    """One measurement of one take: raw in the backbone's own unit, normalised, or null with the reason.

    Of a character in it, `dimension` is the part and `normalised` 0–100. Of a clip as a whole `character` is empty,
    `dimension` one of VBench's and `normalised` by VBench's constants, not clamped; `official`: by its own backbone.
    Which attempt it was and whether it is selected stand in the take: its number, and whether it is circled.
    """

    __tablename__ = "quality_metric"
    __table_args__ = (UniqueConstraint("take_id", "character", "dimension", "backbone"),)

    take_id: Mapped[str] = mapped_column(IdType, ForeignKey("take.id", ondelete="CASCADE"))
    character: Mapped[str] = mapped_column(String(200))
    dimension: Mapped[str] = mapped_column(String(32))
    raw: Mapped[float | None] = mapped_column(default=None)
    normalised: Mapped[float | None] = mapped_column(default=None)
    backbone: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(default="")
    official: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
