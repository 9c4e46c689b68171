"""What characters announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.bible.events import Changed, RolledBack
from onmodel.events import Event


@dataclass(frozen=True)
class _OfCharacter(Event):
    character_id: str
    name: str


@dataclass(frozen=True)
class CharacterCreated(_OfCharacter):
    """A character was defined."""

    kind: ClassVar[str] = "character.created"


@dataclass(frozen=True)
class CharacterChanged(Changed, _OfCharacter):
    """A character is not as it was; with `looks`, frames that were made from it are stale."""

    kind: ClassVar[str] = "character.changed"


@dataclass(frozen=True)
class CharacterRolledBack(RolledBack, _OfCharacter):
    """A character is as it was in version `to` again; the team is told."""

    kind: ClassVar[str] = "character.rolled_back"


@dataclass(frozen=True)
class CharacterDeleted(_OfCharacter):
    """A character was put away; it can be restored."""

    kind: ClassVar[str] = "character.deleted"


@dataclass(frozen=True)
class CharacterRestored(_OfCharacter):
    """A character that was put away is back."""

    kind: ClassVar[str] = "character.restored"
