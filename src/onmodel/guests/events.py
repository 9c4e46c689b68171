"""What is announced of review links."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class GuestLinkMade(Event):
    """There is a review link."""

    kind: ClassVar[str] = "guest_link.made"

    link_id: str
    label: str


@dataclass(frozen=True)
class GuestLinkRevoked(Event):
    """A review link opens nothing any more; who came through it is out."""

    kind: ClassVar[str] = "guest_link.revoked"

    link_id: str
