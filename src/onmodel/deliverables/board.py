"""A board ready to be printed: panels with their pictures, words, lengths and scores."""

from dataclasses import dataclass
from pathlib import Path

from onmodel.metrics.score import Grade, grade


@dataclass(frozen=True)
class PanelScore:
    """One character's mark in one panel; `value` None where it cannot be told."""

    character: str
    value: float | None
    finding: str = ""

    @property
    def grade(self) -> Grade:
        """The class of the value."""
        return grade(self.value)


@dataclass(frozen=True)
class Panel:
    """A panel as it is printed. `index` counts from 1 through the board; `shot` is its number within the scene."""

    index: int
    scene: str
    shot: str
    heading: str
    picture: Path
    framing: str
    angle: str
    lens_mm: int
    move: str
    action: str
    dialogue: tuple[tuple[str, str], ...]  # (speaker, words)
    duration_frames: int
    notes: tuple[str, ...] = ()
    scores: tuple[PanelScore, ...] = ()


@dataclass(frozen=True)
class Board:
    """The whole of it. `rate` is frames per second, `overall` the continuity over all expected appearances."""

    title: str
    panels: tuple[Panel, ...]
    rate: int = 24
    overall: float | None = None

    @property
    def seconds(self) -> float:
        """Length of the animatic."""
        return sum(p.duration_frames for p in self.panels) / self.rate


def timecode(frames: int, rate: int) -> str:
    """Frames as a timecode, hours to frames (SMPTE ST 12-1, non-drop).

    >>> timecode(1501, 24)
    '00:01:02:13'
    """
    seconds, rest = divmod(frames, rate)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}:{rest:02d}"
