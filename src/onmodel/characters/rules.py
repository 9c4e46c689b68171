"""What a character may be called and how a script's name finds them. Pure decisions."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from onmodel.errors import Invalid

MAX_REFERENCES = 3


class BadCharacterName(Invalid):
    """A name that cannot be used."""


class TooManyReferences(Invalid):
    """More pictures than a character is defined from without training."""


@dataclass(frozen=True)
class Reference:
    """A picture as it was given: its name and its undecoded bytes."""

    filename: str
    data: bytes


def checked_name(name: str) -> str:
    """The name without outer and double blanks; raises BadCharacterName for an empty, long or unprintable one."""
    clean = re.sub(r"\s+", " ", name).strip()
    if not clean or len(clean) > 200 or not clean.isprintable():
        raise BadCharacterName(
            f"{name[:40]!r} cannot be a character's name",
            why="A name has 1 to 200 printable characters",
            todo="Give the name as the script spells it, for example EMMA",
        )
    return clean


def checked_references(references: Iterable[Reference]) -> tuple[Reference, ...]:
    """At most three pictures; raises TooManyReferences."""
    kept = tuple(references)
    if len(kept) > MAX_REFERENCES:
        raise TooManyReferences(
            f"{len(kept)} reference pictures were given",
            why=f"A character is defined from up to {MAX_REFERENCES}; more are for training a model",
            todo="Choose the sharpest: one from the front and one or two from the side",
        )
    return kept


def fingerprint(description: str, references: Iterable[Reference]) -> str:
    """A short name for what a character was defined from: words, and names and bytes of the pictures."""
    digest = hashlib.sha256(description.encode())
    for reference in references:
        digest.update(reference.filename.encode() + b"\0" + hashlib.sha256(reference.data).digest())
    return digest.hexdigest()[:32]


def same_name(one: str, other: str) -> bool:
    """Do a script and a cast list mean the same character? Case, blanks and punctuation do not count.

    >>> same_name("Aldar-Kose", "ALDAR KOSE")
    True
    """
    return _letters(one) == _letters(other)


def _letters(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name).strip().casefold()
