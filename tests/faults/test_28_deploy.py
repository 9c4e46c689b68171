"""Fault 28: a deploy under load. Promise: no request that was taken is answered with 5xx or left without an answer,
sockets are told to connect again, the running job is handed back within 5 s and costs no attempt.

Four people read and write without end, twenty are at a document, one watches a job, when `onmodel serve` is stopped by
SIGTERM and started again on the same port.
"""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import httpx2
import pytest

from onmodel.db import Database
from onmodel.jobs import service as jobs
from onmodel.jobs.rules import JobRequest
from onmodel.migrations import upgrade
from onmodel.projects import service as projects
from tests.factories.ports import free_port
from tests.faults.crowd import Guest, join_all
from tests.faults.size import size, within

PEOPLE, WRITERS, GUESTS = 4, 2, 20
DEPLOYS = size(1, 3)


class Studio:
    """`onmodel serve` on one port, stopped and started again."""

    def __init__(self, home: Path, database_url: str) -> None:
        self.port = free_port()
        names = {
            "home": home, "database_url": database_url, "handlers": "tests.faults.handlers:handlers",
            "workers": 1, "sweep_seconds": 0.3, "log_level": "ERROR",
        }  # fmt: skip
        here = {"PYTHONPATH": str(Path(__file__).parents[2])}  # where the handlers are
        self.environment = os.environ | here | {f"ONMODEL_{name.upper()}": str(value) for name, value in names.items()}
        self.process: subprocess.Popen[bytes] | None = None
        self.base = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = [str(Path(sys.executable).with_name("onmodel")), "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=self.environment, stderr=subprocess.DEVNULL)
        wait_for(self._is_ready, 120.0)

    def _is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"it ended with {self.process.returncode}"
        with suppress(httpx2.TransportError):
            return httpx2.get(f"{self.base}/readyz", timeout=10).status_code == 200
        return False

    def stop(self) -> float:
        """SIGTERM, and wait for its end; seconds."""
        assert self.process is not None
        begun = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        finally:
            self.process.kill()
        return time.monotonic() - begun


class People:
    """Readers and writers without end; who finds nobody there asks again, a writer under the same key."""

    def __init__(self, base: str) -> None:
        self.base, self.over = base, threading.Event()
        self.statuses: Counter[int] = Counter()
        self.refused = 0  # connections that nobody took
        self.cut = 0  # requests that were sent, and the connection closed in place of an answer
        self.unanswered = 0  # of these: what was done all the same, and nobody was told
        self.strange: list[str] = []
        self.acknowledged: dict[str, str] = {}
        self._threads = [threading.Thread(target=self._ask, args=(n,)) for n in range(PEOPLE)]

    def __enter__(self) -> "People":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self._threads:
            thread.join(90)

    def _ask(self, who: int) -> None:
        number = 0
        with httpx2.Client(base_url=self.base, timeout=60) as client:
            while not self.over.is_set():
                name = f"P{who}-{number}"
                try:
                    answer = self._write(client, name) if who < WRITERS else client.get("/api/characters?limit=5")
                except httpx2.ConnectError:
                    self.refused += 1
                    time.sleep(0.05)
                    continue
                except httpx2.TransportError:
                    self.cut += 1
                    continue
                self.statuses[answer.status_code] += 1
                number += 1
                if answer.status_code == 201:
                    self.acknowledged[name] = answer.json()["id"]
                    self.unanswered += "Idempotent-Replayed" in answer.headers
                elif answer.status_code != 200:
                    self.strange.append(f"{answer.status_code} {answer.text[:200]}")

    def _write(self, client: httpx2.Client, name: str) -> httpx2.Response:
        body = {"name": name, "description": "woman, 30s, red hair"}
        return client.post("/api/characters", json=body, headers={"Idempotency-Key": name})


@pytest.fixture(params=["sqlite", "postgresql"])
def studio(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Studio, Database]]:
    """Running, with its database, on both kinds."""
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'studio.db'}" if sqlite else request.getfixturevalue("postgres_url")
    upgrade(url)
    database, running = Database(url), Studio(tmp_path / "home", url)
    try:
        running.start()
        yield running, database
    finally:
        running.stop()
        database.dispose()


