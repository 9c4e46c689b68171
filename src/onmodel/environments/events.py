"""What environments announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.bible.events import Changed, RolledBack
from onmodel.events import Event


@dataclass(frozen=True)
class _OfEnvironment(Event):
    environment_id: str
    name: str


@dataclass(frozen=True)
class EnvironmentCreated(_OfEnvironment):
    """An environment was made."""

    kind: ClassVar[str] = "environment.created"


@dataclass(frozen=True)
class EnvironmentChanged(Changed, _OfEnvironment):
    """An environment is not as it was; with `looks`, frames that were made in it are stale."""

    kind: ClassVar[str] = "environment.changed"


@dataclass(frozen=True)
class EnvironmentRolledBack(RolledBack, _OfEnvironment):
    """An environment is as it was in version `to` again; the team is told."""

    kind: ClassVar[str] = "environment.rolled_back"


@dataclass(frozen=True)
class EnvironmentDeleted(_OfEnvironment):
    """An environment was put away; it can be restored."""

    kind: ClassVar[str] = "environment.deleted"


@dataclass(frozen=True)
class EnvironmentRestored(_OfEnvironment):
    """An environment that was put away is back."""

    kind: ClassVar[str] = "environment.restored"
