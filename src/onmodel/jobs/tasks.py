"""What a worker does with a job: take it, show signs of life, end it; and what the job's handler is given."""

import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import case
from sqlalchemy.orm import Session

from onmodel.backends.errors import OutOfMemory
from onmodel.budgets import service as budgets
from onmodel.db import Database
from onmodel.errors import OnmodelError
from onmodel.jobs import queries, rules, service
from onmodel.jobs.events import announce_move, record
from onmodel.jobs.rules import Asked, Claim, JobRequest, JobState, Verdict
from onmodel.jobs.tables import Job
from onmodel.kit.clock import SYSTEM, utc_now
from onmodel.kit.progress import Eta
from onmodel.workers import service as workers

NEWS_SECONDS = 1.0  # a project is told of a job's progress this often at most

Told = Callable[[Claim, float, str, str], None]  # of a progress: which job, fraction 0–1, stage, message


class Stop(BaseException):
    """Ends a handler from inside. No Exception: a handler's `except Exception` must not swallow it."""


class JobCancelled(Stop):
    """Cancelling was asked for."""


class JobPaused(Stop):
    """Somebody holds the job; it goes on when he says so."""


class JobInterrupted(Stop):
    """This worker stops; the job goes on elsewhere."""


class JobWaits(Stop):
    """The handler waits for its children and will run again."""


@dataclass
class JobContext:
    """What a handler is given. A handler may run more than once for one job: what is done must be found done."""

    database: Database
    claim: Claim
    stopping: threading.Event  # set when this process should stop
    told: Told | None = None
    _asked: Asked = Asked.NOTHING
    _told_at: float = 0.0  # monotonic seconds
    _lost: threading.Event = field(default_factory=threading.Event)
    _eta: Eta = field(default_factory=Eta)

    @property
    def params(self) -> dict[str, Any]:
        """The job's parameters as submitted."""
        return self.claim.params

    @property
    def project_id(self) -> str:
        """The project the job belongs to."""
        return self.claim.project_id

    @property
    def job_id(self) -> str:
        """The job's id."""
        return self.claim.job_id

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A transaction that holds only while this attempt holds the job: late writes of a given-up one are refused."""
        self.check()
        with self.database.transaction() as session:
            self.note(heartbeat(session, self.claim))
            yield session

    def progress(self, fraction: float, stage: str = "", message: str = "") -> None:
        """Tell how far the job is (0–1). Leaves the handler as `check` does."""
        self.check()
        eta, news = self._eta.seconds_left(fraction), SYSTEM.monotonic() - self._told_at >= NEWS_SECONDS
        with self.database.transaction() as session:
            asked = report_progress(
                session, self.claim, fraction, stage=stage, message=message, eta_seconds=eta, news=news
            )
        self._told_at = SYSTEM.monotonic() if news else self._told_at
        if self.told:
            self.told(self.claim, fraction, stage, message)
        self.note(asked)
        self.check()

    def check(self) -> None:
        """Leave the handler if it was cancelled, interrupted or given up; costs nothing, call it often."""
        if self._lost.is_set():
            raise service.ClaimLost(f"Job {self.job_id} is in other hands")
        if self._asked == Asked.CANCEL:
            raise JobCancelled
        if self._asked == Asked.PAUSE:
            raise JobPaused
        if self.stopping.is_set():
            raise JobInterrupted

    def note(self, asked: Asked) -> None:
        """Remember what the last sign of life was answered with."""
        self._asked = asked

    def give_up(self) -> None:
        """The job is in other hands: the handler is left at its next check."""
        self._lost.set()

    def spend(self, key: str, money: float) -> bool:
        """Pay from the project's budget, before it is ordered; false: paid already. Raises QuotaUsedUp."""
        with self.transaction() as session:
            return budgets.spend(session, self.project_id, key, money)

    def refund(self, key: str) -> None:
        """What `key` names was refused and cost nothing."""
        with self.transaction() as session:
            budgets.refund(session, self.project_id, key)

    def submit_child(self, request: JobRequest) -> str:
        """Submit a job whose parent is this one, in a transaction of its own; returns its id.

        Give it an idempotency key: a handler that runs again must not submit its children twice.
        """
        with self.transaction() as session:
            return service.submit(session, replace(request, parent_id=self.job_id)).id

    def wait_for_children(self) -> None:
        """Return if every child is finished; else leave the handler, which runs again once they are."""
        with self.database.transaction() as session:
            waits = wait_for_children(session, self.claim)
        if waits:
            raise JobWaits


Handler = Callable[[JobContext], dict[str, Any]]
Handlers = Mapping[str, Handler]


def worker_name() -> str:
    """The name under which this process claims jobs: machine and process."""
    return f"{socket.gethostname()}:{os.getpid()}"


