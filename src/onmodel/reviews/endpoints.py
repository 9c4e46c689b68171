"""HTTP for notes and votes."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import Query, Response
from sqlalchemy.orm import Session

from onmodel.kit.ids import IdText
from onmodel.kit.pagination import cut
from onmodel.reviews import queries, service
from onmodel.reviews.rules import TargetKind
from onmodel.reviews.schemas import (
    ComparisonIn,
    NoteChange,
    NoteIn,
    NoteOut,
    NotePage,
    TallyOut,
    TargetIn,
    ThingOut,
    VoteIn,
)
from onmodel.reviews.tables import Note
from onmodel.routing import NounRouter
from onmodel.web import Blobs, CurrentAccess, ProjectId, Reading, Writing

router = NounRouter(prefix="/api", tags=["reviews"])
PNG: dict[int | str, dict[str, Any]] = {200: {"content": {"image/png": {}}}}


def named_target(kind: TargetKind, id: IdText) -> TargetIn:
    """The target that a query names."""
    return TargetIn(kind=kind, id=id)


def _page(session: Session, project_id: str, notes: Sequence[Note], following: str | None) -> NotePage:
    """Threads with what they are about."""
    things = queries.things(session, [project_id], [note.target for note in notes])
    about = {row.id: ThingOut.of(row) for row in things}
    return NotePage(notes=service.shown(session, notes), things=about, next=following)


@router.get("/notes")
def list_notes(
    session: Reading,
    project_id: ProjectId,
    kind: TargetKind | None = None,
    id: IdText | None = None,
    *,
    resolved: bool | None = None,
    before: IdText | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> NotePage:
    """Threads on a target, or all of the project, newest first."""
    target = service.target_of(session, project_id, named_target(kind, id)) if kind and id else None
    rows = queries.threads(session, project_id, target, resolved=resolved, before=before, limit=limit)
    notes, following = cut(rows, limit)
    return _page(session, project_id, notes, following)


@router.post("/notes", status_code=201)
def write_note(body: NoteIn, session: Writing, project_id: ProjectId, access: CurrentAccess) -> NoteOut:
    """Write a note on a target, with a place on its picture if wished."""
    return NoteOut.of(service.write_note(session, project_id, body, name=access.name), [])


@router.get("/storyboards/{storyboard_id}/notes")
def list_board_notes(
    storyboard_id: IdText,
    session: Reading,
    project_id: ProjectId,
    *,
    resolved: bool | None = None,
    before: IdText | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> NotePage:
    """Threads on a board, its shots and its takes, newest first; what a guest of this board reads."""
    rows = queries.threads(
        session, project_id, None, board=storyboard_id, resolved=resolved, before=before, limit=limit
    )
    notes, following = cut(rows, limit)
    return _page(session, project_id, notes, following)


@router.post("/storyboards/{storyboard_id}/notes", status_code=201)
def write_board_note(
    storyboard_id: IdText, body: NoteIn, session: Writing, project_id: ProjectId, access: CurrentAccess
) -> NoteOut:
    """Write a note on the board, a shot or a take of it; what a guest of this board writes."""
    return NoteOut.of(service.write_note(session, project_id, body, name=access.name, board=storyboard_id), [])


@router.post("/notes/{note_id}/replies", status_code=201)
def reply_to_note(
    note_id: IdText, body: NoteChange, session: Writing, project_id: ProjectId, access: CurrentAccess
) -> NoteOut:
    """Answer in a note's thread."""
    return NoteOut.of(service.reply(session, project_id, note_id, body.body, name=access.name), [])


@router.patch("/notes/{note_id}")
def change_note(note_id: IdText, body: NoteChange, session: Writing, project_id: ProjectId) -> NoteOut:
    """Change the words of one's own note."""
    return service.shown(session, [service.change_note(session, project_id, note_id, body.body)])[0]


@router.delete("/notes/{note_id}", status_code=204, response_class=Response)
def delete_note(note_id: IdText, session: Writing, project_id: ProjectId) -> None:
    """Take one's own note back; its answers stay."""
    service.delete_note(session, project_id, note_id)


@router.post("/notes/{note_id}/resolve")
def resolve_note(note_id: IdText, session: Writing, project_id: ProjectId) -> NoteOut:
    """Say that what the thread asks for is done."""
    return service.shown(session, [service.resolve(session, project_id, note_id, done=True)])[0]


@router.post("/notes/{note_id}/reopen")
def reopen_note(note_id: IdText, session: Writing, project_id: ProjectId) -> NoteOut:
    """Say that it is not done after all."""
    return service.shown(session, [service.resolve(session, project_id, note_id, done=False)])[0]


@router.get("/votes")
def get_votes(kind: TargetKind, id: IdText, session: Reading, project_id: ProjectId, access: CurrentAccess) -> TallyOut:
    """The votes on a target."""
    return service.tally(session, service.target_of(session, project_id, named_target(kind, id)), access.actor)


@router.put("/votes")
def cast_vote(body: VoteIn, session: Writing, project_id: ProjectId, access: CurrentAccess) -> TallyOut:
    """Vote for or against; voting again changes the vote."""
    return service.vote(session, project_id, body, name=access.name)


@router.delete("/votes")
def withdraw_vote(kind: TargetKind, id: IdText, session: Writing, project_id: ProjectId) -> TallyOut:
    """Take one's vote back."""
    return service.withdraw_vote(session, project_id, named_target(kind, id))


@router.post("/comparisons", response_class=Response, responses=PNG)
def draw_comparison(body: ComparisonIn, session: Reading, project_id: ProjectId, blobs: Blobs) -> Response:
    """Chosen pictures side by side with labels."""
    return Response(service.compare(session, blobs, project_id, body), media_type="image/png")
