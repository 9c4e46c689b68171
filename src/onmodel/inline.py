"""A job and its children done here and now, with no broker and no worker: what the command line does."""

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from onmodel.db import Database
from onmodel.errors import OnmodelError
from onmodel.jobs import queries, service
from onmodel.jobs.rules import FINISHED, Claim, JobState
from onmodel.jobs.tables import Job
from onmodel.jobs.tasks import Handlers, Told, worker_name
from onmodel.recovery import Sweeper, free_worker
from onmodel.runner import Runner

log = logging.getLogger(__name__)

PAUSE = 0.1  # seconds between two looks for something to do


def run_inline(
    database: Database,
    job_id: str,
    handlers: Handlers,
    *,
    told: Told | None = None,
    lease_seconds: float = 12.0,
    hands: int = 1,
) -> Job:
    """Carry out the job and its descendants in this process; returns the job's row once it is finished.

    `hands` jobs are done at a time, in threads; `told` hears of one at a time. What was paused, failed or
    cancelled before is taken up again, what is done stays done. Ctrl-C pauses the whole and goes on to the caller as
    KeyboardInterrupt, once the other hands have come to a check. A worker that is running may help: a job is done by
    whoever takes it.
    """
    runner = Runner(database, handlers, told=told and _in_turn(told))
    crew = Crew(database, job_id, runner, Sweeper(database, lease_seconds))
    try:
        with database.transaction() as session:
            service.revive(session, job_id)
        with crew.helpers(hands - 1):
            return crew.work()
    except KeyboardInterrupt:
        with database.transaction() as session:
            free_worker(session, worker_name(), JobState.PAUSED)
            service.pause(session, job_id)
        raise


def _in_turn(told: Told) -> Told:
    """Let `told` hear from one thread at a time."""
    turn = threading.Lock()

    def tell(claim: Claim, fraction: float, stage: str, message: str) -> None:
        with turn:
            told(claim, fraction, stage, message)

    return tell


@dataclass(frozen=True)
class Crew:
    """Hands that share the work on one job and its descendants."""

    database: Database
    job_id: str
    runner: Runner
    sweeper: Sweeper
    _home: threading.Event = field(default_factory=threading.Event)  # set when the helpers may go

    @contextmanager
    def helpers(self, count: int) -> Iterator[None]:
        """So many threads at work beside this one. What goes wrong in one is raised here, at the end."""
        with ThreadPoolExecutor(max(count, 1), "hand") as pool:
            at_work = [pool.submit(self._help) for _ in range(count)]
            try:
                yield
            except BaseException:
                self.runner.stopping.set()  # they leave at their next check and give back what they have
                raise
            finally:
                self._home.set()
        for helper in at_work:
            helper.result()

    def work(self) -> Job:
        """Do what is ready until the job is finished; returns its row."""
        while True:
            job, ready = self._look()
            if job.state in FINISHED:
                return job
            if ready is None or self.runner.run(ready) is None:
                self.sweeper.sweep()  # someone else has it: see that he lives
                self._home.wait(PAUSE)

    def _help(self) -> None:
        while not self._home.is_set():
            try:
                _, ready = self._look()
                done = ready and self.runner.run(ready)
            except OnmodelError:  # a busy or full database: the lease runs out and the job is taken up again
                log.warning("a helping hand was stopped", exc_info=True)
                done = None
            if not done:
                self._home.wait(PAUSE)

    def _look(self) -> tuple[Job, str | None]:
        """The job as it is, and the one of its family that is first in line."""
        with self.database.reading() as session:
            family = [member.id for member in queries.family(session, self.job_id)]
            return service.get(session, self.job_id), queries.next_ready(session, family)
