"""The floor under benchmarks/api.py's create: Starlette and the driver, nothing between them.

It writes what a create of ours writes: the character's row, its first version, the project's counter and its event, as
large as ours; those that come while one transaction is written form the next. No words are read, no rights looked at,
nothing checked, no ORM, no models: what is left is HTTP, JSON, three inserts, one update and the disk.
"""

import asyncio
import os
import sqlite3
import time
import uuid
from contextlib import asynccontextmanager
from typing import Any

import orjson
import psycopg
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

URL = os.environ["BENCH_DATABASE"]
TABLES = (
    "CREATE TABLE bare_project (id TEXT PRIMARY KEY, event_seq INTEGER)",
    "CREATE TABLE bare_character (id TEXT PRIMARY KEY, project_id TEXT, name TEXT, description TEXT, dna {json})",
    "CREATE UNIQUE INDEX bare_name ON bare_character (project_id, name)",
    "CREATE TABLE bare_version (id TEXT PRIMARY KEY, project_id TEXT, of TEXT, number INTEGER, snapshot {json})",
    "CREATE TABLE bare_event (id TEXT PRIMARY KEY, project_id TEXT, seq INTEGER, payload {json}, at TEXT)",
    "CREATE UNIQUE INDEX bare_seq ON bare_event (project_id, seq)",
    "INSERT INTO bare_project VALUES ('one', 0)",
)
COUNT = "UPDATE bare_project SET event_seq = event_seq + {some} WHERE id = 'one' RETURNING event_seq"
INSERTS = (
    "INSERT INTO bare_character VALUES (?, ?, ?, ?, ?)",
    "INSERT INTO bare_version VALUES (?, ?, ?, ?, ?)",
    "INSERT INTO bare_event VALUES (?, ?, ?, ?, ?)",
)
PART = {"value": "average", "source": "words", "confidence": 0.95, "told": "average", "seen": None}
DNA = {f"part {number}": PART for number in range(16)}  # 1.6 KB, as a character's of words
waiting: list[tuple[dict[str, Any], asyncio.Future[str]]] = []
come = asyncio.Event()


def rows(bodies: list[dict[str, Any]], last: int) -> tuple[list[tuple[Any, ...]], ...]:
    """What is written of these creates, table by table."""
    characters, versions, events = [], [], []
    for seq, body in enumerate(bodies, last - len(bodies) + 1):
        made, name = str(uuid.uuid4()), body["name"]
        snapshot = orjson.dumps({"name": name, "description": body["description"], "dna": DNA}).decode()
        characters.append((made, "one", name, body["description"], orjson.dumps(DNA).decode()))
        versions.append((str(uuid.uuid4()), "one", made, 1, snapshot))
        events.append((str(uuid.uuid4()), "one", seq, orjson.dumps({"character_id": made}).decode(), str(time.time())))
    return characters, versions, events


class Sqlite:
    async def open(self) -> None:
        address = URL.partition("///")[2]
        self.connection = sqlite3.connect(
            address, isolation_level=None, check_same_thread=False
        )  # one writes at a time
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", *TABLES):
            self.connection.execute(statement.format(json="TEXT"))

    async def write(self, bodies: list[dict[str, Any]]) -> list[str]:
        return await asyncio.to_thread(self._write, bodies)

    def _write(self, bodies: list[dict[str, Any]]) -> list[str]:
        self.connection.execute("BEGIN IMMEDIATE")
        (last,) = self.connection.execute(COUNT.format(some=len(bodies))).fetchone()
        tables = rows(bodies, last)
        for statement, many in zip(INSERTS, tables, strict=True):
            self.connection.executemany(statement, many)
        self.connection.execute("COMMIT")
        return [row[0] for row in tables[0]]


class Postgres:
    async def open(self) -> None:
        address = URL.replace("postgresql+psycopg://", "postgresql://")
        self.connection = await psycopg.AsyncConnection.connect(address, autocommit=True)
        for statement in TABLES:
            await self.connection.execute(statement.format(json="JSONB"))

    async def write(self, bodies: list[dict[str, Any]]) -> list[str]:
        async with self.connection.transaction(), self.connection.cursor() as cursor:
            await cursor.execute(COUNT.format(some=len(bodies)))
            (last,) = await cursor.fetchone() or (0,)
            tables = rows(bodies, last)
            for statement, many in zip(INSERTS, tables, strict=True):
                await cursor.executemany(statement.replace("?", "%s"), many)
        return [row[0] for row in tables[0]]


database = Sqlite() if URL.startswith("sqlite") else Postgres()


async def keep_writing() -> None:
    """All that wait, in one transaction; then those who came meanwhile."""
    while True:
        await come.wait()
        come.clear()
        crowd = waiting[:64]
        del waiting[:64]
        if waiting:
            come.set()
        made = await database.write([body for body, _ in crowd])
        for (_, answer), one in zip(crowd, made, strict=True):
            answer.set_result(one)


async def create(request: Request) -> Response:
    body = orjson.loads(await request.body())
    answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    waiting.append((body, answer))
    come.set()
    made = await answer
    told = {"id": made, "name": body["name"], "description": body["description"], "dna": DNA}
    return Response(orjson.dumps(told), 201, media_type="application/json")


async def nothing(_request: Request) -> Response:
    return Response(b"[]", media_type="application/json")


@asynccontextmanager
async def life(_app: Starlette) -> Any:
    await database.open()
    writer = asyncio.create_task(keep_writing())
    yield
    writer.cancel()


PATH = "/api/characters"
app = Starlette(routes=[Route(PATH, create, methods=["POST"]), Route(PATH, nothing)], lifespan=life)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(os.environ["BENCH_PORT"]), log_level="warning", access_log=False)
