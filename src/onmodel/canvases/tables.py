"""Canvases."""

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from onmodel.bible.tables import Entry
from onmodel.db import Base


class Canvas(Entry, Base):
    """A canvas of a project. `nodes` and `edges` are rules.Node and rules.Edge as JSON, by the id that a page gave."""

    __tablename__ = "canvas"

    nodes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    edges: Mapped[dict[str, Any]] = mapped_column(default=dict)
