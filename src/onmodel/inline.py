"""A job and its children done here and now, with no broker and no worker: what the command line does."""

import time

from onmodel.db import Database
from onmodel.jobs import queries, service
from onmodel.jobs.rules import FINISHED, JobState
from onmodel.jobs.tables import Job
from onmodel.jobs.tasks import Handlers, Runner, Told
from onmodel.recovery import Sweeper, free_worker


def run_inline(
    database: Database, job_id: str, handlers: Handlers, *, told: Told | None = None, lease_seconds: float = 30.0
) -> Job:
    """Carry out the job and its descendants in this process; returns the job's row once it is finished.

    What was paused, failed or cancelled before is taken up again, what is done stays done. Ctrl-C pauses the whole and
    goes on to the caller as KeyboardInterrupt. A worker that is running may help: a job is done by whoever takes it.
    """
    runner = Runner(database, handlers, told=told)
    sweeper = Sweeper(database, lease_seconds)
    try:
        with database.transaction() as session:
            service.revive(session, job_id)
        while True:
            with database.reading() as session:
                job = service.get(session, job_id)
                if job.state in FINISHED:
                    return job
                ready = queries.next_ready(session, [member.id for member in queries.family(session, job_id)])
            if ready is None or runner.run(ready) is None:
                sweeper.sweep()  # someone else has it: see that he lives
                time.sleep(0.2)
    except KeyboardInterrupt:
        with database.transaction() as session:
            free_worker(session, service.worker_name(), JobState.PAUSED)
            service.pause(session, job_id)
        raise
