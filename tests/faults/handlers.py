"""Handlers for jobs that live dangerously. Each start is a line in a file, so that the tests can count."""

import logging
import os
import signal
import time
from pathlib import Path

from onmodel.jobs.tasks import Handlers, JobContext
from onmodel.settings import Settings

log = logging.getLogger(__name__)
ORDERS = "orders"  # the diary, within the home, of jobs that came over the API


def note(context: JobContext, line: str, diary: Path | None = None) -> None:
    """Add a line to the job's diary: who, when (monotonic), what."""
    with (diary or Path(context.params["diary"])).open("a") as file:
        file.write(f"{context.job_id} {context.claim.attempt} {time.monotonic():.3f} {os.getpid()} {line}\n")


def nap(context: JobContext) -> dict[str, int]:
    """Sleep in steps, each kept in a file so that a later attempt goes on where this one stopped."""
    note(context, "start")
    done = Path(context.params["diary"] + "." + context.job_id)
    steps = context.params.get("steps", 10)
    begun = int(done.read_text()) if done.exists() else 0
    for step in range(begun, steps):
        context.progress(step / steps, "napping")
        time.sleep(context.params.get("step_seconds", 0.1))
        done.write_text(str(step + 1))
    note(context, "end")
    return {"begun_at": begun}


def deaf(context: JobContext) -> dict[str, int]:
    """Compute without ever looking up, as a long render does."""
    note(context, "start")
    time.sleep(context.params["seconds"])
    note(context, "end")
    return {}


def held(context: JobContext) -> dict[str, int]:
    """Go on until the file `gate` is there, looking up all the while."""
    note(context, "start")
    while not Path(context.params["gate"]).exists():
        context.check()
        time.sleep(0.05)
    return {}


def poison(context: JobContext) -> dict[str, int]:
    """Kill the worker."""
    note(context, "start")
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def quick(context: JobContext) -> dict[str, int]:
    """Do next to nothing."""
    note(context, "start")
    return {}


def handlers(settings: Settings) -> Handlers:
    """What `settings.handlers` names."""

    def ordered(context: JobContext) -> dict[str, int]:
        note(context, "start", settings.folder / ORDERS)
        log.info("at work on it")
        return {}

    return {"nap": nap, "deaf": deaf, "held": held, "poison": poison, "quick": quick, "generation": ordered}
