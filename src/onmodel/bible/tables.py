"""The columns that entries of the bible share, and those of their references."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column

from onmodel.bible.rules import search_text
from onmodel.db import Editable, IdType, Row


class Entry(Editable):
    """A thing with a name that no other of its table has in the project.

    A deleted one gives its name free, and `name_was` keeps it. `search` is rules.search_text, kept up by itself.
    """

    __tablename__: str

    project_id: Mapped[str] = mapped_column(IdType, ForeignKey("project.id"))
    name: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(default="")
    name_was: Mapped[str] = mapped_column(String(200), default="", server_default=text("''"))
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)
    search: Mapped[str] = mapped_column(Text, default="", server_default=text("''"), deferred=True)

    @declared_attr.directive
    def __table_args__(cls) -> Any:  # noqa: N805  # SQLAlchemy calls it on the class
        by_age = Index(f"ix_{cls.__tablename__}_project_created", "project_id", "id")
        return UniqueConstraint("project_id", "name"), by_age

    def labels(self) -> Iterable[str]:
        """Whole words that it is found by beside its name and description."""
        return ()


class EntryReference(Row):
    """A picture that shows what an entry is, in its place among the others."""

    asset_id: Mapped[str] = mapped_column(IdType, ForeignKey("asset.id"))
    position: Mapped[int]


@event.listens_for(Entry, "before_insert", propagate=True)
@event.listens_for(Entry, "before_update", propagate=True)
def _index(_mapper: Any, _connection: Any, row: Entry) -> None:
    row.search = search_text(row.name, row.labels(), row.description or "")
