"""Screenplays and their scenes."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Editable, IdType, Row


class Screenplay(Editable, Base):
    """A script as it was given: `source` is its text, `sha256` that of its bytes, `cast` who was found in it."""

    __tablename__ = "screenplay"
    __table_args__ = (UniqueConstraint("project_id", "sha256"),)

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    title: Mapped[str] = mapped_column(String(300))
    format: Mapped[str] = mapped_column(String(16))
    filename: Mapped[str] = mapped_column(String(255), default="")
    sha256: Mapped[str] = mapped_column(String(64))
    source: Mapped[str]
    warnings: Mapped[list[str]] = mapped_column(default=list)


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
