"""What can be done with notes and votes."""

from collections.abc import Sequence
from math import ceil, sqrt
from typing import Any

from sqlalchemy.orm import Session

from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.db import LOCAL, actor_of, announce
from onmodel.deliverables.grid import Cell, Grid, grid_png
from onmodel.errors import NotFound, OnmodelError
from onmodel.kit.clock import utc_now
from onmodel.projects import queries as projects
from onmodel.reviews import events, queries, rules
from onmodel.reviews.rules import Target
from onmodel.reviews.schemas import ComparisonIn, NoteIn, NoteOut, TallyOut, TargetIn, VoteIn, VoterOut
from onmodel.reviews.tables import Mention, Note


class TargetNotFound(NotFound):
    """The project has no such thing to be reviewed."""


class NoteNotFound(NotFound):
    """The project has no such note."""


class NotYours(OnmodelError):
    """Only its author may change or delete a note."""

    status = 403


def target_of(session: Session, project_id: str, given: TargetIn, *, board: str | None = None) -> Target:
    """The thing that is reviewed, in the project, and on the `board` where one is named; raises TargetNotFound."""
    project, on_board = queries.place_of(session, Target(given.kind, given.id)) or (None, None)
    if project != project_id or board not in {None, on_board}:
        raise TargetNotFound(
            f"There is no {given.kind} {given.id} {'on this board' if board else 'in this project'}",
            todo="Name its project in the header X-Onmodel-Project",
        )
    return Target(given.kind, given.id, on_board)


def revision_of(session: Session, project_id: str, target: Target) -> int:
    """Which state of the target is looked at: its last version, a shot's circled take; 1 for what never changes."""
    return queries.revisions(session, [project_id], [target])[target.id]


def people_of(session: Session, project_id: str) -> dict[str, str]:
    """Everyone in the project, id → name; the one person of a laptop where there are no members."""
    return projects.names(session, project_id) or {LOCAL: "You"}


# notes


def write_note(session: Session, project_id: str, given: NoteIn, *, name: str, board: str | None = None) -> Note:
    """A note by the one who acts, called `name`, on a target (of `board`); raises TargetNotFound, AssetNotFound."""
    target = target_of(session, project_id, given.target, board=board)
    if given.asset_id and not _is_shown(session, project_id, board, given.asset_id):
        raise assets.AssetNotFound(f"There is no asset {given.asset_id}")
    note = Note(
        project_id=project_id, target_kind=target.kind, target_id=target.id, kind=given.kind, body=given.body,
        storyboard_id=target.storyboard_id, frame=given.frame, author_name=name,
        revision=revision_of(session, project_id, target),
        region=given.region.model_dump(mode="json") if given.region else None, asset_id=given.asset_id,
    )  # fmt: skip
    return _written(session, note)


def _is_shown(session: Session, project_id: str, board: str | None, asset_id: str) -> bool:
    if board:
        return queries.is_on_board(session, board, asset_id)
    return assets.get(session, asset_id).project_id == project_id


def reply(session: Session, project_id: str, note_id: str, body: str, *, name: str) -> Note:
    """An answer in the note's thread; one to a reply goes into the same thread. Raises NoteNotFound."""
    above = note_of(session, project_id, note_id)
    note = Note(
        project_id=project_id, target_kind=above.target_kind, target_id=above.target_id, revision=above.revision,
        body=body, author_name=name, parent_id=above.parent_id or above.id, storyboard_id=above.storyboard_id,
    )  # fmt: skip
    return _written(session, note)


def _written(session: Session, note: Note) -> Note:
    session.add(note)
    session.flush()
    announce(session, events.NoteAdded(*_facts(note), note_kind=note.kind))
    _mention(session, note)
    return note


def _facts(note: Note) -> tuple[str, str, str, str | None, str, str | None, str]:
    return (
        note.project_id, note.target_kind, note.target_id, note.storyboard_id, note.id, note.parent_id,
        rules.excerpt(note.body),
    )  # fmt: skip


def facts_of(project_id: str, target: Target) -> tuple[str, str, str, str | None]:
    """What every event on a target begins with."""
    return project_id, target.kind, target.id, target.storyboard_id


def _mention(session: Session, note: Note) -> None:
    """Keep whom the words name; each is told once."""
    named = rules.mentioned(note.body, people_of(session, note.project_id))
    known = {mention.person: mention for mention in note.mentions}
    note.mentions = [known.get(person) or Mention(person=person) for person in named]
    for person in named:
        if person not in known and person != note.created_by:
            announce(session, events.PersonMentioned(*_facts(note), person=person))
    session.flush()


def note_of(session: Session, project_id: str, note_id: str) -> Note:
    """The note; raises NoteNotFound, also for a deleted one."""
    found = queries.note(session, project_id, note_id)
    if found is None or found.deleted_at:
        raise NoteNotFound(f"There is no note {note_id}")
    return found


