"""What may happen to a job, decided without a database."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from onmodel.engine import ChangedMeanwhile, DatabaseBusy
from onmodel.errors import OnmodelError
from onmodel.workers.rules import Queue, Waiting

MAX_ATTEMPTS = 3  # then the job is dead: one that crashes its worker must not do so for ever
LONGEST_BACKOFF = 60.0  # seconds
LONGEST_WAIT = 600.0  # seconds that a provider may ask us to wait
# status → attempts, for what may pass by itself: rate limits often do, a backend that is away sometimes
ATTEMPTS = {429: 8, 502: MAX_ATTEMPTS, 503: 5}
USED = "used"  # the line in a job's log that tells what an attempt used (see kit.meter)
LOWER_TIER = {"high": "standard", "standard": "low"}
AGEING = timedelta(minutes=10)  # waiting this long is worth one step of priority


class JobState(StrEnum):
    """Where a job stands. `waiting`: for its children; `paused`: by a person, until `revive`."""

    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    PAUSED = "paused"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


FINISHED = frozenset({JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED})
NEXT: dict[JobState, frozenset[JobState]] = {
    JobState.QUEUED: frozenset({JobState.RUNNING, JobState.PAUSED, JobState.CANCELLED}),
    JobState.RUNNING: frozenset(JobState) - {JobState.RUNNING},
    JobState.WAITING: frozenset({JobState.QUEUED, JobState.PAUSED, JobState.CANCELLED}),
    JobState.PAUSED: frozenset({JobState.QUEUED, JobState.CANCELLED}),
    JobState.SUCCEEDED: frozenset(),
    JobState.FAILED: frozenset({JobState.QUEUED}),
    JobState.CANCELLED: frozenset({JobState.QUEUED}),
}


@dataclass(frozen=True)
class JobRequest:
    """Work to be done once. Two requests with one `idempotency_key` are one job. Priority 0–9, 9 first."""

    kind: str
    project_id: str
    params: dict[str, Any] = field(default_factory=dict)
    queue: Queue = "render"
    tier: str | None = None
    priority: int = 5
    parent_id: str | None = None
    idempotency_key: str | None = None
    initiated_by: str | None = None  # None: who ordered the parent, else who acts in the transaction


@dataclass(frozen=True)
class Claim:
    """The right to work on a job. `fence` grows with each claim: an older one can write nothing any more."""

    job_id: str
    fence: int
    attempt: int
    kind: str
    project_id: str
    params: dict[str, Any]
    parent_id: str | None
    tier: str | None = None
    began: float = 0.0  # monotonic seconds of the machine that has the job
    cause: dict[str, str] | None = None  # see kit.causes


class Place(NamedTuple):
    """A place in line, with what the project's budget says of it; None is no budget, or no limit."""

    waiting: Waiting
    priority: int
    weight: float | None
    max_running: int | None


class Asked(StrEnum):
    """What a worker learns when it shows a sign of life; false where nothing was asked."""

    NOTHING = ""
    CANCEL = "cancel"
    PAUSE = "pause"


@dataclass(frozen=True)
class Verdict:
    """What becomes of a job that did not succeed; `delay` is in seconds, `tier` a lower one to try."""

    state: JobState
    delay: float = 0.0
    tier: str | None = None


def may_move(old: JobState, new: JobState) -> bool:
    """Whether a job in state `old` may go to `new`."""
    return new in NEXT[old]


def status_of(error: OnmodelError) -> int:
    """The status by which `after_error` goes: who was quicker at one moment is past when the handler reads again."""
    return DatabaseBusy.status if isinstance(error, ChangedMeanwhile) else error.status


def after_error(
    claim: Claim, status: int, retry_after: float | None, jitter: float, *, memory: bool = False
) -> Verdict:
    """What follows an error of the handler, by its status: again later where it may pass by itself, else failed.

    The pause doubles with each attempt, ±50 % by `jitter` (0–1) so that many do not return at one moment; one that a
    provider names is kept to, up to ten minutes. Too little `memory`: once more in a lower tier, if there is one.
    """
    lower = LOWER_TIER.get(claim.tier or "")
    if memory and lower and "tier" not in claim.params:
        return Verdict(JobState.QUEUED, tier=lower)
    if claim.attempt >= ATTEMPTS.get(status, 0):
        return Verdict(JobState.FAILED)
    if retry_after is not None:
        return Verdict(JobState.QUEUED, min(max(retry_after, 0.0), LONGEST_WAIT))
    return Verdict(JobState.QUEUED, min(2.0**claim.attempt * (0.5 + jitter), LONGEST_BACKOFF))


def after_loss(deaths: int) -> Verdict:
    """What follows the death of the worker: again at once, dead after three."""
    return Verdict(JobState.FAILED if deaths >= MAX_ATTEMPTS else JobState.QUEUED)


def is_due(not_before: datetime | None, now: datetime) -> bool:
    """Whether a job may start. A date beyond the longest wait means that the clock stepped back: start."""
    return not_before is None or not now < not_before <= now + timedelta(seconds=LONGEST_WAIT)


def line_at(priority: int, ordered_at: datetime) -> datetime:
    """Where a job stands in its person's line, which goes by this moment.

    Each step of priority below 9 is as if it had come ten minutes later; so nothing waits for ever.
    """
    return ordered_at + (9 - priority) * AGEING


def places(
    order: Iterable[Waiting], wanted: Collection[str], slots: int, ahead: float
) -> dict[str, tuple[int, float | None]]:
    """By job its place among those that wait (1 is next), and in how many seconds it starts; None where nobody works.

    `order`: who comes when, `slots`: how many workers there are, `ahead`: seconds of work before the first of them.
    """
    found: dict[str, tuple[int, float | None]] = {}
    for place, waiting in enumerate(order, start=1):
        if waiting.job_id in wanted:
            found[waiting.job_id] = place, ahead / slots if slots else None
            if len(found) == len(wanted):
                break
        ahead += waiting.seconds
    return found


def used_in_all(told: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """What several attempts used together: processor seconds add up, memory is the most of any of them.

    >>> used_in_all([{"cpu_seconds": 1.5, "memory_mib": 300}, {"cpu_seconds": 2.0, "memory_mib": 250, "gpu_mib": 900}])
    {'cpu_seconds': 3.5, 'memory_mib': 300, 'gpu_mib': 900}
    >>> used_in_all([])
    {}
    """
    found: dict[str, float] = {}
    for one in told:
        for name, value in one.items():
            found[name] = found.get(name, 0.0) + value if name == "cpu_seconds" else max(found.get(name, 0), value)
    return found
