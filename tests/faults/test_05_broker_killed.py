"""Fault 5: kill -9 of the broker. Promise: what was submitted is done, the broker comes back by itself."""

import psutil

from onmodel.supervisor import Supervisor
from tests.faults.conftest import Plant, kill


def test_nothing_submitted_is_lost_with_the_broker(plant: Plant, running: Supervisor) -> None:
    busy = plant.submit("deaf", database=running.database, seconds=1.0)
    plant.wait(lambda: plant.starts(busy))
    waiting = [plant.submit("quick", database=running.database) for _ in range(100)]
    (broker,) = [child for child in psutil.Process().children() if child.name().startswith("valkey")]
    kill(broker.pid)
    during = [plant.submit("quick", database=running.database) for _ in range(100)]
    every = [busy, *waiting, *during]
    plant.wait(lambda: plant.states(every)["succeeded"] == len(every))
    assert all(len(plant.starts(job_id)) == 1 for job_id in every)
