"""Where the text of a script names its people and places, for a page that marks them. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from onmodel.fountain.model import Line
from onmodel.fountain.names import Roster

_BETWEEN = r"[\s.,–—-]+"  # what stands between the parts of a place, which `headings.take_apart` joins by " - "
_NAMES_PEOPLE = frozenset({"cue", "action", "centered"})


@dataclass(frozen=True)
class Named:
    """A name in a text, from character `start` up to `end`: `name` as the cast or the list of places has it."""

    kind: Literal["character", "place"]
    name: str
    start: int
    end: int


def people_in(line: Line, roster: Roster, cast: Collection[str]) -> list[Named]:
    """Everyone whom a cue or a line of action names, in order; none in words that are spoken."""
    if line.kind not in _NAMES_PEOPLE:
        return []
    found = [Named("character", m.name, m.start, m.end) for m in roster.mentions(line.text)]
    if found or line.character is None or line.character not in cast or not line.text.strip():
        return found
    start = len(line.text) - len(line.text.lstrip())  # a name in letters that have no capitals
    return [Named("character", line.character, start, len(line.text.rstrip()))]


def place_in(heading: str, place: str) -> Named | None:
    """Where a heading names its place; None where it says it in other words.

    >>> place_in("INT. BAI'S HOUSE -- KITCHEN - NIGHT", "BAI'S HOUSE - KITCHEN")
    Named(kind='place', name="BAI'S HOUSE - KITCHEN", start=5, end=27)
    """
    parts = [r"\s+".join(map(re.escape, part.split())) for part in place.split(" - ") if part.strip()]
    found = re.search(_BETWEEN.join(parts), heading) if parts else None
    return Named("place", place, found.start(), found.end()) if found else None
