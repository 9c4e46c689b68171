"""Whose turn it is, on SQLite and PostgreSQL: no more is sent than workers can take, and the turns are fair."""

from collections import Counter
from typing import Any

import pytest
from structlog.contextvars import bound_contextvars

from onmodel.budgets import service as budgets
from onmodel.budgets.rules import Limits
from onmodel.db import Database, JobMessage
from onmodel.jobs import queries, service, tasks
from onmodel.jobs.rules import Claim, JobRequest
from onmodel.kit.clock import FixedClock
from onmodel.projects import service as projects
from onmodel.workers import service as workers
from tests.factories.crowd import at_once


def _project(database: Database, name: str) -> str:
    with database.transaction() as session:
        return projects.create(session, name).id


def _workers(database: Database, count: int, *queues: str) -> None:
    with database.transaction() as session:
        for number in range(count):
            workers.register(session, f"host:{number}", queues or ["render"])


def _submit(database: Database, project_id: str, **values: Any) -> str:
    with database.transaction() as session:
        return service.submit(session, JobRequest("frame", project_id, **values)).id


def _begin(database: Database, job_id: str) -> Claim:
    with database.transaction() as session:
        claim = tasks.claim(session, job_id, "host:0")
    assert claim is not None
    return claim


def _finish(database: Database, claim: Claim) -> None:
    with database.transaction() as session:
        tasks.finish(session, claim, {})


def _ids(sent: list[JobMessage]) -> list[str]:
    return [message.job_id for message in sent]


def test_a_free_worker_is_given_the_job_by_the_submit_itself(dispatching: Database, sent: list[JobMessage]) -> None:
    project = _project(dispatching, "a")
    _workers(dispatching, 1)
    job_id = _submit(dispatching, project, priority=7)
    assert sent == [JobMessage(job_id, "render", 7)]


def test_a_message_says_what_caused_its_job_whoever_sends_it(dispatching: Database, sent: list[JobMessage]) -> None:
    project = _project(dispatching, "a")
    _workers(dispatching, 1)
    jobs = []
    for number in range(2):
        with bound_contextvars(request_id=f"r{number}"):
            jobs.append(_submit(dispatching, project))
    with bound_contextvars(request_id="of the one that ends"):
        _finish(dispatching, _begin(dispatching, jobs[0]))
    assert [(message.job_id, message.cause) for message in sent] == [
        (jobs[0], {"request_id": "r0"}), (jobs[1], {"request_id": "r1"}),
    ]  # fmt: skip


def test_no_more_is_sent_than_workers_can_take_and_the_next_goes_when_one_is_done(
    dispatching: Database, sent: list[JobMessage]
) -> None:
    project = _project(dispatching, "a")
    _workers(dispatching, 2)
    jobs = [_submit(dispatching, project) for _ in range(5)]
    assert _ids(sent) == jobs[:2]
    claim = _begin(dispatching, jobs[0])
    assert _ids(sent) == jobs[:2], "who was sent and who works count alike"
    _finish(dispatching, claim)
    assert _ids(sent) == jobs[:3]


def test_without_workers_nothing_is_sent_and_the_first_one_gets_what_waits(
    dispatching: Database, sent: list[JobMessage]
) -> None:
    job_id = _submit(dispatching, _project(dispatching, "a"))
    assert sent == []
    _workers(dispatching, 1, "light")
    assert sent == [], "it serves another queue"
    _workers(dispatching, 1, "light", "render")
    assert _ids(sent) == [job_id]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    """Jobs take as long as the test says."""
    clock = FixedClock()
    monkeypatch.setattr(queries, "SYSTEM", clock)
    monkeypatch.setattr(tasks, "SYSTEM", clock)
    return clock


def _serve(database: Database, sent: list[JobMessage], count: int, clock: FixedClock) -> list[str]:
    """Do `count` jobs of 10 s as a worker that takes what it is sent; returns their ids in order."""
    done = []
    for _ in range(count):
        job_id = sent.pop(0).job_id
        claim = _begin(database, job_id)
        clock.advance(10)
        _finish(database, claim)
        done.append(job_id)
    return done


