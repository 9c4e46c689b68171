"""What a character may be called and how a script's name finds them. Pure decisions."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from onmodel.dna.model import CharacterDNA
from onmodel.errors import Conflict, Invalid, NotFound, OnmodelError

MAX_REFERENCES = 3
Importance = Literal["lead", "supporting", "background"]
SHARED = ("name", "description", "importance", "tags", "licence")  # what several people may edit at one time


class CharacterNotFound(NotFound):
    """The project has no such character."""


class CharacterExists(Conflict):
    """The project has a character of this name."""


class ConsentExpired(OnmodelError):
    """Whom the character shows agreed to it until a day that is over."""

    status = 403


class BadCharacterName(Invalid):
    """A name that cannot be used."""


class TooManyReferences(Invalid):
    """More pictures than a character is defined from without training."""


@dataclass(frozen=True)
class Reference:
    """A picture as it was given: its name and its undecoded bytes."""

    filename: str
    data: bytes


@dataclass(frozen=True)
class Measured:
    """A character that is measured but not yet kept: DNA, and the references as they will be stored."""

    name: str
    description: str
    dna: CharacterDNA
    fingerprint: str  # of what was given: the same words and bytes need no second measuring
    pictures: tuple[tuple[str, NDArray[np.uint8]], ...]  # filename, srgb_u8
    kept: tuple[str | None, ...] = ()  # the asset of each picture that is stored already


@dataclass(frozen=True)
class Edit:
    """What somebody wants changed: columns, which references stay (None: all), new ones, and from which version."""

    columns: dict[str, Any]
    keep: tuple[str, ...] | None = None
    images: tuple[Reference, ...] = ()
    version: int | None = None
    message: str = ""


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
    return name_key(one) == name_key(other)


def name_key(name: str) -> str:
    """What is the same for every spelling of a name: `same_name` for many at once.

    >>> name_key(" Aldar-Kose ")
    'aldar kose'
    """
    return re.sub(r"[\W_]+", " ", name).strip().casefold()


def tidy_tags(tags: Iterable[str]) -> list[str]:
    """Tags without blanks round them, each once whatever its case, in their order.

    >>> tidy_tags([" Police ", "police", "", "lead"])
    ['Police', 'lead']
    """
    clean = [re.sub(r"\s+", " ", tag).strip() for tag in tags]
    return list({tag.casefold(): tag for tag in reversed(clean) if tag}.values())[::-1]


def tag_counts(combinations: Iterable[tuple[Iterable[str], int]]) -> list[tuple[str, int]]:
    """Tags by how many have them, the most frequent first; case does not count, the first spelling stands.

    >>> tag_counts([(["Police", "lead"], 2), (["police"], 3)])
    [('Police', 5), ('lead', 2)]
    """
    spelled: dict[str, str] = {}
    counts: dict[str, int] = {}
    for tags, count in combinations:
        for tag in tags:
            key = spelled.setdefault(tag.casefold(), tag)
            counts[key] = counts.get(key, 0) + count
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].casefold()))


def shared_columns(fields: dict[str, Any]) -> dict[str, Any]:
    """What people edited together as columns; raises BadCharacterName. What is no shared field is left out."""
    columns = {name: fields[name] for name in SHARED if name in fields}
    if "name" in columns:
        columns["name"] = checked_name(columns["name"])
    if "tags" in columns:
        columns["tags"] = tidy_tags(columns["tags"])
    if columns.get("importance") not in get_args(Importance):
        columns.pop("importance", None)
    return columns


def changes_looks(fields: Iterable[str]) -> bool:
    """Whether a change of these fields makes frames stale: what is drawn, not what is filed."""
    return bool({"dna", "base_prompt"} & set(fields))


def check_consent(name: str, until: datetime | None, now: datetime) -> None:
    """Raise ConsentExpired where whom the character shows agreed until a day that is over."""
    if until is not None and until <= now:
        raise ConsentExpired(
            f"The consent for {name} ended on {until:%Y-%m-%d}",
            why="The character shows a real person, who agreed to it until then",
            todo="Ask for a new consent and enter it with the character",
        )
