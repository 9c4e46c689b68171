"""The job row, which is the truth, and the log of what happened to it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Row
from onmodel.jobs.rules import JobState


class Job(Row, Base):
    """Work to be done once. `worker`, `fence` and `beat` say who has it and that he lives (see rules.LeaseWatch)."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_line", "state", "queue", "released", "project_id", "initiated_by", "line_at"),
        Index("ix_job_charged", "queue", sqlite_where=text("charge != 0"), postgresql_where=text("charge != 0")),
    )

    project_id: Mapped[str] = mapped_column(ForeignKey("project.id"), index=True)
    kind: Mapped[str] = mapped_column(String(64))
    queue: Mapped[str] = mapped_column(String(32))
    tier: Mapped[str | None] = mapped_column(String(16))
    priority: Mapped[int] = mapped_column(default=5)
    line_at: Mapped[datetime | None]  # its place in the line of who ordered it (see rules.line_at)
    released: Mapped[bool] = mapped_column(default=False, server_default=text("false"))  # the broker was told
    state: Mapped[str] = mapped_column(String(16), default=JobState.QUEUED)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("job.id"), index=True)
    idempotency_key: Mapped[str | None] = mapped_column(String(200), unique=True)
    initiated_by: Mapped[str] = mapped_column(String(64), default="local")
    params: Mapped[dict[str, Any]] = mapped_column(default=dict)
    cause: Mapped[dict[str, Any] | None]  # the request it was ordered by, and its trace (see kit.causes)

    attempt: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(128), index=True)
    fence: Mapped[int] = mapped_column(default=0)
    beat: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]
    cancel_requested: Mapped[bool] = mapped_column(default=False)
    pause_requested: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    deaths: Mapped[int] = mapped_column(default=0, server_default="0")  # of workers over it
    discarded: Mapped[bool] = mapped_column(default=False, server_default=text("false"))  # failed, and nobody minds

    charge: Mapped[float] = mapped_column(default=0.0, server_default="0")  # seconds held against its team in advance
    seconds: Mapped[float] = mapped_column(default=0.0, server_default="0")  # that workers spent on it

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
