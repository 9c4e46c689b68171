"""HTTP for what jobs are of."""

from typing import Annotated

from fastapi import Query

from onmodel.kit.ids import IdText
from onmodel.orders import service
from onmodel.orders.schemas import JobThings
from onmodel.routing import NounRouter
from onmodel.web import ProjectId, Reading

router = NounRouter(prefix="/api/home/jobs", tags=["jobs"])


@router.get("")
def list_job_things(
    session: Reading, project_id: ProjectId, id: Annotated[list[IdText], Query(min_length=1, max_length=200)]
) -> JobThings:
    """What these jobs are of, as lists name and show it."""
    return JobThings(things=service.told(session, project_id, id))
