"""The broker as jobs use it: Celery as nothing but a transport of ids, over Redis, Valkey or RabbitMQ."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from celery import Celery
from kombu.entity import Queue
from kombu.exceptions import ChannelError
from redis import Redis

from onmodel.db import JobMessage, Notice, Publish, SendJobs
from onmodel.kit.causes import in_trace_of
from onmodel.settings import Settings
from onmodel.workers.rules import QUEUES

RUN = "onmodel.run"  # the one task
HINTS = "onmodel:live:"  # what begins the topics on which servers tell each other that something is new
LONGER_THAN_ANY_JOB = 14 * 24 * 3600  # seconds; a shorter visibility timeout starts a second copy (celery #5935)
QueueDepth = Callable[[str], int]


def broker_address(settings: Settings) -> str:
    """The broker in force: the one configured, else the socket of the bundled Valkey for this home.

    A socket's path may have 107 bytes at most, so it lies in the temporary folder, named after the home.
    """
    return settings.broker_url or f"redis+socket://{socket_path(settings)}"


def socket_path(settings: Settings) -> Path:
    """Where the bundled Valkey listens for this home and user."""
    name = hashlib.sha256(str(settings.folder).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"onmodel-{os.getuid()}-{name}" / "broker.sock"


def bus_address(settings: Settings) -> str:
    """Redis or Valkey for hints between processes: the broker where it is one; else none, and one server must do."""
    url = settings.bus_url or broker_address(settings)
    return url.replace("redis+socket://", "unix://", 1) if url.startswith(("redis", "unix")) else ""


def publisher(bus: str) -> Publish | None:
    """What `Database` calls after a commit so that servers look for new events at once, not within a second."""
    if not bus:
        return None
    redis = Redis.from_url(bus, socket_timeout=1.0, socket_connect_timeout=1.0)

    def publish(notices: Sequence[Notice]) -> None:
        latest = {notice.project_id: notice.seq for notice in notices}
        with redis.pipeline(transaction=False) as pipe:
            for project_id, seq in latest.items():
                pipe.publish(f"{HINTS}event:{project_id}", seq)
            pipe.execute()

    return publish


def is_rabbitmq(broker_url: str) -> bool:
    """Whether the broker is RabbitMQ; else it is Redis or Valkey."""
    return broker_url.startswith(("amqp", "pyamqp"))


def priority_on(broker_url: str, priority: int) -> int:
    """Our priority (0–9, 9 first) as the broker counts: RabbitMQ as we do, Redis and Valkey the other way round."""
    return priority if is_rabbitmq(broker_url) else 9 - priority


def _queue(name: str, broker_url: str, *, quorum: bool) -> Queue:
    """A queue with what RabbitMQ must know of it; a queue that exists cannot change its kind."""
    if not is_rabbitmq(broker_url):
        return Queue(name, routing_key=name)  # type: ignore[no-untyped-call]  # kombu has no types
    kind = {"x-queue-type": "quorum"} if quorum else {"x-max-priority": 9}
    patience = {"x-consumer-timeout": LONGER_THAN_ANY_JOB * 1000}  # ms; RabbitMQ takes 30 min for dead (from 3.12 on)
    arguments = kind | patience
    return Queue(name, routing_key=name, queue_arguments=arguments)  # type: ignore[no-untyped-call]  # kombu has no types


def celery_app(broker_url: str, *, quorum: bool = False) -> Celery:
    """A Celery app set up to be nothing but a transport."""
    app = Celery("onmodel", broker=broker_url, set_as_current=False)
    redis = {
        "visibility_timeout": LONGER_THAN_ANY_JOB,
        "priority_steps": list(range(10)),
        "queue_order_strategy": "priority",
        "socket_connect_timeout": 2.0,
    }
    rabbitmq = {"confirm_publish": True, "connect_timeout": 2.0}
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
        broker_heartbeat=0,  # a worker computes in the thread that would send it; the lease says who lives
        broker_transport_options=rabbitmq if is_rabbitmq(broker_url) else redis,
        task_queues=[_queue(name, broker_url, quorum=quorum) for name in QUEUES],
    )
    return app


def sender(app: Celery) -> SendJobs:
    """What `Database` calls after a commit. Raises kombu's OperationalError where the broker is away."""

    def send(messages: Sequence[JobMessage]) -> None:
        once = {"max_retries": 1, "interval_start": 0.0}  # a stale connection; the sweeper does the rest
        for message in messages:
            priority = priority_on(app.conf.broker_url, message.priority)
            with in_trace_of(message.cause):  # whoever sends it may work for somebody else just now
                app.send_task(RUN, (message.job_id,), queue=message.queue, priority=priority, retry_policy=once)

    return send


def pending(app: Celery) -> QueueDepth:
    """How many messages wait in a queue, not counting those in a worker's hands."""

    def depth(queue: str) -> int:
        with app.connection_for_read() as connection:
            try:
                return int(connection.default_channel.queue_declare(queue, passive=True).message_count)
            except ChannelError:  # Redis forgets an empty queue, RabbitMQ knows none before the first worker
                return 0

    return depth
