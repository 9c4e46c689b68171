"""What canvases announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.bible.events import Changed, RolledBack
from onmodel.events import Event


@dataclass(frozen=True)
class _OfCanvas(Event):
    canvas_id: str
    name: str


@dataclass(frozen=True)
class CanvasCreated(_OfCanvas):
    """A canvas was made."""

    kind: ClassVar[str] = "canvas.created"


@dataclass(frozen=True)
class CanvasChanged(Changed, _OfCanvas):
    """A canvas is not as it was; no frame is made from one."""

    kind: ClassVar[str] = "canvas.changed"


@dataclass(frozen=True)
class CanvasRolledBack(RolledBack, _OfCanvas):
    """A canvas is as it was in version `to` again."""

    kind: ClassVar[str] = "canvas.rolled_back"


@dataclass(frozen=True)
class CanvasDeleted(_OfCanvas):
    """A canvas was put away."""

    kind: ClassVar[str] = "canvas.deleted"


@dataclass(frozen=True)
class CanvasRestored(_OfCanvas):
    """A canvas was taken back."""

    kind: ClassVar[str] = "canvas.restored"
