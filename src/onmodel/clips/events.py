"""What clips announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class ClipMade(Event):
    """A take of a shot's clip was made and scored; `money` and `seconds` are what its generation cost so far."""

    kind: ClassVar[str] = "clip.made"

    take_id: str
    storyboard_id: str
    shot_id: str
    generation_id: str
    scene_number: int
    number: int
    value: float | None
    money: float
    seconds: float


@dataclass(frozen=True)
class ClipNeedsReview(Event):
    """No take of a shot's clip reaches the bar: a person has to choose, or to ask for others."""

    kind: ClassVar[str] = "clip.needs_review"

    storyboard_id: str
    generation_id: str
    name: str
    scene_number: int
    value: float | None
