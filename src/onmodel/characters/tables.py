"""Characters and their references."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from onmodel.db import Base, Editable, IdType, JsonType, Row


class Character(Editable, Base):
    """A character of a project. `dna` is dna.model.CharacterDNA as JSON, without it the character is not measured."""

    __tablename__ = "character"
    __table_args__ = (UniqueConstraint("project_id", "name"), Index("ix_character_project_created", "project_id", "id"))

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(default="")
    base_prompt: Mapped[str] = mapped_column(default="")
    dna: Mapped[dict[str, Any]] = mapped_column(default=dict)
    details: Mapped[dict[str, Any]] = mapped_column("metadata", JsonType, default=dict)

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
