"""The one table of who reacts to what. A reaction runs in the transaction of the event, before its commit."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy.orm import Session

from onmodel.collaboration.service import record_events
from onmodel.events import Event
from onmodel.notifications.service import tell
from onmodel.organizations.events import InvitationAccepted
from onmodel.projects import service as projects

Reaction = Callable[[Session, Any], None]

TABLE: dict[type[Event], tuple[Reaction, ...]] = {InvitationAccepted: (projects.admit_invited,)}


def react(session: Session, events: Sequence[Event]) -> None:
    """Keep the events, tell whom they concern, then call everyone whom the table names for them, in order.

    What fails undoes the transaction.
    """
    tell(session, record_events(session, events))
    for event in events:
        for reaction in TABLE.get(type(event), ()):
            reaction(session, event)
