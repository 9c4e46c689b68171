"""Carrying a job out: claim, handler, result, with a heartbeat beside it. The same in a worker and in the CLI."""

import json
import logging
import random
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy.orm import Session
from structlog.contextvars import bound_contextvars

from onmodel.db import Database
from onmodel.errors import OnmodelError
from onmodel.jobs import service
from onmodel.jobs.rules import Claim, JobRequest, JobState
from onmodel.kit.progress import Eta

log = logging.getLogger(__name__)


Told = Callable[[Claim, float, str, str], None]  # of a progress: which job, fraction 0–1, stage, message


class _Stop(BaseException):
    """Ends a handler from inside. No Exception: a handler's `except Exception` must not swallow it."""


class JobCancelled(_Stop):
    """Cancelling was asked for."""


class JobInterrupted(_Stop):
    """This worker stops; the job goes on elsewhere."""


class JobWaits(_Stop):
    """The handler waits for its children and will run again."""


class HandlerFailed(OnmodelError):
    """A handler raised something that is no OnmodelError: a fault of ours."""


class UnknownJob(OnmodelError):
    """No handler is registered for this kind of job: the worker is older or newer than who submitted it."""


@dataclass
class JobContext:
    """What a handler is given. A handler may run more than once for one job: what is done must be found done."""

    database: Database
    claim: Claim
    stopping: threading.Event  # set when this process should stop
    told: Told | None = None
    _asked: threading.Event = field(default_factory=threading.Event)  # set when cancelling was asked for
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
            self.note(service.heartbeat(session, self.claim))
            yield session

    def progress(self, fraction: float, stage: str = "", message: str = "") -> None:
        """Tell how far the job is (0–1). Leaves the handler if it was cancelled, interrupted or given up."""
        self.check()
        eta = self._eta.seconds_left(fraction)
        with self.database.transaction() as session:
            asked = service.report_progress(
                session, self.claim, fraction, stage=stage, message=message, eta_seconds=eta
            )
        if self.told:
            self.told(self.claim, fraction, stage, message)
        self.note(asked)
        self.check()

    def check(self) -> None:
        """Leave the handler if it was cancelled, interrupted or given up; costs nothing, call it often."""
        if self._lost.is_set():
            raise service.ClaimLost(f"Job {self.job_id} is in other hands")
        if self._asked.is_set():
            raise JobCancelled
        if self.stopping.is_set():
            raise JobInterrupted

    def note(self, cancel_asked: bool) -> None:
        """Remember what the last sign of life was answered with."""
        if cancel_asked:
            self._asked.set()

    def give_up(self) -> None:
        """The job is in other hands: the handler is left at its next check."""
        self._lost.set()

    def submit_child(self, request: JobRequest) -> str:
        """Submit a job whose parent is this one, in a transaction of its own; returns its id.

        Give it an idempotency key: a handler that runs again must not submit its children twice.
        """
        with self.transaction() as session:
            return service.submit(session, replace(request, parent_id=self.job_id)).id

    def wait_for_children(self) -> None:
        """Return if every child is finished; else leave the handler, which runs again once they are."""
        with self.database.transaction() as session:
            waits = service.wait_for_children(session, self.claim)
        if waits:
            raise JobWaits


Handler = Callable[[JobContext], dict[str, Any]]
Handlers = Mapping[str, Handler]


@dataclass(frozen=True)
class Runner:
    """Carries jobs out in this process. `told` hears of each progress: claim, fraction 0–1, stage, message."""

    database: Database
    handlers: Handlers
    heartbeat_seconds: float = 5.0
    stopping: threading.Event = field(default_factory=threading.Event)
    told: Told | None = None

    def run(self, job_id: str) -> JobState | None:
        """Take the job, do it, write down what came of it. None: it is not to be had, nothing was done.

        A message that comes twice finds the job taken or finished. Raises only what the database raises.
        """
        with self.database.transaction() as session:
            claim = service.claim(session, job_id, service.worker_name())
        if claim is None:
            return None
        context = JobContext(self.database, claim, self.stopping, self.told)
        with bound_contextvars(job_id=job_id, job_kind=claim.kind), _heartbeat(context, self.heartbeat_seconds):
            outcome = self._attempt(context)
        try:
            return self._settle(claim, outcome)
        except service.ClaimLost:
            log.warning("job %s was given to another worker, this attempt is void", job_id)
            return None

    def _attempt(self, context: JobContext) -> dict[str, Any] | Exception | _Stop:
        """What the handler gave, or how it ended. Ctrl-C passes through."""
        handler = self.handlers.get(context.claim.kind)
        if handler is None:
            return UnknownJob(f"No handler is known for jobs of kind {context.claim.kind!r}")
        try:
            result = handler(context)
            json.dumps(result, allow_nan=False)  # PostgreSQL refuses NaN; better here than when it is written
            return result
        except (_Stop, OnmodelError) as end:
            return end
        except Exception as error:
            log.exception("job %s failed", context.job_id)
            return error

    def _settle(self, claim: Claim, outcome: dict[str, Any] | Exception | _Stop) -> JobState | None:
        """Write the end of an attempt into the row."""
        with self.database.transaction() as session:
            match outcome:
                case dict():
                    service.finish(session, claim, outcome)
                    return JobState.SUCCEEDED
                case JobCancelled():
                    service.end_cancelled(session, claim)
                    return JobState.CANCELLED
                case JobInterrupted():
                    service.release(session, claim)
                    return JobState.QUEUED
                case JobWaits():
                    return JobState.WAITING  # the row was written when the handler asked
                case service.ClaimLost():
                    raise outcome
                case OnmodelError():
                    jitter = random.random()  # noqa: S311  # spreads retries, is no secret
                    return service.fail(session, claim, outcome, jitter).state
                case _:
                    return service.fail(session, claim, HandlerFailed(f"{type(outcome).__name__}: {outcome}")).state


@contextmanager
def _heartbeat(context: JobContext, seconds: float) -> Iterator[None]:
    """Show signs of life from a thread of its own while the handler computes."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(seconds):
            try:
                with context.database.transaction() as session:
                    context.note(service.heartbeat(session, context.claim))
            except service.ClaimLost:
                context.give_up()
                return
            except OnmodelError:  # busy or full: the next beat may pass; a lease lasts several
                log.warning("no heartbeat for job %s", context.job_id, exc_info=True)

    thread = threading.Thread(target=beat, name=f"heartbeat {context.job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
