"""Conforms over HTTP: an editor's cut shown as a diff, taken over, given back."""

from typing import Annotated

from fastapi import Depends

from onmodel.conforms import service
from onmodel.conforms.schemas import ConformIn, ConformOut
from onmodel.retries import Repeatable
from onmodel.routing import NounRouter
from onmodel.timelines import service as timelines
from onmodel.timelines.endpoints import At
from onmodel.timelines.schemas import CutOut
from onmodel.web import Writing

router = NounRouter(prefix="/api/cuts/{cut_id}/conform", tags=["cuts"], route_class=Repeatable)
Where = Annotated[At, Depends()]


@router.post("")
def conform_cut(body: ConformIn, session: Writing, at: Where) -> ConformOut:
    """Compare an editor's cut with ours; with `apply`, take order and lengths over into cut and board."""
    row = timelines.get(session, at.project_id, at.cut_id)
    return service.conform(session, row, body, version=at.if_match)


@router.post("/undo")
def undo_conform(session: Writing, at: Where) -> CutOut:
    """Give the editor's cut back: cut and board are as they were before it was taken over."""
    row = service.undo(session, timelines.get(session, at.project_id, at.cut_id))
    session.flush()
    return CutOut.of(row, timelines.value(session, row, marked=True))
