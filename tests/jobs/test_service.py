"""The verbs on job rows, on SQLite and PostgreSQL."""

from functools import partial
from typing import Any

import pytest

from onmodel.db import Database, JobMessage
from onmodel.errors import Invalid, OnmodelError
from onmodel.jobs import queries, service, tasks
from onmodel.jobs.rules import Claim, JobRequest
from onmodel.projects import service as projects
from tests.factories.crowd import at_once, kinds
from tests.factories.jobs import claimed, job_of, submitted


class Busy(OnmodelError):
    status = 503


def _log(database: Database, job_id: str) -> list[str]:
    with database.reading() as session:
        return [event.kind for event in queries.events(session, job_id)]


def test_a_job_is_submitted_claimed_reported_and_finished(either_database: Database, sent: list[JobMessage]) -> None:
    job_id = submitted(either_database, queue="gpu_high", priority=7, params={"shot": "3A"})
    assert sent == [JobMessage(job_id, "gpu_high", 7)]
    claim = claimed(either_database, job_id)
    assert (claim.kind, claim.params, claim.attempt, claim.fence) == ("frame", {"shot": "3A"}, 1, 1)
    with either_database.transaction() as session:
        tasks.report_progress(session, claim, 0.5, stage="render", message="2 of 4", eta_seconds=3.5)
    job = job_of(either_database, job_id)
    assert (job.state, job.progress, job.stage, job.message, job.eta_seconds) == (
        "running",
        0.5,
        "render",
        "2 of 4",
        3.5,
    )
    with either_database.transaction() as session:
        tasks.finish(session, claim, {"score": 91})
    job = job_of(either_database, job_id)
    assert (job.state, job.progress, job.result, job.worker) == ("succeeded", 1.0, {"score": 91}, None)
    assert job.started_at is not None
    assert job.finished_at is not None
    assert job.created_at <= job.started_at <= job.finished_at
    assert _log(either_database, job_id) == ["submitted", "started", "stage", "succeeded"]


def test_one_key_is_one_job_even_from_many_at_one_moment(either_database: Database) -> None:
    with either_database.transaction() as session:
        project_id = projects.default_project(session).id

    def ask() -> str:
        with either_database.transaction() as session:
            return service.submit(session, JobRequest("board", project_id, idempotency_key="k")).id

    found = at_once(*[ask] * 4)
    assert len(set(found)) == 1
    assert _log(either_database, found[0]).count("submitted") == 1


def test_one_of_many_claims_wins(either_database: Database) -> None:
    job_id = submitted(either_database)

    def take(worker: str) -> Claim | None:
        with either_database.transaction() as session:
            return tasks.claim(session, job_id, worker)

    assert kinds(at_once(*[partial(take, f"host:{n}") for n in range(6)])) == ["Claim", *["NoneType"] * 5]
    assert job_of(either_database, job_id).attempt == 1


def test_what_is_not_queued_cannot_be_claimed(database: Database) -> None:
    job_id = submitted(database)
    claimed(database, job_id)
    with database.transaction() as session:
        assert tasks.claim(session, job_id, "host:2") is None
        assert tasks.claim(session, "01a1fd60-02e3-7000-802a-59a6e758842b", "host:2") is None


def test_an_older_attempt_can_write_nothing(either_database: Database) -> None:
    job_id = submitted(either_database)
    old = claimed(either_database, job_id, "host:1")
    with either_database.transaction() as session:
        service.requeue(session, job_id, old.fence)
    new = claimed(either_database, job_id, "host:2")
    assert new.fence > old.fence
    late = (
        lambda session: tasks.heartbeat(session, old),
        lambda session: tasks.report_progress(session, old, 1, stage="late", message="", eta_seconds=None),
        lambda session: tasks.finish(session, old, {"late": True}),
        lambda session: tasks.fail(session, old, Invalid("late")),
        lambda session: tasks.fail(session, old, Busy("late")),
        lambda session: tasks.release(session, old),
        lambda session: tasks.end_cancelled(session, old),
    )
    for write in late:
        with pytest.raises(service.ClaimLost), either_database.transaction() as session:
            write(session)
    job = job_of(either_database, job_id)
    assert (job.state, job.worker, job.progress, job.result) == ("running", "host:2", 0.0, None)
    with either_database.transaction() as session:
        tasks.finish(session, new, {"late": False})
    assert job_of(either_database, job_id).result == {"late": False}


def test_an_error_that_may_pass_is_tried_again_after_a_pause(either_database: Database, sent: list[JobMessage]) -> None:
    job_id = submitted(either_database)
    claim = claimed(either_database, job_id)
    sent.clear()
    with either_database.transaction() as session:
        verdict = tasks.fail(session, claim, Busy("The model is loading"), jitter=0.5)
    job = job_of(either_database, job_id)
    assert (verdict.delay, job.state, sent) == (2.0, "queued", [])
    assert job.error is not None
    assert job.error["detail"] == "The model is loading."
    with either_database.transaction() as session:
        assert tasks.claim(session, job_id, "host:1") is None, "it is not due yet"


