"""The socket server: on the port of the API, inside uvicorn, with picows in place of uvicorn's own WebSocket.

`protocol` is what uvicorn's `ws` takes. A path leads to a channel; the door says who comes in; every half second it is
asked again. Sockets are closed with 1012 when the server stops, so that clients connect elsewhere at once.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from picows import WSAutoPingStrategy, WSUpgradeRequest, WSUpgradeResponse, WSUpgradeResponseWithListener
from picows.picows import WSProtocol  # type: ignore[attr-defined]  # its stub does not name the class

from onmodel.db import Database
from onmodel.errors import OnmodelError
from onmodel.live.channel import Channel, matching
from onmodel.live.client import Client, Limits
from onmodel.live.doors import Door, Knock, Origins, Pass
from onmodel.live.protocol import Close

log = logging.getLogger(__name__)
socket_log = logging.getLogger("onmodel.sockets")
socket_log.setLevel(logging.ERROR)  # picows tells of every connection otherwise

Background = Callable[[], Coroutine[Any, Any, None]]  # what runs as long as the server
LOOK_AGAIN = 0.5  # seconds between two looks whether each may stay; the promise is one second
PING_AFTER = 25.0  # seconds of silence; proxies cut idle connections after 60
PONG_WITHIN = 20.0
CODES = {401: Close.UNKNOWN, 403: Close.FORBIDDEN, 404: Close.NOT_FOUND, 500: Close.FAULT}


class LiveServer:
    """Every socket of this process. Use `running()` round the server that listens."""

    def __init__(
        self, database: Database, channels: Sequence[Channel], door: Door, origins: Origins,
        *, limits: Limits | None = None, background: Sequence[Background] = (),
    ) -> None:  # fmt: skip
        self.database, self.channels, self.door, self.origins = database, channels, door, origins
        self.limits, self._background = limits or Limits(), background
        self.clients: set[Client] = set()
        self._knocking: list[Client] = []
        self._admitting: asyncio.Task[None] | None = None
        self._stopping = False

    def protocol(self, *, config: Any = None, server_state: Any = None, app_state: Any = None) -> WSProtocol:
        """The protocol of one connection, as uvicorn asks for it with these names; also without uvicorn."""
        made = _Protocol(
            None, None, False, self._listener, socket_log, True, 5.0,  # no client; a fault disconnects; seconds
            True, PING_AFTER, PONG_WITHIN, WSAutoPingStrategy.PING_WHEN_IDLE, True,
            self.limits.message_bytes, None, 4096,
        )  # fmt: skip
        if server_state is not None:
            made.connections = server_state.connections
        return made

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Watch who may stay; at the end say goodbye and let the channels write down what they have."""
        tasks = [asyncio.create_task(work()) for work in (self._watch, *self._background)]
        for channel in self.channels:
            channel.start()
        try:
            yield
        finally:
            await self.stop()
            for task in tasks:
                task.cancel()

    async def stop(self) -> None:
        """Tell everyone to connect again, then bring the channels to rest."""
        self._stopping = True
        for client in list(self.clients):
            client.close(Close.RESTART)
        for channel in self.channels:
            await channel.drain()

    def _listener(self, request: WSUpgradeRequest) -> Client | WSUpgradeResponseWithListener:
        """Who will hear the socket, or why there is none: the origin is refused before anything is looked up."""
        target = urlsplit(request.path.decode("latin-1"))
        host = request.headers.get("Host", "")
        if not self.origins.admit(request.headers.get("Origin"), host):
            return _no(HTTPStatus.FORBIDDEN, "pages of this origin may not open sockets here (ONMODEL_ORIGINS)")
        if self._stopping:
            return _no(HTTPStatus.SERVICE_UNAVAILABLE, "the server restarts; connect again")
        path = unquote(target.path)
        for channel in self.channels:
            names = matching(channel.path, path)
            if names is not None:
                knock = Knock(path, tuple(names.items()), tuple(parse_qsl(target.query)))
                return Client(knock, channel, self.limits, self._knocked)
        return _no(HTTPStatus.NOT_FOUND, "there is no socket at this path")

    def _knocked(self, client: Client) -> None:
        self.clients.add(client)
        self._knocking.append(client)
        if self._admitting is None or self._admitting.done():
            self._admitting = asyncio.create_task(self._admit())

    async def _admit(self) -> None:
        """Find out who knocks, all who wait in one transaction: 500 may come back at one moment."""
        while self._knocking:
            waiting, self._knocking = self._knocking, []
            try:
                answers = await asyncio.to_thread(self._ask, [(client.channel, client.knock) for client in waiting])
            except Exception:
                log.exception("the door failed")
                answers = [OnmodelError(Close.FAULT.meaning)] * len(waiting)
            for client, answer in zip(waiting, answers, strict=True):
                if isinstance(answer, OnmodelError):  # a close code: browsers cannot see an HTTP status
                    client.close(CODES.get(answer.status, Close.FORBIDDEN), answer.what)
                elif not client.gone and client.closing is None:
                    client.admit(answer)

    def _ask(self, knocks: Sequence[tuple[Channel, Knock]]) -> list[Pass | OnmodelError]:
        answers: list[Pass | OnmodelError] = []
        begin = self.database.transaction if self.door.writes else self.database.reading
        with begin() as session:
            for channel, knock in knocks:
                try:
                    answers.append(self.door.admit(session, knock, channel.project_of(session, knock)))
                except OnmodelError as refused:
                    answers.append(refused)
        return answers

    async def _watch(self) -> None:
        """Every half second: close whose place in the project or login has ended."""
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            self.clients = {client for client in self.clients if not client.gone}
            passes = {client.pass_ for client in self.clients if client.pass_ is not None}
            if not passes:
                continue
            try:
                standing = await asyncio.to_thread(self._standing, passes)
            except Exception:  # a database that restarts closes nobody
                log.warning("cannot look who may stay", exc_info=True)
                continue
            for client in list(self.clients):
                self._hold_to(client, standing)

    def _standing(self, passes: Collection[Pass]) -> dict[Pass, Any]:
        with self.database.reading() as session:
            return self.door.standing(session, passes)

    def _hold_to(self, client: Client, standing: dict[Pass, Any]) -> None:
        pass_ = client.pass_
        if pass_ is None or pass_ not in standing:  # he came in meanwhile
            return
        role = standing[pass_]
        if role is None:
            client.close(Close.FORBIDDEN)  # removed, signed out, expired, revoked
        elif role != pass_.role:
            client.pass_ = replace(pass_, role=role)
            client.channel.changed(client)


class _Protocol(WSProtocol):  # type: ignore[misc]  # as above
    """picows' protocol with what uvicorn asks of one: it hands over the request it has read, and says when it stops."""

    connections: set[Any] | None = None  # uvicorn's own list of those to be told

    def connection_made(self, transport: Any) -> None:
        """Begin."""
        super().connection_made(transport)
        if self.connections is not None:
            self.connections.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        """End."""
        super().connection_lost(error)
        if self.connections is not None:
            self.connections.discard(self)

    def shutdown(self) -> None:
        """Say goodbye: the server stops."""
        if isinstance(self.listener, Client):
            self.listener.close(Close.RESTART)

    def data_received(self, data: bytes) -> None:
        """Take what uvicorn read: the request line and the headers."""
        while data:
            room = self.get_buffer(-1)
            taken = min(len(room), len(data))
            room[:taken] = data[:taken]
            self.buffer_updated(taken)
            data = data[taken:]


def _no(status: HTTPStatus, why: str) -> WSUpgradeResponseWithListener:
    return WSUpgradeResponseWithListener(WSUpgradeResponse.create_error_response(status, why.encode()), None)
