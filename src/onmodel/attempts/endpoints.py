"""Making clips, choosing among them and mending their words over HTTP."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from onmodel.attempts import service
from onmodel.attempts.schemas import (
    AttemptList,
    EstimateOut,
    ProcessIn,
    ProcessOut,
    PromptSuggestions,
    SceneRegenerateIn,
    SceneRegenerateOut,
)
from onmodel.clips.schemas import SceneAttempts
from onmodel.iterations.rules import Pass
from onmodel.iterations.schemas import Handles, SceneNumber, Takes
from onmodel.iterations.service import get
from onmodel.kit.ids import IdText
from onmodel.retries import Repeatable
from onmodel.routing import NounRouter
from onmodel.takes.endpoints import shown
from onmodel.takes.schemas import TakeList
from onmodel.web import CurrentBackends, ProjectId, Reading, Writing

router = NounRouter(prefix="/api/generations/{generation_id}", tags=["generations"], route_class=Repeatable)
of_takes = NounRouter(prefix="/api/takes/{take_id}", tags=["takes"], route_class=Repeatable)


def _pass(generation_id: IdText, session: Reading, project_id: ProjectId) -> Pass:
    return get(session, project_id, generation_id)


Laid = Annotated[Pass, Depends(_pass)]


@dataclass(frozen=True)
class Asked:
    """What an estimate is of."""

    scene_numbers: Annotated[list[SceneNumber] | None, Query(max_length=2000)] = None
    takes: Takes | None = None
    handles: Handles | None = None
    anew: Annotated[bool, Query(description="asked for otherwise than before: no take that is there will do")] = False


@router.post("/process", status_code=202)
def process_generation(
    generation_id: IdText, body: ProcessIn, session: Writing, backends: CurrentBackends, project_id: ProjectId
) -> ProcessOut:
    """Make clips of the hero frames: of all scenes or of some, several takes each, scored; the best is selected."""
    return service.process(session, backends, project_id, generation_id, body)


@router.get("/estimate")
def estimate_generation(
    of: Laid, session: Reading, backends: CurrentBackends, given: Annotated[Asked, Depends()]
) -> EstimateOut:
    """About what processing costs, and what would stop it, before anything is begun."""
    wish = ProcessIn(scene_numbers=given.scene_numbers, takes=given.takes, handles=given.handles)
    return service.forecast(session, backends, of, wish, anew=given.anew)


@router.get("/attempts")
def list_attempts(of: Laid, scene_number: SceneNumber | None = None) -> AttemptList:
    """Every attempt of a generation and of those it came from, scene by scene, with all that was measured."""
    return service.attempts(of, scene_number)


@router.post("/attempts/{attempt_id}/select")
def select_attempt(generation_id: IdText, attempt_id: IdText, session: Writing, project_id: ProjectId) -> SceneAttempts:
    """Let an attempt stand for its scene; nobody needs to look at it any more."""
    return service.choose(session, project_id, generation_id, attempt_id)


def _scene(generation_id: IdText, scene_number: SceneNumber, project_id: ProjectId) -> tuple[str, str, int]:
    return project_id, generation_id, scene_number


@router.post("/scenes/{scene_number}/regenerate", status_code=202)
def regenerate_scene(
    of: Annotated[tuple[str, str, int], Depends(_scene)],
    body: SceneRegenerateIn,
    session: Writing,
    backends: CurrentBackends,
) -> SceneRegenerateOut:
    """Make more attempts at a scene, as often as one likes, with other words, another move, seed or hero frame."""
    return service.regenerate(session, backends, of, body)


@router.get("/prompt-suggestions")
def list_prompt_suggestions(of: Laid, session: Reading) -> PromptSuggestions:
    """Other words for what measured weak in the selected attempts, and what accepted ones brought."""
    return service.suggestions(session, of)


@router.post("/prompt-suggestions/{suggestion_id}/accept", status_code=202)
def accept_prompt_suggestion(
    generation_id: IdText, suggestion_id: IdText, session: Writing, backends: CurrentBackends, project_id: ProjectId
) -> SceneRegenerateOut:
    """Make the scene once more with a suggestion's words; the gain is kept beside it."""
    return service.accept(session, backends, project_id, generation_id, suggestion_id)


@of_takes.post("/circle")
def circle_take(take_id: IdText, session: Writing, project_id: ProjectId) -> TakeList:
    """Make a take its shot's hero frame, or let a clip stand for its scene; to undo it, circle the other."""
    rows = service.circle(session, project_id, take_id)
    return shown(session, project_id, rows[0].shot_id, rows)
