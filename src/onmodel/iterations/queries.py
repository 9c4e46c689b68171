"""What a list of generations asks of takes and jobs, for many at once."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.jobs.tables import Job
from onmodel.takes.tables import Take


def values(session: Session, project_id: str, take_ids: Sequence[str]) -> dict[str, float | None]:
    """The scores of takes."""
    query = select(Take.id, Take.value).where(Take.project_id == project_id, Take.id.in_(take_ids))
    return {take_id: value for take_id, value in session.execute(query)}


def states(session: Session, project_id: str, job_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The state of jobs, and why one ended before it was done (empty: it did not)."""
    query = select(Job.id, Job.state, Job.error).where(Job.project_id == project_id, Job.id.in_(job_ids))
    return {i: (state, str((error or {}).get("detail", ""))) for i, state, error in session.execute(query)}
