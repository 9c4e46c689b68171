"""Characters over HTTP."""

import base64
import binascii
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from onmodel.characters import queries, service
from onmodel.characters.rules import Reference
from onmodel.characters.schemas import CharacterIn, CharacterItem, CharacterOut, CharacterPage
from onmodel.errors import Invalid
from onmodel.kit.ids import IdText
from onmodel.kit.pagination import cut
from onmodel.web import Blobs, GivenBody, ProjectId, Reading, Vision, Writing

router = APIRouter(prefix="/api/characters", tags=["characters"])


class NotBase64(Invalid):
    """An image in the body is not base64."""


def character_body(given: GivenBody) -> tuple[CharacterIn, list[Reference]]:
    """The new character from JSON with base64 images, or from a multipart form with files."""
    if given.json:
        body = CharacterIn.model_validate_json(given.json)
        return body, [_decoded(text, i) for i, text in enumerate(body.images, start=1)]
    files = [(name, data) for field, name, data in given.files if field == "images"]
    body = CharacterIn.model_validate(dict(given.texts))
    return body, [Reference(name or f"picture {i}", data) for i, (name, data) in enumerate(files, start=1)]


def _decoded(text: str, number: int) -> Reference:
    payload = text.partition(",")[2] if text.startswith("data:") else text
    try:
        return Reference(f"picture {number}", base64.b64decode(payload, validate=True))
    except (binascii.Error, ValueError) as error:
        raise NotBase64(f"Picture {number} is not base64", todo="Encode the file's bytes with base64") from error


def measured_character(
    body: Annotated[tuple[CharacterIn, list[Reference]], Depends(character_body)], vision: Vision
) -> service.Measured:
    """The measuring, before a transaction is begun."""
    given, references = body
    return service.measure_character(vision, given.name, given.description, references)


FORM = {
    "type": "object",
    "required": ["name"],
    "properties": {
        "name": {"type": "string", "minLength": 1, "maxLength": 200},
        "description": {"type": "string", "maxLength": 5000},
        "images": {"type": "array", "maxItems": 3, "items": {"type": "string", "format": "binary"}},
    },
}
BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": CharacterIn.model_json_schema()},
            "multipart/form-data": {"schema": FORM},
        },
    }
}


@router.post("", status_code=201, openapi_extra=BODY)
def create_character(
    measured: Annotated[service.Measured, Depends(measured_character)],
    project_id: ProjectId,
    session: Writing,
    blobs: Blobs,
) -> CharacterOut:
    """Define a character from 1–3 photographs, a description, or both."""
    return CharacterOut.of(service.create(session, blobs, measured, project_id=project_id))


@router.get("")
def list_characters(
    session: Reading,
    project_id: ProjectId,
    before: IdText | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> CharacterPage:
    """The project's characters, newest first."""
    rows, following = cut(queries.page(session, project_id, before=before, limit=limit), limit)
    return CharacterPage(characters=[CharacterItem.of(row) for row in rows], next=following)


@router.get("/{character_id}")
def get_character(session: Reading, project_id: ProjectId, character_id: IdText) -> CharacterOut:
    """A character with its DNA and references."""
    return CharacterOut.of(service.get(session, project_id, character_id))
