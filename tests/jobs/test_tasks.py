"""Carrying jobs out in this process."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest
from structlog.contextvars import bound_contextvars, get_contextvars

from onmodel.db import Database
from onmodel.engine import ChangedMeanwhile
from onmodel.errors import Conflict, Invalid
from onmodel.jobs import service
from onmodel.jobs.rules import ATTEMPTS, Asked, JobRequest, JobState
from onmodel.jobs.tasks import Handler, JobContext
from onmodel.projects import service as projects
from onmodel.projects.tables import Project
from onmodel.runner import Runner
from tests.factories.jobs import job_of


@pytest.fixture
def job_id(database: Database, project_id: str) -> str:
    with database.transaction() as session:
        return service.submit(session, JobRequest("x", project_id, {"n": 3})).id


def _run(database: Database, job_id: str, handler: Handler, **options: Any) -> JobState | None:
    return Runner(database, {"x": handler}, **options).run(job_id)


def test_a_handler_gets_its_parameters_and_its_result_is_kept(database: Database, job_id: str) -> None:
    told: list[tuple[float, str, str]] = []

    def handler(context: JobContext) -> dict[str, Any]:
        context.progress(0.5, "half", "way")
        return {"twice": context.params["n"] * 2}

    state = _run(database, job_id, handler, told=lambda _claim, *progress: told.append(progress))
    assert (state, job_of(database, job_id).result) == (JobState.SUCCEEDED, {"twice": 6})
    assert told == [(0.5, "half", "way")]


def test_log_lines_of_a_job_and_of_its_children_name_the_request_that_ordered_it(
    database: Database, project_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict[str, Any]] = []
    monkeypatch.setattr("onmodel.runner.tasks.heartbeat", lambda *_: seen.append(get_contextvars()) or Asked.NOTHING)
    with bound_contextvars(request_id="r1"), database.transaction() as session:
        job_id = service.submit(session, JobRequest("x", project_id)).id
    with bound_contextvars(request_id="another, by which a worker may be woken"):
        child: list[str] = []

        def handler(context: JobContext) -> dict[str, Any]:
            seen.append(get_contextvars())
            with context.database.transaction() as session:
                child.append(service.submit(session, JobRequest("y", project_id, parent_id=job_id)).id)
            time.sleep(0.1)
            return {}

        assert _run(database, job_id, handler, heartbeat_seconds=0.01) == JobState.SUCCEEDED
    assert len(seen) > 1, "no heartbeat"
    assert all(each == {"request_id": "r1", "job_id": job_id, "job_kind": "x"} for each in seen), seen
    assert job_of(database, child[0]).cause == {"request_id": "r1"}


def test_a_second_message_does_nothing(database: Database, job_id: str) -> None:
    runs: list[str] = []

    def handler(context: JobContext) -> dict[str, Any]:
        runs.append(context.job_id)
        assert _run(database, job_id, handler) is None  # the message came twice while the first is at work
        return {}

    assert _run(database, job_id, handler) == JobState.SUCCEEDED
    assert _run(database, job_id, handler) is None
    assert runs == [job_id]


def test_an_error_of_ours_stands_in_the_row_as_a_problem(database: Database, job_id: str) -> None:
    def handler(_context: JobContext) -> dict[str, Any]:
        raise Invalid("There is no shot 9Z", todo="Name another")

    assert _run(database, job_id, handler) == JobState.FAILED
    error = job_of(database, job_id).error
    assert error is not None
    assert (error["status"], error["detail"]) == (422, "There is no shot 9Z. Name another.")


def test_who_was_quicker_at_this_moment_ends_no_job(database: Database, job_id: str) -> None:
    clicks = [ChangedMeanwhile("Somebody did the same at this moment")]

    def handler(_context: JobContext) -> dict[str, Any]:
        if clicks:
            raise clicks.pop()
        return {}

    assert _run(database, job_id, handler) == JobState.QUEUED
    with database.transaction() as session:
        job = service.get(session, job_id)
        assert job.not_before is not None, "it waits a moment"
        job.not_before = None
    assert _run(database, job_id, handler) == JobState.SUCCEEDED


def test_who_is_always_too_late_fails_with_the_words_and_another_conflict_at_once(
    database: Database, project_id: str, job_id: str
) -> None:
    def late(_context: JobContext) -> dict[str, Any]:
        raise ChangedMeanwhile("Somebody did the same at this moment", todo="Read it again and repeat the change")

    def never(_context: JobContext) -> dict[str, Any]:
        raise Conflict("There is one already")

    states = []
    for _ in range(ATTEMPTS[503]):
        with database.transaction() as session:
            service.get(session, job_id).not_before = None
        states.append(_run(database, job_id, late))
    assert states == [*[JobState.QUEUED] * (ATTEMPTS[503] - 1), JobState.FAILED]
    error = job_of(database, job_id).error
    assert error is not None
    assert (error["status"], error["type"]) == (409, "/errors#ChangedMeanwhile")
    with database.transaction() as session:
        other = service.submit(session, JobRequest("x", project_id, {"n": 4})).id
    assert _run(database, other, never) == JobState.FAILED


def test_a_fault_of_the_handler_is_told_with_its_name(
    database: Database, job_id: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert _run(database, job_id, lambda context: {"x": context.params["missing"]}) == JobState.FAILED
    error = job_of(database, job_id).error
    assert error is not None
    assert error["detail"] == "KeyError: 'missing'."
    assert "Traceback" in caplog.text


def test_a_kind_that_nobody_knows_fails(database: Database, job_id: str) -> None:
    assert Runner(database, {}).run(job_id) == JobState.FAILED
    assert "'x'" in str(job_of(database, job_id).error)


@pytest.mark.parametrize("value", [object(), float("nan")])
def test_a_result_that_is_no_json_fails_and_does_not_hang(database: Database, job_id: str, value: object) -> None:
    assert _run(database, job_id, lambda _context: {"x": value}) == JobState.FAILED


def test_cancelling_ends_the_handler_at_its_next_check(database: Database, job_id: str) -> None:
    def handler(context: JobContext) -> dict[str, Any]:
        with database.transaction() as session:
            service.cancel(session, job_id)
        for _ in range(100):
            try:
                context.check()
            except Exception as error:
                raise AssertionError("a handler's `except Exception` must not swallow it") from error
            time.sleep(0.02)
        raise AssertionError("never cancelled")

    assert _run(database, job_id, handler, heartbeat_seconds=0.05) == JobState.CANCELLED


def test_a_worker_that_stops_gives_the_job_back(database: Database, job_id: str) -> None:
    stopping = threading.Event()

    def handler(context: JobContext) -> dict[str, Any]:
        stopping.set()
        context.progress(0.5)
        raise AssertionError("went on")

    assert _run(database, job_id, handler, stopping=stopping) == JobState.QUEUED
    job = job_of(database, job_id)
    assert (job.state, job.attempt, job.worker) == ("queued", 0, None)


def test_an_attempt_that_lost_its_job_keeps_nothing(database: Database, job_id: str, project_id: str) -> None:
    def handler(context: JobContext) -> dict[str, Any]:
        with database.transaction() as session:  # a sweeper took it for dead
            service.requeue(session, job_id, context.claim.fence)
        with context.transaction() as session:
            projects.create(session, "late")
        return {"late": True}

    assert _run(database, job_id, handler) is None
    job = job_of(database, job_id)
    assert (job.state, job.result) == ("queued", None)
    with database.reading() as session:
        assert [row.id for row in session.query(Project)] == [project_id]


def test_the_heart_beats_while_the_handler_computes(database: Database, job_id: str) -> None:
    def handler(context: JobContext) -> dict[str, Any]:
        until = time.monotonic() + 30
        while job_of(database, job_id).beat < 3 and time.monotonic() < until:
            time.sleep(0.02)
        return {"beats": job_of(database, job_id).beat}

    _run(database, job_id, handler, heartbeat_seconds=0.05)
    assert (job_of(database, job_id).result or {})["beats"] >= 3


@pytest.mark.parametrize(("ask", "state"), [(service.cancel, "cancelled"), (service.pause, "paused")])
def test_who_is_to_stop_while_it_orders_its_parts_stops_with_them(
    database: Database, job_id: str, ask: Callable[..., object], state: str
) -> None:
    def parent(context: JobContext) -> dict[str, Any]:
        with database.transaction() as session:
            ask(session, job_id)  # somebody, before there is a part
        context.submit_child(JobRequest("y", context.project_id, {}, idempotency_key=f"{job_id}/part"))
        context.wait_for_children()
        return {}

    assert Runner(database, {"x": parent}).run(job_id) == state
    with database.reading() as session:
        assert [child.state for child in service.children(session, job_id)] == [state]
    assert job_of(database, job_id).state == state


def test_a_handler_waits_for_its_children_and_runs_again(database: Database, job_id: str) -> None:
    def parent(context: JobContext) -> dict[str, Any]:
        for number in range(2):
            request = JobRequest("y", context.project_id, {"n": number}, idempotency_key=f"{job_id}/{number}")
            context.submit_child(request)
        context.wait_for_children()
        with database.reading() as session:
            return {"sum": sum((child.result or {})["n"] for child in service.children(session, job_id))}

    runner = Runner(database, {"x": parent, "y": lambda context: {"n": context.params["n"] + 1}})
    assert runner.run(job_id) == JobState.WAITING
    with database.reading() as session:
        children = [child.id for child in service.children(session, job_id)]
    assert [runner.run(child) for child in children] == [JobState.SUCCEEDED] * 2
    assert runner.run(job_id) == JobState.SUCCEEDED
    assert job_of(database, job_id).result == {"sum": 3}
