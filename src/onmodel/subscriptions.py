"""The one table of who reacts to what. A reaction runs in the transaction of the event, before its commit."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from onmodel.collaboration.service import record_event
from onmodel.events import Event
from onmodel.notifications.service import tell
from onmodel.organizations.events import InvitationAccepted
from onmodel.projects import service as projects

Reaction = Callable[[Session, Any], None]

TABLE: dict[type[Event], tuple[Reaction, ...]] = {InvitationAccepted: (projects.admit_invited,)}


def react(session: Session, event: Event) -> None:
    """Keep the event, tell whom it concerns, then call everyone whom the table names for it, in order.

    What fails undoes the transaction.
    """
    tell(session, record_event(session, event))
    for reaction in TABLE.get(type(event), ()):
        reaction(session, event)
