"""A cut as frozen values: items in a row, each with its place in its take and its way over to the next; and sound.

Every number of frames is at the cut's rate, also one within a take, whatever rate that was made at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from onmodel.editorial.rates import Rate
from onmodel.errors import Invalid

Kind = Literal["clip", "still", "title"]  # a take that moves, a frame that is held, words on black
Way = Literal["cut", "dissolve", "fade", "wipe"]  # a fade goes through black
Role = Literal["dialogue", "music"]
HANDLE = 24  # frames that a held picture is given to spare on either side


class NotEnoughHandle(Invalid):
    """A transition needs frames beyond a clip's ends that the take does not have."""


class OverlongTransition(Invalid):
    """Two transitions of one item meet, so that nothing of it would be seen alone."""


@dataclass(frozen=True)
class Transition:
    """The way to the next item, `frames` long and centred on the cut."""

    way: Way = "cut"
    frames: int = 0

    @property
    def before(self) -> int:
        """Frames before the cut: in them the next item is seen before its start."""
        return self.frames // 2

    @property
    def after(self) -> int:
        """Frames behind the cut: in them the item is seen beyond its end."""
        return self.frames - self.frames // 2


CUT = Transition()


@dataclass(frozen=True)
class Marker:
    """A note at a frame of the take, or a line that is spoken."""

    frame: int
    text: str
    kind: Literal["note", "line"] = "note"
    author: str = ""
    done: bool = False


@dataclass(frozen=True)
class Item:
    """What is seen for a while: `length` frames of a take from its frame `start`; of `available` frames it has.

    `key` names it within the cut. `text` is a title card's, line by line. Titles and stills can be held at will.
    """

    key: str
    name: str  # as the editor sees it: 3A-2_T1
    kind: Kind
    length: int
    start: int = 0
    available: int = 0
    sha256: str = ""  # of the take's file
    asset_id: str = ""
    shot_id: str = ""
    scene: str = ""
    shot: str = ""
    take: int = 0
    take_id: str = ""
    next: Transition = CUT
    text: str = ""
    planned: int = 0  # as long as the board had it when it was last looked at
    spare: int = 0  # handles that a clip was made with before and behind its shot
    markers: tuple[Marker, ...] = ()

    @property
    def head(self) -> int:
        """Frames of the take before the first one seen."""
        return self.start

    @property
    def tail(self) -> int:
        """Frames of the take behind the last one seen."""
        return self.available - self.start - self.length

    @property
    def number(self) -> str:
        """Scene and shot as people write them."""
        return f"{self.scene}/{self.shot}" if self.scene or self.shot else ""


@dataclass(frozen=True)
class Sound:
    """A recording laid on the cut: `length` frames of it from its frame `start`, heard from the cut's frame `at`."""

    key: str
    name: str
    role: Role
    sha256: str
    asset_id: str
    at: int
    length: int
    start: int = 0
    gain_db: float = 0.0


@dataclass(frozen=True)
class Cut:
    """A whole cut; `start` is the timecode of its first frame as a frame number. `loudness` in LUFS."""

    name: str
    rate: Rate
    size: tuple[int, int]  # width, height
    items: tuple[Item, ...]
    sounds: tuple[Sound, ...] = ()
    sample_rate: int = 48_000
    loudness: float = -23.0
    id: str = ""
    storyboard_id: str = ""

    @property
    def length(self) -> int:
        """Frames in all."""
        return sum(item.length for item in self.items)

    @property
    def start(self) -> int:
        """The first frame's number: one o'clock."""
        return self.rate.first_hour

    def placed(self) -> Iterator[tuple[int, Item, Transition]]:
        """Each item with the frame of the cut it begins at and the transition that leads to it."""
        at, coming = 0, CUT
        for item in self.items:
            yield at, item, coming
            at, coming = at + item.length, item.next


def way_out(item: Item, *, last: bool) -> Transition:
    """The transition behind an item; behind the last one there is none."""
    return CUT if last else item.next


def check(cut: Cut) -> None:
    """Raises NotEnoughHandle and OverlongTransition for transitions that cannot be made."""
    for item, following in pairwise(cut.items):
        missing = max(item.next.after - item.tail, item.next.before - following.head, 0)
        if missing:
            raise NotEnoughHandle(
                f"The {item.next.way} from {item.name} to {following.name} needs {missing} more frames",
                why=f"{item.name} has {item.tail} behind its end, {following.name} {following.head} before its start",
                todo="Make it shorter, or let it take its frames from both shots (ripple)", missing=missing,
            )  # fmt: skip
    for _at, item, coming in cut.placed():
        out = way_out(item, last=item is cut.items[-1])
        if coming.after + out.before > item.length:
            raise OverlongTransition(
                f"The transitions into and out of {item.name} meet", why=f"It is seen for {item.length} frames",
                todo="Make one of them shorter, or the shot longer",
            )  # fmt: skip
