"""Variations of characters."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Editable, IdType


class CharacterVariation(Editable, Base):
    """One try. `outfit` is in words, empty: the character's own; `asset_id` is empty until it is rendered.

    `reason` says where a suggestion came from; `error` why there is no picture.
    """

    __tablename__ = "character_variation"
    __table_args__ = (Index("ix_character_variation_character", "character_id", "id"),)

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    character_id: Mapped[str] = mapped_column(IdType, ForeignKey("character.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    pose: Mapped[str] = mapped_column(String(24))
    expression: Mapped[str] = mapped_column(String(24))
    outfit: Mapped[str] = mapped_column(Text, default="")
    mood: Mapped[str] = mapped_column(String(16), default="neutral")
    time: Mapped[str] = mapped_column(String(16), default="day")
    reason: Mapped[str] = mapped_column(Text, default="")
    prompt: Mapped[str] = mapped_column(Text, default="")
    backend: Mapped[str] = mapped_column(String(64))
    tier: Mapped[str] = mapped_column(String(16))
    seed: Mapped[int] = mapped_column(default=0)
    job_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("job.id"), default=None)
    asset_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("asset.id"), default=None)
    seconds: Mapped[float] = mapped_column(default=0.0)
    adopted_at: Mapped[datetime | None] = mapped_column(default=None)
    adopted_by: Mapped[str | None] = mapped_column(String(64), default=None)
