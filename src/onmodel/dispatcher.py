"""Who gets the next free worker: jobs leave the line in fair turns, only as many as there are workers to take them.

It runs at the end of each transaction that touches a queue, so that a lone user waits for nobody's tick; the sweeper
touches every queue now and then. The broker holds no more than what is about to be taken.
"""

from collections.abc import Iterable
from itertools import islice

from sqlalchemy import func
from sqlalchemy.orm import Session

from onmodel.db import JobMessage
from onmodel.jobs import queries
from onmodel.jobs.queries import Place
from onmodel.workers import queries as workers
from onmodel.workers.rules import FairShare


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
    if len({(p.waiting.team, p.waiting.person) for p in line}) == 1:  # nobody else waits: it costs nobody a turn
        chosen = [p.waiting.job_id for p in line[: max(room.get(line[0].waiting.team, free), 0)]]
        charges = dict.fromkeys(chosen, 0.0)
    else:
        charges = _in_turns(session, queue, line, room, free)
    queries.mark_released(session, charges)
    priorities = {p.waiting.job_id: p.priority for p in line}
    return [JobMessage(job_id, queue, priorities[job_id]) for job_id in charges]


def _in_turns(session: Session, queue: str, line: list[Place], room: dict[str, int], free: int) -> dict[str, float]:
    """The ids of the jobs whose turn it is, with the seconds held against their teams in advance."""
    before = workers.shares(session, queue)
    share = FairShare(before, {p.waiting.team: p.weight for p in line if p.weight is not None})
    for gone, seconds in queries.to_correct(session, queue):
        share.correct(gone, seconds)
    chosen = list(islice(share.order((p.waiting for p in line), room), free))
    changed = {flow: had for flow, had in share.shares.items() if before.get(flow) != had}
    workers.keep_shares(session, queue, changed)
    return {waiting.job_id: share.charged(waiting) for waiting in chosen}
