"""Boards, reviews and projects in a list, as the API gives them."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from onmodel.kit.ids import IdText
from onmodel.orders.schemas import JobThing
from onmodel.reviews.schemas import TargetIn, ThingOut


class StoryboardItem(BaseModel):
    """A board in a list. `thumbnails` are its first pictures, at most four.

    `stale` panels do not show what they should any more; null where there are too many panels to tell it quickly.
    `open_notes` are threads on the board and on all that is on it. `trouble` says why it is not drawn though nobody is
    at it any more; null where it is drawn, or somebody is.
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
    trouble: str | None
    created_by: str
    created_at: datetime
    updated_at: datetime


class StoryboardPage(BaseModel):
    """Boards, newest first; `next` is the `before` of the following page, null on the last."""

    storyboards: list[StoryboardItem]
    next: IdText | None


class ReviewItem(BaseModel):
    """Something whose approval was asked for. `waits_for_you`: your word is still wanted."""

    id: IdText
    target: TargetIn
    thing: ThingOut
    revision: int
    verdict: Literal["approved", "changes", "open"]
    approved: int
    needed: int
    waits_for_you: bool
    asked_by_you: bool
    by: str = Field(description="who asked, by name")
    message: str
    since: datetime


class ReviewPage(BaseModel):
    """What was asked to be reviewed, last asked for the first time first; `next` is the `before` of the next page."""

    reviews: list[ReviewItem]
    next: IdText | None


class QueueItem(BaseModel):
    """Something that waits for the caller: an approval, a note that names them, an answer to their note; a clip of
    which no take reaches the bar waits for those who may edit. Nobody asked for that, so its `by` is empty.

    `thing` is null where what the note is about was put away.
    """

    waits_for: Literal["approval", "mention", "answer", "clip"]
    project_id: IdText
    target: TargetIn
    thing: ThingOut | None
    revision: int | None = None
    note_id: IdText | None = None
    text: str
    by: str
    since: datetime


class ReviewQueueOut(BaseModel):
    """What waits for the caller, the longest waiting first."""

    items: list[QueueItem]


class FailureOut(BaseModel):
    """An order that failed and that nobody retried or put aside yet; `text` says why, `of` what it was to make."""

    job_id: IdText
    of: JobThing | None = None
    project_id: IdText
    kind: str
    text: str
    since: datetime


class ProjectCard(BaseModel):
    """A project as its people see it in a list: its newest board, when it last changed, what waits there for you."""

    id: IdText
    name: str
    description: str
    storyboard_id: IdText | None = Field(description="the newest board")
    board: str
    panels: int
    thumbnail_url: str | None
    changed_at: datetime
    reviews: int = Field(description="what you are asked to approve, and clips that you are to judge")
    mentions: int = Field(description="notes that name you, answers to yours")
    failures: int


class HomeOut(BaseModel):
    """Your projects, the last changed first, and what waits for you in all of them."""

    projects: list[ProjectCard]
    waits: list[QueueItem] = Field(description="the longest waiting first")
    failed: list[FailureOut] = Field(description="the last first")
