"""Deliverables over HTTP."""

from fastapi import Response

from onmodel.cuts import service
from onmodel.cuts.rules import OF_FRAMES, Deliverable
from onmodel.kit.ids import IdText
from onmodel.routing import NounRouter
from onmodel.storyboards import service as storyboards
from onmodel.web import MARKED, Blobs, CurrentAccess, Reading

router = NounRouter(prefix="/api/storyboards/{storyboard_id}", tags=["deliverables"])
FILES: dict[int | str, dict[str, object]] = {
    200: {"content": {"image/png": {}, "application/pdf": {}, "video/mp4": {}, "application/json": {}}}
}


@router.get("/{deliverable}", response_class=Response, responses=FILES)
def get_deliverable(
    storyboard_id: IdText,
    deliverable: Deliverable,
    session: Reading,
    blobs: Blobs,
    access: CurrentAccess,
) -> Response:
    """The contact sheet, the PDF, the animatic, or the board or report as JSON; a guest's with their watermark."""
    board = storyboards.get(session, access.project_id, storyboard_id)
    watermark = access.watermark if deliverable in OF_FRAMES else ""  # into pictures it is drawn on their way out
    data, media_type = service.deliverable(session, blobs, board, deliverable, watermark=watermark)
    return Response(data, media_type=media_type, headers=MARKED if watermark else {})
