"""Commands for people and their API tokens: what an owner does on the server itself, the first owner above all."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from onmodel import bootstrap
from onmodel.accounts import queries, rules, service
from onmodel.accounts.rules import Action, Person
from onmodel.accounts.tables import UserAccount
from onmodel.bootstrap import Product
from onmodel.cli.console import Json, err, out, print_json, spoken_errors
from onmodel.errors import NotFound
from onmodel.kit.clock import utc_now
from onmodel.kit.passwords import hash_password
from onmodel.organizations import queries as organizations_queries
from onmodel.organizations import service as organizations
from onmodel.organizations.rules import OrganizationRole
from onmodel.organizations.tables import Membership, Organization
from onmodel.passwords import service as passwords
from onmodel.passwords.rules import BY_HAND
from onmodel.projects import queries as projects_queries
from onmodel.projects import service as projects
from onmodel.settings import get_settings

people = typer.Typer(no_args_is_help=True, help="People who may sign in (with `onmodel serve --team`).")
tokens = typer.Typer(no_args_is_help=True, help="API tokens of people, for programs.")
Email = Annotated[str, typer.Argument(help="e-mail address")]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="read the password from stdin instead of asking")]


class PersonNotFound(NotFound):
    """Nobody has an account with this address."""


@people.command()
def add(
    email: Email,
    name: Annotated[str, typer.Option(help="what others see")] = "",
    owner: Annotated[
        bool, typer.Option("--owner", help="an owner of the organization and of all its projects")
    ] = False,
    organization: Annotated[str, typer.Option(help="its name; made if it is not there")] = "",
    password_stdin: FromStdin = False,
) -> None:
    """Give somebody an account. The first organization takes over what was made without accounts."""
    with _open() as product:
        hashed = hash_password(_password(rules.email_of(email), password_stdin))
        role = OrganizationRole.OWNER if owner else OrganizationRole.MEMBER
        with product.database.transaction() as session:
            home = _organization(session, organization)
            user = service.create_user(session, email, name or email.partition("@")[0], hashed)
            organizations.join(session, home.id, user, role)
            first = organizations_queries.first(session) or home
            adopted = projects.adopt(session, first.id)
        out.print(f"{user.email} is {role.value} of {home.name}", highlight=False)
        if adopted:
            out.print(f"{adopted} project(s) made without accounts belong to {first.name} now", highlight=False)


@people.command("list")
def list_people(as_json: Json = False) -> None:
    """List everyone with an account."""
    with _open() as product, product.database.reading() as session:
        rows = [(user, organizations_queries.of_user(session, user.id)) for user in queries.users(session)]
    if as_json:
        print_json(
            [{"email": u.email, "name": u.name, "state": u.state, "organizations": _roles(in_)} for u, in_ in rows]
        )
    for user, in_ in () if as_json else rows:
        where = ", ".join(f"{role} of {name}" for name, role in _roles(in_).items())
        out.print(f"{user.email:<32} {user.name:<24} {user.state:<9} {where}", highlight=False, soft_wrap=True)


def _roles(organizations_of_one: list[tuple[Organization, Membership]]) -> dict[str, str]:
    return {organization.name: membership.role for organization, membership in organizations_of_one}


@people.command()
def remove(email: Email) -> None:
    """Let somebody not sign in any more; they are out of every organization at once. What they made stays."""
    with _open() as product, product.database.transaction() as session:
        user = _user(session, email)
        for organization, _ in organizations_queries.of_user(session, user.id):
            organizations.remove(session, organization.id, user.id)
        service.disable(session, user)
        out.print(f"{user.email} cannot sign in any more", highlight=False)


@people.command()
def password(
    email: Email,
    password_stdin: FromStdin = False,
    link: Annotated[
        bool, typer.Option("--link", help="print a link, good once within a day, with which they choose one")
    ] = False,
) -> None:
    """Give somebody a new password; they are signed out everywhere, and may sign in again if they were removed."""
    with _open() as product:
        if link:
            _print_link(product, email)
            return
        hashed = hash_password(_password(rules.email_of(email), password_stdin))
        with product.database.transaction() as session:
            user = _user(session, email)
            user.state = rules.UserState.ACTIVE
            service.change_password(session, Person(user.id, user.name), hashed)
        out.print(f"{user.email} has a new password", highlight=False)


def _print_link(product: Product, email: str) -> None:
    with product.database.transaction() as session:
        made, until = passwords.link_for(session, _user(session, email), _base(product), BY_HAND)
    err.print(f"Hand this to {email}. It works once, until {until:%d %B %Y, %H:%M} UTC:", highlight=False)
    sys.stdout.write(f"{made}\n")


def _base(product: Product) -> str:
    return product.settings.public_url or "http://127.0.0.1:8787"  # where `onmodel serve` listens unless told


@tokens.command("create")
def create_token(
    email: Email,
    name: Annotated[str, typer.Argument(help="what it is for")],
    scope: Annotated[list[Action] | None, typer.Option(help="what it may do; repeat it. Without: read")] = None,
    project: Annotated[str, typer.Option(help="slug or id of the only project that it is good for")] = "",
    days: Annotated[int, typer.Option(min=0, max=3650, help="how long it is good; 0: until it is revoked")] = 90,
) -> None:
    """Make an API token for somebody; its text is printed once, on stdout."""
    with _open() as product, product.database.transaction() as session:
        user = _user(session, email)
        _, text = service.create_token(
            session, Person(user.id, user.name), name, scope or [Action.READ],
            project_id=_project(session, project) if project else None,
            expires_at=utc_now() + timedelta(days=days) if days else None,
        )  # fmt: skip
    sys.stdout.write(f"{text}\n")


@tokens.command("list")
def list_tokens(email: Email, as_json: Json = False) -> None:
    """List somebody's API tokens."""
    with _open() as product, product.database.reading() as session:
        rows = queries.tokens(session, _user(session, email).id)
        if as_json:
            print_json([{"id": r.id, "name": r.name, "start": r.start, "scopes": r.scopes} for r in rows])
        for r in () if as_json else rows:
            ends = f"until {r.expires_at:%Y-%m-%d}" if r.expires_at else "until revoked"
            out.print(f"{r.id}  {r.start}…  {r.name}: {', '.join(r.scopes)}; {ends}", highlight=False, soft_wrap=True)


