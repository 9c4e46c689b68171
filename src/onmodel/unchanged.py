"""Lists that have not changed are answered from memory: what costs is building them, not sending them.

An answer is kept with the number of its project's last event from before it was built. It is sent again while that
number, asked of the database anew for each request, is the same: no request sees less than was committed before it
came. Requests that wait at one moment share one question. Who may see it is checked anew every half second.
"""

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onmodel.db import Database
from onmodel.projects import queries as projects
from onmodel.projects.rules import Role
from onmodel.web import Access

Seqs = Callable[[Session, Collection[str]], Mapping[str, int]]
KEPT = 512  # answers
LONGEST = 256 * 1024  # bytes of one
TRUSTED = 0.5  # seconds until it is checked anew who asks
WHO = ("authorization", "cookie", "x-onmodel-project", "host", "origin")
PATHS = frozenset({"/api/characters", "/api/storyboards", "/api/styles", "/api/environments"})
# every change of what these list is an event of its project; jobs and notes move without one or faster than they help


@dataclass(frozen=True)
class _Answer:
    project_id: str
    seq: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    etag: bytes
    checked: float  # monotonic seconds


class Unchanged:
    """The middleware. It must stand outside of whatever builds answers, and inside of what refuses requests."""

    def __init__(self, app: ASGIApp, database: Database, seqs: Seqs = projects.event_seqs) -> None:
        self.app, self._database, self._seqs = app, database, seqs
        self._kept: OrderedDict[tuple[str, ...], _Answer] = OrderedDict()
        self._asking: dict[str, list[asyncio.Future[int]]] = {}
        self._building: dict[tuple[str, ...], asyncio.Event] = {}
        self._busy = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass on and remember."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] not in PATHS:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        key = (scope["path"], scope["query_string"].decode("latin-1"), *(headers.get(name, "") for name in WHO))
        seq = -1
        for _ in range(2):  # a second time if somebody else builds the same answer just now
            known = self._kept.get(key)
            seq = await self._seq(known.project_id) if known else -1
            known = self._kept.get(key)
            if known and self._holds(key, known, seq):
                self._kept.move_to_end(key)
                await _send(known, headers.get("if-none-match", ""), send)
                return
            if key not in self._building:
                break
            await self._building[key].wait()
        over = self._building.setdefault(key, asyncio.Event())
        try:
            await self._build(key, seq, (scope, receive, send))
        finally:
            self._building.pop(key, None)
            over.set()

    def _holds(self, key: tuple[str, ...], known: _Answer, seq: int) -> bool:
        """Whether an answer may be sent again; twice as long while somebody checks anew who asks."""
        age = time.monotonic() - known.checked
        return known.seq == seq and age < (2 * TRUSTED if key in self._building else TRUSTED)

    async def _build(self, key: tuple[str, ...], seq: int, call: tuple[Scope, Receive, Send]) -> None:
        scope, receive, send = call
        before = self._kept.get(key)
        start: Message = {}
        parts: list[bytes] = []

        async def hear(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            else:
                parts.append(message.get("body", b""))
            await send(message)

        await self.app(scope, receive, hear)
        access: Access | None = scope.get("state", {}).get("access")
        body = b"".join(parts)
        if access is None or access.role == Role.GUEST or start.get("status") != 200 or len(body) > LONGEST:
            return
        # the first time its project is learned; only what was built after its number was read may be sent again
        fits = before is not None and before.project_id == access.project_id
        plain = tuple((name, value) for name, value in start["headers"] if name != b"x-request-id")
        etag = b'"' + hashlib.blake2b(body, digest_size=12).hexdigest().encode() + b'"'
        self._kept[key] = _Answer(access.project_id, seq if fits else -2, plain, body, etag, time.monotonic())
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    async def _seq(self, project_id: str) -> int:
        """The number of the project's last event, from a look that begins after this call."""
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._asking.setdefault(project_id, []).append(future)
        if not self._busy:
            self._busy = True
            asyncio.get_running_loop().create_task(self._look())  # the futures keep it alive
        return await future

    async def _look(self) -> None:
        try:
            while self._asking:
                asking, self._asking = self._asking, {}
                try:
                    found = await asyncio.to_thread(self._read, list(asking))
                except Exception:  # the full way tells what is wrong
                    found = {}
                for project_id, futures in asking.items():
                    for future in futures:
                        if not future.done():
                            future.set_result(found.get(project_id, -1))
        finally:
            self._busy = False

    def _read(self, project_ids: list[str]) -> Mapping[str, int]:
        with self._database.reading() as session:
            return self._seqs(session, project_ids)


async def _send(answer: _Answer, seen: str, send: Send) -> None:
    same = answer.etag.decode() in seen
    headers = [*answer.headers, (b"etag", answer.etag)]
    if same:
        headers = [(name, value) for name, value in headers if name not in {b"content-length", b"content-type"}]
    await send({"type": "http.response.start", "status": 304 if same else 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if same else answer.body})
