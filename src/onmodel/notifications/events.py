"""What notifications announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class WebhookSwitchedOff(Event):
    """A webhook failed too often in a row; it is told nothing more until somebody switches it on."""

    kind: ClassVar[str] = "webhook.switched_off"

    webhook_id: str
    url: str
    why: str
