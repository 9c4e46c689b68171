"""What an order for a board says, and what its stages are. Pure decisions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from onmodel.storyboards.rules import BoardSettings

Stage = Literal["breakdown", "DNA", "blocking", "frames", "scoring", "retakes", "export"]
STAGES: tuple[Stage, ...] = ("breakdown", "DNA", "blocking", "frames", "scoring", "retakes", "export")
BOARD_JOB, FRAME_JOB = "generation", "frame"


@dataclass(frozen=True)
class Order:
    """A board to be made. `cast`: the script's name of a part → character id."""

    source: bytes
    filename: str
    cast: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    settings: BoardSettings = field(default_factory=BoardSettings)


def statuses_done(board_shots: int, circled: int) -> str:
    """The board's status once its generation ended: completed only where every shot has its picture."""
    return "completed" if board_shots and circled == board_shots else "incomplete"


def retake_reason(asked: str, finding: str) -> str:
    """Why a take is made again, in one line."""
    return " · ".join(part for part in (asked.strip(), finding) if part) or "asked for"
