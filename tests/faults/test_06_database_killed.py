"""Fault 6: PostgreSQL is restarted, or killed with -9. Promise: no acknowledged write is lost; reads are repeated and
none is answered with 500 (503 only where it is away for longer than two seconds); connections come back by themselves;
a POST with an Idempotency-Key may be repeated: the same key gives the same answer, once done."""

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import pytest
import uvicorn

from onmodel import bootstrap
from onmodel.app import create_app
from onmodel.settings import Settings
from tests.factories.ports import free_port
from tests.factories.postgres import OwnPostgres
from tests.faults.size import within


@pytest.fixture
def studio(own_postgres: OwnPostgres, tmp_path: Path) -> Iterator[str]:
    """The API on it, on a socket."""
    product = bootstrap.open_product(Settings(home=tmp_path / "home", database_url=own_postgres.url))
    port = free_port()
    config = uvicorn.Config(create_app(product), port=port, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
    product.database.dispose()


class Load:
    """Reads and writes without end; what was answered is kept."""

    def __init__(self, base: str) -> None:
        self.base, self.over = base, threading.Event()
        self.reads: Counter[int] = Counter()
        self.writes: Counter[int] = Counter()
        self.acknowledged: dict[str, str] = {}
        self.threads = [threading.Thread(target=run) for run in (self._read, self._read, self._write, self._write)]

    def __enter__(self) -> "Load":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join(120)

    def _read(self) -> None:
        with httpx2.Client(base_url=self.base, timeout=60) as client:
            while not self.over.is_set():
                self.reads[client.get("/api/characters?limit=5").status_code] += 1

    def _write(self) -> None:
        with httpx2.Client(base_url=self.base, timeout=60) as client:
            number = 0
            while not self.over.is_set():
                number += 1
                name = f"P{threading.get_ident()}-{number}"
                for _ in range(100):  # as a client does: the same key until it is answered
                    answer = _create(client, name, key=name)
                    self.writes[answer.status_code] += 1
                    if answer.status_code == 201:
                        self.acknowledged[name] = answer.json()["id"]
                        break
                    time.sleep(0.1)


def _create(client: httpx2.Client, name: str, key: str) -> httpx2.Response:
    body = {"name": name, "description": "woman, 30s, red hair"}
    return client.post("/api/characters", json=body, headers={"Idempotency-Key": key})


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["restart", "kill -9"])
def test_nothing_acknowledged_is_lost_and_no_read_fails(
    own_postgres: OwnPostgres, studio: str, number: signal.Signals, record_property: Callable[[str, object], None]
) -> None:
    away = []
    with Load(studio) as load:
        for _ in range(2):
            time.sleep(1.0)
            gone = time.monotonic()
            own_postgres.stop(number)
            own_postgres.start()
            away.append(time.monotonic() - gone)
            before = load.reads.total()
            began = time.monotonic()
            while load.reads.total() < before + 5:
                assert time.monotonic() - began < within(3.0), "connections do not come back"
                time.sleep(0.02)
        time.sleep(0.5)
    record_property("reads", dict(load.reads))
    record_property("away", away)
    record_property("writes", dict(load.writes))
    assert set(load.reads) == {200} or (set(load.reads) == {200, 503} and max(away) > 2.0), (load.reads, away)
    assert set(load.writes) <= {201, 503}
    assert len(load.acknowledged) > 10
    found = {item["name"]: item["id"] for item in _all(studio)}
    assert {name: found.get(name) for name in load.acknowledged} == load.acknowledged
    assert len(_all(studio)) == len(found), "something was done twice"


def test_away_for_longer_is_said_and_over_when_it_is_back(own_postgres: OwnPostgres, studio: str) -> None:
    own_postgres.stop(signal.SIGKILL)
    began = time.monotonic()
    answer = httpx2.get(f"{studio}/api/characters", timeout=60)
    assert (answer.status_code, answer.json()["type"]) == (503, "/errors#DatabaseBusy")
    assert 2.0 < time.monotonic() - began < within(8.0)
    own_postgres.start()
    assert httpx2.get(f"{studio}/api/characters", timeout=60).status_code == 200


def test_the_same_key_gives_the_same_answer(studio: str) -> None:
    with httpx2.Client(base_url=studio, timeout=60) as client:
        first = _create(client, "EMMA", "one")
        again = _create(client, "EMMA", "one")
        assert (first.status_code, again.status_code) == (201, 201)
        assert first.json() == again.json()
        assert again.headers["Idempotent-Replayed"] == "true"
        assert _create(client, "EMMA", "two").status_code != 201
        script = {"script": "INT. BAR - NIGHT\n\nEMMA enters.\n", "format": "fountain"}
        boards = [client.post("/api/storyboards", json=script, headers={"Idempotency-Key": "b"}) for _ in range(2)]
        assert boards[0].status_code == boards[1].status_code
        assert boards[0].json() == boards[1].json()


def test_the_same_key_at_one_moment_is_done_once(studio: str) -> None:
    answers: list[httpx2.Response] = []
    gate = threading.Barrier(6)

    def ask() -> None:
        with httpx2.Client(base_url=studio, timeout=60) as client:
            gate.wait()
            answers.append(_create(client, "IVAN", "same"))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert [item["name"] for item in _all(studio)] == ["IVAN"]


def _all(studio: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    query = "limit=200"
    while True:
        page = httpx2.get(f"{studio}/api/characters?{query}", timeout=60).json()
        found += page["characters"]
        if not page.get("next"):
            return found
        query = f"limit=200&before={page['next']}"
