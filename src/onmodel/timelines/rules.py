"""What refreshing, trimming, reordering and going over mean for a cut's items. Pure decisions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from onmodel.editorial.model import CUT, HANDLE, Item, Marker, Sound, Transition
from onmodel.editorial.rates import BOARD_RATE, Rate
from onmodel.errors import Conflict, Invalid, NotFound

MOST_ITEMS = 2000
LONGEST = 24 * 60 * 60  # frames of one item


class CutNotFound(NotFound):
    """There is no such cut in this project, or it was put away."""


class CutExists(Conflict):
    """The project has a cut of this name."""


class NotInTake(Invalid):
    """A trim reaches beyond the frames that the take has."""


class NotInCut(Invalid):
    """An item is named that the cut does not have, or one twice."""


class NothingCircled(Conflict):
    """The board has no picture yet that a cut could show."""


@dataclass(frozen=True)
class Settings:
    """How a cut runs: a rate's name, pixels, samples per second, LUFS."""

    rate: str = "24"
    width: int = 960
    height: int = 540
    sample_rate: int = 48_000
    loudness: float = -23.0


@dataclass(frozen=True)
class Remark:
    """What was noted on a take or shot; `frame` counts 24 a second, as takes do."""

    text: str
    author: str = ""
    frame: int | None = None
    done: bool = False


@dataclass(frozen=True)
class Edit:
    """One item as somebody wants it, in its place in the order; what is None stays. Without `key`: a new title card."""

    key: str = ""
    start: int | None = None
    length: int | None = None
    next: Transition | None = None
    text: str | None = None


def held(item: Item, length: int) -> Item:
    """A still or a title for so long, with as much to spare on either side as held pictures have."""
    return replace(item, length=length, start=HANDLE, available=length + 2 * HANDLE)


def filmed(still: Item, there: int, made: tuple[int, int], rate: Rate) -> Item:
    """A shot as its clip shows it: what lies between its handles. `made`: the take's frames, and handles among them."""
    frames, handles = made
    spare = min(round(handles * rate.exact / BOARD_RATE), there - 1)
    shown = min(still.planned, rate.from_board(frames - 2 * handles), there - spare)
    return replace(still, kind="clip", start=spare, length=shown, available=there, spare=spare)


def trimmed(item: Item, start: int | None, length: int | None) -> Item:
    """The item from another frame of its take, or for longer or shorter. Raises NotInTake."""
    length = item.length if length is None else length
    if item.kind != "clip":
        return held(item, length) if length != item.length else item
    start = item.start if start is None else start
    if start < 0 or length < 1 or start + length > item.available:
        raise NotInTake(
            f"{item.name} cannot be shown from frame {start} for {length} frames",
            why=f"Its take has {item.available}", todo="Trim within the take, or ask for a longer one",
        )  # fmt: skip
    return replace(item, start=start, length=length)


def edited(
    items: Sequence[Item], edits: Sequence[Edit], new_keys: Sequence[str], *, ripple: bool, out: Sequence[Item] = ()
) -> tuple[Item, ...]:
    """The items as the edits have them: their order is the new one, who is not named goes out, titles come in.

    Of those that are `out`, who is named comes back. `ripple`: a transition that needs frames which a clip does not
    have takes them from within it, so it gets shorter. Raises NotInCut, NotInTake.
    """
    known = {item.key: item for item in (*out, *items)}
    named = [edit.key for edit in edits if edit.key]
    if len(set(named)) != len(named) or set(named) - set(known):
        strange = sorted(set(named) - set(known))
        raise NotInCut(
            f"The cut has no item {strange[0]}" if strange else "An item is named twice",
            todo="Read the cut again: somebody may have changed it",
        )  # fmt: skip
    fresh = iter(new_keys)
    made = [_edited(known[e.key] if e.key else _title(next(fresh), e.text or ""), e) for e in edits]
    return rippled(made) if ripple else tuple(made)


def _title(key: str, text: str) -> Item:
    return held(Item(key, _title_name(text), "title", 1, text=text), 72)


def _title_name(text: str) -> str:
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return f"Title {first[:40]}".strip()


def _edited(item: Item, edit: Edit) -> Item:
    made = trimmed(item, edit.start, edit.length)
    made = replace(made, next=edit.next) if edit.next is not None else made
    if edit.text is not None and item.kind == "title":
        made = replace(made, text=edit.text, name=_title_name(edit.text))
    return made


