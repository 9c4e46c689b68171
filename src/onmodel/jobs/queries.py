"""Every question asked of the jobs, and the updates that must be one statement to be safe."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from onmodel.budgets.tables import Budget
from onmodel.db import slot_freed
from onmodel.jobs.rules import FINISHED, Asked, Claim, JobState
from onmodel.jobs.tables import Job, JobEvent
from onmodel.kit.clock import utc_now
from onmodel.workers import queries as workers
from onmodel.workers.rules import QUEUES, Backlog, Pulse, Waiting
from onmodel.workers.tables import WorkerPace

# what workers have or were sent
AT_HAND = or_(Job.state == JobState.RUNNING, and_(Job.state == JobState.QUEUED, Job.released.is_(True)))
UNKNOWN_PACE = 1.0  # seconds, until the first job of a kind is done


class Place(NamedTuple):
    """A place in line, with what the project's budget says of it; None is no budget, or no limit."""

    waiting: Waiting
    priority: int
    weight: float | None
    max_running: int | None


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


def line(session: Session, queue: str, most: int) -> list[Place]:
    """Jobs that wait to be sent to a worker, each person's own in order, at most `most` of each person."""
    place = func.row_number().over(partition_by=(Job.project_id, Job.initiated_by), order_by=(Job.line_at, Job.id))
    ready = (Job.queue == queue, Job.state == JobState.QUEUED, Job.released.is_(False), Job.not_before.is_(None))
    columns = (Job.id, Job.project_id, Job.initiated_by, Job.kind, Job.tier, Job.priority, place.label("place"))
    waits = select(*columns).where(*ready).subquery().c
    found = select(*waits, WorkerPace.seconds, Budget.weight, Budget.max_running).where(waits.place <= most)
    found = found.join(WorkerPace, _paced(waits), isouter=True)
    found = found.join(Budget, Budget.project_id == waits.project_id, isouter=True).order_by(waits.place)
    return [
        Place(
            Waiting(r.id, r.project_id, r.initiated_by, r.seconds or UNKNOWN_PACE), r.priority, r.weight, r.max_running
        )
        for r in session.execute(found)
    ]


def _paced(job: Any) -> ColumnElement[bool]:
    return and_(WorkerPace.kind == job.kind, WorkerPace.tier == func.coalesce(job.tier, ""))


def at_hand(session: Session, queue: str) -> Counter[str]:
    """Project → how many of its jobs the queue's workers have or were sent."""
    return Counter(session.scalars(select(Job.project_id).where(Job.queue == queue, AT_HAND)))


def seconds_at_hand(session: Session, queue: str) -> float:
    """Seconds that workers still need for what they have or were sent, as far as the pace tells."""
    query = select(Job.eta_seconds, WorkerPace.seconds).join(WorkerPace, _paced(Job), isouter=True)
    rows = session.execute(query.where(Job.queue == queue, AT_HAND))
    return sum(eta if eta is not None else (pace or UNKNOWN_PACE) for eta, pace in rows)


def in_line(session: Session, project_id: str) -> int:
    """How many of the project's jobs wait for a worker."""
    query = select(func.count()).select_from(Job).where(Job.state == JobState.QUEUED, Job.project_id == project_id)
    return session.scalar(query) or 0


def backlog(session: Session) -> list[Backlog]:
    """Queue by queue how many jobs wait and for how long the oldest has, for whoever adds or takes away machines."""
    waits = and_(Job.state == JobState.QUEUED, Job.not_before.is_(None))
    columns = (Job.queue, func.count(), func.min(Job.created_at))
    rows = {q: (n, at) for q, n, at in session.execute(select(*columns).where(waits).group_by(Job.queue))}
    running = select(Job.queue, func.count()).where(Job.state == JobState.RUNNING).group_by(Job.queue)
    busy = {queue: count for queue, count in session.execute(running)}
    served = [worker.queues for worker in workers.all_workers(session)]
    found = []
    for queue in QUEUES:
        depth, since = rows.get(queue, (0, None))
        age = max((utc_now() - since).total_seconds(), 0.0) if since else 0.0
        found.append(Backlog(queue, depth, age, busy.get(queue, 0), sum(f",{queue}," in s for s in served)))
    return found


