"""Who works, who had how much of it, and how long it takes."""

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from onmodel.db import Base, Row


class Worker(Row, Base):
    """A worker process at work: a slot of each queue that it serves. `beat` moves as long as it lives."""

    __tablename__ = "worker"

    name: Mapped[str] = mapped_column(String(128), unique=True)  # machine and process
    queues: Mapped[str] = mapped_column(String(200))  # ",light,render,"
    gpu: Mapped[str] = mapped_column(String(16), default="")
    beat: Mapped[int] = mapped_column(default=0)


class WorkerShare(Row, Base):
    """What a team ("", project) or a person (project, person) had of a queue, in virtual seconds (see FairShare)."""

    __tablename__ = "worker_share"
    __table_args__ = (UniqueConstraint("queue", "flow_group", "member"),)

    queue: Mapped[str] = mapped_column(String(32))
    flow_group: Mapped[str] = mapped_column(String(64))
    member: Mapped[str] = mapped_column(String(64))
    start: Mapped[float] = mapped_column(default=0.0)
    finish: Mapped[float] = mapped_column(default=0.0)


class WorkerPace(Row, Base):
    """How long jobs of a kind and tier take a worker: seconds, smoothed over the last ones."""

    __tablename__ = "worker_pace"
    __table_args__ = (UniqueConstraint("kind", "tier"),)

    kind: Mapped[str] = mapped_column(String(64))
    tier: Mapped[str] = mapped_column(String(16))
    seconds: Mapped[float]
