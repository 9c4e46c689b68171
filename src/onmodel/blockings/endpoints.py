"""A shot's stage over HTTP: shown, moved by hand, given back to the rules."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Header, Response

from onmodel.blockings import service, tasks
from onmodel.blockings.schemas import StageIn, StageOut, StagePreviewIn
from onmodel.blockings.tasks import Moved, Stage
from onmodel.kit.ids import IdText
from onmodel.routing import NounRouter
from onmodel.web import CurrentAccess, CurrentBackends, CurrentDatabase, Writing

router = NounRouter(prefix="/api/shots/{shot_id}", tags=["stage"])
GLB: dict[int | str, dict[str, Any]] = {200: {"content": {"model/gltf-binary": {}}}, 304: {"description": "the same"}}
JPEG: dict[int | str, dict[str, Any]] = {200: {"content": {"image/jpeg": {}}}}


@dataclass(frozen=True)
class At:
    """Which shot."""

    shot_id: IdText
    access: CurrentAccess
    database: CurrentDatabase

    @property
    def project_id(self) -> str:
        """The shot's project."""
        return self.access.project_id

    @property
    def stage(self) -> Stage:
        """Its stage; where the shot was changed it is blocked first, which takes seconds."""
        return tasks.stage_of(self.database, self.project_id, self.shot_id)


Where = Annotated[At, Depends()]


@router.get("/stage")
def get_stage(at: Where) -> StageOut:
    """The blocked shot as plain values in metres and degrees: people, camera, set, lights."""
    return service.view(at.stage)


@router.get("/stage.glb", response_class=Response, responses=GLB)
def get_stage_model(at: Where, if_none_match: Annotated[str, Header()] = "") -> Response:
    """The blocked shot as binary glTF 2.0: set, walls, a node for each person with `extras.id`, the camera."""
    stage = at.stage
    headers = {"ETag": stage.etag, "Cache-Control": "private, no-cache"}
    if stage.etag in if_none_match:
        return Response(status_code=304, headers=headers)
    return Response(stage.glb(), media_type="model/gltf-binary", headers=headers)


@router.post("/stage/preview", response_class=Response, responses=JPEG)
def preview_stage(body: StagePreviewIn, at: Where, backends: CurrentBackends) -> Response:
    """A small picture with people and camera moved so; nothing is kept or checked."""
    data = tasks.preview(backends, at.database, at.project_id, at.shot_id, body)
    return Response(data, media_type="image/jpeg", headers={"Cache-Control": "no-store"})


def _moved(body: StageIn, at: Where) -> Moved:
    """The stage moved and checked, before a transaction is begun."""
    return tasks.prepare(at.database, at.project_id, at.shot_id, body)


@router.put("/stage", responses={202: {"model": StageOut}})
def move_stage(
    body: StageIn, made: Annotated[Moved, Depends(_moved)], session: Writing, at: Where, response: Response
) -> StageOut:
    """Keep people and camera as they were moved; 202 with `job_id` where the frame is rendered again."""
    kept = service.move(session, at.project_id, body, made)
    response.status_code = 202 if kept.job_id else 200
    return kept


def _given_back(at: Where) -> None:
    with at.database.transaction(actor=at.access.actor) as session:
        service.give_back(session, at.project_id, at.shot_id)


@router.delete("/stage", dependencies=[Depends(_given_back)])
def give_stage_back(at: Where) -> StageOut:
    """Let the rules block the shot again; the lens that was put on stays."""
    return service.view(at.stage)
