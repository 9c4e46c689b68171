"""Naming jobs by what they are of."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from onmodel.jobs.tables import Job
from onmodel.orders import queries
from onmodel.orders.rules import target_of
from onmodel.orders.schemas import JobThing
from onmodel.reviews import queries as reviews
from onmodel.reviews.schemas import TargetIn, ThingOut


def told(session: Session, project_id: str, job_ids: Sequence[str]) -> list[JobThing]:
    """What the project's jobs among these are of."""
    return list(things_of(session, [project_id], queries.among(session, project_id, job_ids)).values())


def things_of(session: Session, project_ids: Sequence[str], jobs: Sequence[Job]) -> dict[str, JobThing]:
    """What each of these jobs is of, by its id; those that are of nothing with a name are left out."""
    targets = {job.id: target for job in jobs if (target := target_of(job.params))}
    things = {row.id: ThingOut.of(row) for row in reviews.things(session, project_ids, list(targets.values()))}
    return {
        job_id: JobThing(job_id=job_id, target=TargetIn(kind=target.kind, id=target.id), thing=things[target.id])
        for job_id, target in targets.items() if target.id in things
    }  # fmt: skip
