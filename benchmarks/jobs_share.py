"""Jobs of unequal teams on real worker processes: how fairly do they share them, and how soon does a killed one go on?

    PYTHONPATH=. .venv/bin/python benchmarks/jobs_share.py [--workers 4] [--jobs 160] [--database URL]

Short stand-ins for trainings: each team's sleep 0.2 to 0.5 s. The first team orders half of all jobs before anybody
else comes, the others share the rest. Jain's index is of the worker seconds that each team had from the moment when
all had ordered until the first of them has no more in line. In the middle a worker is killed with -9; its job starts
again elsewhere. (`jobs_fair.py` does the same with 800 jobs of hours on a clock that it moves.)
"""

import argparse
import os
import random
import signal
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.jobs_fair import jain

from onmodel import migrations
from onmodel.jobs import service
from onmodel.jobs.rules import JobRequest
from onmodel.jobs.tasks import Handlers, JobContext
from onmodel.projects import service as projects
from onmodel.settings import Settings
from onmodel.supervisor import Supervisor

TEAMS = {"a": 0.5, "b": 0.2, "c": 0.35, "d": 0.3}  # seconds of a job


def train(context: JobContext) -> dict[str, Any]:
    """Sleep, and write down from when to when."""
    given = context.params
    with Path(given["path"]).open("a") as file:
        file.write(f"began {given['number']} {given['team']} {time.monotonic()} {os.getpid()}\n")
    time.sleep(given["seconds"])
    with Path(given["path"]).open("a") as file:
        file.write(f"ended {given['number']} {given['team']} {time.monotonic()} {os.getpid()}\n")
    return {}


def handlers(_settings: Settings) -> Handlers:
    """What the workers of this benchmark can do."""
    return {"train": train}


def lines(path: Path) -> list[tuple[str, int, str, float, int]]:
    """What was written down: what, number of the job, team, when, process."""
    found = []
    for line in path.read_text().splitlines() if path.exists() else []:
        what, number, team, at, pid = line.split()
        found.append((what, int(number), team, float(at), int(pid)))
    return found


def await_ended(path: Path, count: int, seconds: float) -> None:
    """Wait until so many different jobs have ended."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if len({number for what, number, *_ in lines(path) if what == "ended"}) >= count:
            return
        time.sleep(0.1)
    raise SystemExit(f"not done within {seconds:.0f} s")


def shares(found: list[tuple[str, int, str, float, int]], since: float, orders: list[str]) -> tuple[float, list[float]]:
    """How long all teams had jobs in line, and the worker seconds that each had in that time."""
    left = {team: orders.count(team) for team in TEAMS}
    until = found[-1][3]
    for what, _, team, at, _ in found:
        left[team] -= what == "began"
        if left[team] == 0:
            until = at
            break
    had, begun = dict.fromkeys(TEAMS, 0.0), {}
    for what, number, team, at, pid in found:
        if what == "began":
            begun[number, pid] = at
        else:
            had[team] += max(min(at, until) - max(begun[number, pid], since), 0.0)
    return until - since, list(had.values())


def kill_one(path: Path, supervisor: Supervisor) -> float:
    """Kill a worker in the middle of a job; seconds until that job starts again."""
    while True:
        at_work = defaultdict(list)
        for what, number, _, _, pid in lines(path):
            at_work[pid].append((what, number))
        busy = [(pid, known[-1][1]) for pid, known in at_work.items() if known[-1][0] == "began"]
        busy = [(pid, number) for pid, number in busy if pid in supervisor.workers]
        if busy:
            break
        time.sleep(0.01)
    pid, number = busy[0]
    os.kill(pid, signal.SIGKILL)
    at = time.monotonic()
    while time.monotonic() < at + 30:
        again = [moment for what, n, _, moment, p in lines(path) if what == "began" and n == number and moment > at]
        if again:
            return again[0] - at
        time.sleep(0.01)
    raise SystemExit("the killed job never started again")


def main() -> None:
    """Order, watch, kill, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=160)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--database", default="", help="SQLAlchemy URL; empty: SQLite")
    given = parser.parse_args()
    others = [team for team in TEAMS if team != "a"]
    orders = ["a"] * (given.jobs // 2) + [others[n % 3] for n in range(given.jobs - given.jobs // 2)]
    print(f"load {os.getloadavg()[0]:.1f}; {given.jobs} jobs of {len(TEAMS)} teams on {given.workers} workers")
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "log"
        settings = Settings(
            home=Path(made) / "home", database_url=given.database, handlers="benchmarks.jobs_share:handlers",
            workers=given.workers, log_level="ERROR",
        )  # fmt: skip
        migrations.upgrade(settings.database)
        with Supervisor(settings) as supervisor:
            with supervisor.database.transaction() as session:
                teams = {team: projects.create(session, f"{team} {random.random()}").id for team in TEAMS}

            def order(number: int, team: str) -> None:
                params = {"path": str(path), "number": number, "team": team, "seconds": TEAMS[team]}
                with supervisor.database.transaction() as session:
                    service.submit(session, JobRequest("train", teams[team], params, tier=team, queue="gpu_training"))

            for number, team in enumerate(TEAMS):  # the pace of each kind is learned from the first
                order(-1 - number, team)
            await_ended(path, len(TEAMS), 60)
            time.sleep(12)  # the spare has imported what it needs
            path.unlink()
            for number, team in enumerate(orders):
                order(number, team)
            since = time.monotonic()
            again = kill_one(path, supervisor)
            await_ended(path, given.jobs, 120)
        found = lines(path)
    seconds, had = shares(found, since, orders)
    starts = [number for what, number, *_ in found if what == "began"]
    print(
        f"while every team waits ({seconds:.1f} s): Jain {jain(had):.3f}, worker seconds {[round(h, 1) for h in had]}"
    )
    print(f"kill -9 of a worker: its job again after {again:.2f} s; {len(starts)} starts of {given.jobs} jobs")


if __name__ == "__main__":
    main()