def _own(session: Session, project_id: str, note_id: str) -> Note:
    note = note_of(session, project_id, note_id)
    if note.created_by != actor_of(session):
        raise NotYours(f"The note is {note.author_name or 'somebody else'}'s", todo="Answer it, or resolve it")
    return note


def change_note(session: Session, project_id: str, note_id: str, body: str) -> Note:
    """New words for one's own note; raises NoteNotFound, NotYours."""
    note = _own(session, project_id, note_id)
    if note.body != body:
        note.body = body
        announce(session, events.NoteChanged(*_facts(note)))
        _mention(session, note)
    return note


def shared_fields(note: Note) -> dict[str, Any]:
    """What several people may edit of a note at one time: its words."""
    return {"body": note.body}


def take_over(
    session: Session, project_id: str, note_id: str, fields: dict[str, Any], *, authors: Sequence[str]
) -> None:
    """Write the words that people wrote together; the note bears all their names. Raises NoteNotFound."""
    note, body = note_of(session, project_id, note_id), fields.get("body")
    if not isinstance(body, str) or not body.strip() or body == note.body:
        return
    people = people_of(session, project_id)
    known = [name for name in note.author_name.split(", ") if name]
    note.author_name = ", ".join(dict.fromkeys([*known, *(people[each] for each in authors if each in people)]))[:200]
    note.body = body[:10_000].replace("\0", "")
    announce(session, events.NoteChanged(*_facts(note)))
    _mention(session, note)


def delete_note(session: Session, project_id: str, note_id: str) -> None:
    """Take one's own note back; its answers stay. Raises NoteNotFound, NotYours."""
    note = _own(session, project_id, note_id)
    note.deleted_at, note.body, note.region, note.mentions = utc_now(), "", None, []
    announce(session, events.NoteDeleted(*_facts(note)))


def resolve(session: Session, project_id: str, note_id: str, *, done: bool) -> Note:
    """Say that what a thread asks for is done, or that it is not; twice is once. Raises NoteNotFound."""
    note = note_of(session, project_id, note_id)
    note = note_of(session, project_id, note.parent_id) if note.parent_id else note
    if done != (note.resolved_at is not None):
        note.resolved_at, note.resolved_by = (utc_now(), actor_of(session)) if done else (None, None)
        announce(session, (events.NoteResolved if done else events.NoteReopened)(*_facts(note)))
    return note


def shown(session: Session, notes: Sequence[Note]) -> list[NoteOut]:
    """Threads with their answers."""
    answers = queries.replies(session, [note.id for note in notes])
    return [NoteOut.of(note, [a for a in answers if a.parent_id == note.id]) for note in notes]


# votes


def vote(session: Session, project_id: str, given: VoteIn, *, name: str) -> TallyOut:
    """The vote of the one who acts, new or changed; raises TargetNotFound."""
    target, person = target_of(session, project_id, given.target), actor_of(session)
    before = tally(session, target, person)
    queries.cast(
        session,
        {"project_id": project_id, "target_kind": target.kind, "target_id": target.id, "person": person,
         "name": name, "value": given.value},
    )  # fmt: skip
    session.expire_all()
    after = tally(session, target, person)
    if before.mine != after.mine:
        announce(session, events.VoteCast(*facts_of(project_id, target), given.value, after.ups, after.downs))
    return after


def withdraw_vote(session: Session, project_id: str, given: TargetIn) -> TallyOut:
    """Take the vote back, if there is one; raises TargetNotFound."""
    target, person = target_of(session, project_id, given), actor_of(session)
    gone = queries.withdraw(session, target, person)
    after = tally(session, target, person)
    if gone:
        announce(session, events.VoteWithdrawn(*facts_of(project_id, target), after.ups, after.downs))
    return after


def tally(session: Session, target: Target, person: str) -> TallyOut:
    """The votes on a target; `mine` is the person's."""
    votes = queries.votes(session, target)
    mine = next((v.value for v in votes if v.person == person), None)
    ups = sum(v.value == 1 for v in votes)
    shown = [VoterOut(person=v.person, name=v.name, value=v.value) for v in votes]
    named = TargetIn(kind=target.kind, id=target.id)
    return TallyOut(target=named, ups=ups, downs=len(votes) - ups, mine=mine, votes=shown)


# comparisons


def compare(session: Session, blobs: BlobStore, project_id: str, given: ComparisonIn) -> bytes:
    """The project's pictures side by side with their labels: PNG bytes. Raises AssetNotFound, NoPicture."""
    found = [assets.get(session, picture.asset_id) for picture in given.pictures]
    for asset in found:
        if asset.project_id != project_id:
            raise assets.AssetNotFound(f"There is no asset {asset.id}")
    cells = [
        Cell(assets.thumbnail(blobs, asset, 640), picture.label or f"{number}")
        for number, (asset, picture) in enumerate(zip(found, given.pictures, strict=True), start=1)
    ]
    return grid_png(Grid(given.title or "Comparison", tuple(cells), given.columns or ceil(sqrt(len(cells)))))
