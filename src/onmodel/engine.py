"""The engine for SQLite and PostgreSQL, and what the drivers' errors mean to a user."""

import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import orjson
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from onmodel.errors import Conflict, OnmodelError, StorageFull

_FULL = ("disk is full", "No space left", "DiskFull")
_TAKEN = {"23505", sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}


class ChangedMeanwhile(Conflict):
    """Someone saved this row after it was read; read it again and repeat the change."""


class DatabaseBusy(OnmodelError):
    """The database did not answer in time, or not at all; the same request may work in a moment."""

    status = 503


BUSY_SECONDS = 10.0  # that somebody else's transaction is waited for
SHORTEST_NAP, LONGEST_NAP = 0.0003, 0.005  # seconds between two looks whether it is over


class Turn:
    """SQLite has one writer at a time, and who finds it busy sleeps up to 0.1 s: its threads line up here."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=BUSY_SECONDS):
            raise DatabaseBusy("The database is busy", why="Another transaction takes long", todo="Repeat in a moment")

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def make_engine(url: str) -> Engine:
    """An engine set up for its dialect."""
    sqlite = url.startswith("sqlite")
    options: dict[str, Any] = {} if sqlite else {"connect_args": {"connect_timeout": 3}}  # seconds; a host that is gone
    options |= {"json_serializer": _to_json, "json_deserializer": orjson.loads}
    engine = create_engine(url, pool_pre_ping=not sqlite, **options)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _to_json(value: Any) -> str:
    return orjson.dumps(value).decode()


def make_hasty_engine(url: str) -> Engine:
    """An engine on a SQLite file that waits neither for another writer nor for the disk.

    What it commits outlives the process at once, and a power cut after `flush`. The log is folded into the file less
    often than elsewhere, because the one who writes it does so on the event loop.
    """
    engine = create_engine(url, pool_size=1, max_overflow=0)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "connect", _make_hasty)
    event.listen(engine, "begin", _begin_hastily)
    return engine


def flush(url: URL) -> None:
    """Wait until all that was committed to a SQLite file is on the disk; raises OSError."""
    with suppress(FileNotFoundError):  # no log, so nothing that is not in the file itself
        log = os.open(f"{url.database}-wal", os.O_RDWR)
        try:
            getattr(os, "fdatasync", os.fsync)(log)
        finally:
            os.close(log)


def fold(engine: Engine) -> None:
    """Copy a SQLite file's log into the file and bring that to the disk; raises OSError where it cannot be now.

    What follows a `flush` that failed: Linux takes the log's pages for written then, though they are not (fsyncgate,
    2018), so that a second flush would succeed for nothing. The file's pages are written anew.
    """
    with typed_errors(), engine.connect() as connection:
        busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    if busy:
        raise OSError("the log cannot be folded into the file while somebody reads it")


def _begin_hastily(connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection
    try:
        driver.execute("BEGIN IMMEDIATE")  # without SQLAlchemy, which takes as long as all the rest
    except sqlite3.OperationalError as error:
        raise DatabaseBusy("The database is busy", why=str(error), todo="Repeat in a moment") from error


def _make_hasty(connection: Any, _record: Any) -> None:
    for pragma in ("synchronous=NORMAL", "busy_timeout=0", "wal_autocheckpoint=4000"):  # ms; pages: 16 MiB
        connection.execute(f"PRAGMA {pragma}")


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # sqlite3 must not begin transactions by itself; _begin_sqlite does
    for pragma in (
        "journal_mode=WAL",  # readers never wait for the writer
        "synchronous=FULL",  # NORMAL may lose acknowledged commits at a power cut
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000:.0f}",  # ms to wait for another process's transaction
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if "sqlite_begin" not in options:
        connection.exec_driver_sql("BEGIN")
        return
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA synchronous={'NORMAL' if options.get('sqlite_soft') else 'FULL'}")
    (patience,) = driver.execute("PRAGMA busy_timeout").fetchone()  # ms
    driver.execute("PRAGMA busy_timeout=0")
    try:
        _take_lock(connection, options["sqlite_begin"], patience / 1000)
    finally:
        driver.execute(f"PRAGMA busy_timeout={patience}")


def _take_lock(connection: Connection, begin: str, patience: float) -> None:
    """Take the write lock, waiting for another process for `patience` seconds at most.

    Now, since a read that turns into a write later fails at once instead of waiting; by ourselves, since SQLite sleeps
    1, 2, 5, 10 … 100 ms between two looks, for a turn of three.
    """
    driver: Any = connection.connection.driver_connection
    since = time.monotonic()
    while (waited := time.monotonic() - since) < patience:
        try:
            driver.execute(begin)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                break
            time.sleep(min(max(waited / 10, SHORTEST_NAP), LONGEST_NAP))
        else:
            return
    connection.exec_driver_sql(begin)  # SQLAlchemy words what is wrong


@contextmanager
def typed_errors() -> Iterator[None]:
    """Turn the drivers' errors that a user can meet into ours."""
    try:
        yield
    except StaleDataError as error:
        raise ChangedMeanwhile("The row was changed meanwhile", todo="Read it again and repeat the change") from error
    except DBAPIError as error:
        raise _translated(error) from error


def _translated(error: DBAPIError) -> Exception:
    """The first of our errors that the error or what led to it stands for, else the error itself.

    What led to it matters: SQLite rolls everything back by itself when the disk is full, so that rolling back to a
    savepoint then fails with "no such savepoint", which says nothing.
    """
    if isinstance(error, IntegrityError) and _code(error) in _TAKEN:
        return ChangedMeanwhile("Somebody did the same at this moment", todo="Read it again and repeat the change")
    link: BaseException | None = error
    while link is not None:
        text = str(link)
        if any(sign in text for sign in _FULL):
            return StorageFull("The database has no room left", why=text, todo="Free some disk space and repeat")
        if isinstance(link, OperationalError) and ("locked" in text or _is_away(link)):
            return DatabaseBusy("The database is busy or away", why=text, todo="Repeat in a moment")
        link = link.__context__
    return error


def _code(error: DBAPIError) -> str | int | None:
    """What the driver calls it: PostgreSQL's SQLSTATE, SQLite's extended result code."""
    return getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorcode", None)


def _is_away(error: OperationalError) -> bool:
    """Whether the server is gone, going or coming: a broken connection, or none to be had; or gave up one of two that
    waited for each other.

    psycopg gives no SQLSTATE where it lost or never had a connection; 57P01–57P03 are shutting down, crashed and
    starting, 53300 is too many connections, 40P01 a deadlock, class 08 the connection itself (PostgreSQL, "Appendix A.
    Error Codes").
    """
    if error.connection_invalidated:
        return True
    code = getattr(error.orig, "sqlstate", "SQLite has none") or "08"
    return str(code).startswith(("08", "57P0", "53300", "40P01"))
