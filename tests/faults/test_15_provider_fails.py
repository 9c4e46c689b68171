"""Fault 15: a provider says 429, 500, nonsense, nothing. Promise: its pauses are kept, no hammering, no double charge,

the budget holds, and what is done of a storyboard stays done. The providers here are HTTP servers with a script.
"""

import time
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from onmodel.backends.circuit import Circuit
from onmodel.backends.errors import RateLimited, Rejected, Unavailable
from onmodel.backends.texts.openai import OpenAITexts
from onmodel.backends.texts.port import BreakdownRequest
from onmodel.budgets import service as budgets
from onmodel.budgets.rules import Limits
from onmodel.db import Database
from onmodel.fountain.reader import read_screenplay
from onmodel.jobs import service
from onmodel.jobs.rules import JobRequest, JobState
from onmodel.jobs.tables import Job
from onmodel.jobs.tasks import JobContext
from onmodel.kit import clock as clocks
from onmodel.kit.clock import FixedClock
from onmodel.recovery import Sweeper
from onmodel.runner import Runner

SCRIPT = "INT. KITCHEN - DAY\n\nMARA pours coffee.\n\nMARA\nMorning.\n"
PRICE = 0.04
PATIENCE = 1.0  # seconds; a quick answer takes a hundredth, but the machine has other things to do


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    """A wall clock that moves when told: pauses cost no time here."""
    clock = FixedClock(wall=clocks.utc_now())
    monkeypatch.setattr(clocks, "SYSTEM", clock)
    return clock


class Provider:
    """Pictures over HTTP. It answers as its script says, then well, and remembers what was asked and charged."""

    def __init__(self, server: HTTPServer) -> None:
        self.script: list[Response | float] = []
        self.calls: list[str] = []
        self.charged: dict[str, int] = {}
        self.url = server.url_for("/pictures")
        server.expect_request("/pictures").respond_with_handler(self._answer)

    def _answer(self, request: Request) -> Response:
        key = request.headers["Idempotency-Key"]
        self.calls.append(key)
        step = self.script.pop(0) if self.script else Response(b"picture", 200)
        if isinstance(step, float):  # it works, but its answer comes too late
            self.charged[key] = 1
            time.sleep(step)
            return Response(b"picture", 200)
        if step.status_code == 200:
            self.charged[key] = 1
        return step


@pytest.fixture
def provider(httpserver: HTTPServer) -> Iterator[Provider]:
    return Provider(httpserver)


def picture(provider: Provider, circuit: Circuit, context: JobContext) -> dict[str, Any]:
    """A handler as `generations` has it: pay once, then ask, with the vendor's errors mapped to ours."""
    key = context.params["key"]
    context.spend(key, PRICE)
    with circuit.call():
        try:
            answer = httpx2.post(provider.url, headers={"Idempotency-Key": key}, timeout=PATIENCE)
        except httpx2.TimeoutException as error:
            raise Unavailable("No answer in time") from error
        if answer.status_code == 429:
            raise RateLimited("Too many", retry_after=float(answer.headers["Retry-After"]))
        if answer.status_code >= 500:
            raise Unavailable("Broken")
        if answer.status_code >= 400:
            raise Rejected("Refused")
        if answer.content != b"picture":
            raise Unavailable("No picture came")
        return {"bytes": len(answer.content)}


def _submit(database: Database, project_id: str, key: str) -> str:
    with database.transaction() as session:
        return service.submit(session, JobRequest("picture", project_id, {"key": key})).id


def _job(database: Database, job_id: str) -> Job:
    with database.reading() as session:
        return service.get(session, job_id)


def _money(database: Database, project_id: str) -> float:
    with database.reading() as session:
        return budgets.spent_today(session, project_id).money


def _until_over(database: Database, runner: Runner, clock: FixedClock, job_id: str) -> list[float]:
    """Run the job again whenever its pause is over; returns the pauses in seconds."""
    sweeper, pauses = Sweeper(database, 1000.0), []
    while runner.run(job_id) == JobState.QUEUED:
        not_before = _job(database, job_id).not_before
        assert not_before is not None
        pause = (not_before - clock.now()).total_seconds()
        pauses.append(pause)
        clock.advance(pause - 0.01)
        assert runner.run(job_id) is None, "nobody asks before the pause is over"
        clock.advance(0.02)
        sweeper.sweep()
    return pauses


