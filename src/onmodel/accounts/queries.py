"""Every question asked of people and of what proves who they are."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from onmodel.accounts.rules import UserState
from onmodel.accounts.tables import ApiToken, AuditEntry, OidcAttempt, Ticket, UserAccount, UserSession
from onmodel.kit.ids import is_id

ONCE = {"synchronize_session": False}


def anybody(session: Session) -> bool:
    """Whether there is any account."""
    return session.scalar(select(UserAccount.id).limit(1)) is not None


def users(session: Session) -> list[UserAccount]:
    """Everyone, by address."""
    return list(session.scalars(select(UserAccount).order_by(UserAccount.email)))


def by_email(session: Session, email: str) -> UserAccount | None:
    """The person with this address."""
    return session.scalars(select(UserAccount).where(UserAccount.email == email)).one_or_none()


def by_subject(session: Session, issuer: str, subject: str) -> UserAccount | None:
    """The person whom the provider calls so."""
    query = select(UserAccount).where(UserAccount.issuer == issuer, UserAccount.subject == subject)
    return session.scalars(query).one_or_none()


def names(session: Session, ids: Collection[str]) -> dict[str, str]:
    """What people are called, by id; unknown ids, guests and "local" are left out."""
    if not (known := [one for one in ids if is_id(one)]):
        return {}
    rows = session.execute(select(UserAccount.id, UserAccount.name).where(UserAccount.id.in_(known)))
    return {user_id: name for user_id, name in rows}


def named(session: Session, actors: Collection[str]) -> str:
    """Who these actors are, in words: "Ada, Ben"; who has no account is called as he signs."""
    people = names(session, actors)
    told = (people.get(actor, "somebody" if is_id(actor) else actor) for actor in dict.fromkeys(actors))
    return ", ".join(told) or "the team"


def session_by_hash(session: Session, token_hash: str, now: datetime) -> tuple[UserSession, UserAccount] | None:
    """The living session with the person, if they may sign in."""
    query = select(UserSession, UserAccount).join(UserAccount, UserAccount.id == UserSession.user_id)
    query = query.where(UserSession.token_hash == token_hash, UserSession.expires_at > now)
    row = session.execute(query.where(UserAccount.state == UserState.ACTIVE)).one_or_none()
    return (row[0], row[1]) if row else None


def token_by_hash(session: Session, token_hash: str) -> tuple[ApiToken, UserAccount] | None:
    """The token with the person, if they may sign in."""
    query = select(ApiToken, UserAccount).join(UserAccount, UserAccount.id == ApiToken.user_id)
    row = session.execute(query.where(ApiToken.token_hash == token_hash, UserAccount.state == UserState.ACTIVE)).first()
    return (row[0], row[1]) if row else None


def sessions(session: Session, user_id: str, now: datetime) -> list[UserSession]:
    """The person's living sessions, the last used first."""
    query = select(UserSession).where(UserSession.user_id == user_id, UserSession.expires_at > now)
    return list(session.scalars(query.order_by(UserSession.seen_at.desc(), UserSession.id)))


def tokens(session: Session, user_id: str) -> list[ApiToken]:
    """The person's API tokens, newest first."""
    return list(session.scalars(select(ApiToken).where(ApiToken.user_id == user_id).order_by(ApiToken.id.desc())))


def end_sessions(session: Session, user_id: str, *, but: str = "") -> None:
    """Sign the person out everywhere, but for the session with the id `but`."""
    statement = delete(UserSession).where(UserSession.user_id == user_id)
    session.execute(statement.where(UserSession.id != but) if but else statement, execution_options=ONCE)


def end_session(session: Session, user_id: str, session_id: str) -> bool:
    """End one session of the person's; whether there was one."""
    statement = delete(UserSession).where(UserSession.id == session_id, UserSession.user_id == user_id)
    return session.scalar(statement.returning(UserSession.id), execution_options=ONCE) is not None


def revoke_token(session: Session, user_id: str, token_id: str) -> bool:
    """Take away one token of the person's; whether there was one."""
    statement = delete(ApiToken).where(ApiToken.id == token_id, ApiToken.user_id == user_id)
    return session.scalar(statement.returning(ApiToken.id), execution_options=ONCE) is not None


def revoke_tokens(session: Session, user_id: str) -> None:
    """Take away every token of the person's."""
    session.execute(delete(ApiToken).where(ApiToken.user_id == user_id), execution_options=ONCE)


def use_ticket(session: Session, token_hash: str) -> Ticket | None:
    """Take the ticket away and give it. One statement, so only one can have it."""
    statement = delete(Ticket).where(Ticket.token_hash == token_hash).returning(Ticket)
    return session.scalars(statement, execution_options=ONCE).one_or_none()


def use_attempt(session: Session, state_hash: str) -> OidcAttempt | None:
    """Take the attempt away and give it. One statement, so only one can have it."""
    statement = delete(OidcAttempt).where(OidcAttempt.state_hash == state_hash).returning(OidcAttempt)
    return session.scalars(statement, execution_options=ONCE).one_or_none()


def forget_expired(session: Session, now: datetime) -> None:
    """Take away what has run out."""
    for table in (UserSession, Ticket, OidcAttempt):
        session.execute(delete(table).where(table.expires_at <= now), execution_options=ONCE)


def living_credentials(session: Session, ids: Collection[str], now: datetime) -> set[str]:
    """Which of these sessions and tokens are still good, by id."""
    ids = [i for i in ids if is_id(i)]
    of_sessions = select(UserSession.id).join(UserAccount, UserAccount.id == UserSession.user_id)
    of_sessions = of_sessions.where(UserSession.id.in_(ids), UserSession.expires_at > now)
    of_tokens = select(ApiToken.id).join(UserAccount, UserAccount.id == ApiToken.user_id)
    of_tokens = of_tokens.where(ApiToken.id.in_(ids), ApiToken.expires_at.is_(None) | (ApiToken.expires_at > now))
    both = [query.where(UserAccount.state == UserState.ACTIVE) for query in (of_sessions, of_tokens)]
    return {found for query in both for found in session.scalars(query)}


def audit(
    session: Session, *, organization_id: str | None = None, project_id: str | None = None,
    before: str | None = None, limit: int = 50,
) -> list[AuditEntry]:  # fmt: skip
    """Entries of an organization or a project, newest first; one more than `limit`."""
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit + 1)
    for column, value in ((AuditEntry.organization_id, organization_id), (AuditEntry.project_id, project_id)):
        query = query.where(column == value) if value else query
    return list(session.scalars(query.where(AuditEntry.id < before) if before else query))
