"""What hero frames announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class _OfShot(Event):
    generation_id: str
    storyboard_id: str
    shot_id: str
    take_id: str


@dataclass(frozen=True)
class HeroFrameMade(_OfShot):
    """An offer of a shot is there, scored; `number` says which."""

    kind: ClassVar[str] = "hero_frame.made"

    number: int


@dataclass(frozen=True)
class HeroFrameUploaded(_OfShot):
    """Somebody's own drawing or photograph is a take of a shot; `name` is the file's."""

    kind: ClassVar[str] = "hero_frame.uploaded"

    name: str


@dataclass(frozen=True)
class HeroFrameChosen(_OfShot):
    """A person chose the frame that a shot's clip starts from; clips in `stale` start from another."""

    kind: ClassVar[str] = "hero_frame.chosen"

    name: str
    stale: list[str]


@dataclass(frozen=True)
class HeroFrameReleased(_OfShot):
    """A choice was taken back: nobody chose the frame that the shot's clip starts from any more."""

    kind: ClassVar[str] = "hero_frame.released"

    name: str


@dataclass(frozen=True)
class HeroFramesDone(Event):
    """An order of hero frames is done: so many are made, so many failed."""

    kind: ClassVar[str] = "hero_frames.done"

    generation_id: str
    storyboard_id: str
    name: str
    made: int
    failed: int
