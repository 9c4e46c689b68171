"""What is announced of a board's styles."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class StoryboardRestyled(Event):
    """A board, or shots of it, are in other styles; panels whose pictures show otherwise are stale."""

    kind: ClassVar[str] = "storyboard.restyled"

    storyboard_id: str
    name: str
    style_id: str | None
    shots: int  # that are in another style than the board
