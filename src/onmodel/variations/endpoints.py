"""HTTP for variations."""

from typing import Annotated, Any

from fastapi import Query, Response

from onmodel.kit.ids import IdText
from onmodel.kit.pagination import cut
from onmodel.routing import NounRouter
from onmodel.variations import queries, service
from onmodel.variations.schemas import (
    BatchOut,
    IdeaIn,
    IdeasOut,
    ScriptIn,
    VariationOut,
    VariationPage,
    VariationsIn,
)
from onmodel.web import Blobs, ProjectId, Reading, Writing

router = NounRouter(tags=["variations"])
PNG: dict[int | str, dict[str, Any]] = {200: {"content": {"image/png": {}}}}


@router.post("/api/characters/{character_id}/variations", status_code=202)
def ask_for_variations(character_id: IdText, body: VariationsIn, session: Writing, project_id: ProjectId) -> BatchOut:
    """Try up to forty poses, expressions and outfits at one time."""
    rows = service.ask(session, project_id, character_id, body)
    session.flush()
    return BatchOut(job_id=rows[0].job_id, variations=[VariationOut.of(row) for row in rows])


@router.post("/api/characters/{character_id}/variations/suggestions")
def suggest_variations(character_id: IdText, body: ScriptIn, session: Reading, project_id: ProjectId) -> IdeasOut:
    """What a board or a script lets the character do, feel and wear; nothing is rendered."""
    ideas = service.suggest(session, project_id, character_id, body)
    return IdeasOut(ideas=[IdeaIn(**vars(idea)) for idea in ideas])


@router.get("/api/characters/{character_id}/variations")
def list_variations(
    character_id: IdText,
    session: Reading,
    project_id: ProjectId,
    before: IdText | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> VariationPage:
    """The character's variations with their votes, newest first."""
    found = queries.of_character(session, project_id, character_id, before=before, limit=limit)
    rows, following = cut(found, limit)
    return VariationPage(variations=service.shown(session, project_id, rows), next=following)


@router.get("/api/characters/{character_id}/variations.png", response_class=Response, responses=PNG)
def draw_variations(character_id: IdText, session: Reading, project_id: ProjectId, blobs: Blobs) -> Response:
    """The character's variations side by side, the best voted first."""
    return Response(service.grid(session, blobs, project_id, character_id), media_type="image/png")


@router.post("/api/variations/{variation_id}/adopt")
def adopt_variation(variation_id: IdText, session: Writing, project_id: ProjectId) -> VariationOut:
    """Make the variation part of its character, as a new version of it."""
    row = service.adopt(session, project_id, variation_id)
    return service.shown(session, project_id, [row])[0]
