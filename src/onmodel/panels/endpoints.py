"""The pages of a board over HTTP: panels, matrix, cut-outs, comparison, timeline."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Query, Response
from pydantic import BeforeValidator

from onmodel.assets.rules import Edge
from onmodel.characters import service as characters
from onmodel.characters.tables import Character
from onmodel.deliverables.crops import PartName
from onmodel.kit.ids import IdText
from onmodel.panels import service, tasks
from onmodel.panels.schemas import BoardComparison, Matrix, PanelBoard, Timeline
from onmodel.routing import NounRouter
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Storyboard
from onmodel.takes import service as takes
from onmodel.takes.tables import Take
from onmodel.web import Blobs, CurrentAccess, CurrentDatabase, ProjectId, Reading

router = NounRouter(tags=["panels"])
JPEG: dict[int | str, dict[str, Any]] = {200: {"content": {"image/jpeg": {}}}}
CACHED = {"Cache-Control": "private, max-age=3600"}  # a take's picture never changes


def _board(storyboard_id: IdText, session: Reading, project_id: ProjectId) -> Storyboard:
    return storyboards.get(session, project_id, storyboard_id)


Board = Annotated[Storyboard, Depends(_board)]


@router.get("/api/storyboards/{storyboard_id}/shots")
def list_shots(board: Board, session: Reading, access: CurrentAccess) -> PanelBoard:
    """All that a board's page needs: shots in order with pictures, scores, staleness, notes, votes, approval."""
    return service.board_view(session, board, access.actor)


@router.get("/api/storyboards/{storyboard_id}/continuity")
def get_continuity(board: Board, session: Reading) -> Matrix:
    """Characters × shots as it stands: each cell with its parts, or why it has no score."""
    return service.matrix(session, board)


@router.get("/api/storyboards/{storyboard_id}/timeline")
def get_timeline(board: Board, session: Reading) -> Timeline:
    """The board in time, with captions: an animatic for a player without video."""
    return service.timeline(session, board)


@router.get("/api/storyboards/{storyboard_id}/compare/{other_id}")
def compare_boards(board: Board, other_id: IdText, session: Reading, project_id: ProjectId) -> BoardComparison:
    """Two boards or iterations: panels matched by scene and shot number, scores before and after."""
    return service.compare(session, board, storyboards.get(session, project_id, other_id))


@dataclass(frozen=True)
class Cutting:
    """Whom to cut out of which take: `part` of them, no edge longer than `edge` pixels."""

    take_id: IdText
    character_id: IdText
    project_id: ProjectId
    database: CurrentDatabase
    blobs: Blobs
    part: Annotated[PartName, Query()] = "whole"
    edge: Annotated[Edge, BeforeValidator(int)] = 320  # a query has only text

    def found(self) -> tuple[Take, Character]:
        """The rows."""
        with self.database.reading() as session:
            take = takes.get(session, self.project_id, self.take_id)
            return take, characters.get(session, self.project_id, self.character_id)


Wanted = Annotated[Cutting, Depends()]


@router.get("/api/takes/{take_id}/crops/{character_id}", response_class=Response, responses=JPEG)
def get_crop(wanted: Wanted) -> Response:
    """A character cut out of a take's picture; 409 where the picture does not say where they are."""
    data = tasks.frame_crop(wanted.database, wanted.blobs, *wanted.found(), wanted.part, edge=wanted.edge)
    return Response(data, media_type="image/jpeg", headers=CACHED)


@router.get("/api/takes/{take_id}/crops/{character_id}/reference", response_class=Response, responses=JPEG)
def get_reference_crop(wanted: Wanted) -> Response:
    """The same of the reference that this take was nearest to; 409 for a character made of words alone."""
    data = tasks.reference_crop(wanted.database, wanted.blobs, *wanted.found(), wanted.part, edge=wanted.edge)
    return Response(data, media_type="image/jpeg", headers=CACHED)
