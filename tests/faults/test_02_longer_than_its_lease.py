"""Fault 2: a healthy job that takes longer than any timeout. Promise: never two live copies (Celery alone fails)."""

from collections.abc import Callable

from onmodel.supervisor import Supervisor
from tests.faults.conftest import Plant, on_both_databases
from tests.faults.size import size

SECONDS = size(4, 10)  # leases of one second


@on_both_databases
def test_one_start_although_it_takes_many_leases(plant: Plant, supervise: Callable[..., Supervisor]) -> None:
    with supervise(workers=2, lease_seconds=1.0, heartbeat_seconds=0.2, sweep_seconds=0.2) as supervisor:
        job_id = plant.submit("deaf", database=supervisor.database, seconds=float(SECONDS))
        plant.wait(lambda: plant.finished(job_id))
    assert plant.job(job_id).state == "succeeded"
    assert len(plant.starts(job_id)) == 1
    assert plant.job(job_id).beat >= 2 * SECONDS
