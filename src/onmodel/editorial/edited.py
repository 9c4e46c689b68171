"""What an editor's file says of a cut, and what can be wrong with such a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onmodel.editorial.rates import Rate
from onmodel.errors import Invalid

LARGEST = 20 << 20  # bytes
DEEPEST = 60  # elements or lists within each other
MOST_ITEMS = 5000


class NotACut(Invalid):
    """The file is none of the forms that a cut comes back in, or damaged."""


class UnsafeCut(Invalid):
    """The file declares entities, nests without end, or is larger than any cut is."""


class EmptyCut(Invalid):
    """There is no clip in the file."""


class OtherRate(Invalid):
    """The file runs at another rate than the cut."""


@dataclass(frozen=True)
class Seen:
    """One clip of the editor's picture track: `start` in its media and `length`, in frames at the file's rate.

    `key`, `shot_id` and `number` (scene/shot) are what of our own facts came back, empty where none did.
    """

    name: str
    start: int
    length: int
    key: str = ""
    shot_id: str = ""
    number: str = ""


@dataclass(frozen=True)
class Edited:
    """A cut as the editor gave it back. `rate` None: the form does not say (an edit list)."""

    name: str
    rate: Rate | None
    seen: tuple[Seen, ...]


@dataclass(frozen=True)
class Crossing:
    """A transition as a file has it: frames before and behind the cut point that it names."""

    before: int
    after: int


def centred(row: Sequence[Seen | Crossing]) -> tuple[Seen, ...]:
    """The clips with each cut moved to the middle of its transition, where our cuts have it.

    An edit list, and what is read from one, begins a transition at the cut.

    >>> [(s.start, s.length) for s in centred([Seen("a", 0, 43), Crossing(0, 12), Seen("b", 6, 52)])]
    [(0, 49), (12, 46)]
    """
    made: list[Seen] = []
    shift = 0  # frames that the next clip gives to the one before
    for each in row:
        if isinstance(each, Crossing):
            shift = (each.before + each.after) // 2 - each.before
            if made and shift:
                made[-1] = replace(made[-1], length=made[-1].length + shift)
            continue
        made.append(replace(each, start=each.start + shift, length=each.length - shift))
        shift = 0
    return tuple(seen for seen in made if seen.length > 0)
