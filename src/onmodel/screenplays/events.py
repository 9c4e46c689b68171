"""What screenplays announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class ScreenplayImported(Event):
    """A script came into the project; `draft` counts from 1, a later one has a `parent_id`."""

    kind: ClassVar[str] = "screenplay.imported"

    screenplay_id: str
    name: str
    draft: int
    parent_id: str | None


@dataclass(frozen=True)
class ScreenplayLinked(Event):
    """Somebody corrected who is who in a script."""

    kind: ClassVar[str] = "screenplay.linked"

    screenplay_id: str
    name: str
