"""What people see of each other's work, as the API gives it."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field


class ActivityItem(BaseModel):
    """One thing that happened; `text` is for people, `kind` and `payload` for programs."""

    seq: int
    text: str
    kind: str
    actor: str
    actor_name: str
    payload: dict[str, Any]
    at: datetime


class ActivityOut(BaseModel):
    """What happened in the project, the newest first; `next` is the `before` of the following page."""

    items: list[ActivityItem]
    next: int | None = Field(description="null on the last page")
