"""Screenplays and their scenes."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Editable, IdType, Row
from onmodel.screenplays import rules


class Screenplay(Editable, Base):
    """A script as it was given: `source` is its text, `sha256` that of its bytes.

    A later draft names the one before it (`parent_id`) and has its locked numbers in `numbering` (rules.numbers_of);
    `links` is rules.Links as JSON: who is who, as people corrected it.
    """

    __tablename__ = "screenplay"
    __table_args__ = (UniqueConstraint("project_id", "sha256"), Index("ix_screenplay_project", "project_id", "id"))

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    title: Mapped[str] = mapped_column(String(300))
    format: Mapped[str] = mapped_column(String(16))
    filename: Mapped[str] = mapped_column(String(255), default="")
    sha256: Mapped[str] = mapped_column(String(64))
    source: Mapped[str]
    warnings: Mapped[list[str]] = mapped_column(default=list)
    parent_id: Mapped[str | None] = mapped_column(IdType, ForeignKey("screenplay.id"), default=None)
    draft: Mapped[int] = mapped_column(default=1, server_default=text("1"))
    scene_count: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    numbering: Mapped[list[Any]] = mapped_column(default=list, server_default=text("'[]'"))
    links: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default=text("'{}'"))

    @property
    def identity(self) -> str:
        """What a board is made from, in short: the bytes, and what people corrected in them."""
        return rules.identity(self.sha256, rules.links_of(self.links), self.numbering)

    @property
    def sites(self) -> dict[str, str | None]:
        """The environment that somebody said a place of the script is, by place; None: none of ours."""
        return dict(rules.links_of(self.links).places)


class Scene(Row, Base):
    """One scene of a screenplay. `number` is locked text ("3A"); `position` counts from 0."""

    __tablename__ = "scene"
    __table_args__ = (UniqueConstraint("screenplay_id", "position"),)

    screenplay_id: Mapped[str] = mapped_column(IdType, ForeignKey("screenplay.id", ondelete="CASCADE"))
    position: Mapped[int]
    number: Mapped[str] = mapped_column(String(32))
    heading: Mapped[str]
    int_ext: Mapped[str] = mapped_column(String(16))
    place: Mapped[str]
    time: Mapped[str] = mapped_column(String(16))
    mood: Mapped[str] = mapped_column(String(16))
    synopsis: Mapped[str] = mapped_column(default="")
    characters: Mapped[list[str]] = mapped_column(default=list)
    props: Mapped[list[str]] = mapped_column(default=list)
