"""Lists that have not changed are answered from memory: what costs is building them, not sending them.

An answer is kept with the number of its project's last event from before it was built. It is sent again while that
number, asked of the database anew for each request, is the same: no request sees less than was committed before it
came. In the same look it is asked whether who asks may still see it. Requests that wait at one moment share one look.
"""

import asyncio
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onmodel.accounts.rules import Person
from onmodel.db import LOCAL, Database
from onmodel.guests.service import places
from onmodel.projects import queries as projects
from onmodel.projects.rules import Role
from onmodel.web import Access

Seqs = Callable[[Session, Collection[str]], Mapping[str, int]]
KEPT = 512  # answers
LONGEST = 256 * 1024  # bytes of one
LIFE = 10.0  # seconds until it is built anew: the guard sees who asks, and notes the use of a session
WHO = ("authorization", "cookie", "x-onmodel-project", "host", "origin")
PATHS = frozenset({"/api/characters", "/api/storyboards", "/api/styles", "/api/environments"})
# every change of what these list is an event of its project; jobs and notes move without one or faster than they help


@dataclass(frozen=True)
class _Viewer:
    """Who asks, in which project."""

    person: Person
    project_id: str


@dataclass(frozen=True)
class _Standing:
    """How things are: the number of the project's last event, and what the viewer is there now (empty: nothing)."""

    seq: int
    role: str


@dataclass(frozen=True)
class _Answer:
    viewer: _Viewer
    standing: _Standing
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    etag: bytes
    built: float  # monotonic seconds


UNKNOWN, NEVER = _Standing(-1, ""), _Standing(-2, "")  # equal to no standing that is found


class Unchanged:
    """The middleware. It must stand outside of whatever builds answers, and inside of what refuses requests."""

    def __init__(self, app: ASGIApp, database: Database, seqs: Seqs = projects.event_seqs) -> None:
        self.app, self._database, self._seqs = app, database, seqs
        self._kept: OrderedDict[tuple[str, ...], _Answer] = OrderedDict()
        self._asking: list[tuple[_Viewer, asyncio.Future[_Standing]]] = []
        self._building: dict[tuple[str, ...], asyncio.Event] = {}
        self._busy = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass on and remember."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] not in PATHS:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        key = (scope["path"], scope["query_string"].decode("latin-1"), *(headers.get(name, "") for name in WHO))
        standing = UNKNOWN
        for _ in range(2):  # a second time if somebody else builds the same answer just now
            known = self._kept.get(key)
            standing = await self._standing(known.viewer) if known else UNKNOWN
            known = self._kept.get(key)
            if known and known.standing == standing and time.monotonic() - known.built < LIFE:
                self._kept.move_to_end(key)
                await _send(known, headers.get("if-none-match", ""), send)
                return
            if key not in self._building:
                break
            await self._building[key].wait()
        over = self._building.setdefault(key, asyncio.Event())
        try:
            await self._build(key, standing, (scope, receive, send))
        finally:
            self._building.pop(key, None)
            over.set()

    async def _build(self, key: tuple[str, ...], standing: _Standing, call: tuple[Scope, Receive, Send]) -> None:
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
        viewer = _Viewer(Person(access.actor, access.name, credential=access.credential), access.project_id)
        fits = before is not None and before.viewer == viewer
        plain = tuple((name, value) for name, value in start["headers"] if name != b"x-request-id")
        etag = b'"' + hashlib.blake2b(body, digest_size=12).hexdigest().encode() + b'"'
        self._kept[key] = _Answer(
            viewer, standing if fits and standing != UNKNOWN else NEVER, plain, body, etag, time.monotonic()
        )
        self._kept.move_to_end(key)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    async def _standing(self, viewer: _Viewer) -> _Standing:
        """How things are, from a look that begins after this call."""
        future: asyncio.Future[_Standing] = asyncio.get_running_loop().create_future()
        self._asking.append((viewer, future))
        if not self._busy:
            self._busy = True
            asyncio.get_running_loop().create_task(self._look())  # the futures keep it alive
        return await future

    async def _look(self) -> None:
        try:
            while self._asking:
                asking, self._asking = self._asking, []
                try:
                    found = await asyncio.to_thread(self._read, {viewer for viewer, _ in asking})
                except Exception:  # the full way tells what is wrong
                    found = {}
                for viewer, future in asking:
                    if not future.done():
                        future.set_result(found.get(viewer, UNKNOWN))
        finally:
            self._busy = False

    def _read(self, viewers: Collection[_Viewer]) -> dict[_Viewer, _Standing]:
        of_project: dict[str, list[_Viewer]] = {}
        for viewer in viewers:
            of_project.setdefault(viewer.project_id, []).append(viewer)
        found = {}
        with self._database.reading() as session:
            seqs = self._seqs(session, list(of_project))
            for project_id, asking in of_project.items():
                for viewer, role in zip(asking, _roles(session, project_id, asking), strict=True):
                    found[viewer] = _Standing(seqs.get(project_id, UNKNOWN.seq), role or "")
        return found


def _roles(session: Session, project_id: str, viewers: list[_Viewer]) -> Sequence[Role | None]:
    if all(viewer.person.id == LOCAL for viewer in viewers):  # who works alone owns everything
        return [Role.OWNER] * len(viewers)
    return places(session, project_id, [viewer.person for viewer in viewers])


async def _send(answer: _Answer, seen: str, send: Send) -> None:
    same = answer.etag.decode() in seen
    headers = [*answer.headers, (b"etag", answer.etag)]
    if same:
        headers = [(name, value) for name, value in headers if name not in {b"content-length", b"content-type"}]
    await send({"type": "http.response.start", "status": 304 if same else 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if same else answer.body})
