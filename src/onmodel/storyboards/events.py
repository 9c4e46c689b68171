"""What storyboards announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class StoryboardFinished(Event):
    """Production of the board is over: `status` says whether each panel has its picture, `overall` is its score."""

    kind: ClassVar[str] = "storyboard.finished"

    storyboard_id: str
    name: str
    status: str
    overall: float | None
