"""Boards as a list shows them."""

from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from onmodel.bible import queries as bible
from onmodel.environments import service as environments
from onmodel.environments.tables import Environment
from onmodel.kit.pagination import cut
from onmodel.overview import queries
from onmodel.overview.schemas import StoryboardItem, StoryboardPage
from onmodel.staleness.rules import is_outdated
from onmodel.storyboards.rules import PLANNED, dna_hash, plan_name, plan_of
from onmodel.styles.tasks import dressing_by_id

THUMBNAILS = 4
MOST_PICTURES = 3000  # on one page of boards of which it is told whether they are stale


def page(session: Session, project_id: str, *, before: str | None, limit: int) -> StoryboardPage:
    """The project's boards, newest first, with pictures and with what waits on them."""
    rows, following = cut(queries.boards(session, project_id, before=before, limit=limit), limit)
    ids = [row.id for row in rows]
    counts, notes = queries.panel_counts(session, project_id, ids), queries.open_notes(session, project_id, ids)
    drawn = queries.picture_counts(session, project_id, ids)
    stale = _stale(session, project_id, rows) if sum(drawn.values()) <= MOST_PICTURES else None
    thumbnails: dict[str, list[str]] = {}
    for picture in queries.first_pictures(session, project_id, ids):
        thumbnails.setdefault(picture.storyboard_id, []).append(f"/api/assets/{picture.asset_id}/thumbnail")
    items = [
        StoryboardItem(
            id=row.id, title=row.title, status=row.status, screenplay_id=row.screenplay_id,
            panels=counts.get(row.id, 0), pictures=drawn.get(row.id, 0),
            thumbnails=thumbnails.get(row.id, [])[:THUMBNAILS],
            stale=None if stale is None else stale.get(row.id, 0), open_notes=notes.get(row.id, 0),
            created_by=row.created_by, created_at=row.created_at, updated_at=row.updated_at,
        )
        for row in rows
    ]  # fmt: skip
    return StoryboardPage(storyboards=items, next=following)


def _stale(session: Session, project_id: str, boards: list[Row[Any]]) -> dict[str, int]:
    """How many panels of each board are stale, as `staleness` tells it, but every thing is looked at once."""
    ids = [board.id for board in boards]
    now = {row.id: dna_hash(row.dna) for row in queries.cast(session, project_id, ids)}
    for place in bible.standing(session, Environment, project_id):
        now[place.id] = environments.surroundings_of(place).fingerprint
    for style_id in {str(board.settings.get("style", "")) for board in boards}:
        dressing = dressing_by_id(session, project_id, style_id)
        now |= {style_id: dressing.finish.fingerprint} if dressing else {}
    found: dict[str, int] = {}
    for shot in queries.pictures_made_from(session, project_id, ids):
        plan = plan_of({name: getattr(shot, name) for name in PLANNED}, shot.by_hand)
        states = {**now, shot.id: plan_name(plan)}
        found[shot.storyboard_id] = found.get(shot.storyboard_id, 0) + is_outdated(shot.made_from or (), states)
    return found
