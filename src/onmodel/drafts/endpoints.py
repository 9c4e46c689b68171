"""Drafts over HTTP: under the screenplay that they continue."""

from typing import Annotated

from fastapi import Depends, Query

from onmodel.drafts import service
from onmodel.drafts.schemas import DraftDiff
from onmodel.kit.ids import IdText
from onmodel.routing import NounRouter
from onmodel.screenplays import service as screenplays
from onmodel.screenplays.endpoints import BODY, GivenScript
from onmodel.screenplays.schemas import ScreenplayOut
from onmodel.web import CurrentAccess, CurrentDatabase, ProjectId, Reading

router = NounRouter(prefix="/api/screenplays", tags=["screenplays"])


def _imported(screenplay_id: IdText, script: GivenScript, database: CurrentDatabase, access: CurrentAccess) -> str:
    with database.transaction(actor=access.actor) as session:
        return service.add(session, access.project_id, screenplay_id, script.given).id


def _taken_in(script: GivenScript, database: CurrentDatabase, access: CurrentAccess) -> str:
    with database.transaction(actor=access.actor) as session:
        return service.take_in(session, access.project_id, script.given, script.title).id


@router.post("/drops", status_code=201, openapi_extra=BODY)
def drop_script(
    screenplay_id: Annotated[str, Depends(_taken_in)], session: Reading, project_id: ProjectId
) -> ScreenplayOut:
    """A script that somebody brings without a word: a new draft of the one that has its title, else a script."""
    return screenplays.view(session, screenplays.get(session, project_id, screenplay_id))


@router.post("/{screenplay_id}/drafts", status_code=201, openapi_extra=BODY)
def import_draft(
    draft_id: Annotated[str, Depends(_imported)], session: Reading, project_id: ProjectId
) -> ScreenplayOut:
    """A new draft of a screenplay: what is still there keeps its number, what is new is 3A, what went is OMITTED."""
    return screenplays.view(session, screenplays.get(session, project_id, draft_id))


@router.get("/{screenplay_id}/diff")
def compare_drafts(
    screenplay_id: IdText,
    session: Reading,
    project_id: ProjectId,
    earlier: Annotated[IdText | None, Query(alias="from", description="null: the draft before it")] = None,
) -> DraftDiff:
    """What this draft changed: scenes that came, went, moved or were rewritten, with their lines."""
    return service.compare(session, project_id, screenplay_id, earlier)
