"""Every question asked of the jobs, and the updates that must be one statement to be safe."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from onmodel.jobs.rules import FINISHED, Claim, JobState, Pulse
from onmodel.jobs.tables import Job, JobEvent


def get(session: Session, job_id: str) -> Job | None:
    """The job, read from the database even if this session knew it before."""
    return session.get(Job, job_id, populate_existing=True)


def by_key(session: Session, idempotency_key: str) -> Job | None:
    """The job that was submitted under this key."""
    return session.scalars(select(Job).where(Job.idempotency_key == idempotency_key)).one_or_none()


def newest(session: Session, *, project_id: str | None, state: str | None, before: str | None, limit: int) -> list[Job]:
    """Jobs, newest first, older than the id `before`; one more than `limit` so that the caller knows of a next page."""
    query: Select[Any] = select(Job).order_by(Job.id.desc()).limit(limit + 1)
    for column, value in ((Job.project_id, project_id), (Job.state, state)):
        query = query.where(column == value) if value else query
    return list(session.scalars(query.where(Job.id < before) if before else query))


def children(session: Session, job_id: str) -> list[Job]:
    """The job's children, oldest first."""
    return list(session.scalars(select(Job).where(Job.parent_id == job_id).order_by(Job.id)))


def unfinished_children(session: Session, job_id: str) -> int:
    """How many children are not finished yet."""
    query = select(func.count()).select_from(Job).where(Job.parent_id == job_id, Job.state.not_in(FINISHED))
    return session.scalar(query) or 0


def family(session: Session, job_id: str) -> list[Job]:
    """The job and all its descendants, parents before children."""
    tree = select(Job.id).where(Job.id == job_id).cte("tree", recursive=True)
    tree = tree.union_all(select(Job.id).join(tree, Job.parent_id == tree.c.id))
    return list(session.scalars(select(Job).join(tree, Job.id == tree.c.id).order_by(Job.id)))


def next_ready(session: Session, job_ids: Sequence[str]) -> str | None:
    """The queued one of these that is first in line; those that pause after an error come last."""
    query = select(Job.id).where(Job.id.in_(job_ids), Job.state == JobState.QUEUED)
    return session.scalar(query.order_by(Job.not_before.is_not(None), Job.priority.desc(), Job.id).limit(1))


def events(session: Session, job_id: str, after: int = 0, limit: int = 100) -> list[JobEvent]:
    """What happened to the job after event number `after`, in order."""
    query = select(JobEvent).where(JobEvent.job_id == job_id, JobEvent.seq > after)
    return list(session.scalars(query.order_by(JobEvent.seq).limit(limit)))


def next_seq(job_id: str) -> Any:
    """An expression for the number of the job's next event."""
    query = select(func.coalesce(func.max(JobEvent.seq), 0) + 1).where(JobEvent.job_id == job_id)
    return query.scalar_subquery()


def queue_position(session: Session, job: Job) -> int | None:
    """How many queued jobs of the same queue come before this one, plus one; None if it is not queued."""
    if job.state != JobState.QUEUED:
        return None
    ahead = or_(Job.priority > job.priority, and_(Job.priority == job.priority, Job.id < job.id))
    query = select(func.count()).select_from(Job)
    return 1 + (session.scalar(query.where(Job.state == JobState.QUEUED, Job.queue == job.queue, ahead)) or 0)


def pulses(session: Session) -> list[Pulse]:
    """The signs of life of all running jobs."""
    rows = session.execute(select(Job.id, Job.worker, Job.fence, Job.beat).where(Job.state == JobState.RUNNING))
    return [Pulse(job_id, worker or "", fence, beat) for job_id, worker, fence, beat in rows]


def held_by(session: Session, worker: str) -> list[Pulse]:
    """The signs of life of what one worker has in hand."""
    return [pulse for pulse in pulses(session) if pulse.worker == worker]


def queued(session: Session, *, only: Sequence[str] | None = None, limit: int = 1000) -> list[Job]:
    """Jobs that wait for a worker and may start now, in the order in which they should."""
    query = select(Job).where(Job.state == JobState.QUEUED, Job.not_before.is_(None))
    query = query if only is None else query.where(Job.id.in_(only))
    return list(session.scalars(query.order_by(Job.priority.desc(), Job.id).limit(limit)))


def delayed(session: Session) -> list[Job]:
    """Queued jobs that pause after an error; locked, so that only one sweeper sends them."""
    query = select(Job).where(Job.state == JobState.QUEUED, Job.not_before.is_not(None))
    return list(session.scalars(query.with_for_update(skip_locked=True)))


def waiting_for_nobody(session: Session) -> list[str]:
    """Jobs that wait for children who are all finished: a wake-up was lost."""
    child = aliased(Job)
    open_children = select(child.id).where(child.parent_id == Job.id, child.state.not_in(FINISHED)).exists()
    return list(session.scalars(select(Job.id).where(Job.state == JobState.WAITING, ~open_children)))


def lock(session: Session, job_id: str) -> Job | None:
    """The row, locked until the end of the transaction (SQLite: the transaction itself is the lock)."""
    query = select(Job).where(Job.id == job_id).with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def take(session: Session, job_id: str, worker: str, now: datetime) -> Job | None:
    """Give a queued job to `worker`; None if somebody else was quicker. One statement, so only one can win."""
    statement = (
        update(Job)
        .where(Job.id == job_id, Job.state == JobState.QUEUED)
        .values(
            state=JobState.RUNNING, worker=worker, fence=Job.fence + 1, attempt=Job.attempt + 1, beat=0,
            not_before=None, started_at=func.coalesce(Job.started_at, now),
        )
        .returning(Job)
    )  # fmt: skip
    return session.scalars(statement, execution_options={"populate_existing": True}).one_or_none()


def renew(session: Session, claim: Claim, **values: Any) -> bool | None:
    """Show a sign of life, and write `values`. None: the claim is lost. Else whether cancelling was asked for."""
    statement = (
        update(Job)
        .where(Job.id == claim.job_id, Job.fence == claim.fence, Job.state == JobState.RUNNING)
        .values(beat=Job.beat + 1, **values)
        .returning(Job.cancel_requested)
    )
    return session.scalar(statement, execution_options={"synchronize_session": False})


def settle(
    session: Session, job_id: str, fence: int, state: JobState, *, beat: int | None = None, **values: Any
) -> bool:
    """Take a running job out of its worker's hands; False where this fence (and beat) does not hold it any more."""
    statement = update(Job).where(Job.id == job_id, Job.fence == fence, Job.state == JobState.RUNNING)
    if beat is not None:
        statement = statement.where(Job.beat == beat)
    statement = statement.values(state=state, worker=None, **values)
    return session.scalar(statement.returning(Job.id), execution_options={"synchronize_session": False}) is not None


def claim_of(session: Session, pulse: Pulse) -> Claim:
    """The claim behind a sign of life."""
    job = session.scalars(select(Job).where(Job.id == pulse.job_id)).one()
    return Claim(job.id, pulse.fence, job.attempt, job.kind, job.project_id, job.params, job.parent_id)
