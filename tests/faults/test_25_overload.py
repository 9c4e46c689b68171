"""Fault 25: more is asked than can be answered.

Promise: who is let in is answered within a second (p99), the others are told at once to come again (429 with
Retry-After), memory stays bounded, and afterwards everything is as quick as before.
"""

import asyncio
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from tests.factories.ports import free_port
from tests.faults.size import size, within

SECONDS = size(6, 30)
LIMIT = 16


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[int, psutil.Process]]:
    port = free_port()
    command = [str(Path(sys.executable).with_name("onmodel")), "serve", "--port", str(port)]
    environment = {**os.environ, "ONMODEL_HOME": str(tmp_path / "home"), "ONMODEL_MOST_REQUESTS": str(LIMIT)}
    told = tmp_path / "told"
    with told.open("wb") as log:
        process = subprocess.Popen(command, env=environment, stderr=log)
    try:
        deadline = time.monotonic() + 180.0  # on a machine that has much else to do
        while not _answers(port):
            assert process.poll() is None, f"it ended: {told.read_text()[-2000:]}"
            assert time.monotonic() < deadline, f"it does not answer: {told.read_text()[-2000:]}"
            time.sleep(0.1)
        yield port, psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=30):
            return True
    except OSError:
        return False


class Crowd:
    """Many who ask at once, over and over, for what is not in any memory."""

    def __init__(self, port: int) -> None:
        self.port, self.asked = port, 0
        self.accepted: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.untold = 0  # refusals that do not say when to come again

    async def ask(self, until: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        while time.perf_counter() < until:
            self.asked += 1
            began = time.perf_counter()
            path = f"/api/characters?limit=50&search=w{self.asked}"
            writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            status = int(head[9:12])
            self.statuses[status] += 1
            if status == 200:
                self.accepted.append(time.perf_counter() - began)
            elif b"retry-after:" not in head:
                self.untold += 1
            else:
                await asyncio.sleep(0.02)  # a client without manners: it does not wait the second it is told to
        writer.close()


def test_who_is_let_in_is_answered_and_the_rest_is_told_to_come_again(server: tuple[int, psutil.Process]) -> None:
    port, process = server
    before = process.memory_info().rss
    crowd = Crowd(port)

    async def storm() -> None:
        until = time.perf_counter() + SECONDS
        await asyncio.gather(*(crowd.ask(until) for _ in range(4 * LIMIT)))

    asyncio.run(storm())
    assert set(crowd.statuses) == {200, 429}
    assert crowd.untold == 0
    assert len(crowd.accepted) > 50
    assert float(np.percentile(crowd.accepted, 99)) <= within(1.0)
    assert process.memory_info().rss - before < 64 * 2**20
    began = time.perf_counter()
    assert urllib.request.urlopen(f"http://127.0.0.1:{port}/api/characters", timeout=30).status == 200
    assert time.perf_counter() - began < within(1.0)


def test_who_watches_the_server_is_answered_above_all(server: tuple[int, psutil.Process]) -> None:
    port, _ = server
    crowd = Crowd(port)
    seen: list[float] = []

    def look() -> float:
        began = time.perf_counter()
        assert urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=30).status == 200
        return time.perf_counter() - began

    async def storm() -> None:
        until = time.perf_counter() + 2.0
        asking = [asyncio.create_task(crowd.ask(until)) for _ in range(4 * LIMIT)]
        while time.perf_counter() < until:
            seen.append(await asyncio.to_thread(look))
            await asyncio.sleep(0.1)
        await asyncio.gather(*asking)

    asyncio.run(storm())
    assert len(seen) >= 3
    assert max(seen) < within(1.5)
