"""Locked scene numbers over drafts: who had one keeps it, who is new is 3A, who went leaves OMITTED. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, count, product

from onmodel.fountain.model import Scene, Screenplay
from onmodel.fountain.names import Roster
from onmodel.fountain.scenes import with_sightings

OMITTED = "OMITTED"
_NUMBER = re.compile(r"(?P<before>[A-Z]*)(?P<digits>\d+)(?P<after>[A-Z]*)", re.IGNORECASE)
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which are read as 1 and 0 on a slate


@dataclass(frozen=True)
class Numbered:
    """A place in a numbered draft: its scene by place in the script as written, None where it was omitted."""

    number: str
    scene: int | None


def numbering(old: Sequence[Scene], new: Sequence[Scene], match: Mapping[int, int]) -> list[Numbered]:
    """The numbers of a new draft. `match`: place in the new draft → place in the old one (`drafts.matched`).

    A matched scene keeps its number; a new one keeps the number that its own script locks, where nobody ever had it,
    else it is called after the scene before it; a scene that went is omitted in its place. No number is used twice.
    """
    used = {scene.number.upper() for scene in old}
    known: list[tuple[str | None, int | None]] = []
    for j, scene in enumerate(new):
        number = old[match[j]].number if j in match else None
        if number is None and scene.locked and scene.number.upper() not in used:
            number = scene.number
            used.add(number.upper())
        known.append((number, j))
    return list(_filled(_with_omitted(known, old, match), used))


def renumbered(screenplay: Screenplay, numbers: Sequence[Numbered]) -> Screenplay:
    """The script with these numbers, all of them locked, and OMITTED where a scene went.

    Numbers that were given to other scenes than the reader finds today are left out, with a warning.
    """
    if not numbers:
        return screenplay
    if [n.scene for n in numbers if n.scene is not None] != list(range(len(screenplay.scenes))):
        return replace(screenplay, warnings=(*screenplay.warnings, "The locked numbers do not fit the scenes"))
    scenes = tuple(
        Scene(n.number, OMITTED, "", "", "", omitted=True, locked=True)
        if n.scene is None
        else replace(screenplay.scenes[n.scene], number=n.number, locked=True)
        for n in numbers
    )
    cast = with_sightings(screenplay.characters, scenes, Roster(screenplay.characters))
    return replace(screenplay, scenes=scenes, characters=cast)


def _with_omitted(
    known: Sequence[tuple[str | None, int | None]], old: Sequence[Scene], match: Mapping[int, int]
) -> list[tuple[str | None, int | None]]:
    """Omitted scenes after the scene that they once followed, wherever that is now; the first ones in front."""
    still = {i: j for j, i in match.items()}
    behind: dict[int | None, list[tuple[str | None, int | None]]] = {}
    leader: int | None = None  # the new place of the last old scene that is still there
    for i, scene in enumerate(old):
        if i in still:
            leader = still[i]
        else:
            behind.setdefault(leader, []).append((scene.number, None))
    return [*behind.get(None, ()), *chain.from_iterable([(n, j), *behind.get(j, ())] for n, j in known)]


def _filled(entries: Sequence[tuple[str | None, int | None]], used: set[str]) -> Iterator[Numbered]:
    following: list[str | None] = [None] * len(entries)
    upcoming: str | None = None
    for at in range(len(entries) - 1, -1, -1):
        following[at] = upcoming
        upcoming = entries[at][0] or upcoming
    before: str | None = None
    for (given, scene), after in zip(entries, following, strict=True):
        number = given or number_between(before, after, used)
        used.add(number.upper())
        yield Numbered(number, scene)
        before = number


def number_between(before: str | None, after: str | None, used: set[str]) -> str:
    """A free number for a scene that comes after `before` and ahead of `after`; `used` are taken, in capitals.

    After 3 comes 3A, after 3A comes 3B; ahead of 1, and between 3 and 3A, the letter goes in front: A1, A3A.

    >>> number_between("3", "4", {"3", "4"}), number_between("3", "3A", {"3", "3A"}), number_between(None, "1", {"1"})
    ('3A', 'A3A', 'A1')
    """
    if before is None and after is None:
        return next(str(n) for n in count(1) if str(n) not in used)
    if before is None or (after is not None and _digits(before) == _digits(after) != ""):
        return next(c for letters in _lettered() if (c := f"{letters}{after}").upper() not in used)
    found = _NUMBER.fullmatch(before)
    stem, last = (found["digits"], found["after"].upper()) if found else (before, "")
    tails = (letters for letters in _lettered() if (len(letters), letters) > (len(last), last))
    return next(c for letters in tails if (c := f"{stem}{letters}").upper() not in used)


def _digits(number: str) -> str:
    found = _NUMBER.fullmatch(number)
    return found["digits"] if found else ""


def _lettered() -> Iterator[str]:
    """A, B, … Z, AA, AB, …"""
    return ("".join(letters) for length in count(1) for letters in product(_LETTERS, repeat=length))
