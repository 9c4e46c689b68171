"""Carrying a job out: claim, handler, result, with a heartbeat beside it. The same in a worker and in the CLI."""

import logging
import random
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from onmodel.db import Database
from onmodel.errors import OnmodelError
from onmodel.jobs import service
from onmodel.jobs.rules import Claim, JobRequest, JobState
from onmodel.kit.progress import Eta

log = logging.getLogger(__name__)


class _Stop(BaseException):
    """Ends a handler from inside. No Exception: a handler's `except Exception` must not swallow it."""


class JobCancelled(_Stop):
    """Cancelling was asked for."""


class JobInterrupted(_Stop):
    """This worker stops; the job goes on elsewhere."""


class JobWaits(_Stop):
    """The handler waits for its children and will run again."""


class ClaimGone(_Stop):
    """The job is in other hands; this attempt's work is void."""


class HandlerFailed(OnmodelError):
    """A handler raised something that is no OnmodelError: a fault of ours."""


@dataclass
class JobContext:
    """What a handler is given. A handler may run more than once for one job: what is done must be found done."""

    database: Database
    claim: Claim
    stopping: threading.Event  # set when this process should stop
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
            if service.heartbeat(session, self.claim):
                self._asked.set()
            yield session

    def progress(self, fraction: float, stage: str = "", message: str = "") -> None:
        """Tell how far the job is (0–1). Leaves the handler if it was cancelled, interrupted or given up."""
        self.check()
        eta = self._eta.seconds_left(fraction)
        with self.database.transaction() as session:
            asked = service.report_progress(
                session, self.claim, fraction, stage=stage, message=message, eta_seconds=eta
            )
        if asked:
            self._asked.set()
        self.check()

    def check(self) -> None:
        """Leave the handler if it was cancelled, interrupted or given up; costs nothing, call it often."""
        if self._lost.is_set():
            raise ClaimGone
        if self._asked.is_set():
            raise JobCancelled
        if self.stopping.is_set():
            raise JobInterrupted

    def submit_child(self, request: JobRequest) -> str:
        """Submit a job whose parent is this one, in a transaction of its own; returns its id."""
        with self.transaction() as session:
            return service.submit(session, request).id

    def wait_for_children(self) -> None:
        """Return if every child is finished; else leave the handler, which runs again once they are."""
        with self.database.transaction() as session:
            waits = service.wait_for_children(session, self.claim)
        if waits:
            raise JobWaits


Handler = Callable[[JobContext], dict[str, Any]]
Handlers = Mapping[str, Handler]
