"""Events are kept in the order of commits, without gaps, by whom they were."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import pytest

from onmodel.collaboration import queries
from onmodel.db import Database, announce
from onmodel.events import Event
from onmodel.projects import service as projects
from tests.factories.crowd import at_once


@dataclass(frozen=True)
class HatBought(Event):
    kind: ClassVar[str] = "hat.bought"
    size: int


def test_events_are_numbered_without_gaps_by_many_writers(either_database: Database) -> None:
    with either_database.transaction() as session:
        project_id = projects.default_project(session).id

    def buy(first: int) -> None:
        for size in range(first, first + 10):
            with either_database.transaction(actor=f"user {first}") as session:
                announce(session, HatBought(project_id, size))

    at_once(*[partial(buy, n * 100) for n in range(4)])
    with either_database.reading() as session:
        events = queries.events_after(session, project_id, 0)
        assert [event.seq for event in events] == list(range(1, 41))
        assert {event.kind for event in events} == {"hat.bought"}
        assert all(event.actor == f"user {event.payload['size'] // 100 * 100}" for event in events)
        assert [event.seq for event in queries.events_after(session, project_id, 38)] == [39, 40]


def test_an_event_of_a_failed_transaction_is_none(database: Database, project_id: str) -> None:
    def buy() -> None:
        with database.transaction() as session:
            announce(session, HatBought(project_id, 1))
            raise RuntimeError("no money")

    with pytest.raises(RuntimeError, match="no money"):
        buy()
    with database.reading() as session:
        assert queries.events_after(session, project_id, 0) == []
