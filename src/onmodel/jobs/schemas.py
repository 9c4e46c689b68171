"""Jobs as the API shows them."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from onmodel.jobs.rules import JobState
from onmodel.kit.ids import IdText


class JobEventOut(BaseModel):
    """One thing that happened to a job."""

    model_config = ConfigDict(from_attributes=True)

    seq: int
    kind: str
    payload: dict[str, Any]
    created_at: datetime


class JobOut(BaseModel):
    """A job: where it stands, how long it will take, what came of it."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    project_id: str
    parent_id: str | None
    kind: str
    queue: str
    tier: str | None
    priority: int
    state: JobState
    attempt: int = Field(description="how often it was begun; after three deaths of its worker it is given up")
    progress: float = Field(description="0–1")
    stage: str
    message: str
    eta_seconds: float | None = Field(description="seconds to the end, null as long as nothing is known")
    cancel_requested: bool
    pause_requested: bool
    result: dict[str, Any] | None
    error: dict[str, Any] | None = Field(description="a problem document (RFC 9457)")
    initiated_by: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class JobRow(JobOut):
    """A job in a list, with its place in the queue and what it took."""

    queue_position: int | None = Field(None, description="1 is next; null unless queued")
    starts_in_seconds: float | None = Field(None, description="from the pace of such jobs; null where nobody knows")
    seconds: float = Field(0.0, description="that workers spent on it and on its parts, over all attempts")


class UsedOut(BaseModel):
    """What a job and its parts used over all attempts, as far as workers could tell; memory is the most at one time."""

    cpu_seconds: float = Field(0.0, description="of all processors together")
    memory_mib: float | None = Field(None, description="of the process that had it")
    gpu_mib: float | None = Field(None, description="in use on the worker's GPU; null without one")


class JobDetail(JobRow):
    """A job with its place in the queue, its children, what it used and its log."""

    used: UsedOut | None = None

    children: dict[JobState, int] = Field({}, description="how many children are in which state")
    events: list[JobEventOut] = []


class ListQuery(BaseModel):
    """Which jobs are listed."""

    state: list[JobState] = Field([], max_length=len(JobState), description="in one of these; none: in any")
    parent: Literal["none"] | IdText | None = Field(
        None, description="a job, for its parts; `none`: only jobs that are no part of another"
    )
    before: IdText | None = None
    limit: int = Field(50, ge=1, le=200)


class PriorityIn(BaseModel):
    """Where a job is to stand in the line of who ordered it."""

    model_config = ConfigDict(extra="forbid")

    priority: int = Field(ge=0, le=9, description="9 first; each step is worth ten minutes of waiting")


class QueueOut(BaseModel):
    """A queue in figures, over all projects: the signal for adding or taking away machines."""

    model_config = ConfigDict(from_attributes=True)

    queue: str
    depth: int = Field(description="jobs in line")
    oldest_seconds: float = Field(description="how long the oldest of them has waited")
    running: int
    workers: int = Field(description="worker processes that serve it")
