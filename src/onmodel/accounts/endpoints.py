"""HTTP for signing in and for what is one's own: sessions, tokens, tickets."""

from typing import Annotated, Literal

from fastapi import Depends, Response

from onmodel.accounts import queries, rules, service
from onmodel.accounts.rules import Action, Person
from onmodel.accounts.schemas import (
    LoginIn,
    MeOut,
    PasswordIn,
    SessionOut,
    SessionsOut,
    TicketOut,
    TokenIn,
    TokenMade,
    TokenOut,
    TokensOut,
)
from onmodel.db import LOCAL
from onmodel.kit.clock import utc_now
from onmodel.kit.ids import IdText, is_id
from onmodel.kit.passwords import hash_password
from onmodel.routing import NounRouter
from onmodel.web import (
    Access,
    CurrentAccess,
    CurrentAttempts,
    CurrentCookies,
    CurrentDatabase,
    CurrentSettings,
    Reading,
    Writing,
)

router = NounRouter(prefix="/api", tags=["accounts"])


def _person(access: CurrentAccess) -> Person:
    scopes = None if access.scopes is None else frozenset(Action(scope) for scope in access.scopes)
    return Person(access.actor, access.name, scopes, None, access.credential, access.until)


def _proved(body: LoginIn, database: CurrentDatabase, attempts: CurrentAttempts, access: CurrentAccess) -> str:
    """The person whose password this is, found before a transaction is begun."""
    return service.check_login(database, attempts, body.email, body.password.get_secret_value(), access.address)


def _new_hash(
    body: PasswordIn, database: CurrentDatabase, attempts: CurrentAttempts, access: CurrentAccess
) -> str:  # fmt: skip
    """The new password's hash once the old one is proved, before a transaction is begun."""
    with database.reading() as session:
        email = service.user_of(session, access.actor).email
    rules.check_password(body.new.get_secret_value(), email)
    service.check_login(database, attempts, email, body.old.get_secret_value(), access.address)
    return hash_password(body.new.get_secret_value())


def kind_of(access: Access) -> Literal["local", "nobody", "person", "guest"]:
    """Which kind of somebody an actor is."""
    if is_id(access.actor):
        return "person"
    return "local" if access.actor == LOCAL else "guest" if access.actor else "nobody"


CurrentPerson = Annotated[Person, Depends(_person)]
SESSION_SECONDS = int(rules.SESSION_LIFE.total_seconds())


@router.get("/me")
def get_me(access: CurrentAccess, session: Reading, settings: CurrentSettings) -> MeOut:
    """Who you are to this server; the first thing that a page asks."""
    kind = kind_of(access)
    email = service.user_of(session, access.actor).email if kind == "person" else None
    board = access.storyboard_id or None
    return MeOut(
        kind=kind, id=access.actor, name=access.name, email=email, storyboard_id=board, oidc=bool(settings.oidc_issuer)
    )


@router.post("/login", status_code=204)
def login(
    user_id: Annotated[str, Depends(_proved)],
    session: Writing,
    access: CurrentAccess,
    response: Response,
    cookies: CurrentCookies,
) -> None:
    """Sign in with a password; the answer sets the session's cookie."""
    token = service.sign_in(session, user_id, address=access.address, agent=access.agent)
    cookies.put(response, "session", token, SESSION_SECONDS)


@router.post("/logout", status_code=204)
def logout(session: Writing, response: Response, cookies: CurrentCookies) -> None:
    """Sign this browser out."""
    service.sign_out(session, cookies.get("session"))
    cookies.drop(response, "session")


@router.post("/password", status_code=204)
def change_password(new_hash: Annotated[str, Depends(_new_hash)], session: Writing, person: CurrentPerson) -> None:
    """Change your password; you are signed out everywhere else."""
    service.change_password(session, person, new_hash)


@router.get("/sessions")
def list_sessions(session: Reading, access: CurrentAccess) -> SessionsOut:
    """The browsers in which you are signed in, the last used first."""
    rows = queries.sessions(session, service.user_of(session, access.actor).id, utc_now())
    return SessionsOut(sessions=[SessionOut.model_validate(row) for row in rows], current=access.credential)


@router.delete("/sessions/{session_id}", status_code=204)
def end_session(session_id: IdText, session: Writing, access: CurrentAccess) -> None:
    """Sign one of your browsers out, at once."""
    service.end_session(session, access.actor, session_id)


@router.get("/tokens")
def list_tokens(session: Reading, access: CurrentAccess) -> TokensOut:
    """Your API tokens, newest first."""
    rows = queries.tokens(session, service.user_of(session, access.actor).id)
    return TokensOut(tokens=[TokenOut.model_validate(row) for row in rows])


@router.post("/tokens", status_code=201)
def create_token(body: TokenIn, session: Writing, person: CurrentPerson) -> TokenMade:
    """Make an API token; its text is told only in this answer."""
    row, token = service.create_token(
        session, person, body.name, body.scopes, project_id=body.project_id, expires_at=body.expires_at
    )
    return TokenMade(**TokenOut.model_validate(row).model_dump(), token=token)


@router.delete("/tokens/{token_id}", status_code=204)
def revoke_token(token_id: IdText, session: Writing, access: CurrentAccess) -> None:
    """Take one of your API tokens away, at once."""
    service.revoke_token(session, access.actor, token_id)


@router.post("/storyboards/{storyboard_id}/tickets", status_code=201)
def create_board_ticket(
    storyboard_id: IdText, session: Writing, access: CurrentAccess, person: CurrentPerson
) -> TicketOut:
    """Draw a ticket for one socket of this board, good once within 30 s; all that a guest of one board can draw."""
    return create_ticket(session, access, person)


@router.post("/tickets", status_code=201)
def create_ticket(session: Writing, access: CurrentAccess, person: CurrentPerson) -> TicketOut:
    """Draw a ticket for one socket of the project (`project` or `X-Onmodel-Project`), good once within 30 s."""
    ticket = service.issue_ticket(session, person, access.project_id)
    return TicketOut(ticket=ticket, project_id=access.project_id, seconds=int(rules.TICKET_LIFE.total_seconds()))
