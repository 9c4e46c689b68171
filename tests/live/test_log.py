"""Edits reach the disk beside other writers, and nobody waits for the disk on the event loop."""

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import text

from onmodel.collaboration.service import Appended
from onmodel.db import Database
from onmodel.engine import DatabaseBusy
from onmodel.live.store import Entry, Store
from tests.live.conftest import Running
from tests.live.editor import Editor

Serve = Callable[..., Running]


class Watched(Store):
    """Notes which thread wrote what how."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self.ways: list[tuple[bool, str]] = []
        self.dawdle = 0.0
        self.broken = 0
        self.flushes: list[bool] = []

    def append(self, entries: Sequence[Entry], *, at_once: bool = False) -> list[Appended]:
        self.ways.append((at_once, threading.current_thread().name))
        time.sleep(self.dawdle)
        return super().append(entries, at_once=at_once)

    def flush(self, *, failed: bool = False) -> None:
        self.flushes.append(failed)
        if self.broken:
            self.broken -= 1
            raise OSError("the disk is on fire")
        super().flush(failed=failed)


@pytest.fixture
def store(database: Database) -> Watched:
    return Watched(database)


@pytest.fixture
def ana(serve_documents: Serve, store: Watched, character_id: str) -> Editor:
    return Editor().connect(serve_documents(store=store).url(f"/ws/docs/character/{character_id}")).wait_synced()


def test_a_quiet_database_is_written_at_once(ana: Editor, store: Watched) -> None:
    ana.type("description", " Wet.")
    ana.wait_saved()
    assert store.ways
    assert all(at_once and not name.startswith("log-writer") for at_once, name in store.ways)
    ana.leave()


def test_a_busy_one_is_waited_for_by_a_thread(ana: Editor, store: Watched, database: Database) -> None:
    with database.transaction() as session:  # somebody else writes
        session.execute(text("SELECT 1"))
        ana.type("description", " Wet.")
        time.sleep(0.3)
        ana.take(0.0)
        assert ana.saved < ana.sent
    ana.wait_saved()
    assert [at_once for at_once, _ in store.ways[:2]] == [True, False]
    assert store.ways[1][1].startswith("log-writer")
    ana.leave()


def test_after_a_slow_write_threads_write(ana: Editor, store: Watched) -> None:
    store.dawdle = 0.1
    ana.type("description", " One.")
    ana.wait_saved()
    store.dawdle = 0.0
    ana.type("description", " Two.")
    ana.wait_saved()
    assert [at_once for at_once, _ in store.ways] == [True, False]
    ana.leave()


def test_a_disk_that_takes_nothing_is_told_and_asked_again(
    ana: Editor, store: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onmodel.live.log.RETRY", (0.1, 0.3))
    store.broken = 1
    ana.type("description", " Wet.")
    ana.wait(lambda: ana.troubles)
    assert ana.saved < ana.sent
    ana.wait_saved()
    ana.type("description", " Dry.")
    ana.wait_saved()
    after = store.flushes.index(True)
    assert after == store.flushes.index(False, after) - 1, "once folded into the file, and then flushed as ever"
    ana.leave()


def test_after_a_flush_that_failed_the_log_is_written_anew_into_the_file(database: Database, character_id: str) -> None:
    store = Store(database)
    stored = store.load("character", character_id)
    store.append([Entry(stored.id, b"\0\0", ("local",), stored.seq)], at_once=True)
    log = Path(f"{database.engine.url.database}-wal")
    assert log.stat().st_size > 0
    store.flush(failed=True)
    assert log.stat().st_size == 0, "a log that was folded into its file is empty"
    assert Store(database).load("character", character_id).seq == stored.seq + 1


def test_who_may_not_wait_is_told_that_somebody_else_writes(database: Database, character_id: str) -> None:
    store = Store(database)
    stored = store.load("character", character_id)
    entry = Entry(stored.id, b"\0\0", ("local",), stored.seq)
    with database.transaction() as session:
        session.execute(text("SELECT 1"))
        begun = time.monotonic()
        with pytest.raises(DatabaseBusy):
            store.append([entry], at_once=True)
        assert time.monotonic() - begun < 0.5
    assert store.append([entry], at_once=True)[0].seq == stored.seq + 1
    store.flush()
    assert Store(database).load("character", character_id).seq == stored.seq + 1
