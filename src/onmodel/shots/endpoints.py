"""Shots over HTTP: changed, put in, put away, put in order."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Response

from onmodel.bible.endpoints import IfMatch, tag
from onmodel.kit.ids import IdText
from onmodel.retries import Repeatable
from onmodel.routing import NounRouter
from onmodel.shots import service
from onmodel.shots.schemas import OrderIn, ShotChange, ShotIn, ShotList, ShotOut
from onmodel.storyboards import queries as storyboard_queries
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Shot
from onmodel.web import ProjectId, Reading, Writing

router = NounRouter(tags=["shots"], route_class=Repeatable)


@dataclass(frozen=True)
class At:
    """Which shot, and which state of it was read."""

    shot_id: IdText
    project_id: ProjectId
    if_match: IfMatch


Where = Annotated[At, Depends()]


def _shown(response: Response, row: Shot) -> ShotOut:
    tag(response, row.version)
    return ShotOut.of(row)


@router.get("/api/shots/{shot_id}")
def get_shot(shot_id: IdText, session: Reading, project_id: ProjectId, response: Response) -> ShotOut:
    """A shot."""
    return _shown(response, service.get(session, project_id, shot_id))


@router.patch("/api/shots/{shot_id}")
def change_shot(body: ShotChange, session: Writing, at: Where, response: Response) -> ShotOut:
    """Change a shot. Framing, angle, lens and move make its panel stale: it is blocked anew when next rendered."""
    row = service.get(session, at.project_id, at.shot_id)
    return _shown(response, service.change(session, row, body.columns(), version=body.version or at.if_match))


@router.delete("/api/shots/{shot_id}")
def delete_shot(shot_id: IdText, session: Writing, project_id: ProjectId) -> ShotOut:
    """Put a shot away with its takes; the panels behind it close up."""
    return ShotOut.of(service.delete(session, project_id, shot_id))


@router.post("/api/shots/{shot_id}/restore")
def restore_shot(shot_id: IdText, session: Writing, project_id: ProjectId) -> ShotOut:
    """Take a shot back, behind the last one of its scene."""
    return ShotOut.of(service.restore(session, project_id, shot_id))


@router.post("/api/storyboards/{storyboard_id}/shots", status_code=201)
def add_shot(storyboard_id: IdText, body: ShotIn, session: Writing, project_id: ProjectId) -> ShotOut:
    """Put a new shot in behind another; it has no picture until a take is asked for."""
    board = storyboards.get(session, project_id, storyboard_id)
    return ShotOut.of(service.insert(session, board, body))


@router.get("/api/storyboards/{storyboard_id}/shots/deleted")
def list_deleted_shots(storyboard_id: IdText, session: Reading, project_id: ProjectId) -> ShotList:
    """The last hundred shots of the board that were put away, the last one first."""
    board = storyboards.get(session, project_id, storyboard_id)
    rows = storyboard_queries.deleted_shots(session, project_id, board.id)
    return ShotList(shots=[ShotOut.of(row) for row in rows])


@router.post("/api/storyboards/{storyboard_id}/order")
def order_shots(storyboard_id: IdText, body: OrderIn, session: Writing, project_id: ProjectId) -> ShotList:
    """Put the board's shots in another order: all of them, each once."""
    board = storyboards.get(session, project_id, storyboard_id)
    ordered = service.put_in_order(session, board, body.shot_ids)
    return ShotList(shots=[ShotOut.of(row) for row in ordered.shots])
