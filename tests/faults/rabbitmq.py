"""A RabbitMQ of the tests' own, from the system's packages; who lacks it is told at the end of the run."""

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests.factories.ports import free_port

PROGRAM = "/usr/lib/rabbitmq/bin/rabbitmq-server"
START_SECONDS = 120.0


class RabbitMq:
    """One node on a free port of this machine, with its data in a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.other_port = free_port(), free_port()
        self.url = f"amqp://guest:guest@127.0.0.1:{self.port}//"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the node and wait until it takes connections."""
        environment = os.environ | {
            "HOME": str(self.folder),
            "RABBITMQ_NODENAME": f"onmodel{self.port}@localhost",
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self.other_port),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "data"),
            "RABBITMQ_LOG_BASE": str(self.folder / "log"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "none"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+sbwt none +S 1:1",
        }
        out = (self.folder / "out").open("ab")
        self._process = subprocess.Popen([PROGRAM], env=environment, stdout=out, stderr=out, start_new_session=True)
        deadline = time.monotonic() + START_SECONDS
        while not _listens(self.port):
            assert time.monotonic() < deadline, (self.folder / "out").read_text()[-2000:]
            assert self._process.poll() is None, (self.folder / "out").read_text()[-2000:]
            time.sleep(0.1)

    def kill(self) -> None:
        """kill -9 of the whole node."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1.0)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def require_rabbitmq() -> None:
    """Skip where RabbitMQ is not installed; conftest says so at the end of the run."""
    if not Path(PROGRAM).exists():
        pytest.skip("missing server: RabbitMQ (apt-get install rabbitmq-server)")
