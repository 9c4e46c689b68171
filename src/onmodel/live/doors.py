"""Who may come in: the page's origin, the ticket, the person's place in the project, and whether it still holds."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar, Protocol

from sqlalchemy.orm import Session

from onmodel.db import LOCAL
from onmodel.errors import OnmodelError
from onmodel.kit.origins import is_home, is_own
from onmodel.projects import service as projects
from onmodel.projects.rules import Action, Role, may


class NotAdmitted(OnmodelError):
    """The ticket is missing, used, expired or for another project."""

    status = 401


@dataclass(frozen=True)
class Knock:
    """What a client shows before he is let in: the path's names, his ticket and his address."""

    path: str
    names: tuple[tuple[str, str], ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    address: str = ""

    @property
    def ticket(self) -> str:
        """The single-use ticket; empty where none was given."""
        return dict(self.query).get("ticket", "")

    def name(self, key: str) -> str:
        """What the path says for `{key}`."""
        return dict(self.names)[key]


@dataclass(frozen=True)
class Pass:
    """Who came in, as what and where. `key` lets the door recognise what the pass was given for (a session, a link)."""

    actor: str
    name: str
    role: Role
    project_id: str
    key: str = ""

    def may(self, action: Action) -> bool:
        """Whether his role lets him do it."""
        return may(self.role, action)


class Door(Protocol):
    """Admits people and looks again whether they may stay; both are called in a thread."""

    writes: ClassVar[bool]  # whether `admit` changes rows, as where a ticket is used up

    def admit(self, session: Session, knock: Knock, project_id: str) -> Pass:
        """The pass of who knocks; raises NotAdmitted (401) or another OnmodelError."""

    def standing(self, session: Session, passes: Collection[Pass]) -> dict[Pass, Role | None]:
        """The role that each has now; None for who may stay no longer, because he was removed or his login ended."""


class LocalDoor:
    """The laptop of one person: whoever reaches it is its owner."""

    writes: ClassVar[bool] = False

    def admit(self, session: Session, knock: Knock, project_id: str) -> Pass:
        """Let him in as the owner of a project that exists."""
        return Pass(LOCAL, "You", Role.OWNER, projects.get(session, project_id).id)

    def standing(self, session: Session, passes: Collection[Pass]) -> dict[Pass, Role | None]:
        """Everyone stays."""
        return {each: each.role for each in passes}


@dataclass(frozen=True)
class Origins:
    """Pages that may open sockets. Without this, any site that a person visits could use his login or his laptop.

    `allowed`: as a browser writes them, "https://review.studio". A page of this server's own may always; where `solo`
    there is no ticket, so the Host header must be a name that no foreign page can have.
    """

    allowed: frozenset[str] = frozenset()
    solo: bool = True

    def admit(self, origin: str | None, host: str) -> bool:
        """Whether a page of this origin may open a socket; what is no browser sends none and has no one's cookies."""
        if self.solo and not is_home(host, self.allowed):
            return False
        return origin is None or origin in self.allowed or is_own(origin, host)
