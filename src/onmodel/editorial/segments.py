"""A cut parted into pieces that are filmed each for itself: the middle of every item, and every transition.

A piece is named after all that is seen in it. What is changed elsewhere does not change its name, so it is filmed once.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from onmodel.editorial.model import Cut, Item, Kind, Sound, Way, check, way_out

LOOK = 1  # raised where the same piece is to look different


@dataclass(frozen=True)
class Part:
    """`length` frames of an item's take from its frame `start`; what is seen follows from these fields alone."""

    kind: Kind
    sha256: str
    text: str
    start: int
    length: int
    item: str  # whose; two items of one take are one picture

    def seen(self) -> dict[str, str | int]:
        """What the picture depends on."""
        known = asdict(self)
        del known["item"]
        if self.kind != "clip":
            del known["start"]  # a held picture is the same all along
        return known


@dataclass(frozen=True)
class Segment:
    """A piece: one part alone, or two of one length with the way from the first to the second."""

    parts: tuple[Part, ...]
    way: Way
    length: int

    def name(self, cut: Cut, coding: str) -> str:
        """32 hexadecimal characters for what the piece's file holds, coded in this way."""
        inside = [LOOK, coding, cut.rate.name, cut.size, self.way, self.length, [part.seen() for part in self.parts]]
        return hashlib.sha256(json.dumps(inside, sort_keys=True).encode()).hexdigest()[:32]


Media = Callable[[Part], Path]  # a take's file, or a title card's picture


class Shelf(Protocol):
    """Where conformed files are kept for other machines, and for the next export on this one, by name."""

    def fetch(self, path: Path) -> bool:
        """Bring the file of this name to its place; false where there is none."""

    def keep(self, path: Path) -> None:
        """Keep the file; where one of its name is kept already, that one takes its place."""

    def sweep(self, used: Sequence[str]) -> int:
        """Remove old files that are not `used` where there are many; how many went."""


@dataclass(frozen=True)
class Bench:
    """Where a cut is worked on: a folder for conformed files, where takes and recordings lie, and a shelf if any."""

    folder: Path
    media: Media
    recording: Callable[[Sound], Path]
    shelf: Shelf | None = None


def segments(cut: Cut) -> tuple[Segment, ...]:
    """The pieces in order; their lengths add up to the cut's. Raises what `model.check` raises."""
    check(cut)
    return tuple(_segments(cut))


def _segments(cut: Cut) -> Iterator[Segment]:
    followers = {item.key: following for item, following in pairwise(cut.items)}
    for _at, item, coming in cut.placed():
        out = way_out(item, last=item.key not in followers)
        alone = item.length - coming.after - out.before
        if alone:
            yield Segment((_part(item, item.start + coming.after, alone),), "cut", alone)
        if out.frames:
            following = followers[item.key]
            end = item.start + item.length
            both = (
                _part(item, end - out.before, out.frames),
                _part(following, following.start - out.before, out.frames),
            )
            yield Segment(both, out.way, out.frames)


def whole(item: Item) -> Segment:
    """All that there is of an item's take, with its handles: what a project folder holds."""
    return Segment((_part(item, 0, item.available),), "cut", item.available)


def _part(item: Item, start: int, length: int) -> Part:
    return Part(item.kind, item.sha256, item.text, start, length, item.key)