def test_teams_and_people_take_turns(dispatching: Database, sent: list[JobMessage], clock: FixedClock) -> None:
    many, few = _project(dispatching, "many"), _project(dispatching, "few")
    whose: dict[str, str] = {}
    for number in range(8):
        whose[_submit(dispatching, many, initiated_by="ana" if number < 6 else "ben")] = "ana" if number < 6 else "ben"
    whose |= {_submit(dispatching, few, initiated_by="eve"): "eve" for _ in range(3)}
    _workers(dispatching, 1)
    order = [whose[job_id] for job_id in _serve(dispatching, sent, 11, clock)]
    assert Counter(order[:6]) == {"eve": 3, "ana": 2, "ben": 1} or Counter(order[:6]) == {"eve": 3, "ana": 1, "ben": 2}
    assert sent == []


def test_a_persons_own_jobs_go_by_priority(dispatching: Database, sent: list[JobMessage], clock: FixedClock) -> None:
    project = _project(dispatching, "a")
    low, middle, high = (_submit(dispatching, project, priority=p) for p in (1, 5, 9))
    with dispatching.transaction() as session:
        service.prioritise(session, low, 9)
    _workers(dispatching, 1)
    assert _serve(dispatching, sent, 3, clock) == [low, high, middle], "equal now, and older"


def test_a_team_at_its_limit_lets_others_pass(dispatching: Database, sent: list[JobMessage]) -> None:
    a, b = _project(dispatching, "a"), _project(dispatching, "b")
    with dispatching.transaction() as session:
        budgets.change(session, a, Limits(max_running=1))
    of_a = [_submit(dispatching, a) for _ in range(3)]
    of_b = [_submit(dispatching, b) for _ in range(1)]
    _workers(dispatching, 4)
    assert sorted(_ids(sent)) == sorted([of_a[0], *of_b])
    _finish(dispatching, _begin(dispatching, of_a[0]))
    assert _ids(sent)[2:] == [of_a[1]]


def test_weights_hold_over_time(dispatching: Database, sent: list[JobMessage]) -> None:
    a, b = _project(dispatching, "a"), _project(dispatching, "b")
    with dispatching.transaction() as session:
        budgets.change(session, a, Limits(weight=3.0))
    team = {_submit(dispatching, a): "a" for _ in range(16)} | {_submit(dispatching, b): "b" for _ in range(16)}
    with dispatching.transaction() as session:
        workers.learn(session, "frame", None, 10.0)
    _workers(dispatching, 4)
    # no time passes here, so what is held against a team in advance is given back: count what goes out at once
    assert Counter(team[job_id] for job_id in _ids(sent)) == {"a": 3, "b": 1}


def test_paused_and_cancelled_jobs_leave_their_place_to_others(dispatching: Database, sent: list[JobMessage]) -> None:
    project = _project(dispatching, "a")
    _workers(dispatching, 1)
    first, second, third = (_submit(dispatching, project) for _ in range(3))
    with dispatching.transaction() as session:
        service.pause(session, first)
    with dispatching.transaction() as session:
        service.cancel(session, second)
    assert _ids(sent) == [first, second] or _ids(sent) == [first, second, third]
    assert _ids(sent)[-1] == third
    with dispatching.transaction() as session:
        service.revive(session, first)
    _finish(dispatching, _begin(dispatching, third))
    assert _ids(sent)[-1] == first


def test_many_at_one_moment_are_not_sent_more_than_there_are_workers(
    dispatching: Database, sent: list[JobMessage]
) -> None:
    project = _project(dispatching, "a")
    _workers(dispatching, 3)

    def order() -> None:
        for _ in range(3):
            _submit(dispatching, project)

    at_once(*[order] * 8)
    assert len(set(_ids(sent))) == len(sent) == 3
    with dispatching.reading() as session:
        (line,) = [b for b in queries.backlog(session) if b.queue == "render"]
    assert (line.depth, line.workers, line.running) == (24, 3, 0)
    assert line.oldest_seconds > 0


@pytest.mark.parametrize("workers_at_work", [0, 2])
def test_a_place_and_a_time_are_foretold(dispatching: Database, workers_at_work: int) -> None:
    a, b = _project(dispatching, "a"), _project(dispatching, "b")
    with dispatching.transaction() as session:
        workers.learn(session, "frame", None, 10.0)
    _workers(dispatching, workers_at_work)
    mine = [_submit(dispatching, a) for _ in range(6)]
    late = _submit(dispatching, b)
    with dispatching.reading() as session:
        found = service.forecast(session, [service.get(session, job) for job in (late, mine[-1])])
    (place, starts), (last, _) = found[late], found[mine[-1]]
    if workers_at_work:
        assert (place, starts, last) == (1, 10.0, 5) or (place, starts, last) == (2, 15.0, 5)
    else:
        assert (starts, last) == (None, 7)
