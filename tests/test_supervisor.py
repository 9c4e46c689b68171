"""The supervisor's own troubles; what it does for jobs is in tests/faults."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from onmodel import supervisor as supervising
from onmodel.broker import socket_path
from onmodel.db import Database
from onmodel.settings import Settings
from onmodel.supervisor import Supervisor, UnsafeFolder

RUN = """
import sys, time
from onmodel.settings import Settings
from onmodel.supervisor import Supervisor
if __name__ == "__main__":
    settings = Settings(home=sys.argv[1], database_url=sys.argv[2], handlers="tests.faults.handlers:handlers")
    with Supervisor(settings) as supervisor:
        print(*supervisor.workers, flush=True)
        time.sleep(60)
"""


@pytest.fixture
def settings(tmp_path: Path, database: Database) -> Settings:
    url = f"sqlite:///{tmp_path / 'test.db'}"
    return Settings(
        home=tmp_path / "home", database_url=url, handlers="tests.faults.handlers:handlers", log_level="ERROR"
    )


def _wait(until: object, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not until():  # type: ignore[operator]  # a callable
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_workers_do_not_outlive_a_killed_supervisor(settings: Settings, tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(RUN)
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, str(script), str(settings.home), settings.database_url]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        (worker,) = map(int, process.stdout.readline().split())
        broker = [child for child in psutil.Process(process.pid).children() if child.name().startswith("valkey")]
        process.kill()
    _wait(lambda: not psutil.pid_exists(worker) or psutil.Process(worker).status() == psutil.STATUS_ZOMBIE)
    with Supervisor(settings) as next_one:  # finds the old broker's socket and goes on with it
        _wait(lambda: next_one.workers)
    for child in broker:
        child.kill()
    shutil.rmtree(socket_path(settings).parent)


def test_a_worker_that_cannot_start_is_tried_ever_more_rarely(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[float] = []
    fill = supervising._Slot.fill

    def count(slot: supervising._Slot, settings: Settings) -> None:
        tried.append(time.monotonic())
        fill(slot, settings)

    monkeypatch.setattr(supervising._Slot, "fill", count)
    broken = settings.model_copy(update={"handlers": "tests.faults.handlers:missing", "sweep_seconds": 0.2})
    with Supervisor(broken):
        until = time.monotonic() + 60
        while len(tried) < 2 and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(4)
    assert len(tried) >= 2
    soon = [at for at in tried if at <= tried[0] + 5]
    assert len(soon) <= 6, "a machine must not be kept busy by what cannot work"


def test_a_folder_in_tmp_that_others_may_write_is_refused(settings: Settings) -> None:
    folder = socket_path(settings).parent
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(UnsafeFolder), Supervisor(settings):
        pass
    folder.rmdir()
