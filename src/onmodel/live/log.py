"""The one writer of this process: it brings the edits of all rooms to the disk, and tells the rooms.

On SQLite a group is written on the event loop in a tenth of a millisecond, because a thread would wait longer for the
interpreter than for the file; a thread then waits for the disk, and people are told that their edits are safe. On
PostgreSQL, and where SQLite is busy or slow, a thread writes and waits for all of it.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from onmodel.collaboration.service import Appended
from onmodel.engine import DatabaseBusy
from onmodel.errors import OnmodelError
from onmodel.live.room import Room
from onmodel.live.store import Entry, Store

log = logging.getLogger(__name__)

RETRY = (0.1, 3.0)  # seconds until a failed write is tried again: at first, at most
SLOW = 0.03  # seconds of a write on the loop after which …
REST = 10.0  # … threads write for so many seconds: the disk is not to be trusted with everyone's time


class Log:
    """What waits to be written. `told` is called with each room whose group was."""

    def __init__(self, store: Store, told: Callable[[Room], None]) -> None:
        self._store, self._told = store, told
        self._unwritten: dict[Room, None] = {}
        self._unflushed: dict[Room, None] = {}
        self._dirty, self._at_risk = asyncio.Event(), asyncio.Event()
        self._writer = ThreadPoolExecutor(2, "log-writer")  # one writes, one flushes
        self._patient_until = 0.0

    @property
    def at_rest(self) -> bool:
        """Whether all that came is on the disk."""
        return not (self._unwritten or self._unflushed)

    def write_soon(self, room: Room) -> None:
        """Let the writer come by."""
        if room.unwritten:
            self._unwritten[room] = None
            self._dirty.set()

    def close(self) -> None:
        """Let go of the threads; `write` and `flush` were cancelled."""
        self._writer.shutdown(wait=False)

    async def write(self) -> None:
        """Write whatever waits, of all rooms at once; what comes meanwhile is the next group."""
        pause = RETRY[0]
        while True:
            await self._dirty.wait()
            await asyncio.sleep(0)  # what other sockets have brought by now goes along
            self._dirty.clear()
            taken = [(room, entry) for room in self._unwritten if (entry := room.take()) is not None]
            if not taken:
                continue
            try:
                results, safe = await self._append([entry for _, entry in taken])
            except Exception as error:
                log.warning("edits cannot be written, %d documents wait: %s", len(taken), error)
                _complain([room for room, _ in taken], error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, RETRY[1])
                self._dirty.set()
                continue
            pause = RETRY[0]
            for (room, _), result in zip(taken, results, strict=True):
                self._written(room, result, safe)
            if self._unwritten:
                self._dirty.set()

    async def flush(self) -> None:
        """Bring to the disk what was written at once, all that there is at one time, and acknowledge it."""
        loop = asyncio.get_running_loop()
        failed = False
        while True:
            await self._at_risk.wait()
            self._at_risk.clear()
            rooms = list(self._unflushed)
            for room in rooms:
                room.receipts.flushing()
            self._unflushed = {}
            try:
                await loop.run_in_executor(self._writer, partial(self._store.flush, failed=failed))
            except (
                OSError,
                OnmodelError,
            ) as error:  # they are told nothing good, and the next try is to find a better disk
                log.error("the disk does not take the log: %s", error)
                _complain(rooms, error)
                await asyncio.sleep(RETRY[1])
                failed = True
                self._unflushed.update(dict.fromkeys(rooms))
                self._at_risk.set()
                continue
            failed = False
            for room in rooms:
                room.acknowledge(room.receipts.flushed())
                if not room.unwritten:
                    room.acknowledge(room.receipts.at_rest())

    def _written(self, room: Room, result: Appended, safe: bool) -> None:
        room.written(result, safe=safe)
        self._told(room)
        if not room.unwritten:
            self._unwritten.pop(room, None)
        if not safe:
            self._unflushed[room] = None
            self._at_risk.set()

    async def _append(self, entries: Sequence[Entry]) -> tuple[list[Appended], bool]:
        """Write, and say whether it is on the disk yet."""
        begun = time.monotonic()
        if self._store.is_local and begun >= self._patient_until:
            try:
                return self._store.append(entries, at_once=True), False
            except DatabaseBusy:  # somebody else writes: a thread can wait for him
                pass
            finally:
                if time.monotonic() - begun > SLOW:
                    self._patient_until = time.monotonic() + REST
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writer, self._store.append, entries), True


def _complain(rooms: Sequence[Room], error: Exception) -> None:
    why = error.what if isinstance(error, OnmodelError) else "the database is away"
    for room in rooms:
        room.failed(why)
