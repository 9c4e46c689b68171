"""What an order for a board says, and what its stages are. Pure decisions."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from onmodel.fountain.model import Line
from onmodel.storyboards.rules import BoardSettings

Stage = Literal["breakdown", "DNA", "blocking", "frames", "scoring", "retakes", "export"]
STAGES: tuple[Stage, ...] = ("breakdown", "DNA", "blocking", "frames", "scoring", "retakes", "export")
BOARD_JOB = "generation"


@dataclass(frozen=True)
class Order:
    """A board to be made of a script, or of the screenplay with this id. `cast`: part in the script → character id."""

    source: bytes
    filename: str
    cast: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    settings: BoardSettings = field(default_factory=BoardSettings)
    screenplay_id: str = ""


def statuses_done(board_shots: int, circled: int) -> str:
    """The board's status once its generation ended: completed only where every shot has its picture."""
    return "completed" if board_shots and circled == board_shots else "incomplete"


def retake_reason(asked: str, finding: str) -> str:
    """Why a take is made again, in one line."""
    return " · ".join(part for part in (asked.strip(), finding) if part) or "asked for"


_DESCRIBES = re.compile(r"(?:she|he|they) (?:was|is|were|are|wore|wears|had|has)\b", re.I)


def introduction(lines: Sequence[Line], name: str, others: Sequence[str]) -> str:
    """What a script says of a character's looks: the first sentence that names them, and "She was …" after a mention.

    A pronoun means whoever was named or spoke last; `others` are the other characters' names.
    """
    told: list[str] = []
    last = ""
    for line in lines:
        if line.kind not in ("action", "cue"):
            continue
        last = line.character or last
        for sentence in re.split(r"(?<=[.!?])\s+", line.text if line.kind == "action" else ""):
            if last == name and _DESCRIBES.match(sentence):
                told.append(sentence)
            named = [n for n in (name, *others) if re.search(rf"\b{re.escape(n)}\b", sentence, re.I)]
            if named == [name] and not told:
                told.append(sentence)
            last = named[-1] if len(named) == 1 else ("" if named else last)
    return " ".join(dict.fromkeys(told))
