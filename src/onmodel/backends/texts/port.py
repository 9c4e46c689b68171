"""The texts port: a screenplay in, a breakdown out."""

from dataclasses import dataclass
from typing import Protocol

from onmodel.fountain.model import Breakdown, Screenplay


@dataclass(frozen=True)
class BreakdownRequest:
    """What is to be broken down. `frames` is the wished number of panels, None for as many as the story needs."""

    screenplay: Screenplay
    frames: int | None = None
    cast: tuple[str, ...] = ()  # names that certainly are characters
    rate: int = 24


@dataclass(frozen=True)
class TextCapabilities:
    """What this adapter can answer."""

    breakdown: bool = True
    network: bool = False


class TextBackend(Protocol):
    """Setup once, then answer. The answer is always a valid Breakdown; `made_by` tells who gave it."""

    name: str
    capabilities: TextCapabilities

    def setup(self) -> None:
        """Check keys and addresses; raises NotConfigured."""

    def breakdown(self, request: BreakdownRequest) -> Breakdown:
        """Scenes and shots for the request."""
