"""What the API takes with a change of any entry."""

from typing import Annotated

from pydantic import BaseModel, Field

RowVersion = Annotated[int | None, Field(ge=1, le=2**31 - 1, description="of the row, as it was read; else 409")]
Message = Annotated[str, Field(max_length=500, description="why, for the history")]


class Rollback(BaseModel):
    """The version to go back to."""

    number: Annotated[int, Field(ge=1, le=2**31 - 1)]
