"""What an editor's cut means for ours and for the board. Pure decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from onmodel.editorial.compare import Placed
from onmodel.editorial.model import CUT, Item
from onmodel.errors import Conflict
from onmodel.timelines.rules import held


class NothingToUndo(Conflict):
    """No editor's cut was taken over, or it was given back already."""


class NothingOfOurs(Conflict):
    """Not one clip of the editor's cut is ours, so taking it over would empty the cut."""


@dataclass(frozen=True)
class Before:
    """What stood before an editor's cut was taken over: the cut's version, and of the board what that changed."""

    cut: int
    order: list[str] = field(default_factory=list)  # shots of the board as they stood
    lengths: dict[str, int] = field(default_factory=dict)  # board frames of shots whose length changed
    away: list[str] = field(default_factory=list)  # shots that were put away


def items_after(items: Sequence[Item], order: Sequence[Placed]) -> tuple[Item, ...]:
    """Our items as the editor has them. A transition stays where the same two items still meet; a trim stays within
    the take."""
    known = {item.key: item for item in items}
    met = {(a.key, b.key) for a, b in pairwise(items)}
    made = [_placed(known[placed.key], placed) for placed in order]
    for at, item in enumerate(made[:-1]):
        if (item.key, made[at + 1].key) not in met:
            made[at] = replace(item, next=CUT)
    return tuple(made)


def _placed(item: Item, placed: Placed) -> Item:
    if item.kind != "clip":
        return held(item, placed.length) if placed.length != item.length else item
    start = min(max(placed.start, 0), item.available - 1)
    return replace(item, start=start, length=min(placed.length, item.available - start))


def as_planned(items: Sequence[Item], lengths: Mapping[str, int]) -> tuple[Item, ...]:
    """The items with the lengths (by shot) that the board has for them now, so that no refresh sees a difference."""
    return tuple(replace(item, planned=lengths.get(item.shot_id, item.planned)) for item in items)


def board_order(board: Sequence[str], cut: Sequence[str]) -> list[str]:
    """The board's shots with those of the cut in the cut's order; shots that the cut does not show keep their places.

    >>> board_order(["a", "b", "c", "d"], ["d", "a", "c"])
    ['d', 'b', 'a', 'c']
    """
    wanted = [shot for shot in dict.fromkeys(cut) if shot in set(board)]
    moving, row = set(wanted), iter(wanted)
    return [next(row) if shot in moving else shot for shot in board]


def order_back(board: Sequence[str], before: Sequence[str]) -> list[str]:
    """The board's shots as they stood; those that came since stay behind the shot that they follow.

    >>> order_back(["c", "new", "a", "b"], ["a", "b", "c"])
    ['a', 'b', 'c', 'new']
    """
    there = set(board)
    made = [shot for shot in before if shot in there]
    for at, shot in enumerate(board):
        if shot not in made:
            made.insert(made.index(board[at - 1]) + 1 if at else 0, shot)
    return made


def new_lengths(items: Sequence[Item], before: Mapping[str, Item]) -> dict[str, int]:
    """The frames that shots are seen for, by shot, of those that are seen longer or shorter than before."""
    return {
        item.shot_id: item.length
        for item in items
        if item.shot_id and item.key in before and before[item.key].length != item.length
    }
