"""Every select of orders."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.jobs.tables import Job


def among(session: Session, project_id: str, job_ids: Sequence[str]) -> list[Job]:
    """The project's jobs among these."""
    return list(session.scalars(select(Job).where(Job.project_id == project_id, Job.id.in_(job_ids))))
