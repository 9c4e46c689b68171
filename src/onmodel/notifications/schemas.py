"""Notifications as the API takes and gives them."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, field_validator

from onmodel.kit.ids import IdText
from onmodel.notifications.rules import DEFAULTS, Way
from onmodel.notifications.tables import Webhook

Prefix = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z_.]+$")]


class NotificationOut(BaseModel):
    """One thing that a person was told. `link`: the path of the page that shows it."""

    model_config = ConfigDict(from_attributes=True)

    id: IdText
    project_id: IdText
    kind: str
    text: str
    link: str
    created_at: datetime
    read_at: datetime | None


class InboxOut(BaseModel):
    """What a person was told, newest first, and how much of it all is unread."""

    notifications: list[NotificationOut]
    unread: int
    next: IdText | None


class ReadIn(BaseModel):
    """Which are read; null for all."""

    ids: Annotated[list[IdText] | None, Field(max_length=1000)] = None


class ReadOut(BaseModel):
    """How many were marked."""

    marked: int


class Choice(BaseModel):
    """By which ways a person is told of a kind of event; none: not at all."""

    kind: str
    channels: Annotated[list[Way], Field(max_length=2)]

    @field_validator("kind")
    @classmethod
    def _known(cls, kind: str) -> str:
        if kind not in DEFAULTS:
            raise ValueError(f"there are no notifications of this kind; there are {', '.join(DEFAULTS)}")
        return kind


class Choices(BaseModel):
    """A person's choices; for kinds left out the defaults hold."""

    choices: Annotated[list[Choice], Field(max_length=len(DEFAULTS))]


class WebhookIn(BaseModel):
    """A program to be told. `kinds`: beginnings of event kinds, as in "note." or "job."; none for all."""

    url: Annotated[str, Field(min_length=8, max_length=2000, pattern=r"^https?://")]
    kinds: Annotated[list[Prefix], Field(max_length=32)] = []


class WebhookOut(BaseModel):
    """A webhook and how it fares. `secret` is told once, when it is made: it verifies what is sent."""

    id: IdText
    url: str
    kinds: list[str]
    off: bool
    failures: int
    last_error: str
    secret: str | None = None
    created_at: datetime

    @classmethod
    def of(cls, row: Webhook, *, secret: str | None = None) -> "WebhookOut":
        """A webhook's row as the API gives it."""
        facts: dict[str, Any] = {name: getattr(row, name) for name in cls.model_fields if name != "secret"}
        return cls(**facts, secret=secret)


class Webhooks(BaseModel):
    """A project's webhooks."""

    webhooks: list[WebhookOut]