def test_an_error_that_will_not_pass_ends_the_job(database: Database) -> None:
    job_id = submitted(database)
    with database.transaction() as session:
        tasks.fail(session, _claim_in(session, job_id), Invalid("No such shot", shot="9Z"))
    job = job_of(database, job_id)
    assert (job.state, job.error) == (
        "failed",
        {"type": "/errors#Invalid", "title": "invalid", "status": 422, "detail": "No such shot.", "shot": "9Z"},
    )


def test_what_is_given_back_costs_no_attempt(database: Database, sent: list[JobMessage]) -> None:
    job_id = submitted(database)
    for _ in range(5):
        claim = claimed(database, job_id)
        sent.clear()
        with database.transaction() as session:
            tasks.release(session, claim)
        assert [message.job_id for message in sent] == [job_id]
    assert job_of(database, job_id).attempt == 0


def test_a_parent_is_woken_by_its_last_child_exactly_once(either_database: Database, sent: list[JobMessage]) -> None:
    parent = submitted(either_database, "board")
    children = [submitted(either_database, parent_id=parent) for _ in range(4)]
    claim = claimed(either_database, parent)
    with either_database.transaction() as session:
        assert tasks.wait_for_children(session, claim)
    assert job_of(either_database, parent).state == "waiting"
    claims = [claimed(either_database, child) for child in children]
    sent.clear()

    def finish() -> None:
        with either_database.transaction() as session:
            tasks.finish(session, claims.pop(), {})

    assert at_once(*[finish] * 4) == [None] * 4
    assert job_of(either_database, parent).state == "queued"
    assert [message.job_id for message in sent] == [parent]
    again = claimed(either_database, parent)
    with either_database.transaction() as session:
        assert not tasks.wait_for_children(session, again), "no child is open"
    assert again.attempt == 1


def test_cancelling_reaches_the_whole_family(either_database: Database) -> None:
    parent = submitted(either_database, "board")
    running, waiting, done = (submitted(either_database, parent_id=parent) for _ in range(3))
    claim, finished = claimed(either_database, running), claimed(either_database, done)
    with either_database.transaction() as session:
        tasks.finish(session, finished, {})
        service.cancel(session, parent)
    states = [job_of(either_database, one).state for one in (parent, running, waiting, done)]
    assert states == ["cancelled", "running", "cancelled", "succeeded"]
    with either_database.transaction() as session:
        assert tasks.heartbeat(session, claim), "the worker is told with its next sign of life"
        tasks.end_cancelled(session, claim)
    assert job_of(either_database, running).state == "cancelled"
    with pytest.raises(service.JobFinished), either_database.transaction() as session:
        service.cancel(session, parent)


def test_a_parent_whose_last_child_was_cancelled_goes_on(database: Database) -> None:
    parent = submitted(database, "board")
    child = submitted(database, parent_id=parent)
    claim = claimed(database, parent)
    with database.transaction() as session:
        tasks.wait_for_children(session, claim)
        service.cancel(session, child)
    assert job_of(database, parent).state == "queued"


def test_reviving_takes_up_what_stopped_and_leaves_what_is_done(database: Database, sent: list[JobMessage]) -> None:
    parent = submitted(database, "board")
    done, open_ = (submitted(database, parent_id=parent) for _ in range(2))
    with database.transaction() as session:
        tasks.finish(session, _claim_in(session, done), {})
        service.pause(session, parent)
    assert [job_of(database, one).state for one in (parent, done, open_)] == ["paused", "succeeded", "paused"]
    sent.clear()
    with database.transaction() as session:
        service.revive(session, parent)
    assert [job_of(database, one).state for one in (parent, done, open_)] == ["queued", "succeeded", "queued"]
    assert {message.job_id for message in sent} == {parent, open_}


def test_the_place_in_the_queue_goes_by_priority_then_age(database: Database) -> None:
    first, second = submitted(database), submitted(database)
    urgent, other = submitted(database, priority=9), submitted(database, queue="gpu_high")

    def places(*jobs: str) -> dict[str, int]:
        with database.reading() as session:
            found = service.forecast(session, [service.get(session, job) for job in jobs])
        return {job: place for job, (place, _) in found.items()}

    assert places(first, second, urgent, other) == {urgent: 1, first: 2, second: 3, other: 1}
    claimed(database, urgent)
    assert places(urgent, second) == {second: 2}


def test_an_unknown_job_is_told_as_such(database: Database) -> None:
    with pytest.raises(service.JobNotFound), database.reading() as session:
        service.get(session, "01a1fd60-02e3-7000-802a-59a6e758842b")


def _claim_in(session: Any, job_id: str) -> Claim:
    claim = tasks.claim(session, job_id, "host:1")
    assert claim is not None
    return claim
