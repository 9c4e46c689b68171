"""Who sounds how, and where a line is heard. Pure decisions."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onmodel.editorial.model import Item, Sound
from onmodel.editorial.speech import FEMALE, MALE

PREFIX = "v-"  # of the keys of what a machine read
LEAD_IN = 6  # frames of an item before its first line
GAP = 4  # frames between two lines


@dataclass(frozen=True)
class Line:
    """Words that somebody says in a shot, with the voice they are read in."""

    shot_id: str
    character: str
    text: str
    variant: str


@dataclass(frozen=True)
class Read:
    """A line that was read: how long it is, in frames of the cut, and where its recording is kept."""

    line: Line
    sha256: str
    asset_id: str
    length: int


def variant_of(character: str, gender: str | None, taken: Sequence[str] = ()) -> str:
    """A voice for a character: always the same, and another one than those that are taken, while there are any.

    >>> variant_of("Anna", "female") == variant_of("Anna", "female")
    True
    """
    pool = {"female": FEMALE, "male": MALE}.get(gender or "", MALE + FEMALE)
    free = [each for each in pool if each not in taken] or list(pool)
    return free[hashlib.sha256(character.encode()).digest()[0] % len(free)]


def casting(genders: Mapping[str, str | None]) -> dict[str, str]:
    """A voice for everybody who speaks, in order."""
    cast: dict[str, str] = {}
    for name, gender in genders.items():
        cast[name] = variant_of(name, gender, list(cast.values()))
    return cast


def laid(items: Sequence[Item], read: Mapping[str, Sequence[Read]], known: Sequence[Sound]) -> tuple[Sound, ...]:
    """The cut's recordings with the lines in their shots, one after the other; what a machine read before is gone.

    A line that does not fit into its shot runs on into the next, as an editor would let it.
    """
    sounds = [sound for sound in known if not sound.key.startswith(PREFIX)]
    at, free = 0, 0  # where the item begins, and until when somebody speaks
    for item in items:
        begin = max(at + LEAD_IN, free)
        for number, each in enumerate(read.get(item.shot_id, ()) if item.shot_id else ()):
            name = f"{each.line.character}: {each.line.text}"[:120]
            key = f"{PREFIX}{item.key}-{number}"
            sounds.append(Sound(key, name, "dialogue", each.sha256, each.asset_id, begin, each.length))
            begin = free = begin + each.length + GAP
        at += item.length
    return tuple(sound for sound in sounds if sound.at < at)
