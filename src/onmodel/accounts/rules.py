"""What a route may ask, who somebody is, and how long what proves it is good for."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from onmodel.errors import Invalid, OnmodelError

SESSION_IDLE = timedelta(days=14)  # a session that nobody uses for this long is over
SESSION_LIFE = timedelta(days=90)  # and no session lives longer than this
TICKET_LIFE = timedelta(seconds=30)
SIGN_IN_LIFE = timedelta(minutes=10)  # how long somebody may be away at the OIDC provider
NOTED_EVERY = timedelta(minutes=5)  # how often the use of a session or a token is written down
TOKEN_PREFIX = "omt_"  # noqa: S105  # what every token begins with
LEAST_PASSWORD, LONGEST_PASSWORD = 10, 1024  # characters; length is what counts (NIST SP 800-63B §3.1.1.2)
LONGEST_EMAIL = 254  # RFC 5321 §4.5.3.1.3, less the brackets


_ODD = r"@\s\x00-\x1f\x7f-\x9f"  # what no part of an address has: no header can be forged with one
_ADDRESS = rf"[^{_ODD}]+@[^{_ODD}.][^{_ODD}]*"


class BadEmail(Invalid):
    """The text is no e-mail address."""


class BadPassword(Invalid):
    """The password is too short, or the e-mail address itself."""


class NotSignedIn(OnmodelError):
    """Nobody is signed in, or what should prove it is wrong, expired or revoked."""

    status = 401


class NotAllowed(OnmodelError):
    """You may not do this here; the message says who may."""

    status = 403


class Action(StrEnum):
    """What a route asks of who calls it. `anyone` needs no account, `account` no project."""

    ANYONE = "anyone"
    ACCOUNT = "account"
    READ = "read"
    NOTE = "note"  # write notes
    VOTE = "vote"
    APPROVE = "approve"
    EDIT = "edit"  # define, change and order what is rendered
    MANAGE = "manage"  # people, links, budgets, rules


class UserState(StrEnum):
    """Whether a person may sign in."""

    ACTIVE = "active"
    DISABLED = "disabled"


@dataclass(frozen=True)
class Credentials:
    """What a request brings to prove who makes it: the session cookie's value and the bearer token."""

    session: str | None = None
    bearer: str | None = None


@dataclass(frozen=True)
class Person:
    """Who somebody is, and how far what proves it reaches.

    `id` is what rows are signed with. `scopes` None: all that the role may. `project_id` None: every project of theirs.
    `credential` is the session or token row behind it; `until` is when that ends, None: not by itself; `noted` is
    whether its use was written down lately.
    """

    id: str
    name: str
    scopes: frozenset[Action] | None = None
    project_id: str | None = None
    credential: str = ""
    until: datetime | None = None
    noted: bool = True

    def may_ask(self, action: Action) -> bool:
        """Whether the credential reaches as far as this, whatever the role may."""
        return action is Action.ANYONE or self.scopes is None or action in self.scopes


def email_of(text: str) -> str:
    """An address as it is kept and compared: NFKC, lower case, no spaces round it. Raises BadEmail.

    >>> email_of(" Ánna@Studio.KZ ")
    'ánna@studio.kz'
    """
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if len(plain) > LONGEST_EMAIL or not re.fullmatch(_ADDRESS, plain):
        raise BadEmail(f"{text[:80]!r} is no e-mail address", todo="Write it as name@host")
    return plain


def check_password(password: str, email: str) -> None:
    """Raise BadPassword for one that is too short, too long, or the address itself."""
    if not LEAST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BadPassword(
            f"A password has {LEAST_PASSWORD} to {LONGEST_PASSWORD} characters", todo="A few words in a row are good"
        )
    if password.strip().casefold() in {email, email.partition("@")[0]}:
        raise BadPassword("The password is the e-mail address", todo="Choose one that others cannot guess")


def session_end(created: datetime, now: datetime) -> datetime:
    """When a session that is used now is over: after two idle weeks, at the latest 90 days after it was begun."""
    return min(now + SESSION_IDLE, created + SESSION_LIFE)


def scopes_of(asked: frozenset[Action], *, project_id: str | None, own: frozenset[Action] | None) -> frozenset[Action]:
    """What a new token reaches: what was asked for, as far as who asks reaches himself.

    A token for one project is no account: it cannot list others, sign in or make tokens.
    """
    reach = asked if own is None else asked & own
    return reach - ({Action.ACCOUNT} if project_id else set())


def local_path(text: str | None) -> str:
    """Where to go after signing in: a path of ours, "/" for anything else, so that nobody is led away.

    >>> [local_path(t) for t in ("/boards?x=1", "//evil.example", "https://evil.example", "/\\\\evil.example", None)]
    ['/boards?x=1', '/', '/', '/', '/']
    """
    plain = text or "/"
    safe = plain.startswith("/") and not re.match(r"/[/\\]", plain) and not re.search(r"[\x00-\x20\x7f\\]", plain)
    return plain if safe else "/"