@tokens.command()
def revoke(email: Email, token_id: Annotated[str, typer.Argument(help="its id, as `list` shows it")]) -> None:
    """Take an API token away, at once."""
    with _open() as product, product.database.transaction() as session:
        service.revoke_token(session, _user(session, email).id, token_id)
        out.print("revoked")


def prepare(product: Product, base: str) -> None:
    """What a server for a team does as it starts: adopt projects without an organization, or ask for a first owner."""
    with product.database.transaction() as session:
        link = organizations.first_owner_link(session, base)
        home = organizations_queries.first(session)
        if home is not None:
            projects.adopt(session, home.id)
    if link:
        err.print(f"Nobody has an account yet. Whoever opens this link becomes the owner:\n  {link}", highlight=False)


@contextmanager
def _open() -> Iterator[Product]:
    with spoken_errors():
        yield bootstrap.open_product(get_settings())


def _password(email: str, from_stdin: bool) -> str:
    text = sys.stdin.readline().rstrip("\r\n") if from_stdin else ""
    given = text if from_stdin else typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    rules.check_password(given, email)
    return str(given)


def _user(session: Session, email: str) -> UserAccount:
    user = queries.by_email(session, rules.email_of(email))
    if user is None:
        raise PersonNotFound(f"There is no account {email}", todo="onmodel people list")
    return user


def _organization(session: Session, name: str) -> Organization:
    known = organizations_queries.by_name(session, name) if name else organizations_queries.first(session)
    return known or organizations.create(session, name or "Studio")


def _project(session: Session, named: str) -> str:
    found = projects_queries.by_slug(session, named)
    return found.id if found else projects.get(session, named).id
