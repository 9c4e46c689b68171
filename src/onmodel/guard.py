"""Who asks, in which project, and whether they may: runs before every endpoint.

A route is about the project that its path names, directly or through the thing it names (`{character_id}`); a route
that names nothing is about the project of the `X-Onmodel-Project` header or the `project` query. What is in a project
that the caller does not belong to is not found, so that nobody learns what exists.
"""

from typing import Any

from fastapi import Request
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from onmodel.accounts import service as accounts
from onmodel.accounts.rules import Action, Credentials, NotAllowed, NotSignedIn, Person
from onmodel.assets.tables import Asset
from onmodel.canvases.tables import Canvas
from onmodel.characters.tables import Character
from onmodel.db import LOCAL, Database
from onmodel.environments.tables import Environment
from onmodel.errors import NotFound
from onmodel.generations.tables import Generation
from onmodel.guests import service as guests
from onmodel.guests.rules import Guest
from onmodel.jobs.tables import Job
from onmodel.kit.ids import is_id
from onmodel.kit.origins import SAFE_METHODS, is_home, is_same_site
from onmodel.organizations import service as organizations
from onmodel.organizations.rules import OrganizationRole
from onmodel.permissions import PERMISSIONS
from onmodel.projects import service as projects
from onmodel.projects.rules import Role, may, role_that_may
from onmodel.projects.tables import Project
from onmodel.reviews.tables import Note
from onmodel.screenplays.tables import Screenplay
from onmodel.storyboards.tables import Shot, Storyboard
from onmodel.styles.tables import Style
from onmodel.takes import queries as takes
from onmodel.takes.tables import Take
from onmodel.timelines.tables import Cut
from onmodel.variations.tables import CharacterVariation
from onmodel.web import Access, Cookies, cookies_of

# path parameter → the table whose row says which project it is in
THINGS: dict[str, Any] = {
    "asset_id": Asset,
    "canvas_id": Canvas,
    "character_id": Character,
    "cut_id": Cut,
    "environment_id": Environment,
    "frame_id": Take,
    "generation_id": Generation,
    "job_id": Job,
    "note_id": Note,
    "screenplay_id": Screenplay,
    "shot_id": Shot,
    "storyboard_id": Storyboard,
    "style_id": Style,
    "take_id": Take,
    "variation_id": CharacterVariation,
}
OF_BOARD = frozenset({"generation_id", "note_id", "shot_id", "take_id"})  # their rows say which storyboard they are of
NOWHERE = frozenset({Action.ANYONE, Action.ACCOUNT})  # what is about no project
OF_ORGANIZATION = {OrganizationRole.OWNER: Role.OWNER, OrganizationRole.MEMBER: Role.VIEWER}


class CrossSite(NotAllowed):
    """A page of somebody else's tried to do something in your name."""


async def guard(request: Request) -> None:
    """Find out who asks and whether they may, and leave it for `web.CurrentAccess`."""
    database, settings = request.app.state.database, request.app.state.settings
    route = request.scope["route"]
    request.state.route = route.path  # for whoever counts requests, outside
    action = PERMISSIONS[route.name]
    _check_page(request, settings.allowed_origins, team=settings.team)
    if settings.team:
        await run_in_threadpool(_team, database, request, action, cookies_of(request, settings))
    elif request.path_params or _asked(request):
        await run_in_threadpool(_solo, database, request, action)
    else:  # about the one project that the server made at its start: nothing to look up
        home = "" if action in NOWHERE else request.app.state.project_id
        request.state.access = Access(LOCAL, "You", Role.OWNER, home, **_where(request))


def _team(database: Database, request: Request, action: Action, cookies: Cookies) -> None:
    with database.reading() as session:
        person = accounts.identify(session, _credentials(request, cookies))
        guest = guests.identify(session, cookies.get("guest"))
        request.state.access = _admit(session, request, action, person, guest)
    if person is not None and not person.noted:
        _note(database, person)


def _check_page(request: Request, allowed: tuple[str, ...], *, team: bool) -> None:
    """Refuse what another site's page sends (CSRF), and, where there is no login, who comes under a foreign name.

    A bearer token is not sent by a browser by itself, so who shows one is no page that was led astray.
    """
    headers, host = request.headers, request.headers.get("host", "")
    if not team and not is_home(host, allowed):
        raise CrossSite(f"This server does not answer as {host[:100]!r}", todo="Name it in ONMODEL_ORIGINS")
    if request.method in SAFE_METHODS or headers.get("authorization", "").lower().startswith("bearer "):
        return
    if not is_same_site(headers.get("origin"), headers.get("sec-fetch-site"), host, allowed):
        raise CrossSite("The request was made by a page of another site", todo="Name its origin in ONMODEL_ORIGINS")


def _credentials(request: Request, cookies: Cookies) -> Credentials:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return Credentials(cookies.get("session"), token.strip() if scheme.lower() == "bearer" else None)


def _note(database: Database, person: Person) -> None:
    with database.transaction(actor=person.id) as session:
        accounts.note_use(session, person.credential)


def _where(request: Request) -> dict[str, Any]:
    """From where and with what somebody asks."""
    return {
        "address": request.client.host if request.client else "",
        "agent": request.headers.get("user-agent", "")[:200],
    }