def rippled(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with as much taken off their ends as transitions need beyond what their takes have to spare."""
    made = list(items)
    for at in range(len(made) - 1):
        item, following = made[at], made[at + 1]
        short = max(item.next.after - item.tail, 0)
        early = max(item.next.before - following.head, 0)
        if short < item.length:
            made[at] = replace(item, length=item.length - short)
        if early < following.length:
            made[at + 1] = replace(following, start=following.start + early, length=following.length - early)
    return tuple(made)


def left_out(known: Sequence[Item], out: Sequence[Item], made: Sequence[Item]) -> tuple[Item, ...]:
    """The shots that somebody left out, once a row of `known` items with these `out` became the row that was `made`."""
    there = {item.key for item in made}
    gone = {item.key: replace(item, next=CUT) for item in (*out, *known) if item.kind != "title"}
    return tuple(item for key, item in gone.items() if key not in there)


def refreshed(known: Sequence[Item], board: Sequence[Item], out: Collection[str] = ()) -> tuple[Item, ...]:
    """The cut brought up to what the board has: only what changed there changes here.

    Items stay in the cut's own order; shots that went go, new ones come behind the shot that they follow on the board,
    but none whose key is `out`: who left it out meant it. A new take keeps the trim where it can; a length follows the
    board where the board changed it.
    """
    offered = [item for item in board if item.key not in out]
    by_key = {item.key: item for item in offered}
    made = [follow(item, by_key[item.key]) if item.kind != "title" else item
            for item in known if item.kind == "title" or item.key in by_key]  # fmt: skip
    there = {item.key for item in made}
    for at, item in enumerate(offered):
        if item.key not in there:
            before = offered[at - 1].key if at else ""
            place = next((i + 1 for i, other in enumerate(made) if other.key == before), 0 if not at else len(made))
            made.insert(place, item)
            there.add(item.key)
    return tuple(made)


def follow(item: Item, offered: Item) -> Item:
    """An item after its board's shot: number, name and take are the board's, the trim is the cut's where it fits."""
    same = (item.sha256, item.kind, item.available) == (offered.sha256, offered.kind, offered.available)
    if same and item.planned == offered.planned:
        return replace(offered, start=item.start, length=item.length, next=item.next)
    wanted = offered.length if item.planned != offered.planned or item.length == item.planned else item.length
    if offered.kind != "clip":
        return replace(held(offered, wanted), next=item.next)
    later = item.start - item.spare if item.kind == "clip" else 0  # than where its take was made to begin
    start = min(max(offered.spare + later, 0), offered.available - 1)
    return replace(offered, start=start, length=min(wanted, offered.available - start), next=item.next)


def marked(item: Item, remarks: Mapping[str, Sequence[Remark]], spoken: Sequence[str], rate: Rate) -> Item:
    """The item with markers: notes on its take at their frame, notes on its shot at its head, lines spread over it."""
    markers = []
    for about in (item.take_id, item.shot_id):
        for remark in remarks.get(about, ()) if about else ():
            frame = item.start if remark.frame is None else round(remark.frame * rate.exact / BOARD_RATE)
            if 0 <= frame < item.available:
                markers.append(Marker(frame, remark.text, "note", remark.author, remark.done))
    for number, line in enumerate(spoken):
        markers.append(Marker(item.start + number * item.length // len(spoken), line, "line"))
    return replace(item, markers=tuple(markers))


def placed(known: Sequence[Sound], changes: Sequence[tuple[str, Mapping[str, Any]]]) -> tuple[Sound, ...]:
    """The recordings as the changes (key, fields) have them; who is not named goes out. Raises NotInCut."""
    by_key = {sound.key: sound for sound in known}
    strange = [key for key, _ in changes if key not in by_key]
    if strange:
        raise NotInCut(f"The cut has no sound {strange[0]}", todo="Read the cut again")
    return tuple(replace(by_key[key], **fields) for key, fields in changes)


def clip_name(scene: str, shot: str, take: int) -> str:
    """A clip's name as editors have it: scene, shot and take.

    >>> clip_name("3A", "2", 1), clip_name("", "2", 0)
    ('3A-2_T1', '2')
    """
    return "-".join(part for part in (scene, shot) if part) + (f"_T{take}" if take else "")


def free_name(wanted: str, taken: Mapping[str, object] | set[str]) -> str:
    """The name, with a number behind it where it is taken.

    >>> free_name("Fox", {"Fox", "Fox 2"})
    'Fox 3'
    """
    wanted = wanted.strip()[:190] or "Cut"
    numbered = (f"{wanted} {number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(name for name in numbered if name not in taken)


def pieces_of(cut_id: str) -> str:
    """The folder among the blobs in which a cut's conformed pieces are kept."""
    return f"cuts/{cut_id}"


def way(name: str, frames: int) -> Transition:
    """A transition; a cut lasts no frame.

    >>> way("cut", 12), way("dissolve", 12).before
    (Transition(way='cut', frames=0), 6)
    """
    return Transition(name, frames) if name != "cut" and frames > 0 else CUT  # type: ignore[arg-type]  # one of the four
