"""Every question asked of the jobs, and the updates that must be one statement to be safe."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Insert, Select, and_, bindparam, func, insert, literal, or_, select, update
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.dml import ReturningUpdate

from onmodel.budgets.tables import Budget
from onmodel.db import UTCDateTime, slot_freed
from onmodel.jobs.rules import FINISHED, LONGEST_WAIT, USED, Asked, Claim, JobState, Place
from onmodel.jobs.tables import Job, JobEvent
from onmodel.kit.clock import SYSTEM, utc_now
from onmodel.kit.ids import new_id
from onmodel.workers import queries as workers
from onmodel.workers.rules import QUEUES, Backlog, Pulse, Waiting
from onmodel.workers.tables import WorkerPace

AT_HAND = or_(Job.state == JobState.RUNNING, and_(Job.state == JobState.QUEUED, Job.released.is_(True)))
QUIETLY = {"synchronize_session": False}  # whoever goes on with a row that was updated here reads it anew
UNKNOWN_PACE = 1.0  # seconds, until the first job of a kind is done


def get(session: Session, job_id: str) -> Job | None:
    """The job, read from the database even if this session knew it before."""
    return session.get(Job, job_id, populate_existing=True)


def of_project(session: Session, project_id: str, job_id: str) -> Job | None:
    """The job, if it is this project's, read from the database even if this session knew it before."""
    query = select(Job).where(Job.project_id == project_id, Job.id == job_id).execution_options(populate_existing=True)
    return session.scalars(query).one_or_none()


def by_key(session: Session, project_id: str, idempotency_key: str) -> Job | None:
    """The project's job that was submitted under this key."""
    return session.scalar(select(Job).where(Job.project_id == project_id, Job.idempotency_key == idempotency_key))


def newest(
    session: Session, *, project_id: str, state: Collection[str] = (), parent: str | None = None,
    before: str | None = None, limit: int,
) -> list[Job]:  # fmt: skip
    """The project's jobs, newest first, before the id `before`, one more than `limit`; of `parent` "none": no parts."""
    asked = [Job.project_id == project_id, Job.state.in_(state or JobState)]
    asked += [Job.parent_id == (None if parent == "none" else parent)] if parent else []
    asked += [Job.id < before] if before else []
    return list(session.scalars(select(Job).where(*asked).order_by(Job.id.desc()).limit(limit + 1)))


def seconds_of_parts(session: Session, project_id: str, job_ids: Sequence[str]) -> dict[str, float]:
    """Seconds that workers spent on the parts of each of these jobs that has some, by job."""
    parts = select(Job.parent_id, func.sum(Job.seconds)).where(Job.project_id == project_id)
    return {str(i): n for i, n in session.execute(parts.where(Job.parent_id.in_(job_ids)).group_by(Job.parent_id))}


def used(session: Session, project_id: str, job_id: str) -> list[dict[str, float]]:
    """What each attempt at the job and at its parts used, of those that were worth a line."""
    query = select(JobEvent.payload).join(Job, Job.id == JobEvent.job_id).where(Job.project_id == project_id)
    return list(session.scalars(query.where(JobEvent.kind == USED, or_(Job.id == job_id, Job.parent_id == job_id))))


def unfinished(session: Session, project_id: str, kind: str) -> list[Job]:
    """The project's jobs of a kind that wait, run or are paused, oldest first."""
    query = select(Job).where(Job.project_id == project_id, Job.kind == kind, Job.state.not_in(FINISHED))
    return list(session.scalars(query.order_by(Job.id)))


def dead(session: Session, project_ids: Collection[str]) -> list[Job]:
    """Failed jobs of these projects that nobody retried or put aside yet, newest first."""
    query = select(Job).where(Job.project_id.in_(project_ids), Job.state == JobState.FAILED, Job.discarded.is_(False))
    return list(session.scalars(query.order_by(Job.id.desc()).limit(200)))


