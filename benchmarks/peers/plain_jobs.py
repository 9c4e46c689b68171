"""The peer of benchmarks/jobs.py: a Celery app with one task, acknowledged late, prefetch 1."""

import os
import time
from pathlib import Path

from celery import Celery

PLAIN = Celery("plain", broker=os.environ.get("BENCH_BROKER", ""), set_as_current=False)
PLAIN.conf.update(
    task_acks_late=True, task_reject_on_worker_lost=True, task_ignore_result=True, worker_prefetch_multiplier=1,
    broker_transport_options={"visibility_timeout": 20},
)  # fmt: skip


def note_start(path: str, number: int, seconds: float = 0.0) -> None:
    """Write down when it began, then take so long."""
    with Path(path).open("a") as file:
        file.write(f"{number} {time.monotonic()} {os.getpid()}\n")
    time.sleep(seconds)


note = PLAIN.task(name="plain.note")(note_start)
