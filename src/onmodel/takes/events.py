"""What takes announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class TakeCircled(Event):
    """A panel shows another take from now on, or its first one; `number` is the take's, `asset_id` its picture."""

    kind: ClassVar[str] = "take.circled"

    take_id: str
    storyboard_id: str
    shot_id: str
    number: int
    asset_id: str | None


@dataclass(frozen=True)
class ClipCircled(Event):
    """A shot's clip is another one from now on, or its first, on the board or in one of its generations; as
    `TakeCircled` tells it of its frame."""

    kind: ClassVar[str] = "clip.circled"

    take_id: str
    storyboard_id: str
    shot_id: str
    number: int
    asset_id: str | None
