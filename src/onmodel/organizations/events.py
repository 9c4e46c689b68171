"""What an organization announces to a project."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class InvitationAccepted(Event):
    """Somebody who was invited to the project came."""

    kind: ClassVar[str] = "invitation.accepted"

    user_id: str
    name: str
    role: str
