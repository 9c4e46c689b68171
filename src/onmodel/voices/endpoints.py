"""Temp voices over HTTP."""

from onmodel.kit.ids import IdText
from onmodel.retries import Repeatable
from onmodel.routing import NounRouter
from onmodel.timelines.schemas import CutOut
from onmodel.voices import service
from onmodel.voices.schemas import VoicesIn
from onmodel.web import Blobs, CurrentDatabase, ProjectId

router = NounRouter(prefix="/api/cuts/{cut_id}/voices", tags=["cuts"], route_class=Repeatable)


@router.post("")
def read_cut_lines(
    cut_id: IdText, body: VoicesIn, database: CurrentDatabase, blobs: Blobs, project_id: ProjectId
) -> CutOut:
    """Read the cut's dialogue in temp voices, to cut by; again replaces them. 501 without the extra `voices`."""
    return service.read_lines(database, blobs, project_id, cut_id, language=body.language)
