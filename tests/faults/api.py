"""The API as a process that can be killed and is there again at once, and people who order until they are answered."""

import itertools
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpx2

from onmodel.settings import Settings
from tests.factories.ports import free_port


class ApiServer:
    """A server on one port; `start` and `kill` as often as wanted."""

    def __init__(self, settings: Settings) -> None:
        self.port = free_port()
        names = {"home": settings.home, "database_url": settings.database_url, "log_level": "ERROR"}
        environment = os.environ | {f"ONMODEL_{name.upper()}": str(value) for name, value in names.items()}
        command = [sys.executable, "-m", "tests.faults.api_server", str(self.port)]
        self.nursery = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.pid: int | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it takes connections."""
        assert self.nursery.stdin is not None
        assert self.nursery.stdout is not None
        self.nursery.stdin.write("start\n")
        self.nursery.stdin.flush()
        self.pid = int(self.nursery.stdout.readline())  # empty where it could not even begin
        deadline = time.monotonic() + 60.0
        while time.monotonic() < deadline:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1.0):
                return
            os.kill(self.pid, 0)  # it lives
            time.sleep(0.01)
        raise AssertionError("the server does not answer")

    def kill(self) -> None:
        """kill -9 of the server that was started last, and wait until it is gone: its port is free only then."""
        if self.pid is None:
            return
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
            deadline = time.monotonic() + 30.0
            while time.monotonic() < deadline:
                os.kill(self.pid, 0)
                time.sleep(0.002)
            raise AssertionError("it does not die")

    def close(self) -> None:
        """The end of all of it."""
        self.kill()
        self.nursery.kill()
        self.nursery.communicate()


@contextmanager
def api_server(settings: Settings) -> Iterator[ApiServer]:
    """One that is not yet started."""
    server = ApiServer(settings)
    try:
        yield server
    finally:
        server.close()


class Orders:
    """People who order boards without end, each order under its key until it is answered; use it with `with`."""

    def __init__(self, base: str, people: int = 4) -> None:
        self.base, self.over, self._in_vain = base, threading.Event(), threading.Event()
        self.answered: dict[str, dict[str, Any]] = {}  # by key
        self.asked: set[str] = set()
        self.statuses: Counter[int] = Counter()
        self.cut = 0  # requests without an answer
        self._numbers = itertools.count()
        self._threads = [threading.Thread(target=self._order) for _ in range(people)]

    def __enter__(self) -> "Orders":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, failure: type[BaseException] | None, *_: object) -> None:
        self.over.set()
        if failure is not None:  # nobody will answer any more
            self._in_vain.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive()

    def _order(self) -> None:
        client = httpx2.Client(base_url=self.base, timeout=30)
        while not self.over.is_set():
            key = f"order-{next(self._numbers)}"
            self.asked.add(key)
            body = {"script": f"INT. BAR {key} - NIGHT\n\nEMMA enters.\n", "format": "fountain"}
            # also when it is over: each order is asked to its answer
            while key not in self.answered and not self._in_vain.is_set():
                try:
                    answer = client.post("/api/storyboards", json=body, headers={"Idempotency-Key": key})
                except httpx2.TransportError:
                    self.cut += 1
                    time.sleep(0.02)
                    continue
                self.statuses[answer.status_code] += 1
                if answer.status_code == 202:
                    self.answered[key] = answer.json()
                else:
                    time.sleep(0.05)
        client.close()
