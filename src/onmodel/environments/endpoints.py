"""Environments over HTTP."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Query, Response
from sqlalchemy.orm import Session

from onmodel.bible import queries as bible
from onmodel.bible.endpoints import IfMatch, tag
from onmodel.environments import service, tasks
from onmodel.environments.schemas import (
    AnglesIn,
    EnvironmentChange,
    EnvironmentIn,
    EnvironmentItem,
    EnvironmentOut,
    EnvironmentPage,
    EnvironmentRollbackIn,
    PlacePreview,
)
from onmodel.environments.service import Angles
from onmodel.environments.tables import Environment
from onmodel.kit.ids import IdText
from onmodel.kit.pagination import cut
from onmodel.routing import NounRouter
from onmodel.web import Blobs, CurrentDatabase, ProjectId, Reading, Writing

router = NounRouter(prefix="/api/environments", tags=["environments"])
JPEG: dict[int | str, dict[str, Any]] = {200: {"content": {"image/jpeg": {}}}}


def _shown(response: Response, session: Session, row: Environment) -> EnvironmentOut:
    session.flush()
    tag(response, row.version)
    return EnvironmentOut.of(row)


def _new(body: EnvironmentIn) -> tuple[dict[str, Any], Angles]:
    """A new environment's columns and pictures, before a transaction is begun."""
    return body.columns(), service.prepare({}, [], body.references)


@router.post("", status_code=201)
def create_environment(
    new: Annotated[tuple[dict[str, Any], Angles], Depends(_new)], session: Writing, blobs: Blobs,
    project_id: ProjectId, response: Response,
) -> EnvironmentOut:  # fmt: skip
    """Make an environment: scenes whose place has its name are built and lit as it says."""
    return _shown(response, session, service.create(session, blobs, *new, project_id=project_id))


@router.get("")
def list_environments(
    session: Reading,
    project_id: ProjectId,
    search: Annotated[str, Query(max_length=200, description="words in name, set, mood or description")] = "",
    before: IdText | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> EnvironmentPage:
    """The project's environments, newest first."""
    rows, following = cut(
        bible.page(session, Environment, project_id, search=search, before=before, limit=limit), limit
    )
    return EnvironmentPage(environments=[EnvironmentItem.of(row) for row in rows], next=following)


@router.get("/deleted")
def list_deleted_environments(session: Reading, project_id: ProjectId) -> EnvironmentPage:
    """The last hundred environments that were put away, the last one first."""
    rows = bible.deleted(session, Environment, project_id)
    return EnvironmentPage(environments=[EnvironmentItem.of(row) for row in rows], next=None)


@router.get("/{environment_id}")
def get_environment(
    environment_id: IdText, session: Reading, project_id: ProjectId, response: Response
) -> EnvironmentOut:  # fmt: skip
    """An environment with its references."""
    return _shown(response, session, service.get(session, project_id, environment_id))


@dataclass(frozen=True)
class At:
    """Where a change is made, and with what."""

    environment_id: IdText
    project_id: ProjectId
    database: CurrentDatabase
    blobs: Blobs
    if_match: IfMatch

    def row(self, session: Session) -> Environment:
        """The environment; raises EnvironmentNotFound."""
        return service.get(session, self.project_id, self.environment_id)


Where = Annotated[At, Depends()]


@router.patch("/{environment_id}")
def change_environment(body: EnvironmentChange, session: Writing, at: Where, response: Response) -> EnvironmentOut:
    """Change an environment; frames made in it become stale where it looks different. 409: somebody was quicker."""
    row, seen = at.row(session), body.version or at.if_match
    return _shown(response, session, service.change(session, row, body.columns(), version=seen, message=body.message))


def _given_angles(body: AnglesIn, at: Where) -> Angles:
    """Pictures checked before a transaction is begun."""
    with at.database.reading() as session:
        own = {r.asset_id: r.angle for r in at.row(session).references}
    return service.prepare(own, body.keep, body.references)


@router.put("/{environment_id}/references")
def change_environment_references(
    body: AnglesIn, angles: Annotated[Angles, Depends(_given_angles)], session: Writing, at: Where, response: Response
) -> EnvironmentOut:
    """Add, remove, replace or rename pictures by angle."""
    row, seen = at.row(session), body.version or at.if_match
    service.change(session, row, {}, angles=(at.blobs, angles), version=seen, message=body.message)
    return _shown(response, session, row)


@router.delete("/{environment_id}")
def delete_environment(
    environment_id: IdText, session: Writing, project_id: ProjectId, response: Response
) -> EnvironmentOut:  # fmt: skip
    """Put an environment away; frames keep it, its name is free, it can be restored."""
    return _shown(response, session, service.delete(session, project_id, environment_id))


@router.post("/{environment_id}/restore")
def restore_environment(
    environment_id: IdText, session: Writing, project_id: ProjectId, response: Response
) -> EnvironmentOut:  # fmt: skip
    """Take a deleted environment back."""
    return _shown(response, session, service.restore(session, project_id, environment_id))


@router.post("/{environment_id}/rollback")
def roll_back_environment(
    environment_id: IdText, body: EnvironmentRollbackIn, session: Writing, project_id: ProjectId, response: Response
) -> EnvironmentOut:
    """Make the environment as it was in a version, as a new version; the team is told."""
    return _shown(response, session, service.roll_back(session, project_id, environment_id, body.number))


@router.get("/{environment_id}/preview", response_class=Response, responses=JPEG)
def preview_environment(
    environment_id: IdText, asked: Annotated[PlacePreview, Query()], project_id: ProjectId, database: CurrentDatabase
) -> Response:
    """The place with nobody in it, with knobs turned that are not kept: for sliders. 503 where others wait."""
    jpeg = tasks.preview(database, project_id, environment_id, asked)
    return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "no-store"})
