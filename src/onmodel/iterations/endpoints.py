"""Generations over HTTP: beginning one, showing one, listing them."""

from typing import Annotated

from fastapi import Query

from onmodel.iterations import service
from onmodel.iterations.schemas import GenerationIn, GenerationOut, GenerationPage
from onmodel.kit.ids import IdText
from onmodel.retries import Repeatable
from onmodel.routing import NounRouter
from onmodel.web import CurrentBackends, ProjectId, Reading, Writing

router = NounRouter(prefix="/api/generations", tags=["generations"], route_class=Repeatable)


@router.post("", status_code=201)
def create_generation(
    body: GenerationIn, session: Writing, backends: CurrentBackends, project_id: ProjectId
) -> GenerationOut:
    """Begin an iteration of a board: other words, moves, frames or settings; nothing is rendered yet."""
    return service.view(session, service.create(session, backends, project_id, body))


@router.get("")
def list_generations(
    session: Reading,
    project_id: ProjectId,
    storyboard_id: IdText | None = None,
    before: IdText | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> GenerationPage:
    """Generations, newest first, of the project or of one board."""
    return service.page(session, project_id, storyboard_id, before=before, limit=limit)


@router.get("/{generation_id}")
def get_generation(generation_id: IdText, session: Reading, project_id: ProjectId) -> GenerationOut:
    """A generation with its scenes: what each is asked for, its hero frame, the attempt that stands."""
    return service.view(session, service.get(session, project_id, generation_id))
