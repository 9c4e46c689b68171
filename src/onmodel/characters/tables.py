"""Characters and their references."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from onmodel.bible.tables import Entry, EntryReference
from onmodel.db import Base, IdType, JsonType


class Character(Entry, Base):
    """A character of a project. `dna` is dna.model.CharacterDNA as JSON, without it the character is not measured.

    `consent` says who agreed to what where the character is a real person, `consent_until` when that ends.
    """

    __tablename__ = "character"

    base_prompt: Mapped[str] = mapped_column(default="")
    dna: Mapped[dict[str, Any]] = mapped_column(default=dict)
    details: Mapped[dict[str, Any]] = mapped_column("metadata", JsonType, default=dict)
    importance: Mapped[str] = mapped_column(String(16), default="supporting", server_default="supporting")
    tier: Mapped[str] = mapped_column(String(16), default="standard", server_default="standard")
    tags: Mapped[list[str]] = mapped_column(default=list, server_default=text("'[]'"))
    licence: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    consent: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    consent_until: Mapped[datetime | None] = mapped_column(default=None)

    references: Mapped[list["CharacterReference"]] = relationship(
        back_populates="character",
        order_by="CharacterReference.position",
        lazy="selectin",
        cascade="all, delete-orphan",
    )

    def labels(self) -> list[str]:
        """Its tags."""
        return self.tags or []


class CharacterReference(EntryReference, Base):
    """A picture a character is known by, with the quality of the face found in it (0–1)."""

    __tablename__ = "character_reference"
    __table_args__ = (UniqueConstraint("character_id", "position"),)

    character_id: Mapped[str] = mapped_column(IdType, ForeignKey("character.id", ondelete="CASCADE"))
    filename: Mapped[str] = mapped_column(String(255))
    quality: Mapped[float] = mapped_column(default=0.0)

    character: Mapped[Character] = relationship(back_populates="references")
