"""Fault 4: the process dies between the commit and the message. Promise: every row is worked on."""

import os
import subprocess
import sys

from onmodel.supervisor import Supervisor
from tests.faults.conftest import Plant

DIE = """
import os, sys
from onmodel import tables
from onmodel.db import Database
from onmodel.jobs import service
from onmodel.jobs.rules import JobRequest
database = Database(sys.argv[1], send=lambda messages: os.kill(os.getpid(), 9))
with database.transaction() as session:
    service.submit(session, JobRequest("quick", sys.argv[2], {"diary": sys.argv[3]}, idempotency_key="mine"))
"""


def test_a_row_without_a_message_is_found(plant: Plant, running: Supervisor) -> None:
    plant.submit("quick", database=running.database)  # the plant is at work
    arguments = [str(plant.database.engine.url), plant.project_id, str(plant.diary)]
    died = subprocess.run([sys.executable, "-c", DIE, *arguments], env=dict(os.environ), timeout=30, check=False)
    assert died.returncode == -9
    plant.wait(lambda: len(plant.lines(what="start")) == 2)
    job_id = plant.lines(what="start")[-1].job_id
    plant.wait(lambda: plant.finished(job_id))
    assert plant.job(job_id).idempotency_key == "mine"


def test_what_was_rolled_back_is_never_worked_on(plant: Plant, running: Supervisor) -> None:
    class Crash(Exception):
        pass

    lost = []
    try:
        with running.database.transaction() as session:
            from onmodel.jobs import service
            from onmodel.jobs.rules import JobRequest

            request = JobRequest("quick", plant.project_id, {"diary": str(plant.diary)})
            lost.append(service.submit(session, request).id)
            raise Crash
    except Crash:
        pass
    other = plant.submit("quick", database=running.database)
    plant.wait(lambda: plant.finished(other))
    assert plant.starts(lost[0]) == []
