"""Retakes over HTTP."""

from onmodel.kit.ids import IdText
from onmodel.retakes import service
from onmodel.retakes.schemas import RetakesIn, RetakesOut, ShotRetakeIn, ShotRetakeOut, SuggestionsOut
from onmodel.retries import Repeatable
from onmodel.routing import NounRouter
from onmodel.shots import service as shots
from onmodel.storyboards import service as storyboards
from onmodel.web import ProjectId, Reading, Writing

router = NounRouter(tags=["retakes"], route_class=Repeatable)


@router.post("/api/shots/{shot_id}/retakes", status_code=202)
def ask_for_retake(shot_id: IdText, body: ShotRetakeIn, session: Writing, project_id: ProjectId) -> ShotRetakeOut:
    """Ask for one more take, with a reason, other words or a seed; people and camera moved by hand stay."""
    return service.ask(session, shots.get(session, project_id, shot_id), body)


@router.post("/api/storyboards/{storyboard_id}/retakes", status_code=202)
def ask_for_retakes(storyboard_id: IdText, body: RetakesIn, session: Writing, project_id: ProjectId) -> RetakesOut:
    """Ask for one more take of each of these shots, or of all in which somebody is below a score."""
    return service.ask_for_many(session, storyboards.get(session, project_id, storyboard_id), body)


@router.get("/api/shots/{shot_id}/suggestions")
def suggest_retakes(shot_id: IdText, session: Reading, project_id: ProjectId) -> SuggestionsOut:
    """What would help the circled take: for the weakest first, a change with its reason, ready to be asked for."""
    return service.suggest(session, shots.get(session, project_id, shot_id))
