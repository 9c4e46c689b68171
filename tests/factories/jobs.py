"""Jobs as tests of the machinery need them: submitted, claimed by a worker, looked at."""

from typing import Any

from onmodel.db import Database
from onmodel.jobs import service, tasks
from onmodel.jobs.rules import Claim, JobRequest
from onmodel.jobs.tables import Job
from onmodel.projects import service as projects


def submitted(database: Database, kind: str = "frame", **values: Any) -> str:
    """The id of a new job of the local project."""
    with database.transaction() as session:
        project = projects.default_project(session)
        return service.submit(session, JobRequest(kind, project.id, **values)).id


def claimed(database: Database, job_id: str, worker: str = "host:1") -> Claim:
    """A worker's hold on a job that waits."""
    with database.transaction() as session:
        claim = tasks.claim(session, job_id, worker)
    assert claim is not None
    return claim


def job_of(database: Database, job_id: str) -> Job:
    """The job as it stands."""
    with database.reading() as session:
        return service.get(session, job_id)
