"""Fault 11: the store fails or is slow. Promise: edits and room stay, no blank overwrites them, and there is no storm.

The cases are Hocuspocus #995 (unloaded while a save is pending), #382 (blank overwrite), PR #1110 (store storm).
"""

import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from onmodel.collaboration.service import Appended
from onmodel.db import Database
from onmodel.engine import DatabaseBusy
from onmodel.live.store import Entry, Store
from tests.live.conftest import Running
from tests.live.editor import Editor

Serve = Callable[..., Running]


class Faulty(Store):
    """A store that fails or dawdles as it is told."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.away = self.unreadable = False
        self.slow = 0.0
        self.appends = self.settles = 0

    def load(self, kind: str, thing_id: str) -> Any:
        if self.unreadable:
            raise DatabaseBusy("away")
        return super().load(kind, thing_id)

    def append(self, entries: Sequence[Entry], *, at_once: bool = False) -> list[Appended]:
        if at_once and (self.slow or self.away):
            raise DatabaseBusy("Somebody else writes")
        self.appends += 1
        time.sleep(self.slow)
        if self.away:
            raise DatabaseBusy("The database is busy or away")
        return super().append(entries, at_once=at_once)

    def settle(self, *args: Any) -> None:
        self.settles += 1
        super().settle(*args)


@pytest.fixture
def store(database: Database) -> Faulty:
    return Faulty(database)


def test_edits_wait_in_memory_until_the_database_is_back(
    serve_documents: Serve, store: Faulty, character_id: str
) -> None:
    url = serve_documents(store=store).url(f"/ws/docs/character/{character_id}")
    ana = Editor().connect(url).wait_synced()
    store.away = True
    for k in range(50):
        ana.type("description", f"<{k}>")
    ana.wait(lambda: ana.troubles)
    assert "away" in ana.troubles[0]
    bo = Editor().connect(url).wait_synced()  # who comes meanwhile sees all of it
    assert bo.fields["description"].endswith("<49>")
    time.sleep(1.0)
    assert ana.saved < ana.sent  # nothing is acknowledged that is not on disk
    assert store.appends < 10  # it is asked ever more rarely
    store.away = False
    ana.wait_saved()
    for each in (ana, bo):
        each.leave()


def test_who_comes_while_the_last_ones_edits_are_written_sees_them(
    serve_documents: Serve, store: Faulty, character_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onmodel.live.rooms.LINGER", 0.0)
    monkeypatch.setattr("onmodel.live.room.SETTLE_AFTER", 0.1)
    running = serve_documents(store=store)
    url = running.url(f"/ws/docs/character/{character_id}")
    ana = Editor().connect(url).wait_synced()
    store.slow = 1.5
    ana.type("description", " Late.")
    time.sleep(0.1)
    ana.leave()  # her edit is being written, and nobody is left
    bo = Editor().connect(url).wait_synced()
    assert bo.fields["description"] == "A detective. Late."
    store.slow = 0.0
    time.sleep(1.0)
    assert store.appends <= 2  # one edit is no storm
    assert store.settles <= 2
    bo.leave()


def test_what_cannot_be_loaded_is_not_begun_anew(serve_documents: Serve, store: Faulty, character_id: str) -> None:
    url = serve_documents(store=store).url(f"/ws/docs/character/{character_id}")
    store.unreadable = True
    ana = Editor().connect(url)
    ana.wait(lambda: ana.close_code == 1011)
    store.unreadable = False
    ana.connect(url).wait_synced()
    assert ana.fields["description"] == "A detective."
    ana.leave()
