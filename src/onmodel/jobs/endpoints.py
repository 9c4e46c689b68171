"""HTTP for jobs."""

from typing import Annotated

from fastapi import APIRouter, Query

from onmodel.jobs import queries, service
from onmodel.jobs.rules import JobState
from onmodel.jobs.schemas import JobDetail, JobOut
from onmodel.kit.ids import IdText
from onmodel.kit.pagination import Page, cut
from onmodel.web import Reading, Writing

router = APIRouter(prefix="/api/jobs", tags=["jobs"])


@router.get("")
def list_jobs(
    session: Reading,
    project_id: IdText | None = None,
    state: JobState | None = None,
    before: IdText | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Page[JobOut]:
    """Jobs, newest first."""
    rows = queries.newest(session, project_id=project_id, state=state, before=before, limit=limit)
    jobs, following = cut(rows, limit)
    return Page(items=[JobOut.model_validate(job) for job in jobs], next=following)


@router.get("/{job_id}")
def read_job(job_id: IdText, session: Reading, after: Annotated[int, Query(ge=0)] = 0) -> JobDetail:
    """A job with progress, queue position and the log after event number `after`."""
    return service.detail(session, job_id, after)


@router.post("/{job_id}/cancel")
def cancel_job(job_id: IdText, session: Writing) -> JobDetail:
    """Cancel a job and its children: at once if it waits, within seconds if it runs."""
    service.cancel(session, job_id)
    return service.detail(session, job_id)


@router.post("/{job_id}/retry")
def retry_job(job_id: IdText, session: Writing) -> JobDetail:
    """Queue a job again that failed, was cancelled or paused, with those of its children; finished ones stay."""
    service.revive(session, job_id)
    return service.detail(session, job_id)
