"""Every select of cuts."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from onmodel.assets.tables import Asset
from onmodel.bible.rules import search_words
from onmodel.reviews.tables import Note
from onmodel.timelines.tables import Cut

MOST_NOTES = 2000


def page(
    session: Session, project_id: str, *, storyboard_id: str | None, search: str = "", before: str | None, limit: int
) -> list[Cut]:  # fmt: skip
    """Cuts that are not put away, newest first, of one board or of all; one more than `limit`.

    `search`: words that name or description contain.
    """
    query = select(Cut).where(Cut.project_id == project_id, Cut.deleted_at.is_(None))
    query = query.where(Cut.storyboard_id == storyboard_id) if storyboard_id else query
    for word in search_words(search):
        query = query.where(Cut.search.contains(word, autoescape=True))
    query = query.where(Cut.id < before) if before else query
    return list(session.scalars(query.order_by(Cut.id.desc()).limit(limit + 1)))


def names(session: Session, project_id: str) -> set[str]:
    """The names that cuts of the project have."""
    return set(session.scalars(select(Cut.name).where(Cut.project_id == project_id)))


def assets(session: Session, project_id: str, ids: Sequence[str]) -> dict[str, Asset]:
    """These assets of the project, by id."""
    query = select(Asset).where(Asset.project_id == project_id, Asset.id.in_(ids))
    return {asset.id: asset for asset in session.scalars(query)}


def notes(session: Session, project_id: str, storyboard_id: str) -> list[Note]:
    """What was noted on takes and shots of the board, oldest first; no replies, nothing that was deleted."""
    query = select(Note).where(Note.project_id == project_id, Note.storyboard_id == storyboard_id)
    query = query.where(Note.target_kind.in_(("take", "shot")), Note.parent_id.is_(None), Note.deleted_at.is_(None))
    return list(session.scalars(query.order_by(Note.id).limit(MOST_NOTES)))
