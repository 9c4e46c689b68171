"""What conforms announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class _OfCut(Event):
    cut_id: str
    storyboard_id: str
    name: str


@dataclass(frozen=True)
class CutConformed(_OfCut):
    """An editor's cut was taken over: the board's order and lengths are his."""

    kind: ClassVar[str] = "cut.conformed"

    moved: int
    trimmed: int
    omitted: int


@dataclass(frozen=True)
class ConformUndone(_OfCut):
    """An editor's cut was given back: cut and board are as they were before."""

    kind: ClassVar[str] = "cut.conform_undone"
