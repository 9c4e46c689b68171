"""Fault 4: the process dies between the commit and the message. Promise: every row is worked on.

100 orders and ten kills here, a kill for each of 200 orders at the full size.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable

from onmodel.generations.tables import Generation
from onmodel.jobs import service
from onmodel.jobs.rules import JobRequest
from onmodel.jobs.tables import Job
from onmodel.storyboards.tables import Storyboard
from onmodel.supervisor import Supervisor
from tests.faults.api import Orders, api_server
from tests.faults.conftest import Plant, on_both_databases
from tests.faults.handlers import ORDERS as ORDERS_DIARY
from tests.faults.size import size

ORDERS, KILLS = size(100, 200), size(10, 200)
pytestmark = on_both_databases

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
    arguments = [plant.url, plant.project_id, str(plant.diary)]
    died = subprocess.run([sys.executable, "-c", DIE, *arguments], env=dict(os.environ), timeout=30, check=False)
    assert died.returncode == -9
    plant.wait(lambda: len(plant.lines(what="start")) == 2)
    job_id = plant.lines(what="start")[-1].job_id
    plant.wait(lambda: plant.finished(job_id))
    assert plant.job(job_id).idempotency_key == "mine"


def test_killed_at_any_moment_every_answered_order_has_its_job_and_no_row_is_alone(
    plant: Plant, supervise: Callable[..., Supervisor], record_property: Callable[[str, object], None]
) -> None:
    """kill -9 of the API at random moments while boards are ordered: board and job are one transaction."""
    chance, kills = random.Random(4), 0
    with supervise() as supervisor, api_server(supervisor.settings) as server:
        server.start()
        with Orders(server.base) as orders:
            while kills < KILLS or len(orders.answered) < ORDERS:
                known = len(orders.answered)
                plant.wait(lambda known=known: len(orders.answered) > known)
                time.sleep(chance.uniform(0.0, 0.4))
                server.kill()
                kills += 1
                server.start()
        boards = {answer["id"]: answer["job_id"] for answer in orders.answered.values()}
        plant.wait(lambda: all(map(plant.finished, list(boards.values())[::-1])), seconds=120)
    with plant.database.reading() as session:
        kept = {row.storyboard_id: row.job_id for row in session.query(Generation)}
        jobs = {row.id: row.state for row in session.query(Job)}
        films = session.query(Storyboard).count()
    assert set(orders.statuses) == {202}
    assert set(orders.answered) == orders.asked
    assert len(boards) == len(orders.asked), "two orders were answered with one board"
    assert kept == boards, "each key was done once, whatever was cut off between"
    assert jobs == dict.fromkeys(boards.values(), "succeeded"), "no job without its board, no board without its job"
    assert films == len(boards)
    starts = Counter(line.split()[0] for line in (supervisor.settings.folder / ORDERS_DIARY).read_text().splitlines())
    assert starts == dict.fromkeys(boards.values(), 1)
    record_property(
        "told", f"{kills} kills, {len(boards)} orders answered, {orders.cut} requests cut off and asked again"
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
