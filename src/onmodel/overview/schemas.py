"""Boards in a list, as the API gives them."""

from datetime import datetime

from pydantic import BaseModel

from onmodel.kit.ids import IdText


class StoryboardItem(BaseModel):
    """A board in a list. `thumbnails` are its first pictures, at most four.

    `stale` panels do not show what they should any more; null where there are too many panels to tell it quickly.
    `open_notes` are threads on the board and on all that is on it.
    """

    id: IdText
    title: str
    status: str
    screenplay_id: IdText
    panels: int
    pictures: int
    thumbnails: list[str]
    stale: int | None
    open_notes: int
    created_by: str
    created_at: datetime
    updated_at: datetime


class StoryboardPage(BaseModel):
    """Boards, newest first; `next` is the `before` of the following page, null on the last."""

    storyboards: list[StoryboardItem]
    next: IdText | None