def claim(session: Session, job_id: str, worker: str) -> Claim | None:
    """Take the job for `worker` (see `worker_name`); None if it is not queued, not due, or somebody was quicker."""
    taken = queries.take(session, job_id, worker, utc_now())
    if taken is not None:
        queries.add_event(session, job_id, "started", {"attempt": taken.attempt, "worker": worker})
    return taken


def claim_of(job: Job, fence: int) -> Claim:
    """The claim behind a fence on a job."""
    of_job = (job.kind, job.project_id, job.params, job.parent_id, job.tier)
    return Claim(job.id, fence, job.attempt, *of_job, began=SYSTEM.monotonic())


def heartbeat(session: Session, claim: Claim) -> Asked:
    """Show that the worker lives; returns what it is asked to do with the job. Raises ClaimLost."""
    return _alive(queries.renew(session, claim), claim)


def report_progress(
    session: Session, claim: Claim, fraction: float, *, stage: str, message: str, eta_seconds: float | None,
    news: bool = False,
) -> Asked:  # fmt: skip
    """Write how far the job is (0–1) and in which stage, and tell the project where it is `news`. Raises ClaimLost."""
    job = service.get(session, claim.job_id)
    before = job.stage
    values = {"progress": min(max(fraction, 0.0), 1.0), "stage": stage, "message": message, "eta_seconds": eta_seconds}
    asked = _alive(queries.renew(session, claim, **values), claim)
    session.expire(job)
    if stage != before:
        record(session, job, "stage", stage=stage)
    elif news:
        announce_move(session, job, "progress")
    return asked


def finish(session: Session, claim: Claim, result: dict[str, Any]) -> None:
    """The job is done. Raises ClaimLost where this attempt was given up meanwhile."""
    seconds = SYSTEM.monotonic() - claim.began
    workers.learn(session, claim.kind, claim.tier, seconds)
    values = {"progress": 1.0, "eta_seconds": 0.0, "result": result, "error": None}
    service.end(session, claim.job_id, claim.fence, JobState.SUCCEEDED, **_spent(session, claim), **values)


def fail(session: Session, claim: Claim, error: OnmodelError, jitter: float = 0.5) -> Verdict:
    """The handler gave up: queued again after a pause where that may help, else failed. Raises ClaimLost."""
    retry_after, memory = error.members.get("retry_after"), isinstance(error, OutOfMemory)
    verdict = rules.after_error(claim, rules.status_of(error), retry_after, jitter, memory=memory)
    values = _spent(session, claim) | {"error": error.problem()}
    if verdict.state == JobState.FAILED:
        service.end(session, claim.job_id, claim.fence, verdict.state, **values)
        return verdict
    if verdict.tier:
        values |= {"tier": verdict.tier, "params": {**claim.params, "tier": verdict.tier}}
    service.requeue(session, claim.job_id, claim.fence, verdict.delay, **values)
    return verdict


def end_cancelled(session: Session, claim: Claim) -> None:
    """The worker stopped because cancelling was asked for. Raises ClaimLost."""
    service.end(session, claim.job_id, claim.fence, JobState.CANCELLED, **_spent(session, claim))


def release(session: Session, claim: Claim, state: JobState = JobState.QUEUED) -> None:
    """Give the job back unharmed: the worker drains (queued) or a person stopped it (paused). Not an attempt."""
    values = _spent(session, claim) | {"attempt": claim.attempt - 1, "pause_requested": False}
    service.leave(session, claim.job_id, claim.fence, state, **values)
    record(session, job := service.get(session, claim.job_id), "released", state=state)
    if state == JobState.QUEUED:
        service.send(session, job)


def wait_for_children(session: Session, claim: Claim) -> bool:
    """Put the job aside until its children are finished, then its handler runs again; false if none is open."""
    queries.lock(session, claim.job_id)  # a child that ends now waits for this transaction, then wakes the parent
    if not queries.unfinished_children(session, claim.job_id):
        return False
    values = _spent(session, claim) | {"attempt": claim.attempt - 1}
    service.leave(session, claim.job_id, claim.fence, JobState.WAITING, **values)
    record(session, service.get(session, claim.job_id), "waiting")
    return True


def _alive(asked: Asked | None, claim: Claim) -> Asked:
    if asked is None:
        why = "This attempt showed no sign of life for too long"
        raise service.ClaimLost(f"Job {claim.job_id} is in other hands", why=why)
    return asked


def _spent(session: Session, claim: Claim) -> dict[str, Any]:
    """Count the worker's seconds for the project; returns what of it stands in the row."""
    seconds = max(SYSTEM.monotonic() - claim.began, 0.0)
    budgets.use_seconds(session, claim.project_id, seconds)
    charge = case((Job.charge > 0, Job.charge - seconds), else_=0.0)  # the dispatcher corrects the share by the rest
    return {"seconds": Job.seconds + seconds, "charge": charge}
