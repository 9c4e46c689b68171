"""What shots announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class _OfShot(Event):
    storyboard_id: str
    shot_id: str
    name: str  # "scene 3, shot 2A"


@dataclass(frozen=True)
class ShotChanged(_OfShot):
    """A shot is not as it was; with `looks`, its panel is stale."""

    kind: ClassVar[str] = "shot.changed"

    fields: list[str]
    looks: bool


@dataclass(frozen=True)
class ShotAdded(_OfShot):
    """There is a new shot on the board; it has no picture yet."""

    kind: ClassVar[str] = "shot.added"

    position: int


@dataclass(frozen=True)
class ShotDeleted(_OfShot):
    """A shot was put away; it can be restored."""

    kind: ClassVar[str] = "shot.deleted"


@dataclass(frozen=True)
class ShotRestored(_OfShot):
    """A shot that was put away is back."""

    kind: ClassVar[str] = "shot.restored"

    position: int


@dataclass(frozen=True)
class ShotsReordered(Event):
    """The board's shots stand in another order."""

    kind: ClassVar[str] = "storyboard.reordered"

    storyboard_id: str
    name: str
    shot_ids: list[str]
