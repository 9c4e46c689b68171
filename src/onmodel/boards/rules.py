"""What a board was in a version. Pure decisions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onmodel.storyboards.rules import shared_rank, shared_shot, shared_title


@dataclass(frozen=True)
class Then:
    """A board of before: its title, and its shots in order with what was said of each, and how it was staged by hand.

    What a version of an older make does not tell of a shot is not named.
    """

    title: str
    shots: Mapping[str, Mapping[str, Any]]
    by_hand: Mapping[str, dict[str, Any]]


def board_of(snapshot: Mapping[str, Any], title: str) -> Then:
    """A version's snapshot as the board that it was; `title` is today's.

    >>> then = board_of({"title": "Fox", "shots": {"b": {"rank": 1, "move": "pan"}, "a": {"rank": 0}}}, "Foxes")
    >>> then.title, list(then.shots), then.shots["b"], then.by_hand
    ('Fox', ['a', 'b'], {'move': 'pan'}, {'a': {}, 'b': {}})
    """
    given: Mapping[str, Any] = snapshot.get("shots", {})
    order: Sequence[str] = sorted(given, key=lambda i: shared_rank(given[i], 0))
    return Then(
        shared_title(snapshot.get("title"), title),
        {i: shared_shot(given[i]) for i in order},
        {i: given[i].get("stage") or {} for i in order},
    )
