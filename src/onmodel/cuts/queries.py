"""Questions asked of the jobs that film cuts."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.cuts.rules import CUT_JOB
from onmodel.jobs.tables import Job


def films(session: Session, project_id: str, cut_id: str, limit: int) -> list[Job]:
    """The jobs that film a cut, the newest first."""
    of_cut = (Job.project_id == project_id, Job.kind == CUT_JOB, Job.params["cut_id"].as_string() == cut_id)
    return list(session.scalars(select(Job).where(*of_cut).order_by(Job.id.desc()).limit(limit)))
