"""Who gets the next free worker: jobs leave the line in fair turns, only as many as there are workers to take them.

It runs at the end of each transaction that touches a queue, so that a lone user waits for nobody's tick; the sweeper
touches every queue now and then. The broker holds no more than what is about to be taken.
"""

from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from onmodel.db import JobMessage
from onmodel.jobs import queries
from onmodel.jobs.rules import JobState, Place
from onmodel.jobs.tables import Job
from onmodel.kit.causes import Cause
from onmodel.kit.clock import utc_now
from onmodel.workers import queries as workers
from onmodel.workers.rules import FairShare, Waiting


def dispatch(session: Session, touched: Iterable[str]) -> list[JobMessage]:
    """The jobs to be sent now, of the queues that this transaction touched; it is nearly over, as this locks them."""
    return [message for queue in sorted(touched) for message in _release(session, queue)]


def _release(session: Session, queue: str) -> list[JobMessage]:
    """Let as many jobs of the queue go as workers are free, in fair turns."""
    if session.get_bind().dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        session.execute(func.pg_advisory_xact_lock(func.hashtext(f"onmodel.queue.{queue}")).select())
    slots, busy = queries.at_hand(session, queue)
    free = slots - busy.total()
    line = queries.line(session, queue, free) if free > 0 else []
    if not line:
        return []
    room = {p.waiting.team: p.max_running - busy[p.waiting.team] for p in line if p.max_running is not None}
    if len(line) == 1 and not busy and not room:  # one job and nobody else: it costs nobody a turn
        charges = {line[0].waiting.job_id: 0.0}
    else:
        charges = _in_turns(session, queue, line, room, free)
    causes, priorities = _mark_released(session, charges), {p.waiting.job_id: p.priority for p in line}
    return [JobMessage(job_id, queue, priorities[job_id], causes[job_id]) for job_id in charges]


def _in_turns(session: Session, queue: str, line: list[Place], room: dict[str, int], free: int) -> dict[str, float]:
    """The ids of the jobs whose turn it is, with the seconds held against their teams in advance."""
    before = workers.shares(session, queue)
    share = FairShare(before, {p.waiting.team: p.weight for p in line if p.weight is not None})
    for job, seconds in (*_to_correct(session, queue), *_overdue(session, queue)):
        share.correct(job, seconds)
    chosen = list(islice(share.order((p.waiting for p in line), room), free))
    changed = {flow: had for flow, had in share.shares.items() if before.get(flow) != had}
    workers.keep_shares(session, queue, changed)
    return {waiting.job_id: share.charged(waiting) for waiting in chosen}


@cache  # built once, past the ORM: it is in the way of every job
def _release_these() -> ReturningUpdate[Any]:
    table = Job.metadata.tables["job"]
    these = table.c.id.in_(bindparam("ids", expanding=True))
    statement = update(table).where(these).values(released=True, charge=bindparam("held"))
    return statement.returning(table.c.id, table.c.cause)


def _mark_released(session: Session, charges: dict[str, float]) -> dict[str, Cause | None]:
    """These jobs are sent now; job id → seconds held against its team. Returns what each was caused by."""
    causes: dict[str, Cause | None] = {}
    for charge in set(charges.values()):
        ids = [job_id for job_id, held in charges.items() if held == charge]
        sent = session.connection().execute(_release_these(), {"ids": ids, "held": charge})
        causes |= {row.id: row.cause for row in sent}
    return causes


def _to_correct(session: Session, queue: str) -> list[tuple[Waiting, float]]:
    """Jobs that left their worker, with the seconds that were held against their team too much (negative: too few)."""
    columns = (Job.id, Job.project_id, Job.initiated_by, Job.charge)
    rows = session.execute(select(*columns).where(Job.queue == queue, Job.charge != 0, ~queries.AT_HAND)).all()
    corrected = update(Job).where(Job.id.in_([row.id for row in rows])).values(charge=0)
    session.execute(corrected, execution_options=queries.QUIETLY)
    return [(Waiting(job_id, team, person, 0.0), charge) for job_id, team, person, charge in rows]


def _overdue(session: Session, queue: str) -> list[tuple[Waiting, float]]:
    """Jobs at work for longer than was held against their team, with what is held now in addition, as a negative.

    What has taken t seconds is expected to take as long again, so this happens but a few times to each job.
    """
    columns = (Job.id, Job.project_id, Job.initiated_by, Job.charge, Job.started_at)
    found, now = [], utc_now()
    runs = (Job.queue == queue, Job.state == JobState.RUNNING, Job.charge > 0)
    for job_id, team, person, charge, since in session.execute(select(*columns).where(*runs)).all():
        taken = (now - since).total_seconds() if since else 0.0
        if taken > charge:
            session.execute(
                update(Job).where(Job.id == job_id).values(charge=2 * taken), execution_options=queries.QUIETLY
            )
            found.append((Waiting(job_id, team, person, 0.0), charge - 2 * taken))
    return found
