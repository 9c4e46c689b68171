"""Environments and their references."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from onmodel.bible.tables import Entry, EntryReference
from onmodel.db import Base, IdType


class Environment(Entry, Base):
    """A place of a project. A scene whose place has this name is built and lit as it says; empty: as the set has it."""

    __tablename__ = "environment"

    set: Mapped[str] = mapped_column(String(16), default="")
    lighting: Mapped[str] = mapped_column(String(16), default="")
    colour_temperature: Mapped[int | None] = mapped_column(default=None)
    contrast: Mapped[float] = mapped_column(default=1.0)
    mood: Mapped[str] = mapped_column(String(16), default="")
    properties: Mapped[dict[str, Any]] = mapped_column(default=dict)

    references: Mapped[list["EnvironmentReference"]] = relationship(
        order_by="EnvironmentReference.position", lazy="selectin", cascade="all, delete-orphan"
    )

    def labels(self) -> Iterable[str]:
        """Its set and its mood, as far as it names them."""
        return [label for label in (self.set, self.mood) if label]


class EnvironmentReference(EntryReference, Base):
    """A picture of a place from one angle."""

    __tablename__ = "environment_reference"
    __table_args__ = (UniqueConstraint("environment_id", "position"),)

    environment_id: Mapped[str] = mapped_column(IdType, ForeignKey("environment.id", ondelete="CASCADE"))
    angle: Mapped[str] = mapped_column(String(50))
