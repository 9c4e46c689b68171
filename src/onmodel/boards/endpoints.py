"""Whole boards over HTTP: renamed, put away, taken back, made as they were."""

from typing import Annotated

from fastapi import Depends, Response

from onmodel.bible.endpoints import IfMatch, tag
from onmodel.boards import service
from onmodel.boards.schemas import DeletedBoards, KeptBoard, StoryboardChange, StoryboardRollbackIn
from onmodel.kit.ids import IdText
from onmodel.retries import Repeatable
from onmodel.routing import NounRouter
from onmodel.storyboards import queries
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Storyboard
from onmodel.web import ProjectId, Reading, Writing

router = NounRouter(prefix="/api/storyboards", tags=["storyboards"], route_class=Repeatable)


def _held(storyboard_id: IdText, session: Writing, project_id: ProjectId) -> Storyboard:
    return storyboards.get(session, project_id, storyboard_id)


Board = Annotated[Storyboard, Depends(_held)]


def _shown(response: Response, board: Storyboard) -> KeptBoard:
    tag(response, board.version)
    return KeptBoard.model_validate(board)


@router.get("/deleted")
def list_deleted_storyboards(session: Reading, project_id: ProjectId) -> DeletedBoards:
    """The last hundred boards that were put away, the last one first."""
    rows = queries.put_away(session, project_id)
    return DeletedBoards(storyboards=[KeptBoard.model_validate(row) for row in rows])


@router.patch("/{storyboard_id}")
def change_storyboard(
    board: Board, body: StoryboardChange, session: Writing, if_match: IfMatch, response: Response
) -> KeptBoard:
    """Rename a board. 409 where somebody was quicker."""
    return _shown(response, service.rename(session, board, body.title, seen=body.version or if_match))


@router.delete("/{storyboard_id}")
def delete_storyboard(board: Board, session: Writing, response: Response) -> KeptBoard:
    """Put a board away: lists leave it out, cuts of it stay, it can be restored."""
    return _shown(response, service.put_away(session, board))


@router.post("/{storyboard_id}/restore")
def restore_storyboard(board: Board, session: Writing, response: Response) -> KeptBoard:
    """Take a board back that was put away."""
    return _shown(response, service.take_back(session, board))


@router.post("/{storyboard_id}/rollback")
def roll_back_storyboard(board: Board, body: StoryboardRollbackIn, session: Writing, response: Response) -> KeptBoard:
    """Make a board as it was in version `number`, as a new version; the team is told."""
    return _shown(response, service.roll_back(session, board, body.number))
