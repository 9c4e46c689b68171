"""Finding what a crash lost, without processes: the same on SQLite and PostgreSQL."""

import os
import socket
import subprocess
from datetime import timedelta

import pytest

from onmodel.db import Database, JobMessage
from onmodel.errors import OnmodelError
from onmodel.jobs import queries, service, tasks
from onmodel.jobs.rules import Claim, JobState
from onmodel.kit import clock as clocks
from onmodel.kit.clock import FixedClock, utc_now
from onmodel.presence import Presence
from onmodel.recovery import Sweeper, free_worker, is_gone, lose_worker
from onmodel.retries import KeptAnswer
from tests.factories.jobs import claimed, job_of, submitted


class Busy(OnmodelError):
    status = 503


def test_a_dead_worker_loses_only_its_own_jobs(either_database: Database, sent: list[JobMessage]) -> None:
    mine, other = submitted(either_database), submitted(either_database)
    claimed(either_database, mine, "here:1")
    claimed(either_database, other, "here:2")
    sent.clear()
    with either_database.transaction() as session:
        assert lose_worker(session, "here:1") == [mine]
    assert (job_of(either_database, mine).state, job_of(either_database, other).state) == ("queued", "running")
    assert [message.job_id for message in sent] == [mine]


def test_the_third_death_is_the_jobs_own_and_wakes_its_parent(either_database: Database) -> None:
    parent = submitted(either_database, "board")
    child = submitted(either_database, parent_id=parent)
    with either_database.transaction() as session:
        tasks.wait_for_children(session, _taken(tasks.claim(session, parent, "here:0")))
    for _ in range(3):
        claimed(either_database, child, "here:1")
        with either_database.transaction() as session:
            lose_worker(session, "here:1")
    job = job_of(either_database, child)
    assert (job.state, job.attempt) == ("failed", 3)
    assert job.error is not None
    assert job.error["type"] == "/errors#JobDied"
    assert job_of(either_database, parent).state == "queued"


def test_a_worker_stopped_on_purpose_is_not_blamed(database: Database) -> None:
    job_id = submitted(database)
    claimed(database, job_id, "here:1")
    with database.transaction() as session:
        free_worker(session, "here:1", JobState.PAUSED)
    job = job_of(database, job_id)
    assert (job.state, job.attempt) == ("paused", 0)


def test_a_silent_worker_elsewhere_is_given_up_after_its_lease(either_database: Database) -> None:
    clock = FixedClock()
    sweeper = Sweeper(either_database, lease_seconds=10, clock=clock)
    silent, alive = submitted(either_database), submitted(either_database)
    claimed(either_database, silent, "elsewhere:1")
    living = claimed(either_database, alive, "elsewhere:1")
    for _ in range(4):
        sweeper.sweep()
        clock.advance(4)
        with either_database.transaction() as session:
            tasks.heartbeat(session, living)
    assert (job_of(either_database, silent).state, job_of(either_database, alive).state) == ("queued", "running")


def test_a_late_sign_of_life_saves_the_job(database: Database) -> None:
    claim = claimed(database, submitted(database), "elsewhere:1")
    with database.reading() as session:
        (seen,) = queries.pulses(session)
    with database.transaction() as session:
        tasks.heartbeat(session, claim)
        moved = queries.settle(session, seen.job_id, seen.fence, JobState.QUEUED, beat=seen.beat)
    assert not moved
    assert job_of(database, claim.job_id).state == "running"


def test_a_dead_process_of_this_machine_is_noticed_at_once(database: Database) -> None:
    process = subprocess.Popen(["true"])
    process.wait()
    dead, living = submitted(database), submitted(database)
    claimed(database, dead, f"{socket.gethostname()}:{process.pid}")
    claimed(database, living, f"{socket.gethostname()}:{os.getpid()}")
    Sweeper(database, lease_seconds=1000).sweep()
    assert (job_of(database, dead).state, job_of(database, living).state) == ("queued", "running")


@pytest.mark.parametrize("worker", ["elsewhere:1", "", "x", f"{socket.gethostname()}:1", f"{socket.gethostname()}:x"])
def test_who_is_elsewhere_or_alive_is_not_gone(worker: str) -> None:
    assert not is_gone(worker)


def test_a_pause_after_an_error_ends(
    either_database: Database, sent: list[JobMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FixedClock(wall=clocks.utc_now())
    monkeypatch.setattr(clocks, "SYSTEM", clock)
    job_id = submitted(either_database)
    with either_database.transaction() as session:
        tasks.fail(session, _taken(tasks.claim(session, job_id, "here:1")), Busy("away"))
    sent.clear()
    sweeper = Sweeper(either_database, lease_seconds=10)
    sweeper.sweep()
    assert sent == []
    clock.advance(3)
    sweeper.sweep()
    sweeper.sweep()
    assert [message.job_id for message in sent] == [job_id], "sent once"


def test_a_message_that_was_lost_is_sent_again_once(dispatching: Database, sent: list[JobMessage]) -> None:
    on_the_broker = {"render": 0}
    sweeper = Sweeper(dispatching, 1000, pending=on_the_broker.__getitem__)
    with Presence(dispatching, "elsewhere:1", ["render"]):
        job_id = submitted(dispatching)
        sent.clear()
        sweeper.sweep()
        assert sent == [], "it may just be on its way"
        sweeper.sweep()
        assert [message.job_id for message in sent] == [job_id]
        on_the_broker["render"] = 1
        for _ in range(3):
            sweeper.sweep()
        assert len(sent) == 1, "it waits in line"


def test_a_parent_whose_wake_up_was_lost_is_woken(either_database: Database) -> None:
    parent = submitted(either_database, "board")
    child = submitted(either_database, parent_id=parent)
    with either_database.transaction() as session:
        tasks.wait_for_children(session, _taken(tasks.claim(session, parent, "here:0")))
        service.get(session, child).state = JobState.SUCCEEDED  # as if the process had died between the two
    Sweeper(either_database, 10).sweep()
    assert job_of(either_database, parent).state == "queued"


def test_answers_are_kept_for_a_day(either_database: Database) -> None:
    with either_database.transaction() as session:
        for name, hours in (("old", 25), ("young", 23)):
            at = utc_now() - timedelta(hours=hours)
            session.add(KeptAnswer(asked=name, status=201, body="{}", created_at=at))
    Sweeper(either_database, 10, answer_hours=24.0).sweep()
    with either_database.reading() as session:
        assert [row.asked for row in session.query(KeptAnswer)] == ["young"]


def _taken(claim: Claim | None) -> Claim:
    assert claim is not None
    return claim
