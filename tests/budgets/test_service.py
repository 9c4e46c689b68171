"""Budgets: limits, money once, and what is left of the day; on SQLite and PostgreSQL."""

from datetime import timedelta
from functools import partial

import pytest

from onmodel.budgets import service
from onmodel.budgets.rules import Limits, Spent
from onmodel.db import Database
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest
from onmodel.kit import clock as clocks
from onmodel.kit.clock import FixedClock
from onmodel.projects import service as projects
from tests.factories.crowd import at_once, kinds


@pytest.fixture
def project(either_database: Database) -> str:
    with either_database.transaction() as session:
        return projects.default_project(session).id


def _change(database: Database, project_id: str, limits: Limits) -> None:
    with database.transaction() as session:
        service.change(session, project_id, limits)


def _spent(database: Database, project_id: str) -> Spent:
    with database.reading() as session:
        return service.spent_today(session, project_id)


def test_a_project_without_a_budget_has_no_limits(either_database: Database, project: str) -> None:
    with either_database.reading() as session:
        assert service.of_project(session, project) == Limits()
    assert _spent(either_database, project) == Spent()


def test_limits_are_changed_as_a_whole(either_database: Database, project: str) -> None:
    _change(either_database, project, Limits(weight=2.0, max_queued=3))
    _change(either_database, project, Limits(max_running=1))
    with either_database.reading() as session:
        assert service.of_project(session, project) == Limits(max_running=1)


def test_one_key_is_paid_once_even_from_many_at_one_moment(either_database: Database, project: str) -> None:
    _change(either_database, project, Limits(money_per_day=10.0))

    def pay() -> bool:
        with either_database.transaction() as session:
            return service.spend(session, project, "frame-1", 4.0)

    assert sorted(at_once(*[pay] * 4)) == [False, False, False, True]
    assert _spent(either_database, project).money == 4.0


def test_the_last_money_is_not_spent_twice(either_database: Database, project: str) -> None:
    _change(either_database, project, Limits(money_per_day=10.0))

    def pay(key: str) -> bool:
        with either_database.transaction() as session:
            return service.spend(session, project, key, 4.0)

    outcomes = at_once(*[partial(pay, f"frame-{n}") for n in range(4)])
    assert kinds(outcomes) == ["QuotaUsedUp", "QuotaUsedUp", "bool", "bool"]
    assert _spent(either_database, project).money == 8.0


def test_what_was_refused_costs_nothing_and_a_new_day_is_a_new_budget(
    either_database: Database, project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = FixedClock(wall=clocks.utc_now())
    monkeypatch.setattr(clocks, "SYSTEM", clock)
    _change(either_database, project, Limits(money_per_day=5.0))
    with either_database.transaction() as session:
        service.spend(session, project, "a", 5.0)
    with either_database.transaction() as session:
        service.refund(session, project, "a")
        service.spend(session, project, "b", 5.0)
    with pytest.raises(service.QuotaUsedUp) as caught, either_database.transaction() as session:
        service.spend(session, project, "c", 0.01)
    assert 0 < caught.value.members["retry_after"] <= 86_400
    clock.advance(timedelta(days=1).total_seconds())
    with either_database.transaction() as session:
        assert service.spend(session, project, "c", 5.0)


def test_orders_are_refused_when_the_seconds_are_used_or_the_line_is_full(
    either_database: Database, project: str
) -> None:
    _change(either_database, project, Limits(max_queued=2, seconds_per_day=100.0))

    def order() -> str:
        with either_database.transaction() as session:
            return jobs.submit(session, JobRequest("frame", project)).id

    parent = order()
    order()
    with pytest.raises(service.QueueFull):
        order()
    with either_database.transaction() as session:  # what was begun may finish
        jobs.submit(session, JobRequest("frame", project, parent_id=parent))
        service.use_seconds(session, project, 60.0)
        service.use_seconds(session, project, 41.0)
    assert _spent(either_database, project).seconds == pytest.approx(101.0)
    with pytest.raises(service.QuotaUsedUp):
        order()
