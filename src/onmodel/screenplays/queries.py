"""Every select of screenplays."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.screenplays.tables import Scene, Screenplay


def by_content(session: Session, project_id: str, sha256: str) -> Screenplay | None:
    """The project's screenplay with these bytes."""
    return session.scalar(select(Screenplay).where(Screenplay.project_id == project_id, Screenplay.sha256 == sha256))


def scenes(session: Session, screenplay_id: str) -> list[Scene]:
    """The screenplay's scenes in order."""
    query = select(Scene).where(Scene.screenplay_id == screenplay_id).order_by(Scene.position)
    return list(session.scalars(query))
