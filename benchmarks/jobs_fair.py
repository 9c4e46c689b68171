"""Many training-like jobs of unequal teams at one time: how fairly do they share the workers?

    .venv/bin/python benchmarks/jobs_fair.py [--teams 8] [--jobs 160] [--slots 24]

The real dispatcher, database, leases and share accounts; a job's work is to let its hours pass on a clock that the
benchmark moves (5 to 90 minutes, another length for each team), as no machine has 24 GPUs for a benchmark. Teams order
unequally: the first has ordered half of all jobs before anybody else came. Beside it the same work first come, first
served, as a broker alone gives it.
"""

import argparse
import heapq
import os
import random
import tempfile
from collections import Counter
from pathlib import Path

from onmodel import subscriptions
from onmodel.db import Database, JobMessage
from onmodel.dispatcher import dispatch
from onmodel.jobs import queries, service, tasks
from onmodel.jobs.rules import Claim, JobRequest
from onmodel.kit import clock as clocks
from onmodel.kit.clock import FixedClock
from onmodel.projects import service as projects
from onmodel.tables import metadata
from onmodel.workers import service as workers


def jain(shares: list[float]) -> float:
    """Jain, Chiu & Hawe 1984: (Σx)² / (n Σx²); 1 where all have the same, 1/n where one has everything."""
    return sum(shares) ** 2 / (len(shares) * sum(share * share for share in shares))


def orders(teams: int, jobs: int, chance: random.Random) -> list[tuple[int, float]]:
    """Who orders jobs of how many seconds, in the order in which they come: half are the first team's, and first."""
    minutes = [chance.uniform(5, 90) for _ in range(teams)]
    greedy = [0] * (jobs // 2)
    others = [1 + n % (teams - 1) for n in range(jobs - len(greedy))]
    return [(team, 60 * minutes[team] * chance.uniform(0.7, 1.3)) for team in (*greedy, *others)]


def while_all_wait(done: list[tuple[float, float, int]], teams: int, until: float) -> float:
    """Jain's index of the worker seconds that teams had until `until`, while all of them had jobs in line."""
    had = Counter({team: 0.0 for team in range(teams)})
    for began, ended, team in done:
        had[team] += max(min(ended, until) - began, 0.0)
    return jain(list(had.values()))


def first_come(todo: list[tuple[int, float]], slots: int) -> list[tuple[float, float, int]]:
    """What a broker alone does."""
    free, done = [0.0] * slots, []
    for team, seconds in todo:
        at = heapq.heappop(free)
        heapq.heappush(free, at + seconds)
        done.append((at, at + seconds, team))
    return done


def fair(
    todo: list[tuple[int, float]], teams: int, slots: int, folder: Path
) -> tuple[list[tuple[float, float, int]], float]:
    """What the dispatcher does: (began, ended, team) of every job, and when the first team had no more in line."""
    clock, sent = FixedClock(), list[JobMessage]()
    queries.SYSTEM = tasks.SYSTEM = clocks.SYSTEM = clock  # type: ignore[attr-defined]  # the hours of this benchmark
    database = Database(
        f"sqlite:///{folder / 'fair.db'}", send=sent.extend, dispatch=dispatch, react=subscriptions.react
    )
    metadata.create_all(database.engine)
    with database.transaction() as session:
        ids = [projects.create(session, f"team {n}").id for n in range(teams)]
        for team, seconds in todo:
            request = JobRequest("train", ids[team], {"seconds": seconds}, queue="gpu_training", tier=f"t{team}")
            service.submit(session, request)
    with database.transaction() as session:
        for number in range(slots):
            workers.register(session, f"gpu:{number}", ["gpu_training"])
    busy: list[tuple[float, int, float, Claim]] = []
    done: list[tuple[float, float, int]] = []
    left, short = Counter(team for team, _ in todo), 0.0
    while sent or busy:
        while sent:
            with database.transaction() as session:
                claim = tasks.claim(session, sent.pop(0).job_id, "gpu:0")
            assert claim is not None
            team = ids.index(claim.project_id)
            left[team] -= 1
            short = short or (clock.monotonic() if left[team] == 0 else 0.0)
            heapq.heappush(
                busy, (clock.monotonic() + claim.params["seconds"], len(done) + len(busy), clock.monotonic(), claim)
            )
        ends, _, began, claim = heapq.heappop(busy)
        clock.advance(ends - clock.monotonic())
        with database.transaction() as session:
            tasks.finish(session, claim, {})
        done.append((began, ends, ids.index(claim.project_id)))
    return done, short


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--teams", type=int, default=8)
    parser.add_argument("--jobs", type=int, default=800)
    parser.add_argument("--slots", type=int, default=100, help="workers, which is how many jobs run at one time")
    given = parser.parse_args()
    todo = orders(given.teams, given.jobs, random.Random(7))
    print(f"load {os.getloadavg()[0]:.1f}; {given.jobs} jobs of {given.teams} teams on {given.slots} workers")
    with tempfile.TemporaryDirectory() as made:
        done, until = fair(todo, given.teams, given.slots, Path(made))
    ours, broker = (
        while_all_wait(done, given.teams, until),
        while_all_wait(first_come(todo, given.slots), given.teams, until),
    )
    print(f"while every team waits ({until / 3600:.1f} h): Jain {ours:.3f}; first come, first served {broker:.3f}")
