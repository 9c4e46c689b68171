"""Numbers of new shots, what they take over from their neighbour, and orders that are whole. Pure decisions."""

from collections.abc import Collection, Mapping, Sequence
from string import ascii_uppercase
from typing import Any

from onmodel.errors import Invalid, NotFound
from onmodel.fountain.vocabulary import Framing

AWAY = -1_000_000  # positions of shots that were put away lie below


class ShotNotFound(NotFound):
    """The project has no such shot."""


class NotThisOrder(Invalid):
    """An order names each of the board's shots once."""


class NotInTheCast(Invalid):
    """Nobody on the board plays this part."""


class NoNeighbour(Invalid):
    """A shot of a board without shots has no scene to be in."""


def number_after(before: str, taken: Collection[str]) -> str:
    """The number of a shot put in behind another: locked numbers stay, so it takes a letter.

    >>> number_after("2", {"1", "2", "2A", "3"}), number_after("2A", {"2A", "2B"}), number_after("", set())
    ('2B', '2AA', '1')
    """
    stem = before or "1"
    if not before and stem not in taken:
        return stem
    for letters in (*ascii_uppercase, *(f"{a}{b}" for a in ascii_uppercase for b in ascii_uppercase)):
        if f"{stem}{letters}" not in taken:
            return f"{stem}{letters}"
    return number_after(f"{stem}ZZ", taken)


def staging_of(neighbour: Mapping[str, Any], framing: str, characters: Sequence[str]) -> dict[str, Any]:
    """What a new shot takes over: what people do and what lies about; nobody says anything in it."""
    beats = [beat for beat in neighbour.get("beats", ()) if beat["character"] in characters]
    over = framing == Framing.OVER_THE_SHOULDER and len(characters) > 1
    return {
        "dialogue": [], "beats": beats, "props": list(neighbour.get("props", ())), "purpose": "action", "notes": [],
        "focus": characters[0] if characters else None, "shoulder": characters[1] if over else None,
    }  # fmt: skip


def check_order(wanted: Sequence[str], known: Collection[str]) -> None:
    """Raises NotThisOrder where the order leaves a shot out, or names one twice or from elsewhere."""
    left, strange = set(known) - set(wanted), set(wanted) - set(known)
    if left or strange or len(wanted) != len(known):
        told = [f"{len(left)} are left out"] if left else []
        told += [f"{len(strange)} are not on the board"] if strange else []
        raise NotThisOrder(
            "The order is not of this board's shots", why="; ".join(told) or "One is named twice",
            todo="Read the board's shots again: somebody may have added or removed one",
        )  # fmt: skip


def check_cast(wanted: Sequence[str], cast: Collection[str]) -> None:
    """Raises NotInTheCast for a part that nobody plays."""
    unknown = [name for name in wanted if name not in cast]
    if unknown:
        raise NotInTheCast(f"Nobody plays {', '.join(unknown)}", why=f"The cast: {', '.join(sorted(cast)) or 'nobody'}")


def place(scene: str, number: str) -> str:
    """A shot as people call it."""
    return f"scene {scene}, shot {number}"
