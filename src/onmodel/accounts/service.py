"""What can be done with people and with what proves who they are. Hashing a password takes 0.2 s: do it before."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onmodel.accounts import queries, rules
from onmodel.accounts.rules import Action, Credentials, NotAllowed, NotSignedIn, Person, UserState
from onmodel.accounts.tables import ApiToken, AuditEntry, OidcAttempt, Ticket, UserAccount, UserSession
from onmodel.db import Database, actor_of
from onmodel.errors import Conflict, NotFound
from onmodel.kit import passwords
from onmodel.kit.attempts import Attempts
from onmodel.kit.clock import utc_now
from onmodel.kit.ids import is_id
from onmodel.kit.tokens import digest, new_token


class EmailTaken(Conflict):
    """There is an account with this address already."""


class NoAccountHere(Conflict):
    """What was asked for needs an account, and whoever works alone on a server has none."""


class CredentialNotFound(NotFound):
    """You have no session or token with this id."""


def audit(
    session: Session, what: str, *, subject: str = "", organization_id: str | None = None,
    project_id: str | None = None, **detail: Any,
) -> None:  # fmt: skip
    """Write down that the one who acts changed a right, a licence or a consent; `detail` is JSON (before, after)."""
    session.add(
        AuditEntry(
            actor=actor_of(session), address=str(session.info.get("address", "")), what=what, subject=subject[:320],
            organization_id=organization_id, project_id=project_id, detail=detail,
        )
    )  # fmt: skip


def act_as(session: Session, user: UserAccount) -> None:
    """Let the rest of the transaction be signed by somebody who has just proved who they are."""
    session.info["actor"] = user.id


def create_user(session: Session, email: str, name: str, password_hash: str | None) -> UserAccount:
    """A new account; raises BadEmail, EmailTaken. The caller has checked and hashed the password."""
    user = UserAccount(email=rules.email_of(email), name=" ".join(name.split()), password_hash=password_hash)
    user.state = UserState.ACTIVE
    try:
        with session.begin_nested():
            session.add(user)
    except IntegrityError as error:
        raise EmailTaken(f"There is an account {user.email} already", todo="Sign in with it") from error
    return user


def user_of(session: Session, actor: str) -> UserAccount:
    """The account behind an actor; raises NoAccountHere for "local" and guests."""
    found = session.get(UserAccount, actor) if is_id(actor) else None
    if found is None:
        raise NoAccountHere("This needs an account", todo="Serve with --team, and sign in")
    return found


LOGIN_LIMITS = (("5/minute", "login at"), ("30/15minutes", "login as"), ("60/minute", "login from"))


def check_login(database: Database, attempts: Attempts, email: str, password: str, address: str) -> str:
    """The id of the person whose password this is; the same time and words whether or not there is such a person.

    Raises NotSignedIn, TooManyAttempts (per account and address, per account, per address).
    """
    try:
        email = rules.email_of(email)
    except rules.BadEmail:
        email = ""
    keys = (f"{email} {address}", email, address)
    limits = [(limit, what, key) for (limit, what), key in zip(LOGIN_LIMITS, keys, strict=True)]
    attempts.take(*limits)
    with database.reading() as session:
        user = queries.by_email(session, email)
    hashed = user.password_hash if user and user.state == UserState.ACTIVE else None
    if not passwords.matches(password, hashed) or user is None:
        raise NotSignedIn("E-mail address or password is wrong", todo="Try again, or ask an owner for an invitation")
    attempts.forget(*limits[:2])
    return user.id


def sign_in(session: Session, user_id: str, *, address: str = "", agent: str = "") -> str:
    """Begin a session; the token for its cookie. What has run out is taken away on this occasion."""
    now, token = utc_now(), new_token()
    queries.forget_expired(session, now)
    row = UserSession(user_id=user_id, token_hash=digest(token), seen_at=now, address=address[:64], agent=agent[:200])
    row.expires_at = rules.session_end(now, now)
    session.add(row)
    return token


def sign_out(session: Session, token: str | None) -> None:
    """End the session of this cookie, if it is one."""
    found = queries.session_by_hash(session, digest(token), utc_now()) if token else None
    if found:
        session.delete(found[0])


def identify(session: Session, facts: Credentials) -> Person | None:
    """Who makes a request; None: nobody. A bearer token goes before a cookie; a wrong one raises NotSignedIn."""
    if facts.bearer is not None:
        return _by_token(session, facts.bearer)
    found = queries.session_by_hash(session, digest(facts.session), utc_now()) if facts.session else None
    if found is None:
        return None
    row, user = found
    noted = utc_now() - row.seen_at < rules.NOTED_EVERY
    return Person(user.id, user.name, credential=row.id, until=row.expires_at, noted=noted)


def _by_token(session: Session, bearer: str) -> Person:
    now = utc_now()
    found = queries.token_by_hash(session, digest(bearer))
    if found is None or (found[0].expires_at is not None and found[0].expires_at <= now):
        raise NotSignedIn("The token is wrong, expired or revoked", todo="Make another one")
    row, user = found
    noted = row.used_at is not None and now - row.used_at < rules.NOTED_EVERY
    scopes = frozenset(Action(scope) for scope in row.scopes)
    return Person(user.id, user.name, scopes, row.project_id, row.id, row.expires_at, noted)


def note_use(session: Session, credential: str) -> None:
    """Write down that a session or token was used now; a session lives on by it."""
    now = utc_now()
    row = session.get(UserSession, credential)
    if row is not None:
        row.seen_at, row.expires_at = now, rules.session_end(row.created_at, now)
        return
    token = session.get(ApiToken, credential)
    if token is not None:
        token.used_at = now


def end_session(session: Session, actor: str, session_id: str) -> None:
    """Sign one browser of one's own out; raises CredentialNotFound."""
    if not queries.end_session(session, user_of(session, actor).id, session_id):
        raise CredentialNotFound(f"You have no session {session_id}")


