"""Canvases over HTTP."""

from typing import Annotated

from fastapi import Query, Response
from sqlalchemy.orm import Session

from onmodel.bible import queries as bible
from onmodel.bible.endpoints import IfMatch, tag
from onmodel.canvases import service
from onmodel.canvases.schemas import CanvasChange, CanvasIn, CanvasItem, CanvasOut, CanvasPage, CanvasRollbackIn
from onmodel.canvases.tables import Canvas
from onmodel.kit.ids import IdText
from onmodel.kit.pagination import cut
from onmodel.retries import Repeatable
from onmodel.routing import NounRouter
from onmodel.web import ProjectId, Reading, Writing

router = NounRouter(prefix="/api/canvases", tags=["canvases"], route_class=Repeatable)


def _shown(response: Response, session: Session, row: Canvas) -> CanvasOut:
    session.flush()
    tag(response, row.version)
    return CanvasOut.model_validate(row)


@router.post("", status_code=201)
def create_canvas(body: CanvasIn, session: Writing, project_id: ProjectId, response: Response) -> CanvasOut:
    """Make a canvas."""
    return _shown(response, session, service.create(session, body.columns(), project_id=project_id))


@router.get("")
def list_canvases(
    session: Reading,
    project_id: ProjectId,
    search: Annotated[str, Query(max_length=200, description="words in name or description")] = "",
    before: IdText | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> CanvasPage:
    """The project's canvases, newest first."""
    rows, following = cut(bible.page(session, Canvas, project_id, search=search, before=before, limit=limit), limit)
    return CanvasPage(canvases=[CanvasItem.of(row) for row in rows], next=following)


@router.get("/deleted")
def list_deleted_canvases(session: Reading, project_id: ProjectId) -> CanvasPage:
    """The last hundred canvases that were put away, the last one first."""
    return CanvasPage(canvases=[CanvasItem.of(row) for row in bible.deleted(session, Canvas, project_id)], next=None)


@router.get("/{canvas_id}")
def get_canvas(canvas_id: IdText, session: Reading, project_id: ProjectId, response: Response) -> CanvasOut:
    """A canvas with what lies on it. To edit it together: /ws/docs/canvas/{canvas_id}."""
    return _shown(response, session, service.get(session, project_id, canvas_id))


@router.patch("/{canvas_id}")
def change_canvas(
    canvas_id: IdText, body: CanvasChange, session: Writing, project_id: ProjectId, *, if_match: IfMatch,
    response: Response,
) -> CanvasOut:  # fmt: skip
    """Rename a canvas, or change what lies on it; 409 where somebody was quicker."""
    row, seen = service.get(session, project_id, canvas_id), body.version or if_match
    service.change(session, row, body.columns(row), version=seen, message=body.message)
    return _shown(response, session, row)


@router.delete("/{canvas_id}")
def delete_canvas(canvas_id: IdText, session: Writing, project_id: ProjectId, response: Response) -> CanvasOut:
    """Put a canvas away; it can be restored."""
    return _shown(response, session, service.delete(session, project_id, canvas_id))


@router.post("/{canvas_id}/restore")
def restore_canvas(canvas_id: IdText, session: Writing, project_id: ProjectId, response: Response) -> CanvasOut:
    """Take a deleted canvas back."""
    return _shown(response, session, service.restore(session, project_id, canvas_id))


@router.post("/{canvas_id}/rollback")
def roll_back_canvas(
    canvas_id: IdText, body: CanvasRollbackIn, session: Writing, project_id: ProjectId, response: Response
) -> CanvasOut:
    """Make the canvas as it was in a version, as a new version."""
    return _shown(response, session, service.roll_back(session, project_id, canvas_id, body.number))
