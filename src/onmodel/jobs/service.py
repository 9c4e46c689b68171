"""What can be done with jobs. Every verb works inside the caller's transaction."""

import os
import socket
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onmodel.db import JobMessage, send_after_commit
from onmodel.errors import Conflict, NotFound, OnmodelError
from onmodel.jobs import queries, rules
from onmodel.jobs.rules import Claim, JobRequest, JobState, Pulse, Verdict
from onmodel.jobs.tables import Job, JobEvent
from onmodel.kit.clock import utc_now


class JobNotFound(NotFound):
    """No job has this id."""


class JobFinished(Conflict):
    """The job is over; what was asked for has no sense any more."""


class ClaimLost(Conflict):
    """This worker was given up for dead, or the job was taken from it; nothing of this attempt may be kept."""


class JobDied(OnmodelError):
    """Three workers died over this job; it is not tried again by itself."""


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
    _log(session, job.id, "submitted")
    _send(session, job)
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


def claim(session: Session, job_id: str, worker: str) -> Claim | None:
    """Take the job for `worker` (see `worker_name`); None if it is not queued, not due, or somebody was quicker."""
    job = queries.get(session, job_id)
    if job is None or not rules.is_due(job.not_before, utc_now()):
        return None
    taken = queries.take(session, job_id, worker, utc_now())
    if taken is None:
        return None
    _log(session, job_id, "started", attempt=taken.attempt, worker=worker)
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
        _log(session, claim.job_id, "stage", stage=stage)
    return asked


def finish(session: Session, claim: Claim, result: dict[str, Any]) -> None:
    """The job is done. Raises ClaimLost where this attempt was given up meanwhile."""
    _end(session, claim, JobState.SUCCEEDED, progress=1.0, eta_seconds=0.0, result=result, error=None)


def fail(session: Session, claim: Claim, error: OnmodelError, jitter: float = 0.5) -> Verdict:
    """The handler gave up: queued again after a pause where that may help, else failed. Raises ClaimLost."""
    retry_after = error.members.get("retry_after")
    verdict = rules.after_error(claim.attempt, error.status, retry_after, jitter)
    if verdict.state == JobState.FAILED:
        _end(session, claim, JobState.FAILED, error=error.problem())
    else:
        _requeue(session, claim.job_id, claim.fence, verdict, error=error.problem())
    return verdict


def end_cancelled(session: Session, claim: Claim) -> None:
    """The worker stopped because cancelling was asked for. Raises ClaimLost."""
    _end(session, claim, JobState.CANCELLED)


def release(session: Session, claim: Claim, state: JobState = JobState.QUEUED) -> None:
    """Give the job back unharmed: the worker drains (queued) or a person stopped it (paused). Not an attempt."""
    values = {"attempt": claim.attempt - 1}
    if not queries.settle(session, claim.fence, claim.job_id, state, **values):
        raise ClaimLost(f"Job {claim.job_id} is in other hands")
    _log(session, claim.job_id, "released", state=state)
    if state == JobState.QUEUED:
        _send(session, get(session, claim.job_id))


def wait_for_children(session: Session, claim: Claim) -> bool:
    """Put the job aside until its children are finished, then its handler runs again; false if none is open."""
    queries.lock(session, claim.job_id)  # a child that ends now waits for this transaction, then wakes the parent
    if not queries.unfinished_children(session, claim.job_id):
        return False
    if not queries.settle(session, claim.fence, claim.job_id, JobState.WAITING, attempt=claim.attempt - 1):
        raise ClaimLost(f"Job {claim.job_id} is in other hands")
    _log(session, claim.job_id, "waiting")
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
            _log(session, member.id, "cancelled")
    session.flush()
    _wake_parent(session, job.parent_id)
    return job


def pause(session: Session, job_id: str) -> None:
    """Hold the job and its descendants that nobody works on; what is done is kept. `revive` goes on."""
    for member in queries.family(session, job_id):
        if member.state != JobState.RUNNING and rules.may_move(JobState(member.state), JobState.PAUSED):
            member.state = JobState.PAUSED
            _log(session, member.id, "paused")


