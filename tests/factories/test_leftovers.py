"""What the tests leave behind: nothing, also where their process is killed; and who is told that the disk is full."""

import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from tests.factories.disk import told
from tests.factories.leftovers import own_folder, sweep

pytest_plugins = ["pytester"]

# a run with a server on its folder, which outlives it
RUN = """
import subprocess, sys, time
from tests.factories.leftovers import own_folder
with own_folder("server") as folder:
    server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", str(folder / "data")])
    print(folder, server.pid, flush=True)
    time.sleep(600)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder for this test alone."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def test_what_a_killed_run_left_is_removed_with_its_servers_and_the_living_are_left_alone(temporary: Path) -> None:
    with own_folder("mine") as mine, subprocess.Popen(
        [sys.executable, "-c", RUN], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    ) as run:  # fmt: skip
        assert run.stdout is not None
        folder, pid = run.stdout.readline().split()
        server = psutil.Process(int(pid))
        try:
            assert sweep(temporary) == [], "both runs live"
            run.kill()
            run.wait(10)
            assert server.is_running(), "nobody told it to end"
            assert Path(folder).exists()
            assert sweep(temporary) == [Path(folder)]
            server.wait(10)
        finally:
            run.kill()
            if server.is_running():
                server.kill()
        assert list(temporary.glob("onmodel-*")) == [mine]
    assert list(temporary.glob("onmodel-*")) == []


def test_a_folder_that_is_being_made_is_left_alone(temporary: Path) -> None:
    (temporary / "onmodel-run-young").mkdir()
    assert sweep(temporary) == []


SLOW_TEST = """
import time
def test(tmp_path):
    (tmp_path / "database").write_text("x")
    time.sleep(600)
"""


def test_the_databases_of_a_killed_run_of_pytest_are_removed(temporary: Path) -> None:
    (temporary / "it").mkdir()
    (temporary / "it" / "test_slow.py").write_text(SLOW_TEST)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    with subprocess.Popen(command, cwd=temporary / "it", stdout=subprocess.DEVNULL) as run:
        try:
            while not list(temporary.rglob("database")):
                assert run.poll() is None
                time.sleep(0.02)
            assert sweep(temporary) == [], "it lives"
        finally:
            run.kill()
    assert [path.name for path in sweep(temporary)] == ["pytest-0"]
    assert not list(temporary.rglob("database"))


FULL_TEST = """
def test_full():
    raise OSError(28, "No space left on device")

def test_else():
    assert not 1
"""


def test_a_failure_on_a_full_disk_is_told_in_a_sentence(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makeconftest('pytest_plugins = ["tests.factories.disk"]')
    pytester.makepyfile(test_it=FULL_TEST)
    pytester.runpytest_inprocess().stdout.fnmatch_lines(["*disk is or was full*(1 of 2 failures)"])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1))
    pytester.runpytest_inprocess().stdout.fnmatch_lines(
        ["*the disk is or was full: 0 MiB are free in * (2 of 2 failures)"]
    )


def test_no_other_failure_is_blamed_on_the_disk() -> None:
    assert told(2**40, "assert 1 == 2") is None
