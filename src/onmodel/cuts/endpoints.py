"""Deliverables over HTTP."""

from fastapi import APIRouter, Response

from onmodel.cuts import service
from onmodel.cuts.rules import Deliverable
from onmodel.kit.ids import IdText
from onmodel.storyboards import service as storyboards
from onmodel.web import Blobs, ProjectId, Reading

router = APIRouter(prefix="/api/storyboards/{storyboard_id}", tags=["deliverables"])
FILES: dict[int | str, dict[str, object]] = {
    200: {"content": {"image/png": {}, "application/pdf": {}, "video/mp4": {}, "application/json": {}}}
}


@router.get("/{deliverable}", response_class=Response, responses=FILES)
def get_deliverable(
    storyboard_id: IdText, deliverable: Deliverable, session: Reading, blobs: Blobs, project_id: ProjectId
) -> Response:
    """The contact sheet, the PDF, the animatic, or the board or report as JSON."""
    board = storyboards.get(session, project_id, storyboard_id)
    data, media_type = service.deliverable(session, blobs, board, deliverable)
    return Response(data, media_type=media_type)
