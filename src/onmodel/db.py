"""The database: one engine for SQLite and PostgreSQL, the columns every table shares, and the only commit.

Work happens in `with database.transaction() as session:`. What it announces is reacted to inside the transaction;
jobs it submits are sent after the commit and dropped by a rollback.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Connection, DateTime, Dialect, Engine, MetaData, String, Uuid, create_engine, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column, sessionmaker
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.types import TypeDecorator

from onmodel.errors import Conflict, OnmodelError, StorageFull
from onmodel.events import Event
from onmodel.kit.clock import utc_now
from onmodel.kit.ids import new_id

log = logging.getLogger(__name__)


class ChangedMeanwhile(Conflict):
    """Someone saved this row after it was read; read it again and repeat the change."""


class DatabaseBusy(OnmodelError):
    """The database did not answer in time, or not at all; the same request may work in a moment."""

    status = 503


class UTCDateTime(TypeDecorator[datetime]):
    """A moment with its zone, kept as UTC; SQLite forgets zones, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments, move others to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


IdType = Uuid(as_uuid=False)  # text in Python, uuid in PostgreSQL, 32 hex digits in SQLite
JsonType = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


_FULL = ("disk is full", "No space left", "DiskFull")


class Base(DeclarativeBase):
    """Root of every table. JSON values are replaced, never changed in place: a change in place is not seen."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UTCDateTime(),
        dict[str, Any]: JsonType,
        list[Any]: JsonType,
        list[str]: JsonType,
    }


class Row:
    """Columns of every table: an id that sorts by age, and when it was made."""

    id: Mapped[str] = mapped_column(IdType, primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class Editable(Row):
    """Columns of every row that a person can change; `version` is the optimistic lock (`ChangedMeanwhile`)."""

    created_by: Mapped[str] = mapped_column(String(64), default="local")
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)
    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805  # SQLAlchemy calls it on the class
        return {"version_id_col": cls.version}


@dataclass(frozen=True)
class JobMessage:
    """All that a broker is told of a job; everything else stands in its row. Priority 0–9, 9 first."""

    job_id: str
    queue: str
    priority: int


@dataclass
class Buffer:
    """What waits for the end of a transaction."""

    jobs: list[JobMessage] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


def announce(session: Session, event: Event) -> None:
    """Say that something happened: `subscriptions` react to it before the commit, in the same transaction."""
    session.info["buffer"].events.append(event)


def send_after_commit(session: Session, message: JobMessage) -> None:
    """Let a worker know of a job once its row is really there."""
    session.info["buffer"].jobs.append(message)


SendJobs = Callable[[Sequence[JobMessage]], None]
React = Callable[[Session, Event], None]


class Database:
    """An engine with the two ways to use it: `transaction` to write, `reading` to look.

    `send` puts job messages on the broker; where it fails or is missing, the sweeper finds the rows.
    `react` is `subscriptions.react`.
    """

    def __init__(self, url: str, *, send: SendJobs | None = None, react: React | None = None) -> None:
        self.engine = make_engine(url)
        self._send, self._react = send, react
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One unit of work: all of it is kept, or none. Keep it short; never render or call a model inside.

        Raises ChangedMeanwhile (409), StorageFull (507), DatabaseBusy (503) in place of the drivers' errors.
        """
        buffer = Buffer()
        with typed_errors(), self._sessions(info={"buffer": buffer}) as session:
            # SQLite: take the write lock now. A read that turns into a write later fails at once instead of waiting.
            session.connection(execution_options={"sqlite_begin": "BEGIN IMMEDIATE"})
            yield session
            self._settle(session, buffer)
            session.commit()
        self._deliver(buffer.jobs)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent look at the data; nothing done here is kept."""
        with typed_errors(), self._sessions(info={"buffer": Buffer()}) as session:
            yield session

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def _settle(self, session: Session, buffer: Buffer) -> None:
        while buffer.events:  # a reaction may announce something itself
            happened = buffer.events.pop(0)
            if self._react:
                self._react(session, happened)

    def _deliver(self, jobs: list[JobMessage]) -> None:
        if not jobs or self._send is None:
            return
        try:
            self._send(jobs)
        except Exception:  # the rows are committed: the sweeper sends them when the broker is back
            log.warning("broker unreachable, %d jobs wait for the sweeper", len(jobs), exc_info=True)


def make_engine(url: str) -> Engine:
    """An engine set up for its dialect."""
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # sqlite3 must not begin transactions by itself; _begin_sqlite does
    for pragma in (
        "journal_mode=WAL",  # readers never wait for the writer
        "synchronous=FULL",  # NORMAL may lose acknowledged commits at a power cut; we write a few times a second
        "foreign_keys=ON",
        "busy_timeout=10000",  # ms to wait for another process's transaction
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))


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
    link: BaseException | None = error
    while link is not None:
        text = str(link)
        if any(sign in text for sign in _FULL):
            return StorageFull("The database has no room left", why=text, todo="Free some disk space and repeat")
        if isinstance(link, OperationalError) and ("locked" in text or link.connection_invalidated):
            return DatabaseBusy("The database is busy or away", why=text, todo="Repeat in a moment")
        link = link.__context__
    return error
