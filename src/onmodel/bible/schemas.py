"""What the API takes with a change of any entry."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, Field

from onmodel.bible.tables import EntryReference

RowVersion = Annotated[int | None, Field(ge=1, le=2**31 - 1, description="of the row, as it was read; else 409")]
Message = Annotated[str, Field(max_length=500, description="why, for the history")]


class Rollback(BaseModel):
    """The version to go back to."""

    number: Annotated[int, Field(ge=1, le=2**31 - 1)]


def thumbnail(references: Sequence[EntryReference]) -> str | None:
    """Where a small picture of an entry is: that of its first reference."""
    return f"/api/assets/{references[0].asset_id}/thumbnail" if references else None
