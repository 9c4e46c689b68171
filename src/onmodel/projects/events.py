"""What a project announces of its people and rules."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.events import Event


@dataclass(frozen=True)
class MemberAdded(Event):
    """Somebody works in the project now."""

    kind: ClassVar[str] = "member.added"

    user_id: str
    role: str


@dataclass(frozen=True)
class MemberRoleChanged(Event):
    """Somebody may do more, or less, than before."""

    kind: ClassVar[str] = "member.role_changed"

    user_id: str
    role: str


@dataclass(frozen=True)
class MemberRemoved(Event):
    """Somebody is not in the project any more."""

    kind: ClassVar[str] = "member.removed"

    user_id: str


@dataclass(frozen=True)
class Renamed(Event):
    """The project is called, or described, otherwise now."""

    kind: ClassVar[str] = "project.renamed"


@dataclass(frozen=True)
class RulesChanged(Event):
    """The project's rules are others now."""

    kind: ClassVar[str] = "project.rules_changed"
