"""What may happen to a job, decided without a database."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Literal, get_args

MAX_ATTEMPTS = 3  # then the job is dead: one that crashes its worker must not do so for ever
LONGEST_BACKOFF = 60.0  # seconds
RETRYABLE = frozenset({429, 502, 503})  # statuses that may pass by themselves: rate limits, backends that are away


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


Queue = Literal["light", "render", "gpu_low", "gpu_standard", "gpu_high", "gpu_training", "function_runner"]
QUEUES: tuple[Queue, ...] = get_args(Queue)


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
    initiated_by: str = "local"


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


@dataclass(frozen=True)
class Verdict:
    """What becomes of a job that did not succeed; `delay` is in seconds."""

    state: JobState
    delay: float = 0.0


def may_move(old: JobState, new: JobState) -> bool:
    """Whether a job in state `old` may go to `new`."""
    return new in NEXT[old]


def after_error(attempt: int, status: int, retry_after: float | None, jitter: float) -> Verdict:
    """What follows an error of the handler: again later where the status may pass by itself, else failed.

    The pause doubles with each attempt, ±50 % by `jitter` (0–1) so that many do not return at one moment.
    """
    if status not in RETRYABLE or attempt >= MAX_ATTEMPTS:
        return Verdict(JobState.FAILED)
    pause = retry_after if retry_after is not None else 2.0**attempt * (0.5 + jitter)
    return Verdict(JobState.QUEUED, min(max(pause, 0.0), LONGEST_BACKOFF))


def after_loss(attempt: int) -> Verdict:
    """What follows the death of the worker: again at once, dead after three."""
    return Verdict(JobState.FAILED if attempt >= MAX_ATTEMPTS else JobState.QUEUED)


def is_due(not_before: datetime | None, now: datetime) -> bool:
    """Whether a job may start. A date beyond the longest back-off means that the clock stepped back: start."""
    return not_before is None or not now < not_before <= now + timedelta(seconds=LONGEST_BACKOFF)


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
