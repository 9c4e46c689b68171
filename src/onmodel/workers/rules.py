"""Who works, whether he lives, and whose turn it is: decided without a database."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

QUICKEST = 0.05  # seconds; what takes no time would never be anybody else's turn
Queue = Literal["light", "render", "gpu_low", "gpu_standard", "gpu_high", "gpu_training", "function_runner"]
QUEUES: tuple[Queue, ...] = get_args(Queue)


@dataclass(frozen=True)
class Backlog:
    """A queue in figures: jobs in line, seconds that the oldest has waited, jobs at work, workers that serve it."""

    queue: str
    depth: int
    oldest_seconds: float
    running: int
    workers: int


@dataclass(frozen=True)
class Pulse:
    """A sign of life as it stands in the row of a running job."""

    job_id: str
    worker: str
    fence: int
    beat: int


class LeaseWatch:
    """Tells which running jobs stopped showing signs of life, by the watcher's own monotonic clock alone.

    Wall clocks may be wrong, differ between machines, or step: no time is read from the row, only whether its
    counter moved since this watcher last looked. (The AWS DynamoDB lock client tells expiry in the same way.)
    """

    def __init__(self, lease_seconds: float) -> None:
        self.lease_seconds = lease_seconds
        self._seen: dict[str, tuple[Pulse, float]] = {}

    def expired(self, pulses: Iterable[Pulse], at: float) -> list[Pulse]:
        """Those whose pulse stood still for a whole lease; `at` is monotonic seconds."""
        before, self._seen = self._seen, {}
        still = []
        for pulse in pulses:
            known, since = before.get(pulse.job_id, (None, at))
            self._seen[pulse.job_id] = (pulse, since if pulse == known else at)
            if pulse == known and at - since >= self.lease_seconds:
                still.append(pulse)
        return still


@dataclass(frozen=True)
class Waiting:
    """A job that waits, whose it is, and how many seconds a worker is expected to need."""

    job_id: str
    team: str
    person: str
    seconds: float


@dataclass(frozen=True)
class Share:
    """Start and finish of what somebody was served last, in virtual seconds (seconds / weight)."""

    start: float = 0.0
    finish: float = 0.0


Flow = tuple[str, str]  # ("", team) or (team, person)


class FairShare:
    """Whose turn it is: start-time fair queueing (Goyal, Vin & Cheng 1996) over teams, and over people within a team.

    Whoever waits gets seconds in proportion to the team's weight, however the lengths of the jobs differ; who was away
    comes back with neither debt nor credit; no slot stays empty while anybody waits who may run.
    """

    def __init__(self, shares: Mapping[Flow, Share], weights: Mapping[str, float]) -> None:
        self.shares, self.weights = dict(shares), weights
        self._clock: dict[str, float] = defaultdict(float)
        for (group, _), share in shares.items():
            self._clock[group] = max(self._clock[group], share.start)

    def order(self, waiting: Iterable[Waiting], room: Mapping[str, int]) -> Iterator[Waiting]:
        """The waiting jobs, which come in each person's own order, one after the other; `room`: team → how many."""
        lines: dict[str, dict[str, deque[Waiting]]] = defaultdict(lambda: defaultdict(deque))
        for job in waiting:
            lines[job.team][job.person].append(job)
        left = {team: room[team] for team in lines if team in room}
        while may := [team for team in lines if left.get(team, 1) > 0]:
            team = min(may, key=lambda team: (self._start("", team), team))
            people = lines[team]
            person = min(people, key=lambda person: (self._start(team, person), person))
            job = people[person].popleft()
            self.charge(job)
            yield job
            if team in left:
                left[team] -= 1
            if not people[person]:
                del people[person]
            if not people:
                del lines[team]

    def charge(self, job: Waiting) -> None:
        """Hold the job's seconds against its team and person."""
        for group, member, cost in self._costs(job, self.charged(job)):
            start = self._start(group, member)
            self.shares[group, member] = Share(start, start + cost)
            self._clock[group] = start

    def charged(self, job: Waiting) -> float:
        """The seconds that are held against a job's team and person when it goes."""
        return max(job.seconds, QUICKEST)

    def correct(self, job: Waiting, seconds: float) -> None:
        """Give back seconds that were held against the job's team too much; negative ones are held against it now."""
        for group, member, cost in self._costs(job, seconds):
            share = self.shares.get((group, member), Share())
            self.shares[group, member] = Share(share.start, share.finish - cost)

    def _costs(self, job: Waiting, seconds: float) -> tuple[tuple[str, str, float], ...]:
        return ("", job.team, seconds / self.weights.get(job.team, 1.0)), (job.team, job.person, seconds)

    def _start(self, group: str, member: str) -> float:
        return max(self._clock[group], self.shares.get((group, member), Share()).finish)