@pytest.mark.slow
def test_a_deploy_under_load(
    studio: tuple[Studio, Database], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    server, database = studio
    back, took = [], []
    with People(server.base) as people, ThreadPoolExecutor(2) as pool:
        for number in range(DEPLOYS):
            gate = tmp_path / f"gate{number}"
            job_id = order(database, diary=str(tmp_path / "diary"), gate=str(gate))
            wait_for(lambda job_id=job_id: people.acknowledged and state(database, job_id) == ("running", 1))
            one_back, one_took = asyncio.run(stopped(server, database, people, pool, job_id))
            back.append(one_back)
            took.append(one_took)
            gate.touch()
            before = people.statuses.total()
            server.start()
            wait_for(lambda before=before: people.statuses.total() > before + 20)
            asyncio.run(at_a_document(server.base, next(iter(people.acknowledged.values()))))
            wait_for(lambda job_id=job_id: state(database, job_id) == ("succeeded", 1))
    told = (
        f"{people.statuses.total()} answers, none 5xx, {people.refused} times nobody was there, {people.cut} cut; "
        f"{GUESTS} sockets told; job back after {max(back):.2f} s, ended after {max(took):.1f} s"
    )
    record_property("told", told)
    assert set(people.statuses) == {200, 201}, (told, people.strange[:3])
    # a connection may close just when a request is on the wire, the next while it waits to be taken: nobody began it
    assert people.unanswered == 0, told
    assert people.cut <= 2 * PEOPLE * DEPLOYS, told
    assert max(back) <= within(5.0), told
    assert max(took) <= within(10.0), told
    found = [item["name"] for item in everybody(server.base)]
    assert len(found) == len(set(found)), "something was done twice"
    assert set(people.acknowledged) <= set(found), "acknowledged and lost"
    assert len(found) - len(people.acknowledged) <= WRITERS, "more was written than anybody was told"


async def stopped(
    server: Studio, database: Database, people: People, pool: ThreadPoolExecutor, job_id: str
) -> tuple[float, float]:
    """Stop it in the middle: seconds until the job was handed back, and until all was over."""
    loop = asyncio.get_running_loop()
    guests = await at_a_document(server.base, next(iter(people.acknowledged.values())))
    watching = loop.run_in_executor(pool, watch, server.base, job_id)
    await asyncio.sleep(0.5)
    returned = loop.run_in_executor(pool, handed_back, database, job_id)
    took = await asyncio.to_thread(server.stop)
    assert [guest.code for guest in guests] == [1012] * GUESTS
    assert state(database, job_id) == ("queued", 0), "to be stopped is no attempt"
    await watching
    return await returned, took


async def at_a_document(base: str, character_id: str) -> list[Guest]:
    """People who edit together."""
    guests = [Guest() for _ in range(GUESTS)]
    await join_all(f"ws{base.removeprefix('http')}/ws/docs/character/{character_id}", guests)
    return guests


def watch(base: str, job_id: str) -> None:
    """Follow a job's events, as a page does, until the server hangs up."""
    with suppress(httpx2.TransportError), httpx2.stream("GET", f"{base}/api/jobs/{job_id}/events", timeout=60) as lines:
        for _ in lines.iter_lines():
            pass


def handed_back(database: Database, job_id: str) -> float:
    """Seconds until the running job waits again."""
    begun = time.monotonic()
    wait_for(lambda: state(database, job_id)[0] == "queued")
    return time.monotonic() - begun


def order(database: Database, **params: str) -> str:
    """A job that runs until its gate is opened."""
    with database.transaction() as session:
        return jobs.submit(session, JobRequest("held", projects.default_project(session).id, params)).id


def state(database: Database, job_id: str) -> tuple[str, int]:
    with database.reading() as session:
        job = jobs.get(session, job_id)
        return job.state, job.attempt


def wait_for(what: Callable[[], object], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def everybody(base: str) -> Iterator[dict[str, str]]:
    query = "limit=100"
    while query:
        page = httpx2.get(f"{base}/api/characters?{query}", timeout=60).json()
        yield from page["characters"]
        query = f"limit=100&before={page['next']}" if page.get("next") else ""
