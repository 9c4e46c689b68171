"""What an editor changed: their cut beside ours, shot by shot. Nothing is applied here."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from onmodel.editorial.edited import Edited, Seen
from onmodel.editorial.model import Cut, Item

What = Literal["moved", "trimmed", "omitted", "returned", "unknown", "repeated"]


@dataclass(frozen=True)
class Change:
    """One thing that differs. `before` and `after`: frames for a trim, places from 1 for a move; else None."""

    what: What
    name: str
    key: str = ""
    shot_id: str = ""
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True)
class Placed:
    """An item of ours where the editor has it: from which frame of its take, and how long."""

    key: str
    start: int
    length: int


@dataclass(frozen=True)
class Diff:
    """The editor's cut against ours: the changes to be shown, and our items in their order as they are to become."""

    changes: tuple[Change, ...]
    order: tuple[Placed, ...]

    def of(self, what: What) -> tuple[Change, ...]:
        """The changes of one sort."""
        return tuple(change for change in self.changes if change.what == what)


def compare(cut: Cut, edited: Edited, out: Sequence[Item] = ()) -> Diff:
    """What the editor changed. A clip of ours is known by its key, its shot's id, its name, or its scene and shot.

    One that is there twice counts where it is first seen; the second time is told as repeated and left out. Of items
    that were left `out` of ours, those that the editor shows are told as returned.
    """
    found = _matched((*cut.items, *out), edited.seen)
    order: list[Placed] = []
    strange: list[Change] = []
    again: list[Change] = []
    for seen, item in found:
        if item is None:
            strange.append(Change("unknown", seen.name, after=seen.length))
        elif any(placed.key == item.key for placed in order):
            again.append(Change("repeated", item.name, item.key, item.shot_id, after=seen.length))
        else:
            order.append(Placed(item.key, seen.start, seen.length))
    told = (*_omitted(cut, order), *_moves(cut, order), *_trims(cut, order), *_returned(out, order))
    return Diff((*told, *strange, *again), tuple(order))


def _matched(items: Sequence[Item], seen: Sequence[Seen]) -> list[tuple[Seen, Item | None]]:
    """Each clip with the item it is. What two of our items share (a name, a shot) tells neither apart from the other,
    so it is taken in our order."""
    ways: tuple[tuple[Callable[[Seen], str], Callable[[Item], str]], ...] = (
        (lambda s: s.key, lambda i: i.key),
        (lambda s: s.shot_id, lambda i: i.shot_id),
        (lambda s: stem(s.name), lambda i: stem(i.name)),
        (lambda s: s.number.strip("/").casefold(), lambda i: i.number.casefold()),
    )
    tables = [_by(items, of_item) for _, of_item in ways]
    used: set[str] = set()
    made = []
    for one in seen:
        item = None
        for (of_seen, _), table in zip(ways, tables, strict=True):
            known = table.get(of_seen(one), []) if of_seen(one) else []
            item = next((i for i in known if i.key not in used), known[0] if known else None)
            if item is not None:
                used.add(item.key)
                break
        made.append((one, item))
    return made


def _by(items: Iterable[Item], name: Callable[[Item], str]) -> dict[str, list[Item]]:
    table: dict[str, list[Item]] = {}
    for item in items:
        if name(item):
            table.setdefault(name(item), []).append(item)
    return table


def stem(name: str) -> str:
    """A clip's name as editing systems agree on it: without suffix, in small letters.

    >>> stem("3A-2_T1.mov"), stem(" 3a-2_t1 ")
    ('3a-2_t1', '3a-2_t1')
    """
    base, dot, suffix = name.strip().rpartition(".")
    return (base if dot and suffix.isalnum() and len(suffix) <= 4 else name.strip()).casefold()


def _omitted(cut: Cut, order: Sequence[Placed]) -> list[Change]:
    kept = {placed.key for placed in order}
    return [Change("omitted", i.name, i.key, i.shot_id, before=i.length) for i in cut.items if i.key not in kept]


def _trims(cut: Cut, order: Sequence[Placed]) -> list[Change]:
    items = {item.key: item for item in cut.items}
    return [
        Change("trimmed", items[p.key].name, p.key, items[p.key].shot_id, items[p.key].length, p.length)
        for p in order
        if p.key in items and (items[p.key].start, items[p.key].length) != (p.start, p.length)
    ]


def _returned(out: Sequence[Item], order: Sequence[Placed]) -> list[Change]:
    lengths = {placed.key: placed.length for placed in order}
    return [Change("returned", i.name, i.key, i.shot_id, after=lengths[i.key]) for i in out if i.key in lengths]


def _moves(cut: Cut, order: Sequence[Placed]) -> list[Change]:
    """The fewest items that must be moved to come from our order to theirs."""
    kept = {placed.key for placed in order}
    ours = [item for item in cut.items if item.key in kept]
    place = {item.key: number for number, item in enumerate(ours)}
    theirs = [placed for placed in order if placed.key in place]
    stay = _longest_rising([place[placed.key] for placed in theirs])
    return [
        Change("moved", ours[was].name, placed.key, ours[was].shot_id, was + 1, now + 1)
        for now, placed in enumerate(theirs)
        if (was := place[placed.key]) not in stay
    ]


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The members of the longest rising subsequence (Fredman 1975, by patience).

    >>> sorted(_longest_rising([2, 0, 1, 3]))
    [0, 1, 3]
    """
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        before[number] = tails[at - 1] if at else None
        tails[at:] = [number, *tails[at + 1 :]]
    found: set[int] = set()
    last: int | None = tails[-1] if tails else None
    while last is not None:
        found.add(last)
        last = before[last]
    return found
