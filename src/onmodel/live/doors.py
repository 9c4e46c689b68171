"""Who may come in: the page's origin, the ticket, the person's place in the project, and whether it still holds."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar, Protocol

from sqlalchemy.orm import Session

from onmodel.accounts import service as accounts
from onmodel.accounts.rules import Person
from onmodel.db import LOCAL
from onmodel.errors import OnmodelError
from onmodel.guests import service as guests
from onmodel.kit.clock import utc_now
from onmodel.kit.origins import is_home, is_own
from onmodel.projects import service as projects
from onmodel.projects.rules import Action, Role, may


class NotAdmitted(OnmodelError):
    """The ticket is for another project, or its person is not of the project."""

    status = 403


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
    """Who came in, as what and where."""

    person: Person
    role: Role
    project_id: str

    @property
    def actor(self) -> str:
        """What his rows are signed with."""
        return self.person.id

    @property
    def name(self) -> str:
        """What the others see."""
        return self.person.name

    def may(self, action: Action) -> bool:
        """Whether his role lets him do it, and what he came in with reaches that far."""
        return may(self.role, action) and self.person.may_ask(action)


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
        return Pass(Person(LOCAL, "You"), Role.OWNER, projects.get(session, project_id).id)

    def standing(self, session: Session, passes: Collection[Pass]) -> dict[Pass, Role | None]:
        """Everyone stays."""
        return {each: each.role for each in passes}


class TeamDoor:
    """People with accounts and guests: the ticket says who, the project says as what."""

    writes: ClassVar[bool] = True

    def admit(self, session: Session, knock: Knock, project_id: str) -> Pass:
        """Use up the ticket; raises NotSignedIn, NotAdmitted."""
        person = accounts.redeem_ticket(session, knock.ticket)
        role = guests.places(session, project_id, [person])[0]
        if role is None or person.project_id not in {None, project_id}:
            raise NotAdmitted("You are not of this project")
        board = guests.only_board(session, project_id, person)
        if board is not None and knock.path != f"/ws/storyboards/{board}":
            raise NotAdmitted("The review link shows one storyboard only")
        return Pass(person, role, project_id)

    def standing(self, session: Session, passes: Collection[Pass]) -> dict[Pass, Role | None]:
        """Everyone's role now, three questions for each project that somebody is connected to."""
        found: dict[Pass, Role | None] = {}
        for project_id in {each.project_id for each in passes}:
            here = [each for each in passes if each.project_id == project_id]
            found.update(zip(here, guests.places(session, project_id, [each.person for each in here]), strict=True))
        now = utc_now()
        return {each: None if each.person.until and each.person.until <= now else found[each] for each in passes}


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
