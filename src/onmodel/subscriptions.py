"""The one table of who reacts to what. A reaction runs in the transaction of the event, before its commit."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from onmodel.events import Event

Reaction = Callable[[Session, Any], None]

TABLE: dict[type[Event], tuple[Reaction, ...]] = {}


def react(session: Session, event: Event) -> None:
    """Call everyone whom the table names for this event, in order; what fails undoes the transaction."""
    for reaction in TABLE.get(type(event), ()):
        reaction(session, event)
