"""For the accidents of shared documents: a character in a database, server processes, who can be killed."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest

from onmodel.characters.tables import Character
from onmodel.db import Database
from onmodel.projects import service as projects
from tests.factories.ports import free_port


class Server:
    """A process of `sync_server`, on the same port after each restart."""

    def __init__(self, database: Database, **limits: int) -> None:
        self.port, self._limits = free_port(), [f"{name}={value}" for name, value in limits.items()]
        self._url = database.engine.url.render_as_string(hide_password=False)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        command = [sys.executable, "-m", "tests.faults.sync_server", self._url, str(self.port), *self._limits]
        self.process = subprocess.Popen(command)
        deadline = time.monotonic() + 60.0
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1.0):
                return self
            assert self.process.poll() is None
            time.sleep(0.02)
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)

    def url(self, character_id: str) -> str:
        return f"ws://127.0.0.1:{self.port}/ws/docs/character/{character_id}"


def character(database: Database) -> str:
    """A new character in the default project."""
    with database.transaction() as session:
        project_id = projects.default_project(session).id
        row = Character(project_id=project_id, name="Mira", description="A detective.")
        session.add(row)
        session.flush()
        return row.id


@pytest.fixture
def sync_server() -> Iterator[Callable[..., Server]]:
    """Makes a server process over a database, with the limits that are named; killed at the end."""
    made: list[Server] = []

    def make(database: Database, **limits: int) -> Server:
        made.append(Server(database, **limits))
        return made[-1].start()

    yield make
    for server in made:
        if server.process is not None and server.process.poll() is None:
            server.kill()
