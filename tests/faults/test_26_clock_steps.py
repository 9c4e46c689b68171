"""Fault 26: the wall clock steps by an hour, forward or back. Promise: no job is lost, none is done twice."""

import threading
import time
from datetime import datetime, timedelta
from typing import Any

import pytest

from onmodel.db import Database
from onmodel.errors import OnmodelError
from onmodel.jobs import service
from onmodel.jobs.rules import JobRequest
from onmodel.jobs.tasks import JobContext
from onmodel.kit import clock as clocks
from onmodel.kit.clock import SystemClock
from onmodel.recovery import Sweeper
from onmodel.runner import Runner


class SteppingClock(SystemClock):
    """The machine's clock, whose wall time someone corrects."""

    step = timedelta()

    def now(self) -> datetime:
        return super().now() + self.step


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SteppingClock:
    clock = SteppingClock()
    monkeypatch.setattr(clocks, "SYSTEM", clock)
    return clock


def _submit(database: Database, project_id: str) -> str:
    with database.transaction() as session:
        return service.submit(session, JobRequest("x", project_id)).id


@pytest.mark.parametrize("hours", [1, -1])
def test_a_running_job_keeps_its_lease(database: Database, project_id: str, clock: SteppingClock, hours: int) -> None:
    starts: list[int] = []

    def slow(context: JobContext) -> dict[str, Any]:
        starts.append(context.claim.attempt)
        time.sleep(1.2)
        return {}

    runner = Runner(database, {"x": slow}, heartbeat_seconds=0.1)
    sweeper = Sweeper(database, lease_seconds=0.6)
    job_id = _submit(database, project_id)
    thread = threading.Thread(target=runner.run, args=(job_id,))
    thread.start()
    time.sleep(0.3)
    clock.step = timedelta(hours=hours)
    while thread.is_alive():
        sweeper.sweep()
        assert runner.run(job_id) is None
        time.sleep(0.1)
    with database.reading() as session:
        job = service.get(session, job_id)
    assert (job.state, starts) == ("succeeded", [1])


@pytest.mark.parametrize("hours", [1, -1])
def test_a_pause_after_an_error_is_not_an_hour_longer(
    database: Database, project_id: str, clock: SteppingClock, hours: int
) -> None:
    class Away(OnmodelError):
        status = 503

    def fails_once(context: JobContext) -> dict[str, Any]:
        if context.claim.attempt == 1:
            raise Away("away")
        return {}

    runner = Runner(database, {"x": fails_once})
    job_id = _submit(database, project_id)
    runner.run(job_id)
    clock.step = timedelta(hours=hours)
    assert runner.run(job_id) == "succeeded"


def test_the_order_of_the_queue_holds(database: Database, project_id: str, clock: SteppingClock) -> None:
    first = _submit(database, project_id)
    clock.step = timedelta(hours=-1)
    assert first < _submit(database, project_id)
