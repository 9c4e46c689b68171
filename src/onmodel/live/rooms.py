"""The rooms of this process: loading, their way to the log, and their upkeep."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

from onmodel.errors import OnmodelError
from onmodel.kit.ids import new_id
from onmodel.live.bus import Bus
from onmodel.live.log import Log
from onmodel.live.protocol import Close, Malformed, Presence, encode
from onmodel.live.room import Room
from onmodel.live.store import NoSuchDocument, Store

log = logging.getLogger(__name__)

TEND = 0.25  # seconds between two rounds of upkeep
LOOK = 2.0  # seconds between two looks for what other processes or other ways changed
SWEEP = 15.0  # seconds between two looks for what a killed server left unsettled
PRESENCE = 0.05  # seconds in which movements of cursors are gathered
LINGER = 5.0  # seconds that an empty room is kept
LONG_LOG = 500  # updates that are worth a snapshot
DRAIN = 5.0  # seconds that a stopping server tries to write
Key = tuple[str, str]  # kind, id
Enter = Callable[[Room | None], None]  # None: it could not be loaded


class Rooms:
    """Every document that is open here."""

    def __init__(self, store: Store, bus: Bus) -> None:
        self.loaded: dict[Key, Room] = {}
        self._store, self._bus = store, bus
        self._me = new_id()
        self._loading: dict[Key, list[Enter]] = {}
        self._gone: set[Key] = set()  # things that were deleted while their document was open or unsettled
        self._behind: set[str] = set()  # ids of documents of which there is news
        self.log = Log(store, self._tell)
        self._tasks: set[asyncio.Task[None]] = set()
        self._news = asyncio.Event()
        bus.hear("doc:", self._hear_news)
        bus.hear("here:", self._hear_presence)

    def start(self) -> None:
        """Begin to write and to tend."""
        for task in (self.log.write(), self.log.flush(), self._tend(), self._tell_presence(), self._sweep()):
            self._spawn(task)

    def enter(self, key: Key, enter: Enter) -> None:
        """Call `enter` with the room, now or once it is loaded; it is loaded once for all who come meanwhile."""
        if key in self.loaded:
            enter(self.loaded[key])
        elif key in self._loading:
            self._loading[key].append(enter)
        else:
            self._loading[key] = [enter]
            self._spawn(self._load(key))

    def discard(self, room: Room) -> None:
        """Let go of a document that is broken in memory: it is loaded anew for those who connect again.

        What it has not written yet it still does, which needs bytes alone.
        """
        log.error("%s %s broke in memory and is loaded anew", room.kind, room.thing_id)
        self.loaded.pop((room.kind, room.thing_id), None)
        room.forsake()
        for client in list(room.members):
            client.close(Close.RESTART)

    def _let_go(self, key: Key) -> None:
        """The thing was deleted: nobody edits it any more, and nothing of it is tried again."""
        if key not in self._gone:
            log.warning("%s %s was deleted: its document is let go of", *key)
        self._gone.add(key)
        room = self.loaded.pop(key, None)
        for client in list(room.members) if room else ():
            client.close(Close.NOT_FOUND)

    async def drain(self) -> None:
        """Write and settle everything, then stop. What cannot be written in time the clients still have."""
        deadline = time.monotonic() + DRAIN
        while not self.log.at_rest and time.monotonic() < deadline:
            await asyncio.sleep(0.02)
        for room in list(self.loaded.values()):
            if room.unsettled and not room.unwritten:
                with suppress(Exception):  # the log has it: whoever starts next settles it
                    await self._settle(room)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.log.close()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _load(self, key: Key) -> None:
        """Load a document. What cannot be loaded is not begun anew: those who wait are told to come again."""
        room: Room | None = None
        try:
            room = Room(*key, await asyncio.to_thread(self._store.load, *key))
            self.loaded[key] = room
        except NoSuchDocument:
            self._let_go(key)
        except Exception:
            log.exception("%s %s cannot be loaded", *key)
        for enter in self._loading.pop(key):
            enter(room)

    # upkeep

    async def _tend(self) -> None:
        """Settle, compact, unload, and look for what others wrote."""
        next_look = 0.0
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), TEND)
            self._news.clear()
            now = time.monotonic()
            try:
                await self._catch_up(everyone=now >= next_look)
                if now >= next_look:
                    next_look = now + LOOK
                    await self._reconcile()
            except Exception:
                log.warning("documents are looked at again in a moment", exc_info=True)
                await asyncio.sleep(1.0)
            for key, room in list(self.loaded.items()):
                try:
                    await self._tend_room(key, room, now)
                except Exception:  # one that cannot be written keeps no other from it
                    log.warning("%s %s is tended again in a moment", *key, exc_info=True)

    async def _tend_room(self, key: Key, room: Room, now: float) -> None:
        if room.due(now):
            await self._settle(room)
        if room.unsettled or room.members:
            if room.log_length > LONG_LOG and not room.unsettled:
                await self._compact(room)
            return
        if now - room.empty_since >= LINGER:
            if room.log_length > 1:
                await self._compact(room)
            if not (room.members or room.unsettled):  # nobody came back meanwhile
                self.loaded.pop(key, None)

    async def _settle(self, room: Room) -> None:
        """Give the thing's row what was edited; fields that it refuses wait for the next edit."""
        seq, fields, authors = room.settling()
        try:
            await asyncio.to_thread(
                self._store.settle, room.document_id, (room.kind, room.thing_id), seq, fields, authors
            )
        except NoSuchDocument:
            self._let_go((room.kind, room.thing_id))
        except OnmodelError as refused:
            room.not_settled(authors)
            if refused.status < 500:
                room.failed(refused.what)
            log.warning("%s %s does not settle: %s", room.kind, room.thing_id, refused)
        except Exception:
            room.not_settled(authors)
            raise
        else:
            room.settled(seq)

    async def _compact(self, room: Room) -> None:
        seq, state = room.seq, room.state()
        await asyncio.to_thread(self._store.compact, room.document_id, seq, state)
        room.log_length = 1

    async def _catch_up(self, *, everyone: bool) -> None:
        """Apply what other processes wrote: to documents that the bus named, now and then to all."""
        named, self._behind = self._behind, set()
        known = {r.document_id: r.seq for r in self.loaded.values() if everyone or r.document_id in named}
        if not known:
            return
        news = await asyncio.to_thread(self._store.news, known)
        for room in self.loaded.values():
            for seq, update in news.get(room.document_id, ()):
                if seq > room.seq:
                    room.foreign(update, seq)

    def _tell(self, room: Room) -> None:
        self._bus.tell(f"doc:{room.document_id}", self._me.encode())

    def _hear_news(self, document_id: str, sender: bytes) -> None:
        if sender.decode() != self._me:
            self._behind.add(document_id)
            self._news.set()

    async def _reconcile(self) -> None:
        for key, room in list(self.loaded.items()):
            if room.unsettled:
                continue
            try:
                if await asyncio.to_thread(self._store.reconcile, room.document_id, *key):
                    self._behind.add(room.document_id)
            except NoSuchDocument:
                self._let_go(key)

    async def _sweep(self) -> None:
        """Open what a killed server left unsettled: it settles and closes by itself."""
        while True:
            with suppress(Exception):
                for key in await asyncio.to_thread(self._store.unsettled):
                    if key not in self._gone:
                        self.enter(key, lambda room: None)
            await asyncio.sleep(SWEEP)

    # presence

    async def _tell_presence(self) -> None:
        while True:
            await asyncio.sleep(PRESENCE)
            for room in list(self.loaded.values()):
                news = room.presence.news()
                if news is not None:
                    room.broadcast(encode(Presence(news)))
                    self._bus.tell(f"here:{room.document_id}", self._me.encode() + news)

    def _hear_presence(self, document_id: str, message: bytes) -> None:
        """Pass on who moves in another process."""
        sender, news = message[: len(self._me)].decode(), message[len(self._me) :]
        for room in self.loaded.values():
            if room.document_id == document_id and sender != self._me:
                with suppress(Malformed):
                    room.presence.hear(news, sender)
                    room.broadcast(encode(Presence(news)))