def test_pauses_are_kept_and_a_picture_is_paid_once(
    database: Database, project_id: str, provider: Provider, clock: FixedClock
) -> None:
    provider.script = [
        Response("slow down", 429, {"Retry-After": "7"}), Response("oops", 500), 2 * PATIENCE, Response(b"<html>", 200),
    ]  # fmt: skip
    circuit = Circuit("the provider", failures=10, clock=clock)
    runner = Runner(database, {"picture": lambda context: picture(provider, circuit, context)})
    job_id = _submit(database, project_id, "shot-1")
    pauses = _until_over(database, runner, clock, job_id)
    assert _job(database, job_id).state == "succeeded"
    assert pauses[0] == pytest.approx(7.0, abs=0.01)
    assert all(2**n * 0.5 <= pause <= 2**n * 1.5 for n, pause in enumerate(pauses[1:], start=2))
    assert provider.calls == ["shot-1"] * 5, "one key for all attempts"
    assert provider.charged == {"shot-1": 1}
    assert _money(database, project_id) == pytest.approx(PRICE)


def test_what_is_refused_is_not_asked_again(database: Database, project_id: str, provider: Provider) -> None:
    provider.script = [Response("no", 400)]
    circuit = Circuit("the provider")
    runner = Runner(database, {"picture": lambda context: picture(provider, circuit, context)})
    job_id = _submit(database, project_id, "shot-1")
    assert runner.run(job_id) == JobState.FAILED
    assert len(provider.calls) == 1


def test_a_provider_that_is_down_is_left_alone(
    database: Database, project_id: str, provider: Provider, clock: FixedClock
) -> None:
    provider.script = [Response("oops", 500)] * 100
    circuit = Circuit("the provider", failures=3, rest=30.0, clock=clock)
    runner = Runner(database, {"picture": lambda context: picture(provider, circuit, context)})
    jobs = [_submit(database, project_id, f"shot-{n}") for n in range(10)]
    for job_id in jobs:
        runner.run(job_id)
    assert len(provider.calls) == 3, "the others did not knock"
    paused = _job(database, jobs[9])
    assert paused.not_before is not None
    assert (paused.not_before - clock.now()).total_seconds() >= 29, "and they wait until it is over"
    provider.script = []
    clock.advance(31)
    Sweeper(database, 1000.0).sweep()
    assert [runner.run(job_id) for job_id in jobs] == [JobState.SUCCEEDED] * 10


def test_the_budget_holds_and_what_is_done_stays(database: Database, project_id: str, provider: Provider) -> None:
    with database.transaction() as session:
        budgets.change(session, project_id, Limits(money_per_day=2.5 * PRICE))

    def board(context: JobContext) -> dict[str, Any]:
        for n in range(4):
            request = JobRequest("picture", context.project_id, {"key": f"shot-{n}"}, idempotency_key=f"frame-{n}")
            context.submit_child(request)
        context.wait_for_children()
        with database.reading() as session:
            states = [child.state for child in service.children(session, context.job_id)]
        return {"done": states.count("succeeded"), "missing": states.count("failed")}

    circuit = Circuit("the provider")
    runner = Runner(database, {"board": board, "picture": lambda context: picture(provider, circuit, context)})
    with database.transaction() as session:
        board_id = service.submit(session, JobRequest("board", project_id)).id
    runner.run(board_id)
    with database.reading() as session:
        frames = [child.id for child in service.children(session, board_id)]
    for frame in frames:
        runner.run(frame)
    assert runner.run(board_id) == JobState.SUCCEEDED
    assert _job(database, board_id).result == {"done": 2, "missing": 2}
    error = _job(database, frames[-1]).error
    assert error is not None
    assert (error["type"], error["status"]) == ("/errors#QuotaUsedUp", 402)
    assert (len(provider.calls), _money(database, project_id)) == (2, pytest.approx(2 * PRICE))
    with database.transaction() as session:
        budgets.change(session, project_id, Limits(money_per_day=2 * PRICE))
    with pytest.raises(budgets.QuotaUsedUp):
        _submit(database, project_id, "more")


def test_a_language_model_that_is_down_is_left_alone_and_garbage_is_answered_by_the_rules(
    httpserver: HTTPServer,
) -> None:
    calls: list[float] = []
    answers: list[Response] = [Response('{"choices":[{"message":{"content":"moo"}}]}', 200)] * 2

    def answer(_request: Request) -> Response:
        calls.append(time.monotonic())
        return answers.pop(0) if answers else Response("slow down", 429, {"Retry-After": "9"})

    httpserver.expect_request("/v1/chat/completions").respond_with_handler(answer)
    texts = OpenAITexts("any", base_url=httpserver.url_for("/v1"), timeout=2.0)
    request = BreakdownRequest(read_screenplay(SCRIPT))
    assert texts.breakdown(request).made_by.startswith("rules (fallback")
    assert len(calls) == 2, "one repair turn"
    for _ in range(8):
        with pytest.raises((RateLimited, Unavailable)) as caught:
            texts.breakdown(request)
        assert caught.value.members["retry_after"] >= 9
    assert len(calls) == 2 + 5, "after five failures nobody knocks any more"
