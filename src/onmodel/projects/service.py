"""What can be done with projects."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onmodel.errors import Conflict, NotFound
from onmodel.projects import queries, rules
from onmodel.projects.tables import Project

DEFAULT = "local"


class ProjectNotFound(NotFound):
    """No project has this id."""


class ProjectExists(Conflict):
    """A project of this name is there already."""


def create(session: Session, name: str, *, description: str = "", slug: str | None = None) -> Project:
    """A new project; raises ProjectExists where its slug is taken."""
    project = Project(slug=slug or rules.slug_of(name), name=name, description=description)
    try:
        with session.begin_nested():
            session.add(project)
    except IntegrityError as error:
        raise ProjectExists(f"There is a project {project.slug!r} already", todo="Choose another name") from error
    return project


def default_project(session: Session) -> Project:
    """The project of a person who works alone; made on first use, even if two processes ask at one moment."""
    known = queries.by_slug(session, DEFAULT)
    if known:
        return known
    try:
        return create(session, "Local project", slug=DEFAULT)
    except ProjectExists:
        made = queries.by_slug(session, DEFAULT)
        assert made is not None  # the unique slug refused ours because theirs is there
        return made


def get(session: Session, project_id: str) -> Project:
    """The project; raises ProjectNotFound."""
    project = session.get(Project, project_id)
    if project is None:
        raise ProjectNotFound(f"There is no project {project_id}")
    return project
