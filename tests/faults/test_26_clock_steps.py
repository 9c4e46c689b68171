"""Fault 26: the wall clock steps by an hour, forward or back. Promise: no job is lost, none is done twice."""

import shutil
import subprocess
import sys
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path
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
from tests.faults.conftest import Plant, on_both_databases

pytestmark = on_both_databases


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


WORKER = """
import sys
from onmodel import subscriptions, tables
from onmodel.db import Database
from onmodel.runner import Runner
from tests.faults.handlers import nap, note
database = Database(sys.argv[1], react=subscriptions.react)
runner = Runner(database, {"nap": nap}, heartbeat_seconds=0.2)
for job_id in sys.argv[2:]:
    print(runner.run(job_id), flush=True)
"""


@pytest.mark.parametrize("step", ["+1h", "-1h"])
def test_a_worker_whose_clock_is_an_hour_off(plant: Plant, step: str) -> None:
    """A process under faketime beside this one's sweeper: no job is lost, none is done twice."""
    if shutil.which("faketime") is None:
        pytest.skip("missing server: faketime (apt-get install faketime)")
    jobs = [plant.submit("nap", steps=5, step_seconds=0.2) for _ in range(3)]
    command = ["faketime", "-f", step, sys.executable, "-c", WORKER, plant.url, *jobs]
    sweeper = Sweeper(plant.database, lease_seconds=2.0)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        while process.poll() is None:
            sweeper.sweep()
            time.sleep(0.2)
        assert process.stdout is not None
        assert process.stdout.read().split() == ["succeeded"] * 3
    assert [len(plant.starts(job_id)) for job_id in jobs] == [1, 1, 1]
    assert all(plant.job(job_id).attempt == 1 for job_id in jobs)
