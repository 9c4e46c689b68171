"""A worker: one process that takes job ids from the broker and carries the jobs out, one at a time.

Celery only carries ids (design §8): rows, leases and fences decide, so a lost or doubled message does no harm.
"""

import gc
import importlib
import logging
import os
import signal
import threading
import warnings
from multiprocessing import parent_process
from multiprocessing.connection import Connection

from celery.exceptions import SecurityWarning
from celery.signals import setup_logging as celery_logging
from celery.signals import worker_shutting_down

from onmodel import subscriptions, tables  # noqa: F401  # every table is known before the first query
from onmodel.broker import RUN, broker_address, bus_address, celery_app, publisher, sender
from onmodel.db import Database
from onmodel.dispatcher import dispatch
from onmodel.jobs.tasks import Handlers, worker_name
from onmodel.kit.jsonlog import setup_logging
from onmodel.presence import Presence
from onmodel.runner import Runner
from onmodel.settings import Settings
from onmodel.tracing import start_tracing, stop_tracing

log = logging.getLogger(__name__)

DRAIN_SECONDS = 4.0  # a job that does not reach a check in this time is taken away


def load_handlers(settings: Settings) -> Handlers:
    """Job kind → handler, from the function that `settings.handlers` names."""
    module, _, function = settings.handlers.partition(":")
    handlers: Handlers = getattr(importlib.import_module(module), function)(settings)
    return handlers


def work(settings: Settings, go: Connection, gpu: str = "") -> None:
    """The life of a worker process: import what jobs need, wait for `go`, then take jobs, on this GPU if one is named.

    Returns after SIGTERM, or when the process that started it is gone.
    """
    if gpu:
        os.environ["CUDA_VISIBLE_DEVICES"] = gpu  # before anything asks the driver what there is
    setup_logging(settings.log_level, as_json=settings.log_json)
    stopping = threading.Event()
    _leave_with_parent()
    app = celery_app(broker_address(settings), quorum=settings.rabbitmq_quorum)
    database = Database(
        settings.database, send=sender(app), dispatch=dispatch, react=subscriptions.react,
        publish=publisher(bus_address(settings)),
    )  # fmt: skip
    start_tracing(settings, database.engine)
    runner = Runner(database, load_handlers(settings), settings.heartbeat_seconds, stopping, gpu=gpu)

    app.task(name=RUN)(runner.run)
    # in a container root is usual; what Celery warns of needs pickled messages, ours are JSON
    warnings.filterwarnings("ignore", category=SecurityWarning)
    worker_shutting_down.connect(lambda **_: stopping.set(), weak=False)
    celery_logging.connect(_leave_logging_alone, weak=False)
    try:
        go.recv()
    except EOFError:
        return
    gc.collect()
    gc.freeze()  # what is imported stays; looking through it would stop a job for half a second
    queues = settings.queues.split(",")
    with Presence(database, worker_name(), queues, gpu, settings.heartbeat_seconds):
        # solo: a job in the process itself, so that killing the worker kills the job and leaves no orphan at work
        app.Worker(
            pool="solo", queues=queues, hostname=f"worker-{os.getpid()}@onmodel",
            without_gossip=True, without_mingle=True, without_heartbeat=True, quiet=True,
        ).start()  # fmt: skip
    database.dispose()
    stop_tracing()


def _leave_logging_alone(**_: object) -> None:
    """Keep Celery from setting the level of every logger to its own; it speaks of each message it takes."""
    logging.getLogger("celery").setLevel(logging.WARNING)


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
