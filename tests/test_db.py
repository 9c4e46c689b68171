"""The database: one commit, what waits for it, and errors of ours instead of a driver's."""

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session

from onmodel.db import (
    Database,
    JobMessage,
    announce,
    send_after_commit,
)
from onmodel.engine import ChangedMeanwhile, DatabaseBusy
from onmodel.errors import StorageFull
from onmodel.events import Event
from onmodel.projects import service as projects
from onmodel.projects.tables import Project
from onmodel.tables import metadata


@dataclass(frozen=True)
class Renamed(Event):
    name: str


def _first(database: Database) -> Project:
    with database.transaction() as session:
        return projects.create(session, "Köse")


def test_all_is_kept_or_nothing(either_database: Database, sent: list[JobMessage]) -> None:
    message = JobMessage("j", "render", 5)

    def half() -> None:
        with either_database.transaction() as session:
            projects.create(session, "lost")
            send_after_commit(session, message)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert sent == []
    with either_database.transaction() as session:
        projects.create(session, "kept")
        send_after_commit(session, message)
        assert sent == [], "a worker must not look for a row that is not there yet"
    assert sent == [message]
    with either_database.reading() as session:
        assert [row.name for row in session.query(Project)] == ["kept"]


def test_a_broker_that_is_away_does_not_undo_the_commit(tmp_path: Path) -> None:
    def refuse(_messages: Sequence[JobMessage]) -> None:
        raise ConnectionRefusedError

    database = Database(f"sqlite:///{tmp_path / 'x.db'}", send=refuse)
    metadata.create_all(database.engine)
    with database.transaction() as session:
        projects.create(session, "kept")
        send_after_commit(session, JobMessage("j", "render", 5))
    with database.reading() as session:
        assert session.query(Project).count() == 1
    database.dispose()


def test_reactions_run_before_the_commit_and_may_react_to_each_other(tmp_path: Path) -> None:
    heard: list[str] = []

    def react(session: Session, events: Sequence[Event]) -> None:
        for event in events:
            assert isinstance(event, Renamed)
            heard.append(event.name)
            projects.get(session, event.project_id).description = event.name
            if event.name == "once":
                announce(session, Renamed(event.project_id, "twice"))
            if event.name == "fail":
                raise ZeroDivisionError

    database = Database(f"sqlite:///{tmp_path / 'x.db'}", react=react)
    metadata.create_all(database.engine)
    project = _first(database)
    with database.transaction() as session:
        announce(session, Renamed(project.id, "once"))
    assert heard == ["once", "twice"]
    with pytest.raises(ZeroDivisionError), database.transaction() as session:
        announce(session, Renamed(project.id, "fail"))
    with database.reading() as session:
        assert projects.get(session, project.id).description == "twice"
    database.dispose()


def test_two_changes_of_one_row_do_not_overwrite_each_other(either_database: Database) -> None:
    stale = _first(either_database)
    project_id = stale.id
    with either_database.transaction() as session:
        projects.get(session, project_id).name = "first"
    stale.name = "second"
    with pytest.raises(ChangedMeanwhile) as caught, either_database.transaction() as session:
        session.add(stale)
    assert caught.value.status == 409
    with either_database.reading() as session:
        found = projects.get(session, project_id)
        assert (found.name, found.version) == ("first", 2)
        assert found.updated_at >= found.created_at


def test_reading_keeps_nothing(database: Database) -> None:
    project = _first(database)
    with database.reading() as session:
        projects.get(session, project.id).name = "other"
        session.flush()
    with database.reading() as session:
        assert projects.get(session, project.id).name == "Köse"


def test_times_come_back_in_utc_and_naive_ones_are_refused(either_database: Database) -> None:
    noon = datetime(2026, 6, 1, 12, tzinfo=timezone(timedelta(hours=5)))
    project = _first(either_database)
    with either_database.transaction() as session:
        projects.get(session, project.id).updated_at = noon
    with either_database.reading() as session:
        found = projects.get(session, project.id).updated_at
        assert (found, found.tzinfo) == (noon, UTC)
    with pytest.raises(StatementError, match="no time zone"), either_database.transaction() as session:
        projects.get(session, project.id).updated_at = datetime(2026, 6, 1)


def test_sqlite_is_durable_and_holds_references(database: Database) -> None:
    with database.reading() as session:
        found = [session.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous")]
        assert found == ["wal", 2]  # 2: FULL
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_writers_queue_up_instead_of_failing(database: Database) -> None:
    project = _first(database)

    def add() -> None:
        for _ in range(10):
            with database.transaction() as session:
                found = projects.get(session, project.id)
                found.description += "x"

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as session:
        assert projects.get(session, project.id).description == "x" * 40


def test_a_database_that_stays_locked_is_told_as_busy(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    metadata.create_all(database.engine)
    with database.engine.connect() as connection:
        connection.execute(text("PRAGMA busy_timeout=50"))
    other = sqlite3.connect(tmp_path / "x.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseBusy) as caught, database.transaction() as session:
        projects.create(session, "x")
    assert caught.value.status == 503
    other.execute("ROLLBACK")
    _first(database)
    database.dispose()


def test_a_full_database_is_told_as_full_and_recovers(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    metadata.create_all(database.engine)
    project = _first(database)
    with database.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        connection.execute(text(f"PRAGMA max_page_count={pages}"))
    with pytest.raises(StorageFull) as caught, database.transaction() as session:
        projects.create(session, "big", description="x" * 10**6)
    assert caught.value.status == 507
    with database.reading() as session:
        assert projects.get(session, project.id).name == "Köse"
    with database.engine.connect() as connection:
        connection.execute(text("PRAGMA max_page_count=100000"))
    with database.transaction() as session:
        projects.create(session, "big", description="x" * 10**6)
    database.dispose()
