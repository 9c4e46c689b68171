"""Carrying a job out: claim, handler, result, with a heartbeat beside it. The same in a worker and in the CLI."""

import json
import logging
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import copy_context
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session
from structlog.contextvars import bound_contextvars

from onmodel.db import Database
from onmodel.errors import OnmodelError
from onmodel.jobs import queries, service, tasks
from onmodel.jobs.events import announce_move
from onmodel.jobs.rules import USED, Claim, JobState
from onmodel.jobs.service import ClaimLost
from onmodel.jobs.tasks import (
    Handlers,
    JobCancelled,
    JobContext,
    JobPaused,
    JobWaits,
    Stop,
    Told,
)
from onmodel.kit.causes import for_logs
from onmodel.kit.meter import Meter, Used, metered

log = logging.getLogger(__name__)
WORTH_TELLING = 0.1  # processor seconds
BRIEF = 0.1  # seconds; of a job that takes less, people are told the end alone


class HandlerFailed(OnmodelError):
    """A handler raised something that is no OnmodelError: a fault of ours."""


class UnknownJob(OnmodelError):
    """No handler is registered for this kind of job: the worker is older or newer than who submitted it."""


@dataclass(frozen=True)
class Runner:
    """Carries jobs out in this process. `told` hears of each progress: claim, fraction 0–1, stage, message."""

    database: Database
    handlers: Handlers
    heartbeat_seconds: float = 4.0
    stopping: threading.Event = field(default_factory=threading.Event)
    told: Told | None = None
    gpu: str = ""  # that this process renders on, as CUDA_VISIBLE_DEVICES names it

    def run(self, job_id: str) -> JobState | None:
        """Take the job, do it, write down what came of it. None: it is not to be had, nothing was done.

        A message that comes twice finds the job taken or finished. Raises only what the database raises.
        """
        # soft: a power cut ends the worker too, and a job that nobody took any more is sent again
        with self.database.transaction(soft=True) as session:
            claim = tasks.claim(session, job_id, tasks.worker_name())
        if claim is None:
            return None
        context = JobContext(self.database, claim, self.stopping, self.told)
        with bound_contextvars(job_id=job_id, job_kind=claim.kind, **for_logs(claim.cause)):
            with metered(self.gpu) as meter, _heartbeat(context, self.heartbeat_seconds, meter):
                outcome = self._attempt(context)
            try:
                return self._settle(claim, outcome, meter.used)
            except ClaimLost:
                log.warning("job %s was given to another worker, this attempt is void", job_id)
                return None

    def _attempt(self, context: JobContext) -> dict[str, Any] | Exception | Stop:
        """What the handler gave, or how it ended. Ctrl-C passes through."""
        handler = self.handlers.get(context.claim.kind)
        if handler is None:
            return UnknownJob(f"No handler is known for jobs of kind {context.claim.kind!r}")
        try:
            result = handler(context)
            json.dumps(result, allow_nan=False)  # PostgreSQL refuses NaN; better here than when it is written
            return result
        except (Stop, OnmodelError) as end:
            return end
        except Exception as error:
            log.exception("job %s failed", context.job_id)
            return error

    def _settle(self, claim: Claim, outcome: dict[str, Any] | Exception | Stop, used: Used | None) -> JobState | None:
        """Write the end of an attempt into the row, and into its log what it used where that is worth a line."""
        with self.database.transaction() as session:
            state = _ended(session, claim, outcome)
            if used is not None and used.cpu_seconds >= WORTH_TELLING:
                queries.add_event(session, claim.job_id, USED, used.json())
            return state


def _ended(session: Session, claim: Claim, outcome: dict[str, Any] | Exception | Stop) -> JobState:
    """Write the end of an attempt into the row."""
    match outcome:
        case dict():
            tasks.finish(session, claim, outcome)
            return JobState.SUCCEEDED
        case JobWaits():
            return _waits(session, claim)
        case Stop():
            return _stopped(session, claim, outcome)
        case ClaimLost():
            raise outcome
        case OnmodelError():
            jitter = random.random()  # noqa: S311  # spreads retries, is no secret
            return tasks.fail(session, claim, outcome, jitter).state
        case _:
            return tasks.fail(session, claim, HandlerFailed(f"{type(outcome).__name__}: {outcome}")).state


def _waits(session: Session, claim: Claim) -> JobState:
    """Nothing is left to write, unless it was to stop while it ordered its parts: then they stop with it."""
    job = service.get(session, claim.job_id)
    if job.state == JobState.WAITING and job.cancel_requested:
        job = service.cancel(session, job.id)
    elif job.state == JobState.WAITING and job.pause_requested:
        job = service.pause(session, job.id)
    return JobState(job.state)


def _stopped(session: Session, claim: Claim, why: Stop) -> JobState:
    """Write down that the handler was left before its end."""
    if isinstance(why, JobCancelled):
        tasks.end_cancelled(session, claim)
        return JobState.CANCELLED
    state = JobState.PAUSED if isinstance(why, JobPaused) else JobState.QUEUED
    tasks.release(session, claim, state)
    return state


@contextmanager
def _heartbeat(context: JobContext, seconds: float, meter: Meter) -> Iterator[None]:
    """Show signs of life from a thread of its own while the handler computes."""
    over = threading.Event()

    def beat() -> None:
        if not over.wait(min(BRIEF, seconds)):
            with suppress(OnmodelError), context.database.transaction() as session:
                announce_move(session, service.get(session, context.job_id), "started")
        while not over.wait(seconds):
            try:
                with context.database.transaction() as session:
                    context.note(tasks.heartbeat(session, context.claim))
            except ClaimLost:
                context.give_up()
                return
            except OnmodelError:  # busy or full: the next beat may pass; a lease lasts several
                log.warning("no heartbeat for job %s", context.job_id, exc_info=True)
            meter.sample()

    within = copy_context().run  # the job's ids stand in its log lines, and its spans are in the job's trace
    thread = threading.Thread(target=within, args=(beat,), name=f"heartbeat {context.job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