def revive(session: Session, job_id: str) -> Job:
    """Queue the job and its descendants that failed, were cancelled or paused; finished ones stay as they are."""
    for member in queries.family(session, job_id):
        if member.state in {JobState.FAILED, JobState.CANCELLED, JobState.PAUSED}:
            member.state, member.attempt, member.not_before = JobState.QUEUED, 0, None
            member.cancel_requested, member.error, member.finished_at = False, None, None
            _log(session, member.id, "revived")
            _send(session, member)
    return get(session, job_id)


def worker_name() -> str:
    """The name under which this process claims jobs: machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def lose(session: Session, pulse: Pulse) -> None:
    """The worker is given up for dead: its job is queued again at once, or dead after three attempts."""
    verdict = rules.after_loss(get(session, pulse.job_id).attempt)
    if verdict.state == JobState.QUEUED:
        _requeue(session, pulse.job_id, pulse.fence, verdict)
        return
    died = JobDied(
        f"Job {pulse.job_id} was given up after {rules.MAX_ATTEMPTS} attempts",
        why="Each time the worker process died over it (killed, crashed, or out of memory)",
        todo="Look at the worker's log, then retry the job",
    )
    values = {"error": died.problem(), "finished_at": utc_now()}
    if queries.settle(session, pulse.fence, pulse.job_id, JobState.FAILED, **values):
        _log(session, pulse.job_id, "died")
        _wake_parent(session, get(session, pulse.job_id).parent_id)


def lose_worker(session: Session, worker: str) -> list[str]:
    """A worker process is known to be dead: give up all that it had in hand. Returns the job ids."""
    lost = queries.held_by(session, worker)
    for pulse in lost:
        lose(session, pulse)
    return [pulse.job_id for pulse in lost]


def send_due(session: Session) -> None:
    """Send the jobs whose pause after an error is over, and wake parents whose wake-up was lost."""
    for job in queries.delayed(session):
        if rules.is_due(job.not_before, utc_now()):
            job.not_before = None
            _send(session, job)
    for parent_id in queries.waiting_for_nobody(session):
        _wake_parent(session, parent_id)


def send_again(session: Session, job_ids: Sequence[str]) -> None:
    """Send queued jobs whose message was lost (a crash after the commit, a broker that forgot). Twice does no harm."""
    for job in queries.queued(session, only=job_ids):
        _send(session, job)


def _alive(renewed: bool | None, claim: Claim) -> bool:
    if renewed is None:
        raise ClaimLost(f"Job {claim.job_id} is in other hands", why="This attempt showed no sign of life for too long")
    return renewed


def _end(session: Session, claim: Claim, state: JobState, **values: Any) -> None:
    if claim.parent_id:
        queries.lock(session, claim.parent_id)  # or two last children may each see the other still running
    if not queries.settle(session, claim.fence, claim.job_id, state, finished_at=utc_now(), **values):
        raise ClaimLost(f"Job {claim.job_id} is in other hands", todo="Nothing of this attempt was kept")
    _log(session, claim.job_id, state.value)
    _wake_parent(session, claim.parent_id)


def _requeue(session: Session, job_id: str, fence: int, verdict: Verdict, **values: Any) -> None:
    not_before = utc_now() + timedelta(seconds=verdict.delay) if verdict.delay else None
    if queries.settle(session, fence, job_id, JobState.QUEUED, not_before=not_before, **values):
        _log(session, job_id, "requeued", delay=verdict.delay)
        if not_before is None:
            _send(session, get(session, job_id))


def _wake_parent(session: Session, parent_id: str | None) -> None:
    if parent_id is None or queries.unfinished_children(session, parent_id):
        return
    parent = queries.lock(session, parent_id)
    if parent is not None and parent.state == JobState.WAITING:
        parent.state = JobState.QUEUED
        _log(session, parent_id, "woken")
        _send(session, parent)


def _send(session: Session, job: Job) -> None:
    send_after_commit(session, JobMessage(job.id, job.queue, job.priority))


def _log(session: Session, job_id: str, kind: str, **payload: Any) -> None:
    session.add(JobEvent(job_id=job_id, seq=queries.next_seq(job_id), kind=kind, payload=payload))
    session.flush()  # the next number is read from the table
