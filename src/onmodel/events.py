"""Events: what happened, announced inside the transaction in which it happened (see `db.announce`)."""

from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True)
class Event:
    """A fact of the past, named in the past tense by its subclass in a slice's events.py.

    `kind` is its name on the wire, a noun and a verb ("character.changed"); the other fields are its payload.
    """

    kind: ClassVar[str] = "event"

    project_id: str

    def payload(self) -> dict[str, Any]:
        """What people of the project are told beside the kind; JSON."""
        return {name: value for name, value in vars(self).items() if name != "project_id"}
