"""The job row, which is the truth, and the log of what happened to it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Row
from onmodel.jobs.rules import JobState


class Job(Row, Base):
    """Work to be done once. `worker`, `fence` and `beat` say who has it and that he lives (see rules.LeaseWatch)."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_state_queue_priority", "state", "queue", "priority"),)

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id"), index=True)
    kind: Mapped[str] = mapped_column(String(64))
    queue: Mapped[str] = mapped_column(String(32))
    tier: Mapped[str | None] = mapped_column(String(16))
    priority: Mapped[int] = mapped_column(default=5)
    state: Mapped[str] = mapped_column(String(16), default=JobState.QUEUED)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("job.id"), index=True)
    idempotency_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    initiated_by: Mapped[str] = mapped_column(String(64), default="local")
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)

    attempt: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(128), index=True)
    fence: Mapped[int] = mapped_column(default=0)
    beat: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    cancel_requested: Mapped[bool] = mapped_column(default=False)

    progress: Mapped[float] = mapped_column(default=0.0)  # 0–1
    stage: Mapped[str] = mapped_column(String(64), default="")
    message: Mapped[str] = mapped_column(Text, default="")
    eta_seconds: Mapped[float | None]
    result: Mapped[dict[str, Any] | None]
    error: Mapped[dict[str, Any] | None]  # a problem document (RFC 9457)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class JobEvent(Row, Base):
    """One thing that happened to a job; only ever added."""

    __tablename__ = "job_event"
    __table_args__ = (UniqueConstraint("job_id", "seq"),)

    job_id: Mapped[str] = mapped_column(ForeignKey("job.id", ondelete="CASCADE"))
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
