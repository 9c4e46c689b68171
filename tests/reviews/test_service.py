"""Notes, threads, mentions and votes, on both databases."""

from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.characters.tables import Character
from onmodel.collaboration import queries as events
from onmodel.db import Database
from onmodel.engine import ChangedMeanwhile
from onmodel.kit.ids import new_id
from onmodel.projects.rules import Role
from onmodel.reviews import queries, service
from onmodel.reviews.rules import Target
from onmodel.reviews.schemas import NoteIn, TallyOut, TargetIn, VoteIn
from onmodel.reviews.tables import Note, Vote
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from tests.factories.crowd import at_once, kinds
from tests.factories.team import team


class Room:
    """A project with three people and a character to talk about."""

    def __init__(self, database: Database) -> None:
        self.database = database
        people = {"Ada Lovelace": Role.EDITOR, "Ben Ali": Role.REVIEWER, "Cy Dorn": Role.REVIEWER}
        self.project_id, self.people = team(database, people)
        with database.transaction() as session:
            character = Character(project_id=self.project_id, name="EMMA")
            session.add(character)
            session.flush()
            self.target = TargetIn(kind="character", id=character.id)

    def note(self, who: str, body: str, **given: Any) -> Note:
        with self.database.transaction(actor=self.people[who]) as session:
            given = {"target": self.target, "body": body, **given}
            return service.write_note(session, self.project_id, NoteIn.model_validate(given), name=who)

    def kinds(self) -> list[str]:
        with self.database.reading() as session:
            kinds = [event.kind for event in events.events_after(session, self.project_id, 0)]
        return [kind for kind in kinds if kind.startswith(("note.", "person.", "vote."))]


@pytest.fixture
def room(either_database: Database) -> Room:
    return Room(either_database)


def test_a_thread_with_answers_mentions_and_a_place(room: Room) -> None:
    box = {"type": "box", "x": 0.1, "y": 0.2, "width": 0.3, "height": 0.4}
    note = room.note("ada", "@Ben the scarf should be red", kind="suggestion", region=box, frame=12)
    with room.database.transaction(actor=room.people["ben"]) as session:
        first = service.reply(session, room.project_id, note.id, "redder, @ada?", name="Ben Ali")
        second = service.reply(session, room.project_id, first.id, "done", name="Ben Ali")
        assert second.parent_id == note.id  # an answer to an answer is in the same thread
        [shown] = service.shown(session, [service.note_of(session, room.project_id, note.id)])
    assert shown.region is not None
    assert shown.region.model_dump() == box
    assert (shown.frame, shown.kind, shown.mentions) == (12, "suggestion", [room.people["ben"]])
    assert [reply.body for reply in shown.replies] == ["redder, @ada?", "done"]
    assert room.kinds() == ["note.added", "person.mentioned", "note.added", "person.mentioned", "note.added"]


def test_resolving_twice_is_once_and_reopening_undoes_it(room: Room) -> None:
    note = room.note("ada", "fix the hat")
    for done in (True, True, False):
        with room.database.transaction(actor=room.people["ben"]) as session:
            assert (service.resolve(session, room.project_id, note.id, done=done).resolved_at is not None) == done
    assert room.kinds() == ["note.added", "note.resolved", "note.reopened"]
    with room.database.reading() as session:
        assert queries.threads(session, room.project_id, None, resolved=True, before=None, limit=9) == []


def test_only_the_author_changes_and_deletes(room: Room) -> None:
    note = room.note("ada", "a first word @Ben")
    for verb in (service.change_note, service.delete_note):
        with pytest.raises(service.NotYours), room.database.transaction(actor=room.people["ben"]) as session:
            verb(session, room.project_id, note.id, *(["mine now"] if verb is service.change_note else []))
    with room.database.transaction(actor=room.people["ada"]) as session:
        service.change_note(session, room.project_id, note.id, "a better word @Ben @Cy")
        service.reply(session, room.project_id, note.id, "answer", name="Ada")
    named = [e for e in room.kinds() if e == "person.mentioned"]
    assert len(named) == 2  # Ben once, Cy once
    with room.database.transaction(actor=room.people["ada"]) as session:
        service.delete_note(session, room.project_id, note.id)
    with room.database.reading() as session:
        [shown] = service.shown(
            session, queries.threads(session, room.project_id, None, resolved=None, before=None, limit=9)
        )
        assert (shown.deleted, shown.body, len(shown.replies)) == (True, "", 1)
        with pytest.raises(service.NoteNotFound):
            service.note_of(session, room.project_id, note.id)


def test_nobody_answers_in_a_thread_of_another_project(room: Room) -> None:
    note = room.note("ada", "secret")
    other, strangers = team(room.database, {"Eve": Role.OWNER})
    with pytest.raises(service.NoteNotFound), room.database.transaction(actor=strangers["eve"]) as session:
        service.reply(session, other, note.id, "I see you", name="Eve")
    with pytest.raises(service.TargetNotFound), room.database.transaction(actor=strangers["eve"]) as session:
        service.vote(session, other, VoteIn(target=room.target, value=1), name="Eve")


