"""A worker shows that it is there: its row with a beat, and on PostgreSQL a lock that ends with its process.

A lease tells a dead worker of another machine only when it is over; the session lock is gone with the connection, so
the sweeper of any machine sees it within a second (and a frozen one, which keeps its lock, by the lease).
"""

import logging
import threading
import zlib
from collections.abc import Sequence
from types import TracebackType

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from onmodel.db import Database
from onmodel.errors import OnmodelError
from onmodel.workers import queries, service

log = logging.getLogger(__name__)

LOCKS = 0x6F6E6D  # the class of our session locks among the database's advisory locks
LOOK_SECONDS = 1.0  # how often a worker sees to its lock
GRACE = "5 seconds"  # after a restart of the server nobody has had the time to take his lock again


class Presence:
    """Use it as a context: inside, the worker is registered for its queues and shows that it lives."""

    def __init__(
        self, database: Database, name: str, queues: Sequence[str], gpu: str = "", seconds: float = 4.0
    ) -> None:
        self.database, self.name, self.queues, self.gpu, self.seconds = database, name, queues, gpu, seconds
        self._postgres = database.engine.dialect.name == "postgresql"
        self._lock: Connection | None = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="presence", daemon=True)

    def __enter__(self) -> "Presence":
        self._take_lock()
        self._register()
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()
        with self.database.transaction() as session:
            service.leave(session, self.name)
        if self._lock is not None:
            self._lock.close()

    def _register(self) -> None:
        with self.database.transaction() as session:
            service.register(session, self.name, self.queues, self.gpu)

    def _keep(self) -> None:
        pause, waited = min(LOOK_SECONDS, self.seconds), 0.0
        while not self._over.wait(pause):
            waited += pause
            try:
                self._take_lock()
                if waited >= self.seconds:
                    waited = 0.0
                    self._beat()
            except (OnmodelError, DBAPIError):  # the database restarts or is busy: again in a second
                log.warning("worker %s could not show that it lives", self.name, exc_info=True)

    def _beat(self) -> None:
        with self.database.transaction() as session:
            known = queries.beat(session, self.name)
        if not known:  # somebody took us for dead
            self._register()

    def _take_lock(self) -> None:
        """On PostgreSQL: hold the lock, on a connection of its own; take it again where the connection broke."""
        if not self._postgres:
            return
        try:
            if self._lock is not None:
                self._lock.execute(text("SELECT 1"))
                return
        except DBAPIError:
            self._lock = None
        self._lock = self.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        self._lock.execute(
            text("SELECT pg_advisory_lock(:locks, :worker)"), {"locks": LOCKS, "worker": _key(self.name)}
        )


def absent(session: Session, workers: Sequence[str]) -> set[str]:
    """Those of the workers that are gone for certain, as their locks tell; nobody where the database has no locks."""
    if not workers or session.get_bind().dialect.name != "postgresql":
        return set()
    young = f"SELECT now() - pg_postmaster_start_time() < interval '{GRACE}'"
    if session.scalar(text(young)):
        return set()
    held = "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid::bigint = :locks"
    there = set(session.scalars(text(held), {"locks": LOCKS}))
    return {worker for worker in workers if _key(worker) not in there}


def _key(worker: str) -> int:
    return zlib.crc32(worker.encode()) & 0x7FFFFFFF
