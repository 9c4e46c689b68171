"""Styles, their references, and where they were applied."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from onmodel.characters.rules import search_text
from onmodel.db import Base, Editable, IdType, Row


class Style(Editable, Base):
    """A style of a project. `parameters` is rules.Parameters as JSON without nulls; what is missing is the parent's.

    `palette`: hex and share of each colour, from the references or, with `palette_by_hand`, as somebody chose. A
    deleted style gives its name free (`name_was` keeps it). `search` is kept up by itself.
    """

    __tablename__ = "style"
    __table_args__ = (UniqueConstraint("project_id", "name"), Index("ix_style_project_created", "project_id", "id"))

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    type: Mapped[str] = mapped_column(String(16), default="project")
    parent_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("style.id"), default=None)
    parameters: Mapped[dict[str, Any]] = mapped_column(default=dict)
    palette: Mapped[list[Any]] = mapped_column(default=list)
    palette_by_hand: Mapped[bool] = mapped_column(default=False)
    name_was: Mapped[str] = mapped_column(String(200), default="")
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)
    search: Mapped[str] = mapped_column(Text, default="", deferred=True)

    references: Mapped[list["StyleReference"]] = relationship(
        order_by="StyleReference.position", lazy="selectin", cascade="all, delete-orphan"
    )


class StyleReference(Row, Base):
    """A picture that shows what a style is after."""

    __tablename__ = "style_reference"
    __table_args__ = (UniqueConstraint("style_id", "position"),)

    style_id: Mapped[str] = mapped_column(IdType, ForeignKey("style.id", ondelete="CASCADE"))
    asset_id: Mapped[str] = mapped_column(IdType, ForeignKey("asset.id"))
    position: Mapped[int]
    filename: Mapped[str] = mapped_column(String(255))


class StyleApplication(Row, Base):
    """A style applied to a picture. `target_kind` is take or asset; `number` is the style's version.

    `coordination`: what else the target was made from, as its manifest says. `consistency`: 0–100 or null, and
    `measured` says on what, or why not.
    """

    __tablename__ = "style_application"
    __table_args__ = (Index("ix_style_application_style", "style_id", "id"),)

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    style_id: Mapped[str] = mapped_column(IdType, ForeignKey("style.id", ondelete="CASCADE"))
    number: Mapped[int]
    target_kind: Mapped[str] = mapped_column(String(16))
    target_id: Mapped[str] = mapped_column(IdType)
    asset_id: Mapped[str] = mapped_column(IdType, ForeignKey("asset.id"))
    strength: Mapped[float]
    coordination: Mapped[list[Any]] = mapped_column(default=list)
    consistency: Mapped[float | None] = mapped_column(default=None)
    measured: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_by: Mapped[str] = mapped_column(String(64))


@event.listens_for(Style, "before_insert")
@event.listens_for(Style, "before_update")
def _index(_mapper: Any, _connection: Any, row: Style) -> None:
    row.search = search_text(row.name, (row.type or "project",), row.description or "")
