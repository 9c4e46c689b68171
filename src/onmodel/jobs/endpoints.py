"""HTTP for jobs."""

from typing import Annotated

from fastapi import Depends, Header, Query
from fastapi.responses import StreamingResponse

from onmodel.jobs import queries, service
from onmodel.jobs.events import follow
from onmodel.jobs.schemas import JobDetail, JobOut, JobRow, ListQuery, PriorityIn, QueueOut
from onmodel.jobs.tables import Job
from onmodel.kit.ids import IdText
from onmodel.kit.pagination import Page, cut
from onmodel.routing import NounRouter
from onmodel.web import CurrentDatabase, Leaving, ProjectId, Reading, Writing

router = NounRouter(prefix="/api/jobs", tags=["jobs"])
SEQ = 2**31 - 1


def _to_read(job_id: IdText, session: Reading, project_id: ProjectId) -> Job:
    return service.of_project(session, project_id, job_id)


def _to_change(job_id: IdText, session: Writing, project_id: ProjectId) -> Job:
    return service.of_project(session, project_id, job_id)


Seen = Annotated[Job, Depends(_to_read)]  # the job of the path, if it is in the project of who asks
Held = Annotated[Job, Depends(_to_change)]


@router.get("")
def list_jobs(
    session: Reading,
    project_id: ProjectId,
    wanted: Annotated[ListQuery, Query()],
) -> Page[JobRow]:
    """The project's jobs, newest first."""
    found = queries.newest(session, project_id=project_id, **wanted.model_dump())
    jobs, following = cut(found, wanted.limit)
    return Page(items=service.rows(session, jobs), next=following)


@router.get("/queues")
def list_queues(session: Reading) -> list[QueueOut]:
    """How many jobs wait in each queue over all projects, how long the oldest has, and how many workers serve it."""
    return [QueueOut.model_validate(found) for found in queries.backlog(session)]


@router.get("/dead")
def list_dead_jobs(session: Reading, project_id: ProjectId) -> list[JobOut]:
    """The project's failed jobs that nobody retried or put aside yet, newest first."""
    return [JobOut.model_validate(job) for job in queries.dead(session, [project_id])]


@router.get("/{job_id}")
def read_job(job: Seen, session: Reading, after: Annotated[int, Query(ge=0, le=SEQ)] = 0) -> JobDetail:
    """A job with progress, its place in the queue, when it starts, and the log after event number `after`."""
    return service.detail(session, job, after)


@router.get("/{job_id}/events", response_class=StreamingResponse)
def follow_job(
    job: Seen,
    database: CurrentDatabase,
    leaving: Leaving,
    last_event_id: Annotated[str, Header()] = "",
    after: Annotated[int, Query(ge=0, le=SEQ)] = 0,
) -> StreamingResponse:
    """The job's log and progress as server-sent events, from the last one seen; it ends with the job."""
    seen = int(last_event_id) if last_event_id.isascii() and last_event_id.isdigit() else after
    return StreamingResponse(follow(database, job.id, min(seen, SEQ), leaving=leaving), media_type="text/event-stream")


@router.post("/{job_id}/cancel")
def cancel_job(job: Held, session: Writing) -> JobDetail:
    """Cancel a job and its children: at once if it waits, within seconds if it runs."""
    return service.detail(session, service.cancel(session, job.id))


@router.post("/{job_id}/pause")
def pause_job(job: Held, session: Writing) -> JobDetail:
    """Hold a job and its children: at once if it waits, at its next check if it runs; what is done is kept."""
    return service.detail(session, service.pause(session, job.id))


@router.post("/{job_id}/resume")
def resume_job(job: Held, session: Writing) -> JobDetail:
    """Go on with a job that was paused."""
    return service.detail(session, service.revive(session, job.id))


@router.post("/{job_id}/priority")
def prioritise_job(job: Held, body: PriorityIn, session: Writing) -> JobDetail:
    """Move a job in the line of who ordered it: 9 first, 0 last. It takes no turn from anybody else."""
    return service.detail(session, service.prioritise(session, job.id, body.priority))


@router.post("/{job_id}/retry")
def retry_job(job: Held, session: Writing) -> JobDetail:
    """Queue a job again that failed, was cancelled or paused, with those of its children; finished ones stay."""
    return service.detail(session, service.revive(session, job.id))


@router.post("/{job_id}/discard")
def discard_job(job: Held, session: Writing) -> JobDetail:
    """Put a failed job aside: it leaves the list of the dead, its row stays."""
    return service.detail(session, service.discard(session, job.id))
