"""Fault 28: a deploy. Promise: after SIGTERM running jobs are given back within 5 s and cost no attempt."""

import time
from collections.abc import Callable

from onmodel.supervisor import Supervisor
from tests.faults.conftest import Plant, on_both_databases
from tests.faults.size import within

pytestmark = on_both_databases


def test_a_job_that_listens_is_given_back_and_goes_on_later(plant: Plant, supervise: Callable[..., Supervisor]) -> None:
    with supervise() as supervisor:
        job_id = plant.submit("nap", database=supervisor.database, steps=20, step_seconds=0.1)
        plant.wait(lambda: plant.job(job_id).progress >= 0.15)
        begun = time.monotonic()
    assert time.monotonic() - begun <= within(5.0)
    job = plant.job(job_id)
    assert (job.state, job.attempt, job.worker) == ("queued", 0, None)
    with supervise():
        plant.wait(lambda: plant.finished(job_id))
    job = plant.job(job_id)
    assert (job.state, job.attempt) == ("succeeded", 1)
    assert (job.result or {})["begun_at"] >= 3


def test_a_job_that_does_not_listen_is_taken_away(plant: Plant, supervise: Callable[..., Supervisor]) -> None:
    with supervise(workers=2) as supervisor:
        deaf = plant.submit("deaf", database=supervisor.database, seconds=60)
        plant.wait(lambda: plant.starts(deaf))
        begun = time.monotonic()
    assert time.monotonic() - begun <= within(6.0)  # 4 s of grace, the kill, the broker
    job = plant.job(deaf)
    assert (job.state, job.attempt) == ("queued", 0)
