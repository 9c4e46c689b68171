"""What cuts announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.bible.events import Changed, RolledBack
from onmodel.events import Event


@dataclass(frozen=True)
class _OfCut(Event):
    cut_id: str
    name: str


@dataclass(frozen=True)
class CutCreated(_OfCut):
    """A cut was made."""

    kind: ClassVar[str] = "cut.created"


@dataclass(frozen=True)
class CutChanged(Changed, _OfCut):
    """A cut is not as it was; its board stays as it is."""

    kind: ClassVar[str] = "cut.changed"


@dataclass(frozen=True)
class CutRolledBack(RolledBack, _OfCut):
    """A cut is as it was in version `to` again."""

    kind: ClassVar[str] = "cut.rolled_back"


@dataclass(frozen=True)
class CutDeleted(_OfCut):
    """A cut was put away."""

    kind: ClassVar[str] = "cut.deleted"


@dataclass(frozen=True)
class CutRestored(_OfCut):
    """A cut was taken back."""

    kind: ClassVar[str] = "cut.restored"
