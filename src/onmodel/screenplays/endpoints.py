"""Screenplays over HTTP."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Response

from onmodel.kit.ids import IdText
from onmodel.kit.pagination import cut
from onmodel.routing import NounRouter
from onmodel.screenplays import queries, service
from onmodel.screenplays.schemas import ScreenplayIn, ScreenplayItem, ScreenplayOut, ScreenplayPage, ScriptLinksIn
from onmodel.screenplays.service import Given
from onmodel.web import CurrentAccess, CurrentDatabase, GivenBody, ProjectId, Reading

router = NounRouter(prefix="/api/screenplays", tags=["screenplays"])


@dataclass(frozen=True)
class Script:
    """A script that somebody sent, read before a transaction is begun."""

    given: Given
    title: str = ""


def sent_script(body: GivenBody) -> Script:
    """The script from JSON, or from the file of a multipart form."""
    file = next((f for f in body.files if f[0] == "file"), None)
    if file is not None:
        return Script(service.read(file[2], file[1]), dict(body.texts).get("title", "")[:300])
    sent = ScreenplayIn.model_validate_json(body.json) if body.json else ScreenplayIn.model_validate(dict(body.texts))
    return Script(service.read(sent.text.encode(), sent.filename), sent.title)


GivenScript = Annotated[Script, Depends(sent_script)]
FORM = {
    "type": "object",
    "required": ["file"],
    "properties": {
        "file": {"type": "string", "format": "binary"},
        "title": {"type": "string", "maxLength": 300},
    },
}
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": ScreenplayIn.model_json_schema()},
            "multipart/form-data": {"schema": FORM},
        },
    }
}


def _imported(script: GivenScript, database: CurrentDatabase, access: CurrentAccess) -> str:
    """The kept script. What is shown of it takes long, so it is read after the transaction."""
    with database.transaction(actor=access.actor) as session:
        return service.keep_read(session, script.given, project_id=access.project_id, title=script.title).id


@router.post("", status_code=201, openapi_extra=BODY)
def import_screenplay(
    screenplay_id: Annotated[str, Depends(_imported)], session: Reading, project_id: ProjectId
) -> ScreenplayOut:
    """Keep a script: Fountain, Final Draft or prose. The same bytes are the same screenplay."""
    return service.view(session, service.get(session, project_id, screenplay_id))


@router.get("")
def list_screenplays(
    session: Reading,
    project_id: ProjectId,
    before: IdText | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> ScreenplayPage:
    """The project's screenplays, newest first."""
    rows, following = cut(queries.page(session, project_id, before=before, limit=limit), limit)
    return ScreenplayPage(screenplays=[ScreenplayItem.model_validate(row) for row in rows], next=following)


@router.get("/{screenplay_id}")
def get_screenplay(screenplay_id: IdText, session: Reading, project_id: ProjectId, response: Response) -> ScreenplayOut:
    """A screenplay as a page shows it: its elements, scenes with proposed shots, cast and places."""
    row = service.get(session, project_id, screenplay_id)
    response.headers["ETag"] = f'"{row.version}"'
    return service.view(session, row)


def _linked(screenplay_id: IdText, body: ScriptLinksIn, database: CurrentDatabase, access: CurrentAccess) -> str:
    with database.transaction(actor=access.actor) as session:
        row = service.get(session, access.project_id, screenplay_id)
        return service.link(session, row, body.links(), body.version).id


@router.put("/{screenplay_id}/links")
def link_screenplay(linked: Annotated[str, Depends(_linked)], session: Reading, project_id: ProjectId) -> ScreenplayOut:
    """Correct who is who and what is where; boards that are ordered from now on go by it."""
    return service.view(session, service.get(session, project_id, linked))
