"""Every select of screenplays."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, defer

from onmodel.screenplays.tables import Scene, Screenplay


def by_id(session: Session, project_id: str, screenplay_id: str) -> Screenplay | None:
    """The project's screenplay with this id."""
    return session.scalar(select(Screenplay).where(Screenplay.project_id == project_id, Screenplay.id == screenplay_id))


def by_content(session: Session, project_id: str, sha256: str) -> Screenplay | None:
    """The project's screenplay with these bytes."""
    return session.scalar(select(Screenplay).where(Screenplay.project_id == project_id, Screenplay.sha256 == sha256))


def page(session: Session, project_id: str, *, before: str | None, limit: int) -> list[Screenplay]:
    """Screenplays by age, newest first, from the one before `before`, without their text; one more than `limit`."""
    query = select(Screenplay).where(Screenplay.project_id == project_id)
    query = query.options(defer(Screenplay.source), defer(Screenplay.numbering), defer(Screenplay.links))
    query = query.where(Screenplay.id < before) if before else query
    return list(session.scalars(query.order_by(Screenplay.id.desc()).limit(limit + 1)))


def titles(session: Session, project_id: str) -> list[tuple[str, str]]:
    """Id and title of the project's screenplays, the last drafts first and of those the newest."""
    query = select(Screenplay.id, Screenplay.title).where(Screenplay.project_id == project_id)
    rows = session.execute(query.order_by(Screenplay.draft.desc(), Screenplay.id.desc()))
    return [(row.id, row.title) for row in rows]


def drafts_after(session: Session, project_id: str, screenplay_id: str) -> list[str]:
    """Ids of the drafts that were imported after this one, the last first."""
    query = select(Screenplay.id).where(Screenplay.project_id == project_id, Screenplay.parent_id == screenplay_id)
    return list(session.scalars(query.order_by(Screenplay.id.desc())))


def scenes(session: Session, screenplay_id: str) -> list[Scene]:
    """The screenplay's scenes in order."""
    query = select(Scene).where(Scene.screenplay_id == screenplay_id).order_by(Scene.position)
    return list(session.scalars(query))


def has_scenes(session: Session, screenplay_id: str) -> bool:
    """Whether boards were made with the screenplay's numbers."""
    return bool(session.scalar(select(exists().where(Scene.screenplay_id == screenplay_id))))
