"""Versions as the API gives them."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from onmodel.versions.rules import shown
from onmodel.versions.tables import Version


class VersionOut(BaseModel):
    """A version in a list."""

    model_config = ConfigDict(from_attributes=True)

    number: int
    message: str
    author: str = Field(description="who made the change", validation_alias="created_by")
    created_at: datetime


class VersionDetail(VersionOut):
    """A version with the state that it keeps; embeddings and other long lists are told by their length."""

    snapshot: dict[str, Any]

    @classmethod
    def of(cls, row: Version) -> "VersionDetail":
        """A version's row as the API gives it."""
        return cls.model_validate(
            {"number": row.number, "message": row.message, "created_by": row.created_by,
             "created_at": row.created_at, "snapshot": shown(row.snapshot)}
        )  # fmt: skip


class VersionPage(BaseModel):
    """Versions, newest first; `next` is the `before` of the following page, null on the last."""

    versions: list[VersionOut]
    next: int | None


class ChangeOut(BaseModel):
    """One field that differs."""

    model_config = ConfigDict(from_attributes=True)

    path: str = Field(examples=["dna.hair.value"])
    before: Any
    after: Any


class PicturePair(BaseModel):
    """Two pictures side by side; null where the version has none in this place."""

    before: str | None
    after: str | None
    changed: bool


class DiffOut(BaseModel):
    """What two versions differ in."""

    older: VersionOut
    newer: VersionOut
    changes: list[ChangeOut]
    pictures: list[PicturePair]
