"""What can be done with workers."""

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onmodel.db import slot_freed
from onmodel.workers import queries
from onmodel.workers.tables import Worker, WorkerPace

NEWEST = 0.2  # weight of the last job in the pace (exponential smoothing, Brown 1956)


def register(session: Session, name: str, queues: Sequence[str], gpu: str = "") -> None:
    """A worker is ready for jobs of these queues."""
    queries.drop(session, name)
    session.add(Worker(name=name, queues=f",{','.join(queues)},", gpu=gpu))
    for queue in queues:
        slot_freed(session, queue)


def leave(session: Session, name: str) -> None:
    """A worker takes no more jobs, or is dead."""
    for queue in filter(None, queries.drop(session, name).split(",")):
        slot_freed(session, queue)


def learn(session: Session, kind: str, tier: str | None, seconds: float) -> None:
    """Remember how long a job took."""
    pace = queries.pace(session, kind, tier or "")
    if pace is not None:
        pace.seconds += NEWEST * (seconds - pace.seconds)
        return
    try:
        with session.begin_nested():
            session.add(WorkerPace(kind=kind, tier=tier or "", seconds=seconds))
    except IntegrityError:
        pass  # two first jobs ended at one moment: one of them is enough
