"""Every question asked of review links."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from onmodel.guests.tables import GuestLink, GuestSession


def link(session: Session, project_id: str, link_id: str) -> GuestLink | None:
    """The project's link with this id."""
    query = select(GuestLink).where(GuestLink.project_id == project_id, GuestLink.id == link_id)
    return session.scalars(query).one_or_none()


def links(session: Session, project_id: str) -> list[GuestLink]:
    """The project's links, newest first."""
    query = select(GuestLink).where(GuestLink.project_id == project_id).order_by(GuestLink.id.desc())
    return list(session.scalars(query))


def has_board(session: Session, project_id: str, storyboard_id: str) -> bool:
    """Whether the project has this board, whose slice is a later one."""
    boards = GuestLink.metadata.tables["storyboard"]
    query = select(boards.c.id).where(boards.c.id == storyboard_id, boards.c.project_id == project_id)
    return session.scalar(query) is not None


def by_hash(session: Session, token_hash: str, now: datetime) -> GuestLink | None:
    """The link behind a token, if it still opens."""
    query = select(GuestLink).where(GuestLink.token_hash == token_hash, GuestLink.expires_at > now)
    return session.scalars(query.where(GuestLink.revoked_at.is_(None))).one_or_none()


def visit(session: Session, token_hash: str, now: datetime) -> tuple[GuestSession, GuestLink] | None:
    """The guest's session with its link, if that still opens."""
    query = select(GuestSession, GuestLink).join(GuestLink, GuestLink.id == GuestSession.link_id)
    query = query.where(GuestSession.token_hash == token_hash, GuestLink.expires_at > now)
    row = session.execute(query.where(GuestLink.revoked_at.is_(None))).one_or_none()
    return (row[0], row[1]) if row else None


def open_visits(session: Session, project_id: str, now: datetime) -> dict[str, str | None]:
    """The visits through the project's links that still open, with the board that each is held to."""
    query = select(GuestSession.id, GuestLink.storyboard_id).join(GuestLink, GuestLink.id == GuestSession.link_id)
    query = query.where(GuestLink.project_id == project_id, GuestLink.expires_at > now)
    return {visit: board for visit, board in session.execute(query.where(GuestLink.revoked_at.is_(None)))}


def end_visits(session: Session, link_id: str) -> None:
    """Put everybody out who came through the link."""
    statement = delete(GuestSession).where(GuestSession.link_id == link_id)
    session.execute(statement, execution_options={"synchronize_session": False})
