"""Events: what happened, announced inside the transaction in which it happened (see `db.announce`)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """A fact of the past, named in the past tense by its subclass in a slice's events.py."""

    project_id: str
