from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from onmodel import subscriptions
from onmodel.db import Database
from onmodel.events import Event


@dataclass(frozen=True)
class Happened(Event):
    pass


def test_the_table_decides_who_hears_in_order(
    database: Database, project_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def first(_session: Session, event: Happened) -> None:
        heard.append(f"first {event.project_id}")

    def second(_session: Session, _event: Happened) -> None:
        heard.append("second")

    monkeypatch.setitem(subscriptions.TABLE, Happened, (first, second))
    with database.reading() as session:
        subscriptions.react(session, [Happened(project_id), Event(project_id)])  # nobody listens to the second
    assert heard == [f"first {project_id}", "second"]


def test_every_entry_is_an_event() -> None:
    assert all(issubclass(event, Event) and reactions for event, reactions in subscriptions.TABLE.items())
