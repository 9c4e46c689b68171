"""A worker: one process that takes job ids from the broker and carries the jobs out, one at a time.

Celery only carries ids (design §8): rows, leases and fences decide, so a lost or doubled message does no harm.
"""

import hashlib
import importlib
import logging
import os
import signal
import tempfile
import threading
import warnings
from collections.abc import Sequence
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from pathlib import Path

from celery import Celery
from celery.exceptions import SecurityWarning
from celery.signals import worker_shutting_down
from kombu.exceptions import ChannelError

from onmodel import subscriptions, tables  # noqa: F401  # every table is known before the first query
from onmodel.db import Database, JobMessage, SendJobs
from onmodel.jobs.tasks import Handlers, Runner
from onmodel.kit.jsonlog import setup_logging
from onmodel.recovery import QueueDepth
from onmodel.settings import Settings

log = logging.getLogger(__name__)

RUN = "onmodel.run"  # the one task
LONGER_THAN_ANY_JOB = 14 * 24 * 3600  # seconds; a shorter visibility timeout starts a second copy (celery #5935)
DRAIN_SECONDS = 4.0  # a job that does not reach a check in this time is taken away


def broker_address(settings: Settings) -> str:
    """The broker in force: the one configured, else the socket of the bundled Valkey for this home.

    A socket's path may have 107 bytes at most, so it lies in the temporary folder, named after the home.
    """
    return settings.broker_url or f"redis+socket://{socket_path(settings)}"


def socket_path(settings: Settings) -> Path:
    """Where the bundled Valkey listens for this home and user."""
    name = hashlib.sha256(str(settings.folder).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"onmodel-{os.getuid()}-{name}" / "broker.sock"


def celery_app(broker_url: str) -> Celery:
    """A Celery app set up to be nothing but a transport."""
    app = Celery("onmodel", broker=broker_url, set_as_current=False)
    app.conf.update(
        task_default_queue="render",
        accept_content=["json"],
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_enable_remote_control=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,  # the lease says who has the job, not the socket
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            "visibility_timeout": LONGER_THAN_ANY_JOB,
            "priority_steps": list(range(10)),
            "queue_order_strategy": "priority",
            "socket_connect_timeout": 2.0,
        },
    )
    return app


def sender(app: Celery) -> SendJobs:
    """What `Database` calls after a commit. Raises kombu's OperationalError where the broker is away."""

    def send(messages: Sequence[JobMessage]) -> None:
        once = {"max_retries": 1, "interval_start": 0.0}  # a stale connection; the sweeper does the rest
        for message in messages:
            priority = 9 - message.priority  # Redis has it the other way round: 0 is taken first
            app.send_task(RUN, (message.job_id,), queue=message.queue, priority=priority, retry_policy=once)

    return send


def pending(app: Celery) -> QueueDepth:
    """How many messages wait in a queue, not counting those in a worker's hands."""

    def depth(queue: str) -> int:
        with app.connection_for_read() as connection:
            try:
                return int(connection.default_channel.queue_declare(queue, passive=True).message_count)
            except ChannelError:  # Redis forgets an empty queue
                return 0

    return depth


def load_handlers(settings: Settings) -> Handlers:
    """Job kind → handler, from the function that `settings.handlers` names."""
    module, _, function = settings.handlers.partition(":")
    handlers: Handlers = getattr(importlib.import_module(module), function)(settings)
    return handlers


def work(settings: Settings, go: Connection) -> None:
    """The life of a worker process: import what jobs need, wait for `go`, then take jobs.

    Returns after SIGTERM, or when the process that started it is gone.
    """
    setup_logging(settings.log_level, as_json=settings.log_json)
    stopping = threading.Event()
    _leave_with_parent()
    app = celery_app(broker_address(settings))
    database = Database(settings.database, send=sender(app), react=subscriptions.react)
    runner = Runner(database, load_handlers(settings), settings.heartbeat_seconds, stopping)

    app.task(name=RUN)(runner.run)
    # in a container root is usual; what Celery warns of needs pickled messages, ours are JSON
    warnings.filterwarnings("ignore", category=SecurityWarning)
    worker_shutting_down.connect(lambda **_: stopping.set(), weak=False)
    try:
        go.recv()
    except EOFError:
        return
    # solo: a job in the process itself, so that killing the worker kills the job and leaves no orphan at work
    app.Worker(
        pool="solo", queues=settings.queues.split(","), hostname=f"worker-{os.getpid()}@onmodel", loglevel="WARNING",
        without_gossip=True, without_mingle=True, without_heartbeat=True, quiet=True,
    ).start()  # fmt: skip
    database.dispose()


def _leave_with_parent() -> None:
    """End this process when the supervisor dies, even by kill -9: nobody would restart or watch it."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
        parent_is_gone.wait(DRAIN_SECONDS)
        os._exit(1)

    parent_is_gone = threading.Event()
    threading.Thread(target=watch, name="parent", daemon=True).start()
