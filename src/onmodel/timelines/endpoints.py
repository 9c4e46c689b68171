"""Cuts over HTTP: made, brought up to the board, edited, rolled back. What they look like is `cuts`."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Response
from sqlalchemy.orm import Session

from onmodel.bible import queries as bible
from onmodel.bible.endpoints import IfMatch, tag
from onmodel.kit.ids import IdText
from onmodel.kit.pagination import cut as first_of
from onmodel.retries import Repeatable
from onmodel.routing import NounRouter
from onmodel.timelines import queries, rules, service
from onmodel.timelines.schemas import CutChange, CutIn, CutItem, CutOut, CutPage, CutRollbackIn, RefreshIn, SoundIn
from onmodel.timelines.tables import Cut
from onmodel.web import Blobs, ProjectId, Reading, Writing

router = NounRouter(prefix="/api/cuts", tags=["cuts"], route_class=Repeatable)


@dataclass(frozen=True)
class At:
    """Which cut, and which state of it was read."""

    cut_id: IdText
    project_id: ProjectId
    if_match: IfMatch


Where = Annotated[At, Depends()]


def _shown(response: Response, session: Session, row: Cut) -> CutOut:
    session.flush()
    tag(response, row.version)
    return CutOut.of(row, service.value(session, row, marked=True))


@router.post("", status_code=201)
def create_cut(body: CutIn, session: Writing, blobs: Blobs, project_id: ProjectId, response: Response) -> CutOut:
    """Make a cut of a board from its circled clips; a shot without one shows its circled frame, held."""
    return _shown(response, session, service.create(session, blobs, body, project_id=project_id))


@dataclass(frozen=True)
class Listed:
    """Which cuts a list shows."""

    storyboard_id: IdText | None = None
    search: Annotated[str, Query(max_length=200, description="words in name or description")] = ""
    before: IdText | None = None
    limit: Annotated[int, Query(ge=1, le=200)] = 50


@router.get("")
def list_cuts(session: Reading, project_id: ProjectId, listed: Annotated[Listed, Depends()]) -> CutPage:
    """The project's cuts, newest first, or those of one board."""
    rows, following = first_of(queries.page(session, project_id, **vars(listed)), listed.limit)
    return CutPage(cuts=[CutItem.model_validate(row) for row in rows], next=following)


@router.get("/deleted")
def list_deleted_cuts(session: Reading, project_id: ProjectId) -> CutPage:
    """The last hundred cuts that were put away, the last one first."""
    rows = bible.deleted(session, Cut, project_id)
    return CutPage(cuts=[CutItem.model_validate(row) for row in rows], next=None)


@router.get("/{cut_id}")
def get_cut(cut_id: IdText, session: Reading, project_id: ProjectId, response: Response) -> CutOut:
    """A cut with its items, sounds, and the board's notes as markers."""
    return _shown(response, session, service.get(session, project_id, cut_id))


@router.patch("/{cut_id}")
def change_cut(body: CutChange, session: Writing, at: Where, response: Response) -> CutOut:
    """Trim, reorder, lead over, add title cards, place sounds; 409 where somebody was quicker."""
    row = service.get(session, at.project_id, at.cut_id)
    return _shown(response, session, service.change(session, row, body, version=at.if_match))


@router.post("/{cut_id}/refresh")
def refresh_cut(session: Writing, blobs: Blobs, at: Where, response: Response, body: RefreshIn | None = None) -> CutOut:
    """Bring the cut up to what is circled on its board; only what changed there changes, who was left out stays out."""
    row = service.get(session, at.project_id, at.cut_id)
    return _shown(response, session, service.refresh(session, blobs, row, body.back if body else ()))


@router.post("/{cut_id}/sounds", status_code=201)
def add_cut_sound(body: SoundIn, session: Writing, blobs: Blobs, at: Where, response: Response) -> CutOut:
    """Lay a recording on the cut: a scratch voice for the dialogue, or music."""
    row = service.get(session, at.project_id, at.cut_id)
    return _shown(response, session, service.add_sound(session, blobs, row, body, version=at.if_match))


@router.delete("/{cut_id}")
def delete_cut(cut_id: IdText, session: Writing, blobs: Blobs, project_id: ProjectId, response: Response) -> CutOut:
    """Put a cut away with its conformed pieces, which are filmed again where they are missed; it can be restored."""
    row = service.delete(session, project_id, cut_id)
    for key in blobs.list(rules.pieces_of(cut_id)):
        blobs.delete(key)
    return _shown(response, session, row)


@router.post("/{cut_id}/restore")
def restore_cut(cut_id: IdText, session: Writing, project_id: ProjectId, response: Response) -> CutOut:
    """Take a cut back that was put away."""
    return _shown(response, session, service.restore(session, project_id, cut_id))


@router.post("/{cut_id}/rollback")
def roll_back_cut(
    cut_id: IdText, body: CutRollbackIn, session: Writing, project_id: ProjectId, response: Response
) -> CutOut:
    """Make the cut as it was in a version, as a new version."""
    return _shown(response, session, service.roll_back(session, project_id, cut_id, body.number))
