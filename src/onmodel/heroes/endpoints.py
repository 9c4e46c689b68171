"""Hero frames over HTTP."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query
from sqlalchemy.orm import Session

from onmodel.heroes import service, tasks
from onmodel.heroes.rules import NoPicture
from onmodel.heroes.schemas import (
    HeroComparison,
    HeroFrameOrdered,
    HeroFramesIn,
    HeroFramesOrdered,
    HeroFramesOut,
    HeroShotOut,
    HeroUploaded,
    RegenerateIn,
    UnselectIn,
    UploadIn,
)
from onmodel.heroes.service import Pass
from onmodel.heroes.tasks import Upload
from onmodel.kit.ids import IdText
from onmodel.kit.uploads import decoded
from onmodel.retries import Repeatable
from onmodel.routing import NounRouter
from onmodel.web import Blobs, CurrentBackends, GivenBody, ProjectId, Reading, Writing

router = NounRouter(tags=["hero frames"], route_class=Repeatable)
PATH = "/api/generations/{generation_id}/hero-frames"
FORM = {
    "type": "object",
    "required": ["image"],
    "properties": {
        "image": {"type": "string", "format": "binary"},
        "shot_id": {"type": "string"},
        "scene_number": {"type": "integer"},
        "fit": {"enum": ["fill", "whole"]},
        "select": {"type": "boolean"},
    },
}
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": UploadIn.model_json_schema()},
            "multipart/form-data": {"schema": FORM},
        },
    }
}


@dataclass(frozen=True)
class Asked:
    """Which generation of which project."""

    generation_id: IdText
    project_id: ProjectId

    def opened(self, session: Session) -> Pass:
        """The generation and its board."""
        return service.opened(session, self.project_id, self.generation_id)


Of = Annotated[Asked, Depends()]


@router.post(PATH, status_code=202)
def order_hero_frames(of: Of, body: HeroFramesIn, backends: CurrentBackends, session: Writing) -> HeroFramesOrdered:
    """Offer shots in four to eight ways each, in parallel; without a shot named, all without a confirmed hero frame."""
    return service.order(session, backends, of.opened(session), body)


@router.get(PATH)
def list_hero_frames(
    of: Of, session: Reading, shot_id: IdText | None = None,
    scene_number: Annotated[int | None, Query(ge=1, le=100_000)] = None,
) -> HeroFramesOut:  # fmt: skip
    """The frames of a shot or of all, those in the making, and which one a person chose."""
    found = of.opened(session)
    return service.view(session, found, found.shots([shot_id] if shot_id else None, scene_number))


@router.get(f"{PATH}/compare")
def compare_hero_frames(
    of: Of, session: Reading, frame: Annotated[list[IdText], Query(description="two to eight frames")]
) -> HeroComparison:
    """What differs between frames: settings, words, seeds, and how much each character is on model in each."""
    return service.compare(session, of.opened(session), frame)


def _uploaded(given: GivenBody) -> tuple[UploadIn, Upload]:
    """The picture of a multipart form or of JSON, decoded outside the transaction."""
    if given.json:
        body = UploadIn.model_validate_json(given.json)
        return body, tasks.received(decoded(body.image, 1), body.name or "picture 1", body.fit)
    if len(given.files) != 1:
        raise NoPicture("One picture is wanted", why=f"{len(given.files)} came", todo="Send it in the field image")
    body, (_, name, data) = UploadIn.model_validate({"image": "", **dict(given.texts)}), given.files[0]
    return body, tasks.received(data, name or "picture 1", body.fit)


@router.post(f"{PATH}/upload", status_code=201, openapi_extra=BODY)
def upload_hero_frame(
    of: Of, given: Annotated[tuple[UploadIn, Upload], Depends(_uploaded)], blobs: Blobs, session: Writing
) -> HeroUploaded:
    """Take one's own drawing or photograph as a frame of a shot; it is scored where anybody can be told in it."""
    return tasks.take_in(session, blobs, of.opened(session), *given)


@router.post(f"{PATH}/{{frame_id}}/regenerate", status_code=202)
def regenerate_hero_frame(
    of: Of, frame_id: IdText, body: RegenerateIn, backends: CurrentBackends, session: Writing
) -> HeroFrameOrdered:
    """Make a frame once more, with other words, another seed or another offer; the frame itself stays."""
    return service.regenerate(session, backends, of.opened(session), frame_id, body)


@router.post(f"{PATH}/{{frame_id}}/select")
def select_hero_frame(of: Of, frame_id: IdText, session: Writing) -> HeroShotOut:
    """Choose the frame that the shot's clip starts from; clips that start from another are stale then."""
    found = of.opened(session)
    return service.view(session, found, [service.confirm(session, found, frame_id)]).shots[0]


@router.post(f"{PATH}/{{frame_id}}/unselect")
def unselect_hero_frame(of: Of, frame_id: IdText, body: UnselectIn, session: Writing) -> HeroShotOut:
    """Take the choice of a frame back: nobody chose the shot's; if wished another one is circled again."""
    found = of.opened(session)
    return service.view(session, found, [service.release(session, found, frame_id, body.instead)]).shots[0]
