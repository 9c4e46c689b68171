"""Pages by key: the next page begins after the last id, so rows that come or go meanwhile shift nothing."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from pydantic import BaseModel, Field


class HasId(Protocol):
    """A row."""

    id: str


R = TypeVar("R", bound=HasId)
T = TypeVar("T")


class Page(BaseModel, Generic[T]):
    """Some items and where the next ones begin; `next` goes into the parameter `before` of the next call."""

    items: list[T]
    next: str | None = Field(None, description="pass it as `before` for the next page; null: this is the last")


def cut(rows: Sequence[R], limit: int) -> tuple[list[R], str | None]:
    """Split what a query with `limit + 1` gave into the page's rows and the id after which the next page begins.

    Rows are newest first; the id is that of the page's last row, None where no further row is known.
    """
    page = list(rows[:limit])
    return page, page[-1].id if len(rows) > limit else None
