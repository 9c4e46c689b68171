"""What is announced of a board that people keep."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class _OfBoard(Event):
    storyboard_id: str
    name: str


@dataclass(frozen=True)
class StoryboardRenamed(_OfBoard):
    """A board is called otherwise."""

    kind: ClassVar[str] = "storyboard.renamed"

    was: str


@dataclass(frozen=True)
class StoryboardDeleted(_OfBoard):
    """A board was put away; it can be restored."""

    kind: ClassVar[str] = "storyboard.deleted"


@dataclass(frozen=True)
class StoryboardRestored(_OfBoard):
    """A board that was put away is back."""

    kind: ClassVar[str] = "storyboard.restored"


@dataclass(frozen=True)
class StoryboardRolledBack(_OfBoard):
    """A board's shots are as they were in version `to`; panels whose pictures show otherwise are stale."""

    kind: ClassVar[str] = "storyboard.rolled_back"

    number: int  # of the version that was made
    to: int
