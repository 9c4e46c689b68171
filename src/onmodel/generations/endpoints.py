"""Making, showing, retaking and validating boards over HTTP."""

from typing import Annotated

from fastapi import Depends, Header, Query, Response

from onmodel.generations import service
from onmodel.generations.schemas import (
    RetakeIn,
    RetakeOut,
    StoryboardIn,
    StoryboardOut,
    ValidationOut,
)  # fmt: skip
from onmodel.kit.ids import IdText, new_id
from onmodel.overview import service as overview
from onmodel.overview.schemas import StoryboardPage
from onmodel.retries import Repeatable
from onmodel.routing import NounRouter
from onmodel.staleness import service as staleness
from onmodel.staleness.schemas import RenderStaleIn, RenderStaleOut, StaleOut
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import FRAME_JOB
from onmodel.web import CurrentBackends, CurrentDatabase, ProjectId, Reading, Writing

router = NounRouter(tags=["storyboards"], route_class=Repeatable)
RETAKE_WAIT_SECONDS = 25.0  # then the answer names the job instead of the picture


@router.post("/api/storyboards", status_code=202)
def create_storyboard(body: StoryboardIn, session: Writing, project_id: ProjectId) -> StoryboardOut:
    """Make a board from a script; the job renders, scores and retakes it. The same order finds the same board."""
    generation = service.start(session, service.order_of(session, body, project_id), project_id=project_id)
    return service.board_view(session, storyboards.get(session, project_id, generation.storyboard_id))


@router.get("/api/storyboards")
def list_storyboards(
    session: Reading,
    project_id: ProjectId,
    before: IdText | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> StoryboardPage:
    """The project's boards, newest first, with their first pictures and with what waits on them."""
    return overview.page(session, project_id, before=before, limit=limit)


@router.get("/api/storyboards/{storyboard_id}")
def get_storyboard(storyboard_id: IdText, session: Reading, project_id: ProjectId) -> StoryboardOut:
    """A board with its panels, pictures and scores."""
    return service.board_view(session, storyboards.get(session, project_id, storyboard_id))


def _asked(
    storyboard_id: IdText,
    body: RetakeIn,
    database: CurrentDatabase,
    project_id: ProjectId,
    idempotency_key: Annotated[str | None, Header(max_length=80, description="the same key is the same retake")] = None,
) -> tuple[RetakeIn, str]:
    """The retake's job, in a transaction of its own: a worker must see it while we wait."""
    nonce = idempotency_key or new_id()
    with database.transaction() as session:
        board = storyboards.get(session, project_id, storyboard_id)
        return body, service.retake(session, board, body.scene_number, body.reason, nonce=nonce).id


@router.post("/api/storyboards/{storyboard_id}/regenerate-frame", responses={202: {"model": RetakeOut}})
def regenerate_frame(
    asked: Annotated[tuple[RetakeIn, str], Depends(_asked)], database: CurrentDatabase, response: Response
) -> RetakeOut:
    """Take a panel again; answers with the picture where it is done within 25 s, else with 202 and the job."""
    body, job_id = asked
    made = service.await_retake(database, body.scene_number, job_id, RETAKE_WAIT_SECONDS)
    response.status_code = 200 if made.new_image_url else 202
    return made


@router.get("/api/storyboards/{storyboard_id}/stale")
def list_stale_panels(storyboard_id: IdText, session: Reading, project_id: ProjectId) -> StaleOut:
    """Panels that show a character as it was, and what re-rendering would cost; nothing is rendered unasked."""
    return staleness.view(session, storyboards.get(session, project_id, storyboard_id))


@router.post("/api/storyboards/{storyboard_id}/stale", status_code=202)
def render_stale_panels(
    storyboard_id: IdText, body: RenderStaleIn, session: Writing, project_id: ProjectId
) -> RenderStaleOut:
    """Render stale panels again; asking twice is asking once."""
    return staleness.render(session, storyboards.get(session, project_id, storyboard_id), body.panels, kind=FRAME_JOB)


@router.post("/api/validate/{storyboard_id}")
def validate_storyboard(
    storyboard_id: IdText, backends: CurrentBackends, database: CurrentDatabase, project_id: ProjectId
) -> ValidationOut:
    """Measure every frame against the DNA of who should be in it, and report."""
    return service.validate(backends, database, project_id, storyboard_id)