def _solo(database: Database, request: Request, action: Action) -> None:
    """Whoever works alone owns everything that there is. Raises ProjectNotFound."""
    with database.reading() as session:
        project_id = "" if action in NOWHERE else _project_id(session, request)
        if project_id and (not is_id(project_id) or session.get(Project, project_id) is None):
            raise projects.ProjectNotFound(f"There is no project {project_id[:64]}")
    request.state.access = Access(LOCAL, "You", Role.OWNER, project_id, **_where(request))


def _admit(
    session: Session, request: Request, action: Action, person: Person | None, guest: Guest | None
) -> Access:  # fmt: skip
    """What these people may here. Raises NotSignedIn, NotAllowed, NotFound."""
    if person is None and guest is None:
        if action is not Action.ANYONE:
            raise NotSignedIn("Nobody is signed in", todo="Sign in, or send a token: Authorization: Bearer omt_…")
        return Access("", "", **_where(request))
    if person is not None and not person.may_ask(action):
        raise NotAllowed("The token does not reach that far", why=f"It lacks the scope {action.value!r}")
    if action in NOWHERE:
        if person is None and action is Action.ACCOUNT:
            raise NotAllowed("This needs an account", why="You are a guest", todo="Ask for an invitation")
        return _as_person(request, person) if person else _as_guest(request, guest)
    if "organization_id" in request.path_params:
        return _in_organization(session, request, action, person)
    return _in_project(session, request, action, person, guest)


def _in_organization(session: Session, request: Request, action: Action, person: Person | None) -> Access:
    organization_id = request.path_params["organization_id"]
    known = person is not None and person.project_id is None and is_id(organization_id)
    role = organizations.role_of(session, organization_id, person.id) if person and known else None
    if person is None or role is None:
        raise NotFound("There is no such organization, or you do not belong to it")
    _check_role(OF_ORGANIZATION[role], action, "organization")
    return _as_person(request, person, OF_ORGANIZATION[role])


def _in_project(
    session: Session, request: Request, action: Action, person: Person | None, guest: Guest | None
) -> Access:  # fmt: skip
    project_id = _project_id(session, request, _default(person, guest), strict=True)
    role = None
    if person is not None and person.project_id in {None, project_id} and is_id(project_id):
        role = projects.role_of(session, project_id, person.id)
    if person is not None and role is not None:
        _check_role(role, action, "project")
        return _as_person(request, person, role, project_id)
    if guest is None or guest.project_id != project_id:
        raise _nothing()
    _check_role(Role.GUEST, action, "project")
    if guest.storyboard_id and not _shown(session, request, guest.project_id, guest.storyboard_id):
        raise NotAllowed("The review link shows one storyboard only", todo="Ask for a link to the project")
    return _as_guest(request, guest, Role.GUEST)


def _default(person: Person | None, guest: Guest | None) -> str | None:
    """The project that somebody means who names none."""
    if person is not None:
        return person.project_id
    return guest.project_id if guest else None


def _check_role(role: Role, action: Action, where: str) -> None:
    if not may(role, action):
        who = role_that_may(action).value
        raise NotAllowed(
            f"You may not {action.value} in this {where}", why=f"You are {role.value} here",
            todo=f"Ask for the role {who}", role=role.value, needs=who,
        )  # fmt: skip


def _shown(session: Session, request: Request, project_id: str, storyboard_id: str) -> bool:
    """Whether the path names this storyboard and no other, a picture, shot or take on it, or a note about it."""
    asked = request.path_params
    if "storyboard_id" in asked:
        return {asked["storyboard_id"], asked.get("other_id", storyboard_id)} == {storyboard_id}
    for named in OF_BOARD.intersection(asked):
        row = session.get(THINGS[named], asked[named])
        return row is not None and row.storyboard_id == storyboard_id and "character_id" not in asked
    return "asset_id" in asked and takes.shows(session, project_id, storyboard_id, asked["asset_id"])


def _as_person(request: Request, person: Person, role: str = "", project_id: str = "") -> Access:
    scopes = None if person.scopes is None else frozenset(scope.value for scope in person.scopes)
    return Access(
        person.id, person.name, role, project_id, **_where(request),
        credential=person.credential, scopes=scopes, until=person.until,
    )  # fmt: skip


def _as_guest(request: Request, guest: Guest | None, role: str = "") -> Access:
    assert guest is not None  # _admit has somebody before it asks what they may
    project_id = guest.project_id if role else ""
    return Access(
        guest.actor, guest.name, role, project_id, **_where(request), credential=guest.visit_id, until=guest.until,
        watermark=guest.watermark, storyboard_id=guest.storyboard_id or "",
    )  # fmt: skip


def _nothing() -> NotFound:
    return NotFound("There is no such thing, or it is not yours to see", todo="Check the id and X-Onmodel-Project")


def _project_id(session: Session, request: Request, default: str | None = None, *, strict: bool = False) -> str:
    """The project that the request is about. `strict`: what is not there is answered as what is in other projects."""
    for parameter, value in request.path_params.items():
        if parameter == "project_id":
            return str(value)
        if parameter in THINGS and is_id(value):
            thing = session.get(THINGS[parameter], value)
            if thing is not None:
                return str(thing.project_id)
            if strict:
                raise _nothing()
    local: str = request.app.state.project_id
    return str(_asked(request) or default or local)


def _asked(request: Request) -> str | None:
    """The project that a header or the query names."""
    return request.headers.get("x-onmodel-project") or request.query_params.get("project") or None
