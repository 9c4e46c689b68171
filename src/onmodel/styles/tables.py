"""Styles, their references, and where they were applied."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from onmodel.bible.tables import Entry, EntryReference
from onmodel.db import Base, IdType, Row


class Style(Entry, Base):
    """A style of a project. `parameters` is rules.Parameters as JSON without nulls; what is missing is the parent's.

    `palette`: hex and share of each colour, from the references or, with `palette_by_hand`, as somebody chose.
    """

    __tablename__ = "style"

    type: Mapped[str] = mapped_column(String(16), default="project")
    parent_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("style.id"), default=None)
    parameters: Mapped[dict[str, Any]] = mapped_column(default=dict)
    palette: Mapped[list[Any]] = mapped_column(default=list)
    palette_by_hand: Mapped[bool] = mapped_column(default=False)

    references: Mapped[list["StyleReference"]] = relationship(
        order_by="StyleReference.position", lazy="selectin", cascade="all, delete-orphan"
    )

    def labels(self) -> Iterable[str]:
        """Its type."""
        return (self.type or "project",)


class StyleReference(EntryReference, Base):
    """A picture that shows what a style is after."""

    __tablename__ = "style_reference"
    __table_args__ = (UniqueConstraint("style_id", "position"),)

    style_id: Mapped[str] = mapped_column(IdType, ForeignKey("style.id", ondelete="CASCADE"))
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