def change_password(session: Session, person: Person, password_hash: str) -> None:
    """Put a new password in place and sign out everywhere else. The caller has proved the old one."""
    user = user_of(session, person.id)
    user.password_hash = password_hash
    queries.end_sessions(session, user.id, but=person.credential)
    audit(session, "password.changed", subject=user.email)


def disable(session: Session, user: UserAccount) -> None:
    """Let a person not sign in any more: sessions and tokens are gone at once."""
    user.state = UserState.DISABLED
    queries.end_sessions(session, user.id)
    queries.revoke_tokens(session, user.id)
    audit(session, "account.disabled", subject=user.email)


def create_token(
    session: Session, person: Person, name: str, scopes: Collection[Action], *,
    project_id: str | None = None, expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:  # fmt: skip
    """A new API token of one's own and its text, which is not kept; it reaches no further than who makes it."""
    user = user_of(session, person.id)
    reach = rules.scopes_of(frozenset(scopes), project_id=project_id, own=person.scopes)
    if not reach:
        raise NotAllowed("The token could do nothing", why="Its scopes are beyond your own", todo="Choose other scopes")
    token = new_token(rules.TOKEN_PREFIX)
    row = ApiToken(user_id=user.id, name=name, token_hash=digest(token), start=token[:8], scopes=sorted(reach))
    row.project_id, row.expires_at = project_id, expires_at
    session.add(row)
    session.flush()
    audit(session, "token.made", subject=user.email, project_id=project_id, name=name, scopes=row.scopes)
    return row, token


def revoke_token(session: Session, actor: str, token_id: str) -> None:
    """Take a token of one's own away; raises CredentialNotFound."""
    user = user_of(session, actor)
    if not queries.revoke_token(session, user.id, token_id):
        raise CredentialNotFound(f"You have no token {token_id}")
    audit(session, "token.revoked", subject=user.email, token=token_id)


def issue_ticket(session: Session, person: Person, project_id: str) -> str:
    """A ticket for one socket of this project: good once, within 30 s."""
    token = new_token()
    ticket = Ticket(token_hash=digest(token), actor=person.id, name=person.name, project_id=project_id or None)
    ticket.scopes = None if person.scopes is None else sorted(person.scopes)
    ticket.credential, ticket.until = person.credential, person.until
    ticket.expires_at = utc_now() + rules.TICKET_LIFE
    session.add(ticket)
    return token


def redeem_ticket(session: Session, token: str) -> Person:
    """Who drew this ticket, for the project in `project_id`; it is used up. Raises NotSignedIn.

    `until` is when the session or token behind it ends, and so the socket; `living` tells of those that end before.
    """
    ticket = queries.use_ticket(session, digest(token))
    if ticket is None or ticket.expires_at <= utc_now():
        raise NotSignedIn("The ticket is wrong, expired or used", todo="Draw another one: POST /api/tickets")
    scopes = None if ticket.scopes is None else frozenset(Action(scope) for scope in ticket.scopes)
    return Person(ticket.actor, ticket.name, scopes, ticket.project_id, ticket.credential, ticket.until)


def living(session: Session, credentials: Collection[str]) -> set[str]:
    """Which of these sessions and tokens are still good (not ended, expired, revoked, their person not disabled)."""
    return queries.living_credentials(session, credentials, utc_now())


def keep_attempt(session: Session, state: str, *, nonce: str, verifier: str, goes_to: str) -> None:
    """Remember somebody who goes to the OIDC provider, and where they want to be afterwards (a path of ours)."""
    attempt = OidcAttempt(state_hash=digest(state), nonce=nonce, verifier=verifier, goes_to=rules.local_path(goes_to))
    attempt.expires_at = utc_now() + rules.SIGN_IN_LIFE
    session.add(attempt)


def use_attempt(session: Session, state: str) -> OidcAttempt:
    """Who came back from there, once; raises NotSignedIn."""
    attempt = queries.use_attempt(session, digest(state))
    if attempt is None or attempt.expires_at <= utc_now():
        raise NotSignedIn("This sign-in is over or took too long", todo="Sign in again")
    session.expunge(attempt)
    return attempt
