"""Every question asked of collaboration's rows."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.collaboration.tables import ProjectEvent


def events_after(session: Session, project_id: str, seq: int, limit: int = 500) -> list[ProjectEvent]:
    """The project's events after number `seq`, in order."""
    query = select(ProjectEvent).where(ProjectEvent.project_id == project_id, ProjectEvent.seq > seq)
    return list(session.scalars(query.order_by(ProjectEvent.seq).limit(limit)))
