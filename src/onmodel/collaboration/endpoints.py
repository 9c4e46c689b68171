"""HTTP for what people see of each other's work."""

from typing import Annotated

from fastapi import Query

from onmodel.collaboration import service
from onmodel.collaboration.schemas import ActivityOut
from onmodel.routing import NounRouter
from onmodel.web import ProjectId, Reading

router = NounRouter(prefix="/api", tags=["collaboration"])


@router.get("/activity")
def list_activity(
    session: Reading,
    project_id: ProjectId,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ActivityOut:
    """What happened in the project, in sentences, the newest first."""
    return service.activity(session, project_id, before=before, limit=limit)
