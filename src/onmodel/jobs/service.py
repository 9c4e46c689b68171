"""What can be done with jobs. Every verb works inside the caller's transaction."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onmodel.budgets import service as budgets
from onmodel.db import JobMessage, actor_of, send_after_commit, slot_freed
from onmodel.errors import Conflict, NotFound
from onmodel.jobs import queries, rules
from onmodel.jobs.events import record
from onmodel.jobs.rules import JobRequest, JobState
from onmodel.jobs.schemas import JobDetail, JobEventOut, JobRow, UsedOut
from onmodel.jobs.tables import Job
from onmodel.kit.causes import cause
from onmodel.kit.clock import utc_now
from onmodel.workers import queries as workers
from onmodel.workers.rules import FairShare

FORESEEN = 2000  # jobs of each person whose order is foretold; further back nobody knows a place


class JobNotFound(NotFound):
    """No job has this id."""


class JobFinished(Conflict):
    """The job is over; what was asked for has no sense any more."""


class ClaimLost(Conflict):
    """This worker was given up for dead, or the job was taken from it; nothing of this attempt may be kept."""


def submit(session: Session, request: JobRequest, *, budgeted: bool = True) -> Job:
    """Write the job's row and let a worker know after the commit; the same idempotency key gives the same job.

    Raises QuotaUsedUp and QueueFull where the project's budget says so. The parts of a job that runs always pass, and
    what nobody ordered (`budgeted` false), as a mail about it.
    """
    key = request.idempotency_key
    if key and (known := queries.by_key(session, request.project_id, key)):
        return known
    if budgeted and request.parent_id is None:
        _check_budget(session, request.project_id)
    job = Job(**vars(request), line_at=rules.line_at(request.priority, utc_now()), cause=cause() or None)
    job.initiated_by = request.initiated_by or _ordered_by(session, request.parent_id)
    if key is None:
        session.add(job)
    elif known := _other_of_key(session, job, key):
        return known
    record(session, job, "submitted")
    send(session, job)
    return job


def get(session: Session, job_id: str) -> Job:
    """The job, for the machinery; what a person asks for goes through `of_project`. Raises JobNotFound."""
    job = queries.get(session, job_id)
    if job is None:
        raise JobNotFound(f"There is no job {job_id}")
    return job


def of_project(session: Session, project_id: str, job_id: str) -> Job:
    """The job, if it is this project's; raises JobNotFound."""
    if job := queries.of_project(session, project_id, job_id):
        return job
    raise JobNotFound(f"There is no job {job_id}")


def children(session: Session, job_id: str) -> list[Job]:
    """The job's children, oldest first."""
    return queries.children(session, job_id)


def rows(session: Session, jobs: Sequence[Job]) -> list[JobRow]:
    """Jobs of one project as a list shows them: with their places in line, and what they and their parts took."""
    places, shown = forecast(session, jobs), [JobRow.model_validate(job) for job in jobs]
    parts = queries.seconds_of_parts(session, jobs[0].project_id, [job.id for job in jobs]) if jobs else {}
    for row in shown:
        row.queue_position, row.starts_in_seconds = places.get(row.id, (None, None))
        row.seconds = round(row.seconds + parts.get(row.id, 0.0), 3)
    return shown


def detail(session: Session, job: Job, after: int = 0) -> JobDetail:
    """The job as the API shows it, with its log after event number `after`."""
    children = Counter(JobState(child.state) for child in queries.children(session, job.id))
    events = [JobEventOut.model_validate(event) for event in queries.events(session, job.id, after)]
    used = UsedOut(**found) if (found := rules.used_in_all(queries.used(session, job.project_id, job.id))) else None
    return JobDetail(**dict(rows(session, [job])[0]), children=children, events=events, used=used)


def forecast(session: Session, jobs: Iterable[Job]) -> dict[str, tuple[int, float | None]]:
    """By job that waits, its place in its queue (1 is next) and in how many seconds it starts; None: nobody knows."""
    queued = [job for job in jobs if job.state == JobState.QUEUED]
    found: dict[str, tuple[int, float | None]] = {}
    for queue in {job.queue for job in queued}:
        slots, busy = queries.at_hand(session, queue)
        found |= {job.id: (1, 0.0 if slots else None) for job in queued if job.queue == queue and job.released}
        if wanted := {job.id for job in queued if job.queue == queue and not job.released}:
            line = queries.line(session, queue, FORESEEN)
            share = FairShare(workers.shares(session, queue), {p.waiting.team: p.weight for p in line if p.weight})
            ahead = queries.seconds_at_hand(session, queue) if busy.total() >= slots else 0.0
            found |= rules.places(islice(share.order((p.waiting for p in line), {}), FORESEEN), wanted, slots, ahead)
    return found


def cancel(session: Session, job_id: str) -> Job:
    """Cancel the job and its descendants: at once where nobody works on it, at the next sign of life where one does."""
    job = queries.lock(session, job_id) or get(session, job_id)
    if job.state in rules.FINISHED:
        raise JobFinished(f"Job {job_id} is over: {job.state}")
    for member in queries.family(session, job_id):
        if member.state == JobState.RUNNING:
            member.cancel_requested = True
        elif rules.may_move(JobState(member.state), JobState.CANCELLED):
            _take_out(session, member, JobState.CANCELLED)
            member.finished_at = utc_now()
    session.flush()
    wake_parent(session, job.parent_id)
    return job


