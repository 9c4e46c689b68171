"""Environments and their references."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from onmodel.characters.rules import search_text
from onmodel.db import Base, Editable, IdType, Row


class Environment(Editable, Base):
    """A place of a project. A scene whose place has this name is built and lit as it says; empty: as the set has it.

    A deleted one gives its name free (`name_was` keeps it). `search` is kept up by itself.
    """

    __tablename__ = "environment"
    __table_args__ = (
        UniqueConstraint("project_id", "name"),
        Index("ix_environment_project_created", "project_id", "id"),
    )

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    set: Mapped[str] = mapped_column(String(16), default="")
    lighting: Mapped[str] = mapped_column(String(16), default="")
    colour_temperature: Mapped[int | None] = mapped_column(default=None)
    contrast: Mapped[float] = mapped_column(default=1.0)
    mood: Mapped[str] = mapped_column(String(16), default="")
    properties: Mapped[dict[str, Any]] = mapped_column(default=dict)
    name_was: Mapped[str] = mapped_column(String(200), default="")
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)
    search: Mapped[str] = mapped_column(Text, default="", deferred=True)

    references: Mapped[list["EnvironmentReference"]] = relationship(
        order_by="EnvironmentReference.position", lazy="selectin", cascade="all, delete-orphan"
    )


class EnvironmentReference(Row, Base):
    """A picture of a place from one angle."""

    __tablename__ = "environment_reference"
    __table_args__ = (UniqueConstraint("environment_id", "position"),)

    environment_id: Mapped[str] = mapped_column(IdType, ForeignKey("environment.id", ondelete="CASCADE"))
    asset_id: Mapped[str] = mapped_column(IdType, ForeignKey("asset.id"))
    position: Mapped[int]
    angle: Mapped[str] = mapped_column(String(50))


@event.listens_for(Environment, "before_insert")
@event.listens_for(Environment, "before_update")
def _index(_mapper: Any, _connection: Any, row: Environment) -> None:
    row.search = search_text(row.name, [t for t in (row.set, row.mood) if t], row.description or "")
