"""A small plant for accidents: real worker processes on a bundled Valkey, a diary of who began what and when."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from onmodel import subscriptions
from onmodel.db import Database, JobMessage
from onmodel.jobs import queries, service
from onmodel.jobs.rules import FINISHED, JobRequest
from onmodel.jobs.tables import Job
from onmodel.settings import Settings
from onmodel.supervisor import Supervisor
from onmodel.tables import metadata
from onmodel.workers.rules import Queue
from tests.faults.sync import sync_server  # noqa: F401  # a fixture
from tests.live.conftest import character_id, serve_documents, serve_live, valkey  # noqa: F401  # fixtures

# what the promise says of rows must hold in both databases
on_both_databases = pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """SQLite, unless the test is marked `on_both_databases`."""
    return str(getattr(request, "param", "sqlite"))


@pytest.fixture
def database(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path, sent: list[JobMessage]
) -> Iterator[Database]:
    """An empty database of that kind with every table; `sent` sees its job messages."""
    sqlite = database_kind == "sqlite"
    url = f"sqlite:///{tmp_path / 'test.db'}" if sqlite else request.getfixturevalue("postgres_url")
    database = Database(url, send=sent.extend, react=subscriptions.react)
    metadata.create_all(database.engine)
    yield database
    database.dispose()


@dataclass(frozen=True)
class Line:
    job_id: str
    attempt: int
    at: float  # monotonic seconds, comparable between processes
    pid: int
    what: str


@dataclass
class Plant:
    """What the tests do to it and ask of it."""

    database: Database
    project_id: str
    diary: Path

    @property
    def url(self) -> str:
        """Where its database is, for another process."""
        return self.database.engine.url.render_as_string(hide_password=False)

    def submit(self, kind: str, *, database: Database | None = None, queue: Queue = "render", **params: Any) -> str:
        with (database or self.database).transaction() as session:
            request = JobRequest(kind, self.project_id, {"diary": str(self.diary), **params}, queue=queue)
            return service.submit(session, request).id

    def lines(self, job_id: str | None = None, what: str | None = None) -> list[Line]:
        text = self.diary.read_text() if self.diary.exists() else ""
        parts = (line.split() for line in text.splitlines())
        found = [Line(p[0], int(p[1]), float(p[2]), int(p[3]), p[4]) for p in parts]
        return [line for line in found if job_id in {None, line.job_id} and what in {None, line.what}]

    def starts(self, job_id: str) -> list[Line]:
        return self.lines(job_id, "start")

    def job(self, job_id: str) -> Job:
        with self.database.reading() as session:
            return service.get(session, job_id)

    def log(self, job_id: str) -> list[str]:
        with self.database.reading() as session:
            return [event.kind for event in queries.events(session, job_id)]

    def states(self, job_ids: list[str]) -> Counter[str]:
        return Counter(self.job(job_id).state for job_id in job_ids)

    def finished(self, job_id: str) -> bool:
        return self.job(job_id).state in FINISHED

    def wait(self, until: Callable[[], object], seconds: float = 60.0) -> None:
        deadline = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < deadline, f"waited {seconds} s; the diary says {self.lines()}"
            time.sleep(0.02)


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


@pytest.fixture
def plant(database: Database, project_id: str, tmp_path: Path) -> Plant:
    return Plant(database, project_id, tmp_path / "diary")


@pytest.fixture
def supervise(plant: Plant, tmp_path: Path) -> Callable[..., Supervisor]:
    """A supervisor over the plant's database; use it with `with`."""

    def make(**values: Any) -> Supervisor:
        quick = {"workers": 1, "lease_seconds": 30.0, "sweep_seconds": 0.5, "log_level": "ERROR"}
        settings = Settings(
            home=tmp_path / "home",
            database_url=plant.url,
            handlers="tests.faults.handlers:handlers",
            **(quick | values),
        )
        return Supervisor(settings)

    return make


@pytest.fixture
def running(supervise: Callable[..., Supervisor]) -> Iterator[Supervisor]:
    """One worker at work."""
    with supervise() as supervisor:
        yield supervisor
