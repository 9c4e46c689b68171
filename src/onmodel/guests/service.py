"""What can be done with review links, and how a guest comes in. A passphrase takes 0.2 s: check or hash it before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from onmodel.accounts import service as accounts
from onmodel.accounts.rules import NotSignedIn, Person
from onmodel.db import LOCAL, Database, announce
from onmodel.errors import Invalid, NotFound
from onmodel.guests import queries, rules
from onmodel.guests.events import GuestLinkMade, GuestLinkRevoked
from onmodel.guests.rules import Guest
from onmodel.guests.tables import GuestLink, GuestSession
from onmodel.kit import passwords
from onmodel.kit.attempts import Attempts
from onmodel.kit.clock import utc_now
from onmodel.kit.tokens import digest, new_token
from onmodel.projects import service as projects
from onmodel.projects.rules import Role


class LinkNotFound(NotFound):
    """The review link is wrong, expired or revoked."""


class NothingToShow(Invalid):
    """A review link is to show a board that is not there."""


class BadExpiry(Invalid):
    """A review link ends in the future, within a year."""


def create(
    session: Session, project_id: str, *, base: str, label: str = "", storyboard_id: str | None = None,
    passphrase_hash: str | None = None, watermark: str = "", expires_at: datetime | None = None,
) -> tuple[GuestLink, str]:  # fmt: skip
    """A review link and its address, which is not kept. `base` is the address of our pages.

    Raises BadExpiry, NothingToShow.
    """
    now, token = utc_now(), new_token()
    ends = expires_at or now + rules.DEFAULT_LIFE
    if not now < ends <= now + rules.LONGEST_LIFE:
        raise BadExpiry(f"A link that ends at {ends.isoformat()} cannot be made", todo="Choose an end within a year")
    if projects.get(session, project_id).organization_id is None:
        raise accounts.NoAccountHere("A project of one person alone has no guests", todo="Serve with --team")
    if storyboard_id and not queries.has_board(session, project_id, storyboard_id):
        raise NothingToShow(f"There is no storyboard {storyboard_id}", todo="Name a board of this project")
    link = GuestLink(
        project_id=project_id, label=label, storyboard_id=storyboard_id, token_hash=digest(token),
        passphrase_hash=passphrase_hash, watermark=" ".join(watermark.split()), expires_at=ends,
    )  # fmt: skip
    session.add(link)
    session.flush()
    accounts.audit(session, "guest_link.made", subject=label, project_id=project_id, link=link.id)
    announce(session, GuestLinkMade(project_id, link.id, label))
    return link, f"{base.rstrip('/')}/#/review/{token}"  # behind the #, so that no server or proxy logs it


def revoke(session: Session, project_id: str, link_id: str) -> None:
    """Let a link open nothing any more, and put everybody out who came through it; raises LinkNotFound."""
    link = queries.link(session, project_id, link_id)
    if link is None:
        raise LinkNotFound(f"There is no review link {link_id}")
    link.revoked_at = link.revoked_at or utc_now()
    queries.end_visits(session, link_id)
    accounts.audit(session, "guest_link.revoked", subject=link.label, project_id=project_id, link=link_id)
    announce(session, GuestLinkRevoked(project_id, link_id))


def check(database: Database, attempts: Attempts, token: str, passphrase: str, address: str) -> str:
    """The id of the link that this token and passphrase open. Raises LinkNotFound, NotSignedIn, TooManyAttempts."""
    keys = (digest(token), address)
    attempts.take(*((limit, what, key) for (limit, what), key in zip(rules.OPEN_LIMITS, keys, strict=True)))
    with database.reading() as session:
        link = queries.by_hash(session, digest(token), utc_now())
    if link is None:
        raise LinkNotFound("The review link is wrong, expired or revoked", todo="Ask who sent it for another one")
    if link.passphrase_hash is not None and not passwords.matches(passphrase, link.passphrase_hash):
        raise NotSignedIn("The passphrase is wrong", todo="Ask who sent the link")
    return link.id


def enter(session: Session, link_id: str, *, name: str, address: str) -> str:
    """Begin a guest's visit; the token for the cookie."""
    token = new_token()
    row = GuestSession(link_id=link_id, token_hash=digest(token), name=" ".join(name.split()), address=address[:64])
    session.add(row)
    return token


def view(session: Session, link_id: str) -> dict[str, Any]:
    """What a guest is told of what the link shows."""
    link = session.get_one(GuestLink, link_id)
    return {
        "project_id": link.project_id, "project": projects.get(session, link.project_id).name,
        "storyboard_id": link.storyboard_id, "watermark": link.watermark, "until": link.expires_at,
    }  # fmt: skip


def leave(session: Session, token: str | None) -> None:
    """End the visit of this cookie, if it is one."""
    found = queries.visit(session, digest(token), utc_now()) if token else None
    if found:
        session.delete(found[0])


def identify(session: Session, token: str | None) -> Guest | None:
    """The guest with this cookie; None where there is none or the link is no more."""
    found = queries.visit(session, digest(token), utc_now()) if token else None
    if found is None:
        return None
    visit, link = found
    name = f"{visit.name} (guest)" if visit.name else "Guest"
    return Guest(link.id, visit.id, name, link.project_id, link.storyboard_id, link.watermark, link.expires_at)


def places(session: Session, project_id: str, people: Sequence[Person]) -> list[Role | None]:
    """What each of these people is in the project now; None: nothing (removed, signed out, revoked, expired).

    For whoever keeps connections open: three questions at most, however many people.
    """
    good = accounts.living(session, [p.credential for p in people if p.credential])
    roles = projects.roles(session, project_id, {p.id for p in people})
    visits = set(queries.open_visits(session, project_id, utc_now())) if any(_is_guest(p) for p in people) else set()
    return [_place_now(p, good, roles, visits) for p in people]


def only_board(session: Session, project_id: str, person: Person) -> str | None:
    """The one board that a guest's link shows; None: as much as the role may."""
    return queries.open_visits(session, project_id, utc_now()).get(person.credential) if _is_guest(person) else None


def _is_guest(person: Person) -> bool:
    return person.id.startswith("guest:")


def _place_now(person: Person, good: set[str], roles: dict[str, Role], visits: set[str]) -> Role | None:
    if person.id == LOCAL:
        return Role.OWNER
    if _is_guest(person):
        return Role.GUEST if person.credential in visits else None
    return roles.get(person.id) if person.credential in good else None
