"""Fault 3: a job that crashes its worker. Promise: dead after three attempts, all others still run."""

from onmodel.supervisor import Supervisor
from tests.faults.conftest import Plant, on_both_databases


@on_both_databases
def test_poison_dies_after_three_and_a_hundred_others_are_done(plant: Plant, running: Supervisor) -> None:
    before = [plant.submit("quick", database=running.database) for _ in range(50)]
    poison = plant.submit("poison", database=running.database)
    after = [plant.submit("quick", database=running.database) for _ in range(50)]
    plant.wait(lambda: plant.states([*before, *after])["succeeded"] == 100 and plant.finished(poison), seconds=90)
    job = plant.job(poison)
    assert (job.state, job.attempt, len(plant.starts(poison))) == ("failed", 3, 3)
    assert job.error is not None
    assert job.error["type"] == "/errors#JobDied"
    assert all(len(plant.starts(job_id)) == 1 for job_id in [*before, *after])
