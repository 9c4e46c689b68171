"""What can be done with jobs. Every verb works inside the caller's transaction."""

import os
import socket
from collections import Counter
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onmodel.db import JobMessage, send_after_commit
from onmodel.errors import Conflict, NotFound, OnmodelError
from onmodel.jobs import queries, rules
from onmodel.jobs.rules import Claim, JobRequest, JobState, Verdict
from onmodel.jobs.schemas import JobDetail, JobEventOut
from onmodel.jobs.tables import Job, JobEvent
from onmodel.kit.clock import utc_now


class JobNotFound(NotFound):
    """No job has this id."""


class JobFinished(Conflict):
    """The job is over; what was asked for has no sense any more."""


class ClaimLost(Conflict):
    """This worker was given up for dead, or the job was taken from it; nothing of this attempt may be kept."""


def submit(session: Session, request: JobRequest) -> Job:
    """Write the job's row and let a worker know after the commit; the same idempotency key gives the same job."""
    key = request.idempotency_key
    if key and (known := queries.by_key(session, key)):
        return known
    job = Job(**vars(request))
    try:
        with session.begin_nested():
            session.add(job)
    except IntegrityError:  # two requests with one key at one moment: the other one was quicker
        if key and (known := queries.by_key(session, key)):
            return known
        raise
    record(session, job.id, "submitted")
    send(session, job)
    return job


def get(session: Session, job_id: str) -> Job:
    """The job; raises JobNotFound."""
    job = queries.get(session, job_id)
    if job is None:
        raise JobNotFound(f"There is no job {job_id}")
    return job


def children(session: Session, job_id: str) -> list[Job]:
    """The job's children, oldest first."""
    return queries.children(session, job_id)


def detail(session: Session, job_id: str, after: int = 0) -> JobDetail:
    """The job as the API shows it, with its log after event number `after`; raises JobNotFound."""
    job = get(session, job_id)
    shown = JobDetail.model_validate(job)
    shown.queue_position = queries.queue_position(session, job)
    shown.children = Counter(JobState(child.state) for child in queries.children(session, job_id))
    shown.events = [JobEventOut.model_validate(event) for event in queries.events(session, job_id, after)]
    return shown


def claim(session: Session, job_id: str, worker: str) -> Claim | None:
    """Take the job for `worker` (see `worker_name`); None if it is not queued, not due, or somebody was quicker."""
    job = queries.get(session, job_id)
    if job is None or not rules.is_due(job.not_before, utc_now()):
        return None
    taken = queries.take(session, job_id, worker, utc_now())
    if taken is None:
        return None
    record(session, job_id, "started", attempt=taken.attempt, worker=worker)
    return Claim(job_id, taken.fence, taken.attempt, taken.kind, taken.project_id, taken.params, taken.parent_id)


def heartbeat(session: Session, claim: Claim) -> bool:
    """Show that the worker lives; true when cancelling was asked for. Raises ClaimLost."""
    return _alive(queries.renew(session, claim), claim)


def report_progress(
    session: Session, claim: Claim, fraction: float, *, stage: str, message: str, eta_seconds: float | None
) -> bool:
    """Write how far the job is (0–1) and in which stage; true when cancelling was asked for. Raises ClaimLost."""
    before = get(session, claim.job_id).stage
    values = {"progress": min(max(fraction, 0.0), 1.0), "stage": stage, "message": message, "eta_seconds": eta_seconds}
    asked = _alive(queries.renew(session, claim, **values), claim)
    if stage != before:
        record(session, claim.job_id, "stage", stage=stage)
    return asked


def finish(session: Session, claim: Claim, result: dict[str, Any]) -> None:
    """The job is done. Raises ClaimLost where this attempt was given up meanwhile."""
    end(
        session, claim.job_id, claim.fence, JobState.SUCCEEDED, progress=1.0, eta_seconds=0.0, result=result, error=None
    )


def fail(session: Session, claim: Claim, error: OnmodelError, jitter: float = 0.5) -> Verdict:
    """The handler gave up: queued again after a pause where that may help, else failed. Raises ClaimLost."""
    retry_after = error.members.get("retry_after")
    verdict = rules.after_error(claim.attempt, error.status, retry_after, jitter)
    if verdict.state == JobState.FAILED:
        end(session, claim.job_id, claim.fence, JobState.FAILED, error=error.problem())
    else:
        requeue(session, claim.job_id, claim.fence, verdict.delay, error=error.problem())
    return verdict


def end_cancelled(session: Session, claim: Claim) -> None:
    """The worker stopped because cancelling was asked for. Raises ClaimLost."""
    end(session, claim.job_id, claim.fence, JobState.CANCELLED)