def dead(session: Session, project_id: str, limit: int = 200) -> list[Job]:
    """Failed jobs that nobody retried or put aside yet, newest first."""
    query = select(Job).where(Job.project_id == project_id, Job.state == JobState.FAILED, Job.discarded.is_(False))
    return list(session.scalars(query.order_by(Job.id.desc()).limit(limit)))


def pulses(session: Session) -> list[Pulse]:
    """The signs of life of all running jobs."""
    rows = session.execute(select(Job.id, Job.worker, Job.fence, Job.beat).where(Job.state == JobState.RUNNING))
    return [Pulse(job_id, worker or "", fence, beat) for job_id, worker, fence, beat in rows]


def mark_released(session: Session, charges: dict[str, float]) -> None:
    """These jobs are sent now; job id → seconds held against its team."""
    for charge in set(charges.values()):
        ids = [job_id for job_id, held in charges.items() if held == charge]
        statement = update(Job).where(Job.id.in_(ids)).values(released=True, charge=charge)
        session.execute(statement, execution_options={"synchronize_session": False})


def to_correct(session: Session, queue: str) -> list[tuple[Waiting, float]]:
    """Jobs that left their worker, with the seconds that were held against their team too much (negative: too few)."""
    columns = (Job.id, Job.project_id, Job.initiated_by, Job.charge)
    rows = session.execute(select(*columns).where(Job.queue == queue, Job.charge != 0, ~AT_HAND)).all()
    ids = [job_id for job_id, *_ in rows]
    session.execute(
        update(Job).where(Job.id.in_(ids)).values(charge=0), execution_options={"synchronize_session": False}
    )
    return [(Waiting(job_id, team, person, 0.0), charge) for job_id, team, person, charge in rows]


def held_by(session: Session, worker: str) -> list[Pulse]:
    """The signs of life of what one worker has in hand."""
    return [pulse for pulse in pulses(session) if pulse.worker == worker]


def released(session: Session, limit: int = 1000) -> list[Job]:
    """Jobs that were sent and that no worker has taken yet."""
    query = select(Job).where(Job.state == JobState.QUEUED, Job.released.is_(True), Job.not_before.is_(None))
    return list(session.scalars(query.order_by(Job.line_at, Job.id).limit(limit)))


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


def renew(session: Session, claim: Claim, **values: Any) -> Asked | None:
    """Show a sign of life, and write `values`. None: the claim is lost. Else what was asked of its worker."""
    statement = (
        update(Job)
        .where(Job.id == claim.job_id, Job.fence == claim.fence, Job.state == JobState.RUNNING)
        .values(beat=Job.beat + 1, **values)
        .returning(Job.cancel_requested, Job.pause_requested)
    )
    found = session.execute(statement, execution_options={"synchronize_session": False}).one_or_none()
    if found is None:
        return None
    return Asked.CANCEL if found[0] else Asked.PAUSE if found[1] else Asked.NOTHING


def settle(
    session: Session, job_id: str, fence: int, state: JobState, *, beat: int | None = None, **values: Any
) -> bool:
    """Take a running job out of its worker's hands; False where this fence (and beat) does not hold it any more."""
    statement = update(Job).where(Job.id == job_id, Job.fence == fence, Job.state == JobState.RUNNING)
    if beat is not None:
        statement = statement.where(Job.beat == beat)
    statement = statement.values(state=state, worker=None, released=False, **values).returning(Job.queue)
    queue = session.scalar(statement, execution_options={"synchronize_session": False})
    if queue is not None:
        slot_freed(session, queue)
    return queue is not None


def time_spent(seconds: float) -> dict[str, Any]:
    """What is written into a row when a worker had the job for `seconds`."""
    return {"seconds": Job.seconds + seconds, "charge": case((Job.charge > 0, Job.charge - seconds), else_=0.0)}
