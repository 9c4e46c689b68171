"""A board's styles over HTTP."""

from typing import Annotated

from fastapi import Depends, Response

from onmodel.bible.endpoints import IfMatch, tag
from onmodel.kit.ids import IdText
from onmodel.routing import NounRouter
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.tables import Storyboard
from onmodel.stylings import service
from onmodel.stylings.schemas import BoardStyles, BoardStylesIn, BoardStylesOut, RestyleCost
from onmodel.web import ProjectId, Reading, Writing

router = NounRouter(prefix="/api/storyboards/{storyboard_id}/styles", tags=["styles"])


def _read(storyboard_id: IdText, session: Reading, project_id: ProjectId) -> Storyboard:
    return storyboards.get(session, project_id, storyboard_id)


def _held(storyboard_id: IdText, session: Writing, project_id: ProjectId) -> Storyboard:
    return storyboards.get(session, project_id, storyboard_id)


Shown = Annotated[Storyboard, Depends(_read)]
Held = Annotated[Storyboard, Depends(_held)]


@router.get("")
def get_board_styles(board: Shown, session: Reading, response: Response) -> BoardStylesOut:
    """The style that a board is in, and the shots that are in another one."""
    tag(response, board.version)
    return service.view(session, board)


@router.post("/cost")
def estimate_board_styles(board: Shown, body: BoardStyles, session: Reading) -> RestyleCost:
    """Which panels would become stale in these styles, and what drawing them again would cost; nothing is kept."""
    return service.cost(session, board, body)


@router.put("")
def lay_board_styles(
    board: Held, body: BoardStylesIn, session: Writing, if_match: IfMatch, response: Response
) -> BoardStylesOut:
    """Let a board and its shots be in these styles; `was` lays the former ones on again. 409: somebody was quicker."""
    laid = service.lay(session, board, body, seen=body.version or if_match)
    tag(response, laid.version)
    return laid
