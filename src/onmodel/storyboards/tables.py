"""Storyboards, who plays in them, and their shots."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from onmodel.characters.tables import Character
from onmodel.db import Base, Editable, IdType, JsonType, Row
from onmodel.screenplays.tables import Scene, Screenplay


class Storyboard(Editable, Base):
    """A board. `settings`: frames, tier, look, seed, backend; `key` makes the same order the same board."""

    __tablename__ = "storyboard"
    __table_args__ = (UniqueConstraint("project_id", "key"), Index("ix_storyboard_project", "project_id", "id"))

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    screenplay_id: Mapped[str] = mapped_column(IdType, ForeignKey("screenplay.id"))
    title: Mapped[str] = mapped_column(String(300))
    status: Mapped[str] = mapped_column(String(16), default="draft")
    key: Mapped[str] = mapped_column(String(64))
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_by: Mapped[str] = mapped_column(default="")
    warnings: Mapped[list[str]] = mapped_column(default=list)
    deleted_at: Mapped[datetime | None] = mapped_column(
        default=None
    )  # lists leave it out, its address still leads there

    screenplay: Mapped[Screenplay] = relationship(lazy="joined")
    cast: Mapped[list["CastMember"]] = relationship(
        order_by="CastMember.position", lazy="selectin", cascade="all, delete-orphan"
    )
    shots: Mapped[list["Shot"]] = relationship(  # less those that were put away
        primaryjoin="and_(Storyboard.id == foreign(Shot.storyboard_id), Shot.deleted_at.is_(None))",
        order_by="Shot.position",
        lazy="selectin",
        cascade="save-update, merge",
        passive_deletes=True,
        back_populates="storyboard",
    )


class CastMember(Row, Base):
    """A character playing a part: `script_name` is what the script calls them."""

    __tablename__ = "storyboard_character"
    __table_args__ = (UniqueConstraint("storyboard_id", "script_name"),)

    storyboard_id: Mapped[str] = mapped_column(IdType, ForeignKey("storyboard.id", ondelete="CASCADE"))
    character_id: Mapped[str] = mapped_column(IdType, ForeignKey("character.id"))
    script_name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]

    character: Mapped[Character] = relationship(lazy="joined")


class Shot(Editable, Base):
    """One shot of the board. `position` counts from 0 over the board, `number` within its scene.

    `staging`: what of fountain.model.Shot has no column of its own (dialogue, beats, focus, shoulder, props, purpose,
    notes);
    `blocking`: stage.spec.SceneSpec as JSON, empty until blocked; `blocked_as` names what it was blocked from
    (rules.plan_of), so that a shot that was changed since is blocked again. `by_hand`: stage.by_hand.ByHand as JSON,
    empty where the rules block. A shot that was put away has a position below zero.
    """

    __tablename__ = "shot"
    __table_args__ = (UniqueConstraint("storyboard_id", "position"),)

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    storyboard_id: Mapped[str] = mapped_column(IdType, ForeignKey("storyboard.id", ondelete="CASCADE"))
    scene_id: Mapped[str] = mapped_column(IdType, ForeignKey("scene.id"))
    position: Mapped[int]
    number: Mapped[str] = mapped_column(String(32))
    description: Mapped[str]
    framing: Mapped[str] = mapped_column(String(24))
    angle: Mapped[str] = mapped_column(String(16))
    lens_mm: Mapped[int]
    move: Mapped[str] = mapped_column(String(16))
    characters: Mapped[list[str]] = mapped_column(default=list)
    duration_frames: Mapped[int]
    negative_prompt: Mapped[str] = mapped_column(default="")
    staging: Mapped[dict[str, Any]] = mapped_column(default=dict)
    blocking: Mapped[dict[str, Any]] = mapped_column(JsonType, default=dict)
    blocked_as: Mapped[str] = mapped_column(String(32), default="", server_default=text("''"))
    by_hand: Mapped[dict[str, Any]] = mapped_column(JsonType, default=dict, server_default=text("'{}'"))
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)

    storyboard: Mapped[Storyboard] = relationship(back_populates="shots")
    scene: Mapped[Scene] = relationship(lazy="joined")
