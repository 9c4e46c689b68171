"""Fault 1: kill -9 of the worker in the middle of a job. Promise: going on within 2 s, one result, attempt recorded.

A job of 0.3 s here, of 3 s that is killed after half a second at the full size.
"""

import time
from collections.abc import Callable
from statistics import median

import pytest

from onmodel.db import Database
from onmodel.jobs import service, tasks
from onmodel.supervisor import Supervisor
from tests.faults.conftest import Plant, kill, on_both_databases
from tests.faults.size import FULL, size, within

REPEATS = 20
STEPS, STEP_SECONDS, KILLED_AT = size(5, 30), 0.1 if FULL else 0.06, size(2, 5)
pytestmark = on_both_databases


def test_a_killed_job_goes_on_by_itself_where_it_stopped(
    plant: Plant, running: Supervisor, record_property: Callable[[str, object], None]
) -> None:
    waited: list[float] = []
    for _ in range(REPEATS):
        job_id = plant.submit("nap", database=running.database, steps=STEPS, step_seconds=STEP_SECONDS)
        plant.wait(lambda job_id=job_id: plant.job(job_id).progress >= KILLED_AT / STEPS)
        killed_at = time.monotonic()
        kill(running.workers[0])
        plant.wait(lambda job_id=job_id: plant.finished(job_id))
        first, second = plant.starts(job_id)
        assert second.at - killed_at <= within(2.0)
        waited.append(second.at - killed_at)
        job = plant.job(job_id)
        assert (job.state, job.attempt) == ("succeeded", 2)
        assert job.result is not None
        assert job.result["begun_at"] >= KILLED_AT, "it did again what was done"
        assert len(plant.lines(job_id, "end")) == 1
        assert plant.log(job_id).count("requeued") == 1
        assert first.pid != second.pid
    record_property(
        "told",
        f"{REPEATS} kills: again after {1000 * median(waited):.0f} ms (median), {1000 * max(waited):.0f} ms at most",
    )


def test_a_job_killed_before_it_told_anything_goes_on_too(plant: Plant, running: Supervisor) -> None:
    job_id = plant.submit("deaf", database=running.database, seconds=0.6)
    plant.wait(lambda: plant.starts(job_id))
    kill(running.workers[0])
    plant.wait(lambda: plant.finished(job_id))
    assert (plant.job(job_id).state, len(plant.lines(job_id, "end"))) == ("succeeded", 1)


def test_a_frozen_worker_that_wakes_up_late_changes_nothing(plant: Plant, database: Database) -> None:
    """A worker that was stopped (SIGSTOP, a laptop's lid) believes it still has the job: its fence is too old."""
    job_id = plant.submit("nap")
    with database.transaction() as session:
        frozen = tasks.claim(session, job_id, "elsewhere:1")
    assert frozen is not None
    with database.transaction() as session:
        service.requeue(session, job_id, frozen.fence)
        new = tasks.claim(session, job_id, "elsewhere:2")
    assert new is not None
    with pytest.raises(service.ClaimLost), database.transaction() as session:
        tasks.finish(session, frozen, {"from": "the grave"})
    with database.transaction() as session:
        tasks.finish(session, new, {"from": "the living"})
    assert plant.job(job_id).result == {"from": "the living"}