@pytest.mark.parametrize("kind", ["character", "variation", "style", "environment", "take", "storyboard", "shot"])
def test_what_is_not_there_cannot_be_reviewed(room: Room, kind: Any) -> None:
    with room.database.reading() as session, pytest.raises(service.TargetNotFound):
        service.target_of(session, room.project_id, TargetIn(kind=kind, id=new_id()))


def test_a_note_says_which_version_it_was_about(room: Room) -> None:
    assert room.note("ada", "early").revision == 1
    with room.database.transaction() as session:
        for n in (1, 2):
            subject = Subject("character", room.target.id)
            versions.keep(session, room.project_id, subject, snapshot={"n": n}, message="")
    assert room.note("ada", "later").revision == 2


def test_a_vote_is_one_and_can_be_changed_and_withdrawn(room: Room) -> None:
    def vote(who: str, value: Any) -> Any:
        with room.database.transaction(actor=room.people[who]) as session:
            return service.vote(session, room.project_id, VoteIn(target=room.target, value=value), name=who)

    assert vote("ada", 1).ups == 1
    assert vote("ada", 1).ups == 1
    assert vote("ben", 1).ups == 2
    tally = vote("ada", -1)
    assert (tally.ups, tally.downs, tally.mine) == (1, 1, -1)
    for ups in (0, 0):
        with room.database.transaction(actor=room.people["ben"]) as session:
            assert service.withdraw_vote(session, room.project_id, room.target).ups == ups
    assert room.kinds() == ["vote.cast", "vote.cast", "vote.cast", "vote.withdrawn"]


def test_a_double_vote_at_one_moment_is_one_vote(room: Room) -> None:

    def vote(value: Any) -> TallyOut:
        with room.database.transaction(actor=room.people["ada"]) as session:
            given = VoteIn(target=room.target, value=value)
            return service.vote(session, room.project_id, given, name="Ada")

    assert kinds(at_once(*[partial(vote, value) for value in (1, 1, -1, 1)])) == ["TallyOut"] * 4
    with room.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Vote)) == 1
        tally = service.tally(session, Target("character", room.target.id), room.people["ada"])
        assert tally.ups + tally.downs == 1
        assert tally.mine in {-1, 1}


def test_the_database_itself_refuses_a_second_vote_and_a_strange_value(room: Room) -> None:
    key = {"project_id": room.project_id, "target_kind": "character", "target_id": room.target.id, "name": ""}
    cases: list[tuple[type[Exception], list[tuple[str, int]]]] = [
        (ChangedMeanwhile, [("ada", 1), ("ada", -1)]),
        (IntegrityError, [("ben", 3)]),
    ]
    for refused, votes in cases:
        with pytest.raises(refused), room.database.transaction() as session:
            session.add_all([Vote(**key, person=person, value=value) for person, value in votes])


def test_a_picture_of_another_project_is_no_place_for_a_note(room: Room) -> None:
    import numpy as np

    from onmodel.assets import service as assets
    from onmodel.kit.pictures import encode_png

    other, _ = team(room.database, {"Eve": Role.OWNER})
    with room.database.transaction() as session:
        picture = encode_png(np.zeros((4, 4, 3), np.uint8))
        foreign = assets.store(session, FakeBlobs(), picture, "image/png", project_id=other).id
    with pytest.raises(assets.AssetNotFound):
        room.note("ada", "here", asset_id=foreign)


def test_a_comparison_shows_the_projects_own_pictures_only(room: Room) -> None:
    import numpy as np

    from onmodel.assets import service as assets
    from onmodel.kit.pictures import decode, encode_png
    from onmodel.reviews.schemas import ComparisonIn

    blobs = FakeBlobs()
    other, _ = team(room.database, {"Eve": Role.OWNER})
    ids = []
    with room.database.transaction() as session:
        for project_id, grey in ((room.project_id, 60), (room.project_id, 200), (other, 90)):
            data = encode_png(np.full((90, 160, 3), grey, np.uint8))
            ids.append(assets.store(session, blobs, data, "image/png", project_id=project_id).id)
    with room.database.reading() as session:
        given = {"title": "Red or blue", "pictures": [{"asset_id": i, "label": "a"} for i in ids[:2]]}
        png = service.compare(session, blobs, room.project_id, ComparisonIn.model_validate(given))
        assert decode(png, "grid").shape[1] > decode(png, "grid").shape[0]
        foreign = ComparisonIn.model_validate({"pictures": [{"asset_id": ids[2]}]})
        with pytest.raises(assets.AssetNotFound):
            service.compare(session, blobs, room.project_id, foreign)