def pause(session: Session, job_id: str) -> Job:
    """Hold the job and its descendants as `cancel` stops them; what is done is kept, `revive` goes on from there."""
    queries.lock(session, job_id)
    for member in queries.family(session, job_id):
        if member.state == JobState.RUNNING:
            member.pause_requested = True
        elif rules.may_move(JobState(member.state), JobState.PAUSED):
            _take_out(session, member, JobState.PAUSED)
    session.flush()
    return get(session, job_id)


def revive(session: Session, job_id: str) -> Job:
    """Queue the job and its descendants that failed, were cancelled or paused; finished ones stay as they are."""
    for member in queries.family(session, job_id):
        member.pause_requested = False  # also of one at work that has not noticed yet
        if member.state in {JobState.FAILED, JobState.CANCELLED, JobState.PAUSED}:
            member.state, member.attempt, member.deaths, member.not_before = JobState.QUEUED, 0, 0, None
            member.cancel_requested, member.error, member.finished_at = False, None, None
            member.discarded = False
            record(session, member, "revived")
            send(session, member)
    return get(session, job_id)


def prioritise(session: Session, job_id: str, priority: int) -> Job:
    """Move the job and its unfinished descendants in the line of who ordered them; 9 comes first."""
    job = get(session, job_id)
    if job.state in rules.FINISHED:
        raise JobFinished(f"Job {job_id} is over: {job.state}")
    for member in queries.family(session, job_id):
        if member.state not in rules.FINISHED and member.priority != priority:
            member.priority, member.line_at = priority, rules.line_at(priority, member.created_at)
            record(session, member, "prioritised", priority=priority)
    return job


def discard(session: Session, job_id: str) -> Job:
    """Put a failed job aside: it leaves the list of the dead, its row stays."""
    job = get(session, job_id)
    if job.state != JobState.FAILED:
        raise JobFinished(f"Job {job_id} did not fail: it is {job.state}")
    job.discarded = True
    record(session, job, "discarded")
    return job


def end(session: Session, job_id: str, fence: int, state: JobState, **values: Any) -> None:
    """Close the job for good and wake its parent if it was the last. Raises ClaimLost for an older `fence`."""
    parent_id = get(session, job_id).parent_id
    if parent_id:
        queries.lock(session, parent_id)  # or two last children may each see the other still running
    leave(session, job_id, fence, state, finished_at=utc_now(), **values)
    record(session, get(session, job_id), state.value)
    wake_parent(session, parent_id)


def requeue(session: Session, job_id: str, fence: int, delay: float = 0.0, **values: Any) -> None:
    """Take the job from its worker and queue it again, sent now or after `delay` seconds. Raises ClaimLost."""
    not_before = utc_now() + timedelta(seconds=delay) if delay else None
    leave(session, job_id, fence, JobState.QUEUED, not_before=not_before, **values)
    job = get(session, job_id)
    record(session, job, "requeued", delay=delay)
    if not delay:
        send(session, job)


def leave(session: Session, job_id: str, fence: int, state: JobState, **values: Any) -> None:
    """The job leaves its worker's hands. Raises ClaimLost where it is in others."""
    if not queries.settle(session, job_id, fence, state, **values):
        raise ClaimLost(f"Job {job_id} is in other hands", todo="Nothing of this attempt was kept")


def wake_parent(session: Session, parent_id: str | None) -> None:
    """Queue the parent again if it waits for children who are all finished."""
    if parent_id is None or queries.unfinished_children(session, parent_id):
        return
    parent = queries.lock(session, parent_id)
    if parent is not None and parent.state == JobState.WAITING:
        parent.state = JobState.QUEUED
        record(session, parent, "woken")
        send(session, parent)


def send(session: Session, job: Job) -> None:
    """The job stands in line; it is sent after the commit if it is its turn. A message too many does no harm."""
    job.released = False
    send_after_commit(session, JobMessage(job.id, job.queue, job.priority, job.cause))


def _take_out(session: Session, job: Job, state: JobState) -> None:
    if job.released:
        slot_freed(session, job.queue)
    job.state, job.released = state, False
    record(session, job, state.value)


def _check_budget(session: Session, project_id: str) -> None:
    limits = budgets.of_project(session, project_id)
    budgets.check_day(session, project_id, limits)
    if limits.max_queued is not None:
        budgets.check_line(limits, queries.in_line(session, project_id))


def _other_of_key(session: Session, job: Job, key: str) -> Job | None:
    """Add the job; where another of this key was quicker, that one."""
    try:
        with session.begin_nested():
            session.add(job)
    except IntegrityError:
        if known := queries.by_key(session, job.project_id, key):
            return known
        raise
    return None


def _ordered_by(session: Session, parent_id: str | None) -> str:
    return get(session, parent_id).initiated_by if parent_id else actor_of(session)