def release(session: Session, claim: Claim, state: JobState = JobState.QUEUED) -> None:
    """Give the job back unharmed: the worker drains (queued) or a person stopped it (paused). Not an attempt."""
    if not queries.settle(session, claim.job_id, claim.fence, state, attempt=claim.attempt - 1):
        raise ClaimLost(f"Job {claim.job_id} is in other hands")
    record(session, claim.job_id, "released", state=state)
    if state == JobState.QUEUED:
        send(session, get(session, claim.job_id))


def wait_for_children(session: Session, claim: Claim) -> bool:
    """Put the job aside until its children are finished, then its handler runs again; false if none is open."""
    queries.lock(session, claim.job_id)  # a child that ends now waits for this transaction, then wakes the parent
    if not queries.unfinished_children(session, claim.job_id):
        return False
    if not queries.settle(session, claim.job_id, claim.fence, JobState.WAITING, attempt=claim.attempt - 1):
        raise ClaimLost(f"Job {claim.job_id} is in other hands")
    record(session, claim.job_id, "waiting")
    return True


def cancel(session: Session, job_id: str) -> Job:
    """Cancel the job and its descendants: at once where nobody works on it, at the next sign of life where one does."""
    job = get(session, job_id)
    if job.state in rules.FINISHED:
        raise JobFinished(f"Job {job_id} is over: {job.state}")
    for member in queries.family(session, job_id):
        if member.state == JobState.RUNNING:
            member.cancel_requested = True
        elif rules.may_move(JobState(member.state), JobState.CANCELLED):
            member.state, member.finished_at = JobState.CANCELLED, utc_now()
            record(session, member.id, "cancelled")
    session.flush()
    wake_parent(session, job.parent_id)
    return job


def pause(session: Session, job_id: str) -> None:
    """Hold the job and its descendants that nobody works on; what is done is kept. `revive` goes on."""
    for member in queries.family(session, job_id):
        if member.state != JobState.RUNNING and rules.may_move(JobState(member.state), JobState.PAUSED):
            member.state = JobState.PAUSED
            record(session, member.id, "paused")


def revive(session: Session, job_id: str) -> Job:
    """Queue the job and its descendants that failed, were cancelled or paused; finished ones stay as they are."""
    for member in queries.family(session, job_id):
        if member.state in {JobState.FAILED, JobState.CANCELLED, JobState.PAUSED}:
            member.state, member.attempt, member.not_before = JobState.QUEUED, 0, None
            member.cancel_requested, member.error, member.finished_at = False, None, None
            record(session, member.id, "revived")
            send(session, member)
    return get(session, job_id)


def worker_name() -> str:
    """The name under which this process claims jobs: machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def _alive(renewed: bool | None, claim: Claim) -> bool:
    if renewed is None:
        raise ClaimLost(f"Job {claim.job_id} is in other hands", why="This attempt showed no sign of life for too long")
    return renewed


def end(session: Session, job_id: str, fence: int, state: JobState, **values: Any) -> None:
    """Close the job for good and wake its parent if it was the last. Raises ClaimLost for an older `fence`."""
    parent_id = get(session, job_id).parent_id
    if parent_id:
        queries.lock(session, parent_id)  # or two last children may each see the other still running
    if not queries.settle(session, job_id, fence, state, finished_at=utc_now(), **values):
        raise ClaimLost(f"Job {job_id} is in other hands", todo="Nothing of this attempt was kept")
    record(session, job_id, state.value)
    wake_parent(session, parent_id)


def requeue(session: Session, job_id: str, fence: int, delay: float = 0.0, **values: Any) -> None:
    """Take the job from its worker and queue it again, sent now or after `delay` seconds. Raises ClaimLost."""
    not_before = utc_now() + timedelta(seconds=delay) if delay else None
    if not queries.settle(session, job_id, fence, JobState.QUEUED, not_before=not_before, **values):
        raise ClaimLost(f"Job {job_id} is in other hands")
    record(session, job_id, "requeued", delay=delay)
    if not delay:
        send(session, get(session, job_id))


def wake_parent(session: Session, parent_id: str | None) -> None:
    """Queue the parent again if it waits for children who are all finished."""
    if parent_id is None or queries.unfinished_children(session, parent_id):
        return
    parent = queries.lock(session, parent_id)
    if parent is not None and parent.state == JobState.WAITING:
        parent.state = JobState.QUEUED
        record(session, parent_id, "woken")
        send(session, parent)


def send(session: Session, job: Job) -> None:
    """Let a worker know after the commit; a message too many does no harm."""
    send_after_commit(session, JobMessage(job.id, job.queue, job.priority))


def record(session: Session, job_id: str, kind: str, **payload: Any) -> None:
    """Add a line to the job's log."""
    session.add(JobEvent(job_id=job_id, seq=queries.next_seq(job_id), kind=kind, payload=payload))
    session.flush()  # the next number is read from the table
