"""DNA as plain JSON for storage and back. Fields that an older version did not know take their defaults."""

from typing import Any

from pydantic import TypeAdapter

from onmodel.dna.model import CharacterDNA

_ADAPTER = TypeAdapter(CharacterDNA)


def to_jsonable(dna: CharacterDNA) -> dict[str, Any]:
    """Lists, dicts, strings and numbers only; `from_jsonable` gives an equal DNA back."""
    return dict(_ADAPTER.dump_python(dna, mode="json"))


def from_jsonable(stored: dict[str, Any]) -> CharacterDNA:
    """The DNA; raises pydantic's ValidationError where a value is none that a character can have."""
    return _ADAPTER.validate_python(stored, strict=False)
