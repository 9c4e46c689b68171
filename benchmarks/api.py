"""Lists and creates on 10,000 characters, beside the same two routes as FastAPI and SQLAlchemy are usually written.

    .venv/bin/python benchmarks/api.py [--database URL] [--seconds 5] [--characters 10000] [--connections 32]

The server runs on one core and the generator on the other, where there are two. The list is of 50 with a search, which
goes round twenty words. `half`: a constant rate of half of what was reached, timed from when each request was due.
`overload`: four times as many connections as requests are admitted; 429 is told beside what was answered.
"""

import argparse
import asyncio
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from onmodel import bootstrap
from onmodel.characters.tables import Character
from onmodel.kit.ids import new_id
from onmodel.settings import Settings

HERE = Path(__file__).parent
WORDS = "anna bek cole dora emil fay gus hana ivan jun kira leo maya nils olga paul quin rosa sven tara".split()  # noqa: SIM905  # a list of twenty quoted words would hide them
Request = Callable[[int], bytes]


def listing(number: int) -> bytes:
    return f"GET /api/characters?limit=50&search={WORDS[number % 20]} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def creating(number: int) -> bytes:
    body = json.dumps({"name": f"New {number} {time.monotonic_ns()}", "description": "a tall man in a red coat"})
    head = "POST /api/characters HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: "
    return f"{head}{len(body)}\r\n\r\n{body}".encode()


class Load:
    """Connections that ask, answer by answer, and what came of it."""

    def __init__(self, port: int, make: Request) -> None:
        self.port, self.make = port, make
        self.times: list[float] = []
        self.statuses: Counter[int] = Counter()
        self._numbers = count()

    async def one(self, streams: tuple[asyncio.StreamReader, asyncio.StreamWriter], due: float | None = None) -> None:
        reader, writer = streams
        began = due or time.perf_counter()
        writer.write(self.make(next(self._numbers)))
        head = await reader.readuntil(b"\r\n\r\n")
        status = int(head[9:12])
        sizes = [line[15:] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        length = int(sizes[0]) if sizes else 0
        if length:
            await reader.readexactly(length)
        self.statuses[status] += 1
        if status < 400:
            self.times.append(time.perf_counter() - began)

    async def closed(self, connections: int, seconds: float) -> float:
        """As fast as answers come; answered requests a second."""
        end = time.perf_counter() + seconds

        async def ask() -> None:
            streams = await asyncio.open_connection("127.0.0.1", self.port)
            while time.perf_counter() < end:
                await self.one(streams)
            streams[1].close()

        await asyncio.gather(*(ask() for _ in range(connections)))
        return len(self.times) / seconds

    async def constant(self, rate: float, seconds: float, connections: int) -> None:
        """At a constant rate, each request timed from when it was due (no coordinated omission)."""
        due: asyncio.Queue[float] = asyncio.Queue()

        async def ask() -> None:
            streams = await asyncio.open_connection("127.0.0.1", self.port)
            while (at := await due.get()) > 0:
                await self.one(streams, at)

        asking = [asyncio.create_task(ask()) for _ in range(connections)]
        began = time.perf_counter()
        for number in range(int(rate * seconds)):
            at = began + number / rate
            if (pause := at - time.perf_counter()) > 0.0005:
                await asyncio.sleep(pause)
            due.put_nowait(at)
        for _ in asking:
            due.put_nowait(-1.0)
        await asyncio.gather(*asking)

    def told(self) -> dict[str, Any]:
        p50, p99 = (float(np.percentile(self.times, q)) * 1000 if self.times else float("nan") for q in (50, 99))
        return {"p50_ms": round(p50, 1), "p99_ms": round(p99, 1), "statuses": dict(self.statuses)}


@contextmanager
def server(command: list[str], **environment: str) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    pinned = ["taskset", "-c", "0"] if os.cpu_count() != 1 else []
    told = {**os.environ, **environment, "BENCH_PORT": str(port)}
    process = subprocess.Popen([*pinned, *command, *(["--port", str(port)] if "serve" in command else [])], env=told)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/characters?limit=1", timeout=5)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server does not come up")


def fill(settings: Settings, characters: int) -> None:
    product = bootstrap.open_product(settings)
    for first in range(0, characters, 1000):
        with product.database.transaction() as session:
            for number in range(first, min(first + 1000, characters)):
                name = f"{WORDS[number % 20]} {number}"
                session.add(
                    Character(id=new_id(), project_id=product.project_id, name=name, description="a tall man",
                              search=name, dna={"hair": "red", "faces": []})
                )  # fmt: skip


def measure(port: int, given: argparse.Namespace) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, make in (("list", listing), ("create", creating)):
        asyncio.run(Load(port, make).closed(given.connections, 1.0))  # warm
        load = Load(port, make)
        rate = asyncio.run(load.closed(given.connections, given.seconds))
        found[name] = {"per_second": round(rate), **load.told()}
        load = Load(port, make)
        asyncio.run(load.constant(rate / 2, given.seconds, given.connections))
        found[f"{name} at half"] = load.told()
    load = Load(port, listing)
    rate = asyncio.run(load.closed(256, given.seconds))
    found["list, 256 connections"] = {"per_second": round(rate), **load.told()}
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default="", help="SQLAlchemy URL of an empty database; default SQLite")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--characters", type=int, default=10_000)
    parser.add_argument("--connections", type=int, default=32)
    given = parser.parse_args()
    if (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {1})
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(home=Path(home), database_url=given.database)
        fill(settings, given.characters)
        environment = {"ONMODEL_HOME": home, "ONMODEL_DATABASE_URL": given.database}
        with server([str(Path(sys.executable).with_name("onmodel")), "serve"], **environment) as port:
            ours = measure(port, given)
    with tempfile.TemporaryDirectory() as home:
        database = given.database or f"sqlite:///{home}/plain.db"
        with server(
            [sys.executable, str(HERE / "peers" / "plain_api.py")],
            BENCH_DATABASE=database,
            BENCH_ROWS=str(given.characters),
        ) as port:
            peer = measure(port, given)
    for name in ours:
        ratio = ours[name].get("per_second", 0) / max(peer[name].get("per_second", 1), 1)
        print(f"{name:24} ours {ours[name]}\n{'':24} plain {peer[name]}\n{'':24} ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
