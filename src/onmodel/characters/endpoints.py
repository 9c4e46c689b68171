"""Characters over HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Query, Response
from sqlalchemy.orm import Session

from onmodel.backends.blobs.port import BlobStore
from onmodel.bible.endpoints import IfMatch, tag
from onmodel.characters import queries, service, tasks
from onmodel.characters.rules import Edit, Importance, Measured, Reference, tag_counts
from onmodel.characters.schemas import (
    CharacterChange,
    CharacterIn,
    CharacterItem,
    CharacterOut,
    CharacterPage,
    ReferencesIn,
    RollbackIn,
    TagsOut,
)
from onmodel.characters.tables import Character
from onmodel.characters.tasks import Draft
from onmodel.errors import Conflict
from onmodel.kit.ids import IdText
from onmodel.kit.pagination import cut
from onmodel.kit.uploads import decoded
from onmodel.retries import Repeatable
from onmodel.routing import NounRouter
from onmodel.stage.spec import Tier
from onmodel.web import (
    Blobs,
    Body,
    CurrentBackends,
    CurrentDatabase,
    GivenBody,
    ProjectId,
    Reading,
    Vision,
    Writing,
    WritingTogether,
)

Answer = CharacterOut | Conflict
router = NounRouter(prefix="/api/characters", tags=["characters"], route_class=Repeatable)


def _given(given: Body) -> tuple[CharacterIn, list[Reference]]:
    """The new character from JSON with base64 images, or from a multipart form with files."""
    if given.json:
        body = CharacterIn.model_validate_json(given.json)
        return body, [_reference(text, i) for i, text in enumerate(body.images, start=1)]
    files = [(name, data) for field, name, data in given.files if field == "images"]
    body = CharacterIn.model_validate(dict(given.texts))
    return body, [Reference(name or f"picture {i}", data) for i, (name, data) in enumerate(files, start=1)]


def _reference(text: str, number: int) -> Reference:
    return Reference(f"picture {number}", decoded(text, number))


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


def _created(session: Session, project_id: str, many: Sequence[tuple[BlobStore, Measured]]) -> list[Answer]:
    made = service.create_all(session, many[0][0], [measured for _, measured in many], project_id=project_id)
    return [each if isinstance(each, Conflict) else CharacterOut.of(each) for each in made]


@router.post("", status_code=201, openapi_extra=BODY, response_model=CharacterOut)
def create_character(given: GivenBody, vision: Vision, blobs: Blobs, together: WritingTogether) -> Response:
    """Define a character from 1–3 photographs, a description, or both."""
    body, references = _given(given)
    measured = service.measure_character(vision, body.name, body.description, references)
    return together.write(_created, (blobs, measured), status=201)


@router.get("")
def list_characters(
    session: Reading,
    project_id: ProjectId,
    search: Annotated[str, Query(max_length=200, description="words in name, tags or description")] = "",
    tag: Annotated[str, Query(max_length=50)] = "",
    *,
    tier: Tier | None = None,
    importance: Importance | None = None,
    before: IdText | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> CharacterPage:
    """The project's characters, newest first."""
    found = queries.page(
        session, project_id, search=search, tag=tag, tier=tier, importance=importance, before=before, limit=limit
    )
    rows, following = cut(found, limit)
    return CharacterPage(characters=[CharacterItem.of(row) for row in rows], next=following)


@router.get("/deleted")
def list_deleted_characters(session: Reading, project_id: ProjectId) -> CharacterPage:
    """The last hundred characters that were put away, the last one first."""
    rows = queries.deleted(session, project_id)
    return CharacterPage(characters=[CharacterItem.of(row) for row in rows], next=None)


@router.get("/tags")
def list_character_tags(session: Reading, project_id: ProjectId) -> TagsOut:
    """The tags that characters of the project have, and how many have each."""
    return TagsOut.model_validate(
        {"tags": [{"tag": t, "count": n} for t, n in tag_counts(queries.tags(session, project_id))]}
    )


@router.get("/{character_id}")
def get_character(session: Reading, project_id: ProjectId, character_id: IdText, response: Response) -> CharacterOut:
    """A character with its DNA and references."""
    return _tagged(response, service.get(session, project_id, character_id))


def _tagged(response: Response, row: Character) -> CharacterOut:
    tag(response, row.version)
    return CharacterOut.of(row)


@dataclass(frozen=True)
class Changing:
    """What every change of a character needs before its transaction begins."""

    character_id: IdText
    project_id: ProjectId
    backends: CurrentBackends
    database: CurrentDatabase
    if_match: IfMatch

    def draft(self, edit: Edit) -> Draft:
        """The edit, measured; a version in the body wins over the header's."""
        edit = replace(edit, version=edit.version or self.if_match)
        return tasks.draft(self.backends, self.database, self.project_id, self.character_id, edit)


def drafted_change(body: CharacterChange, at: Annotated[Changing, Depends()]) -> Draft:
    """Changed fields, measured before a transaction is begun."""
    return at.draft(Edit(body.columns(), version=body.version, message=body.message))


def drafted_references(body: ReferencesIn, at: Annotated[Changing, Depends()]) -> Draft:
    """Changed pictures, measured before a transaction is begun."""
    images = [_reference(text, i) for i, text in enumerate(body.images, start=1)]
    return at.draft(Edit({}, tuple(body.keep), tuple(images), body.version, body.message))


def _write(draft: Draft, session: Session, at: Changing, response: Response) -> CharacterOut:
    row = service.get(session, at.project_id, at.character_id)
    anew = (at.backends.blobs, draft.measured) if draft.measured else None
    service.change(session, row, draft.columns, anew=anew, version=draft.version, message=draft.message)
    session.flush()
    return _tagged(response, row)


@router.patch("/{character_id}")
def change_character(
    draft: Annotated[Draft, Depends(drafted_change)],
    session: Writing,
    at: Annotated[Changing, Depends()],
    response: Response,
) -> CharacterOut:
    """Change a character; new words are measured. 409 where somebody was quicker."""
    return _write(draft, session, at, response)


@router.put("/{character_id}/references")
def change_references(
    draft: Annotated[Draft, Depends(drafted_references)],
    session: Writing,
    at: Annotated[Changing, Depends()],
    response: Response,
) -> CharacterOut:
    """Add, remove or replace reference pictures; the character is measured anew from those that it has then."""
    return _write(draft, session, at, response)


@router.delete("/{character_id}")
def delete_character(character_id: IdText, session: Writing, project_id: ProjectId) -> CharacterOut:
    """Put a character away; frames keep it, its name is free, it can be restored."""
    return CharacterOut.of(service.delete(session, project_id, character_id))


@router.post("/{character_id}/restore")
def restore_character(character_id: IdText, session: Writing, project_id: ProjectId) -> CharacterOut:
    """Take a deleted character back."""
    row = service.restore(session, project_id, character_id)
    session.flush()
    return CharacterOut.of(row)


@router.post("/{character_id}/rollback")
def roll_back_character(
    character_id: IdText, body: RollbackIn, session: Writing, project_id: ProjectId, response: Response
) -> CharacterOut:
    """Make the character as it was in a version, as a new version; the team is told."""
    row = service.roll_back(session, project_id, character_id, body.number)
    session.flush()
    return _tagged(response, row)
