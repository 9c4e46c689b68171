"""Fault 4: the process dies between the commit and the message. Promise: every row is worked on."""

import os
import random
import subprocess
import sys
import threading
from collections.abc import Callable

from onmodel.broker import broker_address
from onmodel.jobs import service
from onmodel.jobs.rules import JobRequest
from onmodel.jobs.tables import Job
from onmodel.projects.tables import Project
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


ORDER = """
import sys, time
from onmodel import subscriptions, tables
from onmodel.broker import celery_app, sender
from onmodel.db import Database
from onmodel.dispatcher import dispatch
from onmodel.jobs import service
from onmodel.jobs.rules import JobRequest
from onmodel.projects import service as projects
url, broker, diary, name = sys.argv[1:]
database = Database(url, send=sender(celery_app(broker)), dispatch=dispatch, react=subscriptions.react)
for number in range(1000):
    with database.transaction() as session:
        film = projects.create(session, f"film {name} {number}", slug=f"film-{name}-{number}")
        job = service.submit(session, JobRequest("quick", film.id, {"diary": diary}))
    print(job.id, film.id, flush=True)
"""
ORDERS = 200


def test_killed_at_any_moment_every_answered_order_has_its_job_and_no_row_is_alone(
    plant: Plant, running: Supervisor, record_property: Callable[[str, object], None]
) -> None:
    """kill -9 of who takes the orders, at random moments: film and job are one transaction, and the job is done."""
    chance, answered, kills = random.Random(4), {}, 0
    while len(answered) < ORDERS:
        arguments = [str(plant.database.engine.url), broker_address(running.settings), str(plant.diary), str(kills)]
        command = [sys.executable, "-c", ORDER, *arguments]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            first = process.stdout.readline()
            killer = threading.Timer(chance.uniform(0.05, 0.6), process.kill)
            killer.start()
            lines = [first, *process.stdout]
        kills += 1
        answered |= dict(line.split() for line in lines if line.endswith("\n"))
    plant.wait(lambda: all(plant.finished(job_id) for job_id in answered), seconds=60)
    assert plant.states(list(answered)) == {"succeeded": len(answered)}
    with running.database.reading() as session:
        films = {project.id for project in session.query(Project) if project.slug.startswith("film-")}
        jobs = {job.id: job.project_id for job in session.query(Job) if job.project_id in films}
    assert set(answered.items()) <= set(jobs.items())
    assert set(jobs.values()) == films, "no film without its job"
    assert all(len(plant.starts(job_id)) == 1 for job_id in answered)
    record_property(
        "told", f"{kills} kills, {len(answered)} answered orders, {len(jobs) - len(answered)} more were kept unanswered"
    )


def test_what_was_rolled_back_is_never_worked_on(plant: Plant, running: Supervisor) -> None:
    class Crash(Exception):
        pass

    lost = []
    try:
        with running.database.transaction() as session:
            request = JobRequest("quick", plant.project_id, {"diary": str(plant.diary)})
            lost.append(service.submit(session, request).id)
            raise Crash
    except Crash:
        pass
    other = plant.submit("quick", database=running.database)
    plant.wait(lambda: plant.finished(other))
    assert plant.starts(lost[0]) == []
