"""What happens to jobs: the line in the job's log, the news for the people of its project, the stream of one job."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import anyio
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from onmodel.db import Database, announce
from onmodel.events import Event
from onmodel.jobs import queries
from onmodel.jobs.rules import FINISHED
from onmodel.jobs.schemas import JobEventOut, JobOut
from onmodel.jobs.tables import Job

LOOK_SECONDS = 0.4
QUIET_SECONDS = 15.0  # then a comment is sent, so that proxies keep the line open


@dataclass(frozen=True)
class JobMoved(Event):
    """A job went on: `what` is the kind of its log line, or "progress", which is told once a second at most."""

    kind: ClassVar[str] = "job.moved"

    job_id: str
    parent_id: str | None
    job_kind: str
    what: str
    progress: float


def record(session: Session, job: Job, kind: str, **payload: Any) -> None:
    """Add a line to the job's log and tell the project."""
    session.flush()
    queries.add_event(session, job.id, kind, payload)
    announce_move(session, job, kind)


def announce_move(session: Session, job: Job, what: str) -> None:
    """Tell the project how far the job is."""
    announce(session, JobMoved(job.project_id, job.id, job.parent_id, job.kind, what, round(job.progress, 3)))


async def follow(
    database: Database, job_id: str, after: int, *, leaving: Callable[[], bool] = lambda: False
) -> AsyncIterator[str]:
    """The job's log after event number `after` and its progress as server-sent events (WHATWG HTML 9.2), to its end.

    A log line is an event with its number as id; `progress` has none, it is only ever the latest. It ends early where
    the server is `leaving`: who follows comes back by himself, with the number of what he saw last.
    """
    shown, quiet = "", 0.0
    while not leaving():
        job, lines = await run_in_threadpool(_look, database, job_id, after)
        for line in lines:
            after = line.seq
            yield f"id: {line.seq}\nevent: {line.kind}\ndata: {line.model_dump_json()}\n\n"
        data = job.model_dump_json(include={"state", "progress", "stage", "message", "eta_seconds"})
        over = job.state in FINISHED and not lines
        if data != shown or over:
            yield f"event: {'end' if over else 'progress'}\ndata: {job.model_dump_json() if over else data}\n\n"
        if over:
            return
        quiet = 0.0 if lines or data != shown else quiet + LOOK_SECONDS
        if quiet >= QUIET_SECONDS:
            quiet = 0.0
            yield ": still here\n\n"
        shown = data
        if not lines:
            await anyio.sleep(LOOK_SECONDS)


def _look(database: Database, job_id: str, after: int) -> tuple[JobOut, list[JobEventOut]]:
    with database.reading() as session:
        job = JobOut.model_validate(session.get_one(Job, job_id))
        return job, [JobEventOut.model_validate(line) for line in queries.events(session, job_id, after)]
