"""Boards as people keep them, as the API takes and gives them."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from onmodel.bible.schemas import Rollback
from onmodel.kit.ids import IdText

Title = Annotated[
    str, Field(min_length=1, max_length=300), AfterValidator(lambda title: " ".join(title.replace("\0", "").split()))
]


class StoryboardChange(BaseModel):
    """What a board is to be called."""

    title: Annotated[Title, Field(examples=["Second pass"])]
    version: Annotated[int | None, Field(ge=1, le=2**31 - 1, description="that which was read")] = None


class StoryboardRollbackIn(Rollback):
    """The version to go back to."""


class KeptBoard(BaseModel):
    """A board as it is kept. `deleted_at`: since when it is put away."""

    model_config = ConfigDict(from_attributes=True)

    id: IdText
    title: str
    status: str
    version: int
    created_at: datetime
    deleted_at: datetime | None


class DeletedBoards(BaseModel):
    """Boards that were put away."""

    storyboards: list[KeptBoard]
