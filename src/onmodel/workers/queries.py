"""Every question asked of the workers, their pace, and who had how much of them."""

from collections.abc import Mapping

from sqlalchemy import BindParameter, ScalarSelect, delete, func, select, update
from sqlalchemy.orm import Session

from onmodel.workers.rules import Flow, Pulse, Share
from onmodel.workers.tables import Worker, WorkerPace, WorkerShare


def all_workers(session: Session) -> list[Worker]:
    """All worker processes at work, oldest first."""
    return list(session.scalars(select(Worker).order_by(Worker.id)))


def pulses(session: Session) -> list[Pulse]:
    """Their signs of life."""
    return [Pulse(name, name, 0, beat) for name, beat in session.execute(select(Worker.name, Worker.beat))]


def slots(listed: BindParameter[str]) -> ScalarSelect[int]:
    """An expression for how many workers serve a queue, which is `listed` as in their rows: ",render,"."""
    query = select(func.count()).select_from(Worker).where(Worker.queues.contains(listed))
    return query.scalar_subquery()


def beat(session: Session, name: str) -> bool:
    """Show a worker's sign of life; false where it is not registered."""
    statement = update(Worker).where(Worker.name == name).values(beat=Worker.beat + 1).returning(Worker.id)
    return session.scalar(statement, execution_options={"synchronize_session": False}) is not None


def drop(session: Session, name: str) -> str:
    """Strike a worker off the list; returns the queues that it served, as they stand in its row."""
    return session.scalar(delete(Worker).where(Worker.name == name).returning(Worker.queues)) or ""


def pace(session: Session, kind: str, tier: str) -> WorkerPace | None:
    """How long such jobs take."""
    return session.scalars(select(WorkerPace).where(WorkerPace.kind == kind, WorkerPace.tier == tier)).one_or_none()


def shares(session: Session, queue: str) -> dict[Flow, Share]:
    """What teams and people had of a queue."""
    columns = (WorkerShare.flow_group, WorkerShare.member, WorkerShare.start, WorkerShare.finish)
    rows = session.execute(select(*columns).where(WorkerShare.queue == queue))
    return {(group, member): Share(start, finish) for group, member, start, finish in rows}


def keep_shares(session: Session, queue: str, changed: Mapping[Flow, Share]) -> None:
    """Write what teams and people had; the caller holds the queue's lock."""
    rows = session.scalars(select(WorkerShare).where(WorkerShare.queue == queue))
    known = {(row.flow_group, row.member): row for row in rows}
    for flow, share in changed.items():
        row = known.get(flow) or WorkerShare(queue=queue, flow_group=flow[0], member=flow[1])
        row.start, row.finish = share.start, share.finish
        session.add(row)
