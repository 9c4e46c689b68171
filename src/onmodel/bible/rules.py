"""How entries are found, what a change of one is called, and what it is called in the bin. Pure decisions."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import StringConstraints, TypeAdapter, ValidationError

from onmodel.errors import Invalid

REFERENCE_QUALITY = 92  # of the JPEG that a reference is kept as
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")
]
Text = Annotated[str, StringConstraints(max_length=5000, pattern=r"^[^\x00]*$")]


class BadIfMatch(Invalid):
    """The header If-Match is no version of the thing."""


def checked_if_match(header: str | None) -> int | None:
    """The version in an If-Match; none and `*` ask for none. Raises BadIfMatch.

    >>> checked_if_match('W/"3"'), checked_if_match("*")
    (3, None)
    """
    if header is None or header.strip() == "*":
        return None
    digits = header.strip().removeprefix("W/").strip('"')
    if not re.fullmatch(r"[0-9]{1,9}", digits):
        raise BadIfMatch(f"If-Match {header[:20]!r} is none of ours", todo="Send the ETag as it came")
    return int(digits)


def search_text(name: str, tags: Iterable[str], description: str) -> str:
    """What an entry is found by: tags between signs, so that a whole tag can be asked for; case folded."""
    marked = "".join(f"#{tag}" for tag in tags)
    return f"{name} {marked}# {description}".casefold()


def search_words(asked: str) -> list[str]:
    """The words that a search asks for, all of which must be there; at most eight.

    >>> search_words("  Red   hair ")
    ['red', 'hair']
    """
    return asked.casefold().split()[:8]


def name_in_bin(name: str, entry_id: str) -> str:
    """What a deleted entry is called, so that another may have its name.

    >>> name_in_bin("EMMA", "0199b1e0-7f3a-7c00-8a00-000000000001")
    'EMMA (deleted 0199b1e0-7f3a-7c00-8a00-000000000001)'
    """
    return f"{name[:150]} (deleted {entry_id})"


def changed_fields(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The fields of two snapshots that differ, in a stable order."""
    return [key for key in after if before.get(key) != after[key]]


def told_change(fields: Iterable[str]) -> str:
    """What was changed, for people: the DNA follows from the rest and is not named beside it.

    >>> told_change(["description", "dna", "base_prompt"])
    'changed description'
    """
    named = [field for field in fields if field not in {"dna", "base_prompt", "fingerprint"}]
    return f"changed {', '.join(named or ['DNA'])}"


def takable(kinds: Mapping[str, TypeAdapter[Any]], given: Mapping[str, Any]) -> dict[str, Any]:
    """What a shared document says that can be said, as JSON; what is of no kind is left out, value by value.

    >>> takable({"name": TypeAdapter(Name), "takes": TypeAdapter(int)}, {"name": " ", "takes": 3, "x": 1})
    {'takes': 3}
    """
    taken = {}
    for name, kind in kinds.items():
        if name in given:
            try:
                taken[name] = kind.dump_python(kind.validate_python(given[name]), mode="json")
            except ValidationError:
                continue
    return taken
