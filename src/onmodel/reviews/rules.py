"""What can be reviewed, and who is meant by an @name. Pure decisions."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

TargetKind = Literal["character", "variation", "style", "environment", "take", "storyboard", "shot"]
NoteKind = Literal["note", "suggestion", "approval"]
KINDS: tuple[TargetKind, ...] = get_args(TargetKind)
# kind → the table of its rows, which have a `project_id`; their slices come later, so they are known by name alone
TABLES: dict[str, str] = {kind: kind for kind in KINDS} | {"variation": "character_variation"}
VERSIONED = frozenset({"character", "style", "environment", "storyboard"})
MAX_POINTS = 5000  # of a stroke; ten minutes of drawing at 8 points a second


@dataclass(frozen=True)
class Target:
    """What is reviewed. `storyboard_id` is the board that it is, or is on, where it was looked up."""

    kind: TargetKind
    id: str
    storyboard_id: str | None = field(default=None, compare=False)


def mentioned(body: str, people: Mapping[str, str]) -> list[str]:
    """Ids of the people whom a text names with an @, by whole name or by a first name that one person alone has.

    `people` is id → name.

    >>> mentioned("@Ada Lovelace and @ben, not me@ben.kz", {"1": "Ada Lovelace", "2": "Ben Ali", "3": "Cy"})
    ['1', '2']
    """
    names = _callings(people)
    if not names:
        return []
    longest_first = sorted(names, key=len, reverse=True)
    called = re.compile(rf"(?<![\w@])@({'|'.join(map(re.escape, longest_first))})(?!\w)", re.I)
    return list(dict.fromkeys(names[found.casefold()] for found in called.findall(body)))


def _callings(people: Mapping[str, str]) -> dict[str, str]:
    firsts = [name.split()[0].casefold() for name in people.values() if name.split()]
    callings: dict[str, str] = {}
    for person, name in people.items():
        first = name.split()[0].casefold() if name.split() else ""
        if first and firsts.count(first) == 1:
            callings[first] = person
    whole = {name.casefold(): person for person, name in people.items() if name.strip()}
    return callings | whole


def excerpt(body: str, length: int = 120) -> str:
    """A text as a notice shows it: one line, cut at `length` characters."""
    line = " ".join(body.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
