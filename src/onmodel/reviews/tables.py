"""Notes and votes. A target is a kind and an id (see rules.TABLES)."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from onmodel.db import Base, Editable, IdType, JsonType, Row
from onmodel.reviews.rules import Target


class Note(Editable, Base):
    """A note on a target, or a reply to one (`parent_id`; replies have no replies).

    `storyboard_id` is the board that the target is, or is on. `region` is schemas.Region as JSON, on the picture
    `asset_id`; `revision` is the target's when it was written.
    A deleted note keeps its row, without words, so that its thread holds together.
    """

    __tablename__ = "note"
    __table_args__ = (
        Index("ix_note_target", "project_id", "target_kind", "target_id", "id"),
        CheckConstraint("kind IN ('note', 'suggestion', 'approval')", name="kind"),
    )

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    target_kind: Mapped[str] = mapped_column(String(16))
    target_id: Mapped[str] = mapped_column(IdType)
    storyboard_id: Mapped[str | None] = mapped_column(
        IdType, ForeignKey("storyboard.id", ondelete="CASCADE"), default=None, index=True
    )
    revision: Mapped[int] = mapped_column(default=1)
    kind: Mapped[str] = mapped_column(String(16), default="note")
    body: Mapped[str] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(String(200), default="")
    region: Mapped[Any | None] = mapped_column(JsonType, default=None)
    asset_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("asset.id"), default=None)
    frame: Mapped[int | None] = mapped_column(default=None)
    parent_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("note.id"), default=None, index=True)
    resolved_at: Mapped[datetime | None] = mapped_column(default=None)
    resolved_by: Mapped[str | None] = mapped_column(String(64), default=None)
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)

    mentions: Mapped[list["Mention"]] = relationship(lazy="selectin", cascade="all, delete-orphan")

    @property
    def target(self) -> Target:
        """What it is about."""
        return Target(self.target_kind, self.target_id, self.storyboard_id)  # type: ignore[arg-type]  # written from a TargetIn


class Mention(Row, Base):
    """A person whom a note names."""

    __tablename__ = "note_mention"
    __table_args__ = (UniqueConstraint("note_id", "person"),)

    note_id: Mapped[str] = mapped_column(IdType, ForeignKey("note.id", ondelete="CASCADE"))
    person: Mapped[str] = mapped_column(String(64), index=True)


class Vote(Row, Base):
    """A person for (1) or against (-1) a target. One each."""

    __tablename__ = "vote"
    __table_args__ = (
        UniqueConstraint("target_kind", "target_id", "person"),
        CheckConstraint("value IN (-1, 1)", name="value"),
    )

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    target_kind: Mapped[str] = mapped_column(String(16))
    target_id: Mapped[str] = mapped_column(IdType)
    person: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    value: Mapped[int]
