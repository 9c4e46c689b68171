"""What can be done about a forgotten password. Hashing takes 0.2 s: it is done before a transaction is begun."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from onmodel.accounts import queries as accounts_queries
from onmodel.accounts import service as accounts
from onmodel.accounts.rules import NotAllowed, NotSignedIn, Person, UserState, check_password, email_of
from onmodel.accounts.tables import UserAccount
from onmodel.backends.mail import MailServer
from onmodel.db import Database
from onmodel.kit import passwords
from onmodel.kit.attempts import Attempts
from onmodel.kit.clock import utc_now
from onmodel.kit.tokens import digest, new_token
from onmodel.organizations import queries as organizations
from onmodel.organizations.service import MemberNotFound
from onmodel.passwords import queries, rules
from onmodel.passwords.tables import PasswordReset


def ask(attempts: Attempts, email: str, address: str) -> str:
    """The address to which a letter goes, where there is such an account; raises BadEmail, TooManyAttempts.

    Both are told of any address alike, so that nobody learns who has an account.
    """
    plain = email_of(email)
    keys = (plain, address)
    attempts.take(*((limit, what, key) for (limit, what), key in zip(rules.ASK_LIMITS, keys, strict=True)))
    return plain


def mail_link(database: Database, mail: MailServer, email: str, *, base: str, address: str) -> None:
    """Look whether there is such an account, and send it a link; called when the answer is out already."""
    with database.transaction() as session:
        session.info["address"] = address
        user = accounts_queries.by_email(session, email)
        if user is None or user.state != UserState.ACTIVE:
            return
        if user.password_hash is None:
            letter = rules.letter_without_link(user.email, user.name)
        else:
            link, until = link_for(session, user, base, rules.BY_MAIL)
            letter = rules.letter(user.email, user.name, link, until, address)
    mail.deliver(letter)


def link_for(session: Session, user: UserAccount, base: str, life: timedelta) -> tuple[str, datetime]:
    """A link that sets this person's password once, and until when; `base` is the address of our pages."""
    token, until = new_token(), utc_now() + life
    session.add(PasswordReset(user_id=user.id, token_hash=digest(token), expires_at=until))
    accounts.audit(session, "password.reset_asked", subject=user.email)
    return f"{base.rstrip('/')}/#/password/{token}", until  # behind the #, so that no server or proxy logs it


def link_by_owner(session: Session, organization_id: str, user_id: str, *, base: str) -> tuple[str, datetime]:
    """A link for an owner to hand to somebody of the organization; raises MemberNotFound, NotAllowed.

    Not for who belongs to another organization too: its owners did not agree to that.
    """
    if organizations.membership(session, organization_id, user_id) is None:
        raise MemberNotFound(f"There is no member {user_id}")
    if len(organizations.of_user(session, user_id)) > 1:
        raise NotAllowed(
            "This person belongs to another organization, too", why="You would have the key to it",
            todo="Let them ask for a letter, or whoever keeps the server use `onmodel people password`",
        )  # fmt: skip
    return link_for(session, session.get_one(UserAccount, user_id), base, rules.BY_HAND)


def look(session: Session, attempts: Attempts, token: str, address: str) -> tuple[UserAccount, datetime]:
    """Whose password this link sets, and until when. Raises NotSignedIn, TooManyAttempts."""
    attempts.take((*rules.LOOK_LIMIT, address))
    found = queries.standing(session, digest(token), utc_now())
    if found is None:
        raise _void()
    return found


def check(database: Database, attempts: Attempts, token: str, password: str, address: str) -> str:
    """The new password's hash, if the link and the password hold. Raises NotSignedIn, BadPassword, TooManyAttempts."""
    attempts.take((*rules.SET_LIMIT, address))
    with database.reading() as session:
        found = queries.standing(session, digest(token), utc_now())
        email = found[0].email if found else ""
    if found is None:
        raise _void()
    check_password(password, email)
    return passwords.hash_password(password)


def set_password(session: Session, token: str, password_hash: str) -> None:
    """Use the link up: a new password, every session ended, every other link void. Raises NotSignedIn."""
    now = utc_now()
    user_id = queries.use(session, digest(token), now)
    if user_id is None:
        raise _void()
    user = session.get_one(UserAccount, user_id)
    accounts.act_as(session, user)
    accounts.audit(session, "password.reset", subject=user.email)
    accounts.change_password(session, Person(user.id, user.name), password_hash)
    queries.forget(session, user.id, now)


def _void() -> NotSignedIn:
    return NotSignedIn("The link is wrong, expired or used", todo="Ask for another one: POST /api/password/forgotten")
