"""Cuts."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.bible.tables import Entry
from onmodel.db import Base, IdType


class Cut(Entry, Base):
    """A cut of a board. `settings` is rules.Settings as JSON, `items` and `sounds` are those of editorial.model.

    Among `items` are those that somebody left out, marked `out`: they are no part of the film until they come back.
    `conformed` is conforms.rules.Before as JSON: what stood before an editor's cut was taken over, if one was.
    """

    __tablename__ = "cut"

    storyboard_id: Mapped[str] = mapped_column(IdType, ForeignKey("storyboard.id", ondelete="CASCADE"), index=True)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    items: Mapped[list[Any]] = mapped_column(default=list)
    sounds: Mapped[list[Any]] = mapped_column(default=list)
    conformed: Mapped[dict[str, Any]] = mapped_column(default=dict)
