"""What generations announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class GenerationBegun(Event):
    """Somebody began another pass of a board; `name` is the board's title."""

    kind: ClassVar[str] = "generation.begun"

    storyboard_id: str
    generation_id: str
    name: str
    number: int
