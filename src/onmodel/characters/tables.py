"""Characters and their references."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from onmodel.characters.rules import search_text
from onmodel.db import Base, Editable, IdType, JsonType, Row


class Character(Editable, Base):
    """A character of a project. `dna` is dna.model.CharacterDNA as JSON, without it the character is not measured.

    `consent` says who agreed to what where the character is a real person, `consent_until` when that ends. A deleted
    one gives its name free: `rules.name_in_bin`. `search` is rules.search_text, kept up by itself.
    """

    __tablename__ = "character"
    __table_args__ = (UniqueConstraint("project_id", "name"), Index("ix_character_project_created", "project_id", "id"))

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(default="")
    base_prompt: Mapped[str] = mapped_column(default="")
    dna: Mapped[dict[str, Any]] = mapped_column(default=dict)
    details: Mapped[dict[str, Any]] = mapped_column("metadata", JsonType, default=dict)
    importance: Mapped[str] = mapped_column(String(16), default="supporting", server_default="supporting")
    tags: Mapped[list[str]] = mapped_column(default=list, server_default=text("'[]'"))
    licence: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    consent: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))
    consent_until: Mapped[datetime | None] = mapped_column(default=None)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)
    search: Mapped[str] = mapped_column(Text, default="", server_default=text("''"), deferred=True)

    references: Mapped[list["CharacterReference"]] = relationship(
        back_populates="character",
        order_by="CharacterReference.position",
        lazy="selectin",
        cascade="all, delete-orphan",
    )


class CharacterReference(Row, Base):
    """A picture a character is known by, with the quality of the face found in it (0–1)."""

    __tablename__ = "character_reference"
    __table_args__ = (UniqueConstraint("character_id", "position"),)

    character_id: Mapped[str] = mapped_column(IdType, ForeignKey("character.id", ondelete="CASCADE"))
    asset_id: Mapped[str] = mapped_column(IdType, ForeignKey("asset.id"))
    position: Mapped[int]
    filename: Mapped[str] = mapped_column(String(255))
    quality: Mapped[float] = mapped_column(default=0.0)

    character: Mapped[Character] = relationship(back_populates="references")


@event.listens_for(Character, "before_insert")
@event.listens_for(Character, "before_update")
def _index(_mapper: Any, _connection: Any, row: Character) -> None:
    row.search = search_text(row.name, row.tags or (), row.description or "")
