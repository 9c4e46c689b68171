"""Captions in time, and which panels of two boards are of one shot. Pure decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onmodel.errors import Conflict

RATE = 24  # frames a second


class NotInFrame(Conflict):
    """The picture does not say where this character is: nothing can be cut out."""


class NothingToCompare(Conflict):
    """The character has no reference with a face that the picture could be compared with."""


@dataclass(frozen=True)
class Caption:
    """Words with the frames in which they are read: from `start` up to `end`."""

    character: str
    text: str
    heard_only: bool
    start: int
    end: int


def captions(dialogue: Sequence[Mapping[str, Any]], start: int, duration: int) -> list[Caption]:
    """A panel's words one after another, each as long as its share of the letters.

    >>> said = [{"character": "A", "text": "abc"}, {"character": "B", "text": "d"}]
    >>> [(c.start, c.end) for c in captions(said, 8, 40)]
    [(8, 38), (38, 48)]
    """
    total = sum(len(speech["text"]) for speech in dialogue) or 1
    out, before = [], 0
    for speech in dialogue:
        begin, before = before, before + len(speech["text"])
        frames = [start + round(duration * at / total) for at in (begin, before)]
        out.append(Caption(speech["character"], speech["text"], bool(speech.get("heard_only")), *frames))
    return out


def paired(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> list[tuple[int | None, int | None]]:
    """Indices of the panels of two boards that are of one shot (scene, number); what one lacks stands beside nothing.

    >>> paired([("1", "1"), ("1", "2")], [("1", "2"), ("2", "1")])
    [(0, None), (1, 0), (None, 1)]
    """
    there = {key: i for i, key in enumerate(after)}
    rows: list[tuple[int | None, int | None]] = [(i, there.pop(key, None)) for i, key in enumerate(before)]
    return rows + [(None, i) for i in there.values()]
