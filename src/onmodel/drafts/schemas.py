"""Drafts compared, as the API gives them."""

from typing import Literal

from pydantic import BaseModel

from onmodel.fountain.drafts import Op
from onmodel.kit.ids import IdText
from onmodel.screenplays.schemas import ElementType

Change = Literal["same", "changed", "added", "removed"]


class LineDiff(BaseModel):
    """A line that both drafts have, or one of them."""

    op: Op
    type: ElementType
    text: str


class SceneDiff(BaseModel):
    """A scene in two drafts. `moved`: it stands elsewhere among the others; `lines` are empty where nothing changed."""

    change: Change
    moved: bool
    number: str
    number_before: str | None
    heading: str
    heading_before: str | None
    lines: list[LineDiff]


class DraftDiff(BaseModel):
    """Two drafts compared, scene by scene in the order of the later one; what was removed stands where it was."""

    from_id: IdText
    to_id: IdText
    added: int
    removed: int
    changed: int
    moved: int
    same: int
    scenes: list[SceneDiff]
