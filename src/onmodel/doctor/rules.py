"""What a doctor finds. Pure."""

from dataclasses import dataclass
from typing import Protocol

from onmodel.settings import Settings


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `needed`: without it the main job does not run."""

    what: str
    works: bool
    detail: str
    todo: str = ""
    needed: bool = True


class Examine(Protocol):
    """Looks at everything."""

    def __call__(self, settings: Settings, *, team: bool) -> list[Finding]:
        """What was found on this machine, or with `team` of a deployment."""