def children(session: Session, job_id: str) -> list[Job]:
    """The job's children, oldest first."""
    return list(session.scalars(select(Job).where(Job.parent_id == job_id).order_by(Job.id)))


def unfinished_children(session: Session, job_id: str) -> int:
    """How many children are not finished yet."""
    return session.scalar(select(func.count()).where(Job.parent_id == job_id, Job.state.not_in(FINISHED))) or 0


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


@cache  # a statement that is built once: this one and two others are in the way of every job
def _add_event() -> Insert:
    seq = select(func.coalesce(func.max(JobEvent.seq), 0) + 1).where(JobEvent.job_id == bindparam("of"))
    return insert(JobEvent.metadata.tables["job_event"]).values(seq=seq.scalar_subquery())


def add_event(session: Session, job_id: str, kind: str, payload: dict[str, Any]) -> None:
    """Add a line under the job's next number."""
    values = {"id": new_id(), "of": job_id, "job_id": job_id, "kind": kind, "payload": payload, "created_at": utc_now()}
    session.execute(_add_event(), values)


@cache
def _line() -> Select[Any]:
    place = func.row_number().over(partition_by=(Job.project_id, Job.initiated_by), order_by=(Job.line_at, Job.id))
    of_queue = (Job.queue == bindparam("queue"), Job.state == JobState.QUEUED)
    columns = (Job.id, Job.project_id, Job.initiated_by, Job.kind, Job.tier, Job.priority, place.label("place"))
    waits = select(*columns).where(*of_queue, Job.released.is_(False), Job.not_before.is_(None)).subquery().c
    pace = func.coalesce(WorkerPace.seconds, UNKNOWN_PACE).label("seconds")
    found = select(*waits, pace, Budget.weight, Budget.max_running).join(WorkerPace, _paced(waits), isouter=True)
    found = found.join(Budget, Budget.project_id == waits.project_id, isouter=True)
    return found.where(waits.place <= bindparam("most")).order_by(waits.place)


def line(session: Session, queue: str, most: int) -> list[Place]:
    """Jobs that wait to be sent to a worker, each person's own in order, at most `most` of each person."""
    found = session.execute(_line(), {"queue": queue, "most": most})
    return [
        Place(Waiting(row.id, row.project_id, row.initiated_by, row.seconds), row.priority, row.weight, row.max_running)
        for row in found
    ]


def _paced(job: Any) -> ColumnElement[bool]:
    return and_(WorkerPace.kind == job.kind, WorkerPace.tier == func.coalesce(job.tier, ""))


@cache
def _at_hand() -> Select[int, str]:
    one = select(literal(1).label("one")).subquery()
    taken = and_(Job.queue == bindparam("queue"), AT_HAND)
    return select(workers.slots(bindparam("listed")), Job.project_id).select_from(one).outerjoin(Job, taken)


def at_hand(session: Session, queue: str) -> tuple[int, Counter[str]]:
    """How many workers serve the queue, and project → how many of its jobs they have or were sent."""
    rows = session.execute(_at_hand(), {"queue": queue, "listed": f",{queue},"}).all()
    return rows[0][0], Counter(project_id for _, project_id in rows if project_id is not None)


def seconds_at_hand(session: Session, queue: str) -> float:
    """Seconds that workers still need for what they have or were sent, as far as the pace tells."""
    query = select(Job.eta_seconds, WorkerPace.seconds).join(WorkerPace, _paced(Job), isouter=True)
    rows = session.execute(query.where(Job.queue == queue, AT_HAND))
    return sum(eta if eta is not None else (pace or UNKNOWN_PACE) for eta, pace in rows)


def in_line(session: Session, project_id: str) -> int:
    """How many of the project's jobs wait for a worker."""
    return session.scalar(select(func.count()).where(Job.state == JobState.QUEUED, Job.project_id == project_id)) or 0


