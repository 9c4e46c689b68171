"""HTTP for projects."""

from typing import Annotated

from fastapi import APIRouter, Query

from onmodel.kit.ids import IdText
from onmodel.kit.pagination import Page, cut
from onmodel.projects import queries, service
from onmodel.projects.schemas import ProjectIn, ProjectOut
from onmodel.projects.tables import Project
from onmodel.web import Reading, Writing

router = APIRouter(prefix="/api/projects", tags=["projects"])


@router.get("")
def list_projects(
    session: Reading, before: IdText | None = None, limit: Annotated[int, Query(ge=1, le=200)] = 50
) -> Page[ProjectOut]:
    """Projects, newest first."""
    projects, following = cut(queries.newest(session, before=before, limit=limit), limit)
    return Page(items=[ProjectOut.model_validate(project) for project in projects], next=following)


@router.post("", status_code=201, response_model=ProjectOut)
def create_project(body: ProjectIn, session: Writing) -> Project:
    """Make a project."""
    return service.create(session, body.name, description=body.description)


@router.get("/{project_id}", response_model=ProjectOut)
def read_project(project_id: IdText, session: Reading) -> Project:
    """A project."""
    return service.get(session, project_id)
