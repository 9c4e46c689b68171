"""What styles announce."""

from dataclasses import dataclass
from typing import ClassVar

from onmodel.bible.events import Changed, RolledBack
from onmodel.events import Event


@dataclass(frozen=True)
class _OfStyle(Event):
    style_id: str
    name: str


@dataclass(frozen=True)
class StyleCreated(_OfStyle):
    """A style was made."""

    kind: ClassVar[str] = "style.created"


@dataclass(frozen=True)
class StyleChanged(Changed, _OfStyle):
    """A style is not as it was; with `looks`, frames that were made with it are stale."""

    kind: ClassVar[str] = "style.changed"


@dataclass(frozen=True)
class StyleRolledBack(RolledBack, _OfStyle):
    """A style is as it was in version `to` again; the team is told."""

    kind: ClassVar[str] = "style.rolled_back"


@dataclass(frozen=True)
class StyleDeleted(_OfStyle):
    """A style was put away; it can be restored."""

    kind: ClassVar[str] = "style.deleted"


@dataclass(frozen=True)
class StyleRestored(_OfStyle):
    """A style that was put away is back."""

    kind: ClassVar[str] = "style.restored"


@dataclass(frozen=True)
class StyleApplied(_OfStyle):
    """A picture was graded with a style."""

    kind: ClassVar[str] = "style.applied"

    application_id: str
    asset_id: str


@dataclass(frozen=True)
class StyleChosen(_OfStyle):
    """New boards of the project are in this style from now on, or, not `chosen`, are not any more."""

    kind: ClassVar[str] = "style.chosen"

    chosen: bool