def backlog(session: Session) -> list[Backlog]:
    """Queue by queue how many jobs wait and for how long the oldest has, for whoever adds or takes away machines."""
    waits, runs = Job.state == JobState.QUEUED, Job.state == JobState.RUNNING
    columns = (Job.queue, func.count().filter(waits), func.min(Job.created_at).filter(waits), func.count().filter(runs))
    found = session.execute(select(*columns).where(or_(waits, runs)).group_by(Job.queue))
    rows: dict[str, Any] = {queue: figures for queue, *figures in found}
    served = Counter(name for worker in workers.all_workers(session) for name in worker.queues.strip(",").split(","))
    now = utc_now()
    figures = [(queue, *rows.get(queue, (0, None, 0))) for queue in QUEUES]
    return [Backlog(q, n, max((now - (at or now)).total_seconds(), 0.0), busy, served[q]) for q, n, at, busy in figures]


def pulses(session: Session) -> list[Pulse]:
    """The signs of life of all running jobs."""
    rows = session.execute(select(Job.id, Job.worker, Job.fence, Job.beat).where(Job.state == JobState.RUNNING))
    return [Pulse(job_id, worker or "", fence, beat) for job_id, worker, fence, beat in rows]


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
    return session.get(Job, job_id, with_for_update=True, populate_existing=True)


@cache
def _take() -> ReturningUpdate[Any]:
    job, now = Job.metadata.tables["job"].c, bindparam("now", type_=UTCDateTime())
    stepped_back = job.not_before > bindparam("latest", type_=UTCDateTime())  # see rules.is_due
    due = or_(job.not_before.is_(None), job.not_before <= now, stepped_back)
    of_job = (job.fence, job.attempt, job.kind, job.project_id, job.params, job.parent_id, job.tier, job.cause)
    statement = update(Job.metadata.tables["job"]).where(job.id == bindparam("of"), job.state == JobState.QUEUED, due)
    return statement.values(
        state=JobState.RUNNING, worker=bindparam("by"), fence=job.fence + 1, attempt=job.attempt + 1, beat=0,
        not_before=None, started_at=func.coalesce(job.started_at, now),
    ).returning(*of_job)  # fmt: skip


def take(session: Session, job_id: str, worker: str, now: datetime) -> Claim | None:
    """Give a queued job that is due to `worker`; None if somebody else was quicker. One statement: one can win."""
    given = {"of": job_id, "by": worker, "now": now, "latest": now + timedelta(seconds=LONGEST_WAIT)}
    taken = session.connection().execute(_take(), given).mappings().one_or_none()
    return Claim(job_id, began=SYSTEM.monotonic(), **taken) if taken else None


def renew(session: Session, claim: Claim, **values: Any) -> Asked | None:
    """Show a sign of life, and write `values`. None: the claim is lost. Else what was asked of its worker."""
    mine = (Job.id == claim.job_id, Job.fence == claim.fence, Job.state == JobState.RUNNING)
    statement = update(Job).where(*mine).values(beat=Job.beat + 1, **values)
    statement = statement.returning(Job.cancel_requested, Job.pause_requested)
    found = session.execute(statement, execution_options=QUIETLY).one_or_none()
    return found and (Asked.CANCEL if found[0] else Asked.PAUSE if found[1] else Asked.NOTHING)


def settle(
    session: Session, job_id: str, fence: int, state: JobState, *, beat: int | None = None, **values: Any
) -> bool:
    """Take a running job out of its worker's hands; False where this fence (and beat) does not hold it any more."""
    at = Job.beat if beat is None else beat
    same = (Job.id == job_id, Job.fence == fence, Job.state == JobState.RUNNING, Job.beat == at)
    freed = update(Job).where(*same).values(state=state, worker=None, released=False, **values).returning(Job.queue)
    if queue := session.scalar(freed, execution_options=QUIETLY):
        slot_freed(session, queue)
    return bool(queue)
