"""What blockings announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class _OfStage(Event):
    storyboard_id: str
    shot_id: str
    name: str


@dataclass(frozen=True)
class StageMoved(_OfStage):
    """Somebody moved people or camera of a shot by hand; its panel is stale."""

    kind: ClassVar[str] = "stage.moved"

    people: list[str]
    camera: bool


@dataclass(frozen=True)
class StageGivenBack(_OfStage):
    """A shot is blocked by the rules again; its panel is stale."""

    kind: ClassVar[str] = "stage.given_back"
