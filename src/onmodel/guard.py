"""Who asks, in which project, and whether they may: runs before every endpoint.

A route is about the project that its path names, directly or through the thing it names (`{character_id}`); a route
that names nothing is about the project of the `X-Onmodel-Project` header or the `project` query. What is in a project
that the caller does not belong to is not found, so that nobody learns what exists.
"""

from typing import Any

from fastapi import Request
from sqlalchemy.orm import Session

from onmodel.assets.tables import Asset
from onmodel.characters.tables import Character
from onmodel.db import LOCAL
from onmodel.jobs.tables import Job
from onmodel.kit.ids import is_id
from onmodel.permissions import PERMISSIONS
from onmodel.projects.rules import Action, Role
from onmodel.storyboards.tables import Storyboard
from onmodel.web import Access, CurrentDatabase

# path parameter → the table whose row says which project it is in
THINGS: dict[str, Any] = {"asset_id": Asset, "character_id": Character, "job_id": Job, "storyboard_id": Storyboard}


def guard(request: Request, database: CurrentDatabase) -> None:
    """Find out who asks and whether they may, and leave it for `web.CurrentAccess`."""
    action = PERMISSIONS[request.scope["route"].name]
    with database.reading() as session:
        project_id = "" if action in {Action.ANYONE, Action.ACCOUNT} else _project_id(session, request)
    request.state.access = Access(LOCAL, "You", Role.OWNER, project_id)


def _project_id(session: Session, request: Request) -> str:
    """The project that the request is about."""
    for parameter, value in request.path_params.items():
        if parameter == "project_id":
            return str(value)
        thing = session.get(THINGS[parameter], value) if parameter in THINGS and is_id(value) else None
        if thing is not None:
            return str(thing.project_id)
    asked = request.headers.get("x-onmodel-project") or request.query_params.get("project")
    local: str = request.app.state.project_id
    return str(asked or local)
