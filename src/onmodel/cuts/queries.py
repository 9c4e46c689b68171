"""Questions asked of the jobs that film cuts."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.assets.tables import Asset
from onmodel.cuts.rules import CUT_JOB
from onmodel.jobs.rules import JobState
from onmodel.jobs.tables import Job
from onmodel.timelines.tables import Cut


def films(session: Session, project_id: str, cut_id: str, limit: int) -> list[Job]:
    """The jobs that film a cut, the newest first, without those whose film was swept away."""
    of_cut = (Job.project_id == project_id, Job.kind == CUT_JOB, Job.params["cut_id"].as_string() == cut_id)
    found = list(session.scalars(select(Job).where(*of_cut).order_by(Job.id.desc()).limit(limit)))
    made = {job.id: str(job.result["asset_id"]) for job in found if job.result}
    there = set(session.scalars(select(Asset.id).where(Asset.project_id == project_id, Asset.id.in_(made.values()))))
    return [job for job in found if job.id not in made or made[job.id] in there]


def put_away(session: Session, before: datetime) -> set[str]:
    """Cuts that were put away before then, of all projects."""
    return set(session.scalars(select(Cut.id).where(Cut.deleted_at <= before)))


def filmed(session: Session) -> dict[str, set[str]]:
    """Every film's asset, and the cuts that it is a film of: two may be alike."""
    made = (Job.kind == CUT_JOB, Job.state == JobState.SUCCEEDED)
    query = select(Job.result["asset_id"].as_string(), Job.params["cut_id"].as_string()).where(*made)
    found: dict[str, set[str]] = {}
    for asset_id, cut_id in session.execute(query):
        found.setdefault(asset_id, set()).add(cut_id)
    return found
