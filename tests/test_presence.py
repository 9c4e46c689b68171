"""Who is there and who is gone: by lock on PostgreSQL, by beat everywhere."""

import subprocess
import sys
import time

from onmodel.db import Database
from onmodel.jobs import service
from onmodel.kit.clock import FixedClock
from onmodel.presence import Presence
from onmodel.recovery import Sweeper
from onmodel.workers import queries as workers
from tests.factories.jobs import submitted
from tests.faults.size import within

ELSEWHERE = """
import sys, time
from onmodel import tables
from onmodel.db import Database
from onmodel.jobs import tasks
from onmodel.presence import Presence
database = Database(sys.argv[1])
with Presence(database, "elsewhere:1", ["render"]):
    with database.transaction() as session:
        tasks.claim(session, sys.argv[2], "elsewhere:1")
    print("at work", flush=True)
    time.sleep(60)
"""


def _there(database: Database) -> list[str]:
    with database.reading() as session:
        return [worker.name for worker in workers.all_workers(session)]


def test_a_worker_is_registered_while_it_is_there(either_database: Database) -> None:
    with Presence(either_database, "elsewhere:1", ["render", "light"], gpu="0"):
        with either_database.reading() as session:
            (worker,) = workers.all_workers(session)
        assert (worker.name, worker.queues, worker.gpu) == ("elsewhere:1", ",render,light,", "0")
        Sweeper(either_database, lease_seconds=1000).sweep()
        assert _there(either_database) == ["elsewhere:1"]
    assert _there(either_database) == []


def test_who_was_taken_for_dead_registers_again(either_database: Database) -> None:
    presence = Presence(either_database, "elsewhere:1", ["render"])
    with presence:
        with either_database.transaction() as session:
            workers.drop(session, "elsewhere:1")
        presence._beat()
        assert _there(either_database) == ["elsewhere:1"]


def test_a_silent_worker_leaves_the_list_after_its_lease(database: Database) -> None:
    clock = FixedClock()
    sweeper = Sweeper(database, lease_seconds=10, clock=clock)
    with Presence(database, "elsewhere:1", ["render"], seconds=1000):
        for _ in range(3):
            sweeper.sweep()
            clock.advance(6)
        assert _there(database) == []


def test_on_postgresql_a_killed_worker_of_another_machine_is_seen_within_two_seconds(postgres_url: str) -> None:
    """Its lease would tell after 1000 s; its lock is gone with the process."""
    from onmodel import subscriptions
    from onmodel.tables import metadata

    database = Database(postgres_url, react=subscriptions.react)
    metadata.create_all(database.engine)
    time.sleep(5.0)  # a server that has just started gives its workers time to take their locks
    job_id = submitted(database)
    command = [sys.executable, "-c", ELSEWHERE, postgres_url, job_id]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "at work\n"
        sweeper = Sweeper(database, lease_seconds=1000)
        sweeper.sweep()
        with database.reading() as session:
            assert service.get(session, job_id).state == "running"
        process.kill()
        at = time.monotonic()
    state = "running"
    while state == "running" and time.monotonic() < at + 60:
        sweeper.sweep()
        with database.reading() as session:
            state = service.get(session, job_id).state
        time.sleep(0.05)
    took = time.monotonic() - at
    assert (state, _there(database)) == ("queued", [])
    assert took <= within(1.0), "a sweep a second more is two"
    database.dispose()
