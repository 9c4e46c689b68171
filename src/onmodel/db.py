"""The database: one engine for SQLite and PostgreSQL, the columns every table shares, and the only commit.

Work happens in `with database.transaction() as session:`. What it announces is reacted to inside the transaction;
jobs it submits are sent after the commit and dropped by a rollback.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, ClassVar

from sqlalchemy import JSON, Connection, DateTime, Dialect, MetaData, String, Uuid, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, declared_attr, mapped_column, sessionmaker
from sqlalchemy.types import TypeDecorator

from onmodel.engine import Turn, flush, fold, make_engine, make_hasty_engine, typed_errors
from onmodel.events import Event
from onmodel.kit.causes import Cause
from onmodel.kit.clock import utc_now
from onmodel.kit.ids import new_id

log = logging.getLogger(__name__)


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
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


IdType = Uuid(as_uuid=False)  # text in Python, uuid in PostgreSQL, 32 hex digits in SQLite
JsonType = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


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

    created_by: Mapped[str] = mapped_column(String(64))  # who began the transaction (see `Database.transaction`)
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
    cause: Cause | None = None


@dataclass(frozen=True)
class Notice:
    """Tells other processes that the project has an event of this number; the event itself stands in its row."""

    project_id: str
    seq: int


@dataclass
class Buffer:
    """What waits for the end of a transaction."""

    jobs: list[JobMessage] = field(default_factory=list)
    freed: set[str] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def announce(session: Session, event: Event) -> None:
    """Say that something happened: `subscriptions` react to it before the commit, in the same transaction."""
    session.info["buffer"].events.append(event)


def send_after_commit(session: Session, message: JobMessage) -> None:
    """Let a worker know of a job once its row is really there."""
    session.info["buffer"].jobs.append(message)


def slot_freed(session: Session, queue: str) -> None:
    """Say that a worker of this queue can take the next job once this transaction is over."""
    session.info["buffer"].freed.add(queue)


def publish_after_commit(session: Session, notice: Notice) -> None:
    """Let other processes know of an event once its row is really there."""
    session.info["buffer"].notices.append(notice)


def actor_of(session: Session) -> str:
    """Who acts in this transaction: a user's id, "local", "guest:…", "token:…"."""
    return str(session.info.get("actor", LOCAL))


LOCAL = "local"  # the person who works alone on a laptop
SendJobs = Callable[[Sequence[JobMessage]], None]
Dispatch = Callable[[Session, Iterable[str]], list[JobMessage]]
Publish = Callable[[Sequence[Notice]], None]
React = Callable[[Session, Sequence[Event]], None]


class Database:
    """An engine with the two ways to use it: `transaction` to write, `reading` to look.

    `send` puts job messages on the broker; where it fails or is missing, the sweeper finds the rows.
    `dispatch` says at the end of a transaction which jobs of the touched queues are sent; without it, all are.
    `react` is `subscriptions.react`. `publish` tells other processes of events; who misses it looks again by himself.
    """

    def __init__(
        self, url: str, *, send: SendJobs | None = None, dispatch: Dispatch | None = None, react: React | None = None,
        publish: Publish | None = None,
    ) -> None:  # fmt: skip
        self.engine = make_engine(url)
        self._send, self._dispatch, self._react, self._publish = send, dispatch, react, publish
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._turn = Turn() if self.engine.dialect.name == "sqlite" else nullcontext()
        event.listen(self._sessions, "before_flush", _sign)

    @contextmanager
    def transaction(self, *, actor: str = LOCAL, soft: bool = False) -> Iterator[Session]:
        """One unit of work of `actor`: all of it is kept, or none. Keep it short; never render or call a model inside.

        `soft`, on SQLite alone: do not wait for the disk; a power cut may undo it, up to the next that is not soft.
        Raises ChangedMeanwhile (409), StorageFull (507), DatabaseBusy (503) in place of the drivers' errors.
        """
        buffer = Buffer()
        with typed_errors(), self._turn, self._sessions(info={"buffer": buffer, "actor": actor}) as session:
            session.connection(execution_options={"sqlite_begin": "BEGIN IMMEDIATE", "sqlite_soft": soft})
            yield session
            self._settle(session, buffer)
            session.commit()
        self._deliver(buffer.jobs)
        self._tell(buffer.notices)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent look at the data; nothing done here is kept."""
        with typed_errors(), self._sessions(info={"buffer": Buffer()}) as session:
            yield session

    @contextmanager
    def appending(self, *, at_once: bool = False) -> Iterator[Connection]:
        """A transaction without the ORM, for what is written often; nothing is announced in it.

        `at_once`, on SQLite alone: DatabaseBusy in place of waiting; safe from a power cut only after `flush`.
        """
        if at_once:
            with typed_errors(), self._hasty.begin():
                yield self._hasty
            return
        begin = {"sqlite_begin": "BEGIN IMMEDIATE"}
        with typed_errors(), self._turn, self.engine.connect() as plain, plain.execution_options(**begin).begin():
            yield plain

    def flush(self, *, failed: bool = False) -> None:
        """Wait until what was written at once is on the disk, `failed` after it could not be; raises OSError."""
        fold(self.engine) if failed else flush(self.engine.url)

    @cached_property
    def _hasty(self) -> Connection:
        return make_hasty_engine(str(self.engine.url)).connect()

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()
        if "_hasty" in self.__dict__:
            self._hasty.engine.dispose()

    def _settle(self, session: Session, buffer: Buffer) -> None:
        while buffer.events:  # a reaction may announce something itself
            happened, buffer.events = buffer.events, []
            if self._react:
                self._react(session, happened)
        touched = {message.queue for message in buffer.jobs} | buffer.freed
        if self._dispatch and touched:  # last, as it locks the queues until the commit
            session.flush()
            buffer.jobs = self._dispatch(session, touched)

    def _deliver(self, jobs: list[JobMessage]) -> None:
        if not jobs or self._send is None:
            return
        try:
            self._send(jobs)
        except Exception:  # the rows are committed: the sweeper sends them when the broker is back
            log.warning("broker unreachable, %d jobs wait for the sweeper", len(jobs), exc_info=True)

    def _tell(self, notices: list[Notice]) -> None:
        if not notices or self._publish is None:
            return
        try:
            self._publish(notices)
        except Exception:  # the rows are committed: listeners look again every second
            log.warning("bus unreachable, %d events are found by looking", len(notices), exc_info=True)


def _sign(session: Session, _context: Any, _instances: Any) -> None:
    """Put the actor's name on each new row that has none."""
    for row in session.new:
        if hasattr(row, "created_by") and row.created_by is None:
            row.created_by = actor_of(session)
