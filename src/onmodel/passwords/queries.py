"""Every question asked of links to a new password."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from onmodel.accounts.rules import UserState
from onmodel.accounts.tables import UserAccount
from onmodel.passwords.tables import PasswordReset

ONCE = {"synchronize_session": False}


def standing(session: Session, token_hash: str, now: datetime) -> tuple[UserAccount, datetime] | None:
    """Whose password this link sets, and until when, if it still does."""
    query = select(UserAccount, PasswordReset.expires_at).join(PasswordReset, PasswordReset.user_id == UserAccount.id)
    query = query.where(PasswordReset.token_hash == token_hash, PasswordReset.expires_at > now)
    row = session.execute(query.where(UserAccount.state == UserState.ACTIVE)).one_or_none()
    return (row[0], row[1]) if row else None


def use(session: Session, token_hash: str, now: datetime) -> str | None:
    """Take the link away and tell whose password it sets. One statement, so only one can have it."""
    statement = delete(PasswordReset).where(PasswordReset.token_hash == token_hash, PasswordReset.expires_at > now)
    return session.scalar(statement.returning(PasswordReset.user_id), execution_options=ONCE)


def forget(session: Session, user_id: str, now: datetime) -> None:
    """Take away every link of this person, and of everybody what has run out."""
    mine = (PasswordReset.user_id == user_id) | (PasswordReset.expires_at <= now)
    session.execute(delete(PasswordReset).where(mine), execution_options=ONCE)
