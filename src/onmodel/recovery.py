"""Finding again what a crash lost: jobs of dead workers, messages that were never sent, parents never woken."""

import logging
import os
import socket
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from onmodel import retries
from onmodel.broker import QueueDepth
from onmodel.db import Database, slot_freed
from onmodel.errors import OnmodelError
from onmodel.jobs import queries, rules, service, tasks
from onmodel.jobs.rules import JobState
from onmodel.kit.clock import SYSTEM, Clock, utc_now
from onmodel.presence import absent
from onmodel.workers import queries as worker_queries
from onmodel.workers import service as workers
from onmodel.workers.rules import QUEUES, LeaseWatch, Pulse

log = logging.getLogger(__name__)

TIDY_SECONDS = 600.0  # between two looks for kept answers that nobody will ask for again


class JobDied(OnmodelError):
    """Three workers died over this job; it is not tried again by itself."""


def lose(session: Session, pulse: Pulse) -> bool:
    """The worker is given up for dead: its job is queued again at once, or dead after three attempts.

    False where the worker showed a sign of life, or ended the job, since `pulse` was read.
    """
    deaths = service.get(session, pulse.job_id).deaths + 1
    values = {"beat": pulse.beat, "deaths": deaths}
    try:
        if rules.after_loss(deaths).state == JobState.QUEUED:
            service.requeue(session, pulse.job_id, pulse.fence, **values)
        else:
            service.end(session, pulse.job_id, pulse.fence, JobState.FAILED, error=_death(pulse.job_id), **values)
    except service.ClaimLost:
        return False
    log.warning("worker %s is dead, the %d. over job %s", pulse.worker, deaths, pulse.job_id)
    return True


def lose_worker(session: Session, worker: str) -> list[str]:
    """A worker process is known to be dead: give up all that it had in hand. Returns the job ids."""
    workers.leave(session, worker)
    return [pulse.job_id for pulse in _held_by(session, worker) if lose(session, pulse)]


def free_worker(session: Session, worker: str, state: JobState = JobState.QUEUED) -> list[str]:
    """A worker was stopped on purpose: its jobs are queued again (or paused), and no attempt is counted."""
    workers.leave(session, worker)
    held = _held_by(session, worker)
    for pulse in held:
        tasks.release(session, tasks.claim_of(service.get(session, pulse.job_id), pulse.fence), state)
    return [pulse.job_id for pulse in held]


def _held_by(session: Session, worker: str) -> list[Pulse]:
    return [pulse for pulse in queries.pulses(session) if pulse.worker == worker]


def is_gone(worker: str) -> bool:
    """Whether `worker` was a process of this machine that does not exist any more."""
    host, _, pid = worker.rpartition(":")
    if host != socket.gethostname() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


class Sweeper:
    """Looks for lost jobs. `pending` tells how many messages wait in a queue of the broker; None where there is none.

    It reads no wall clock and keeps its own memory, so any number of sweepers may run: the updates are atomic.
    """

    def __init__(
        self, database: Database, lease_seconds: float, *, pending: QueueDepth | None = None, clock: Clock = SYSTEM,
        answer_hours: float = 24.0,
    ) -> None:  # fmt: skip
        self.database, self.pending, self.clock = database, pending, clock
        self._watch, self._workers = LeaseWatch(lease_seconds), LeaseWatch(lease_seconds)
        self._seen_sent: set[str] = set()
        self._answers = timedelta(hours=answer_hours)
        self._next_tidy = 0.0

    def sweep(self) -> None:
        """One round: dead workers, pauses that are over, parents to wake, messages that were lost, free workers."""
        at = self.clock.monotonic()
        with self.database.reading() as session:
            jobs, known = queries.pulses(session), worker_queries.pulses(session)
            away = absent(session, [pulse.worker for pulse in known])
        silent = {pulse.worker for pulse in self._workers.expired(known, at)}
        gone = {p.worker for p in (*jobs, *known) if is_gone(p.worker)} | silent | away
        lost = [*self._watch.expired(jobs, at), *(pulse for pulse in jobs if pulse.worker in gone)]
        forgotten = self._forgotten()
        with self.database.transaction() as session:
            for worker in sorted(gone):
                workers.leave(session, worker)
            for pulse in dict.fromkeys(lost):
                lose(session, pulse)
            send_due(session)
            send_again(session, forgotten)
            for queue in QUEUES:
                slot_freed(session, queue)
            if at >= self._next_tidy:
                self._next_tidy = at + TIDY_SECONDS
                retries.forget(session, utc_now() - self._answers)

    def _forgotten(self) -> list[str]:
        """Jobs that were sent by the last round and still wait although their queue has no message left."""
        if self.pending is None:
            return []
        with self.database.reading() as session:
            rows = queries.released(session)
        empty = {queue for queue in {job.queue for job in rows} if not self.pending(queue)}
        waiting = {job.id for job in rows if job.queue in empty}
        twice, self._seen_sent = waiting & self._seen_sent, waiting - self._seen_sent
        return sorted(twice)


def send_due(session: Session) -> None:
    """Send the jobs whose pause after an error is over, and wake parents whose wake-up was lost."""
    for job in queries.delayed(session):
        if rules.is_due(job.not_before, utc_now()):
            job.not_before = None
            service.send(session, job)
    for parent_id in queries.waiting_for_nobody(session):
        service.wake_parent(session, parent_id)


def send_again(session: Session, job_ids: Sequence[str] | None = None) -> None:
    """Send jobs whose message was lost, of these or of all: a crash after the commit, a broker that forgot."""
    for job in queries.released(session):
        if job_ids is None or job.id in job_ids:
            service.send(session, job)


def _death(job_id: str) -> dict[str, object]:
    return JobDied(
        f"Job {job_id} was given up after {rules.MAX_ATTEMPTS} attempts",
        why="Each time the worker process died over it: killed, crashed, or out of memory",
        todo="Look at the worker's log, then retry the job",
    ).problem()
