"""What versions announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class VersionKept(Event):
    """A thing was changed and its new state kept; `message` says what was done."""

    kind: ClassVar[str] = "version.kept"

    subject_kind: str
    subject_id: str
    number: int
    message: str
