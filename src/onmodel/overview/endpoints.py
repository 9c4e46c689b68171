"""HTTP for what waits: what is asked to be reviewed in a project, and a person's projects with all that waits there."""

from typing import Annotated

from fastapi import Query

from onmodel.kit.ids import IdText
from onmodel.overview import service
from onmodel.overview.schemas import HomeOut, ReviewPage, ReviewQueueOut
from onmodel.routing import NounRouter
from onmodel.web import CurrentAccess, ProjectId, Reading

router = NounRouter(prefix="/api", tags=["reviews"])


@router.get("/home")
def get_home(session: Reading, access: CurrentAccess) -> HomeOut:
    """Your projects with their newest boards, and what waits for you in all of them."""
    return service.home(session, access.actor)


@router.get("/reviews")
def list_reviews(
    session: Reading,
    project_id: ProjectId,
    access: CurrentAccess,
    before: IdText | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ReviewPage:
    """What the project's people were asked to approve, with its picture, its name and where it stands."""
    return service.review_page(session, project_id, access.actor, before=before, limit=limit)


@router.get("/reviews/queue")
def review_queue(session: Reading, project_id: ProjectId, access: CurrentAccess) -> ReviewQueueOut:
    """What waits for the caller in the project."""
    return ReviewQueueOut(items=service.waiting_for(session, [project_id], access.actor))
