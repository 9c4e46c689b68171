"""The project's events as people read them."""

from onmodel.characters import service as characters
from onmodel.collaboration import service
from onmodel.collaboration.rules import SENTENCES, sentence
from onmodel.db import Database
from onmodel.projects.rules import Role
from onmodel.reviews import service as reviews
from onmodel.reviews.schemas import NoteIn, TargetIn, VoteIn
from tests.factories.production import Production
from tests.factories.team import team


def test_what_a_team_did_is_told_by_name_newest_first(production: Production, database: Database) -> None:
    project_id, people = team(database, {"Ada Lovelace": Role.EDITOR, "Ben Ali": Role.REVIEWER})
    production.project_id = project_id
    emma = production.character("EMMA")
    target = TargetIn(kind="character", id=emma.id)
    with database.transaction(actor=people["ada"]) as session:
        row = characters.get(session, project_id, emma.id)
        characters.change(session, row, {"tags": ["lead"], "importance": "lead"})
    with database.transaction(actor=people["ben"]) as session:
        reviews.vote(session, project_id, VoteIn(target=target, value=1), name="Ben Ali")
        note = NoteIn(target=target, body="{who} is {0} this @Ada?")
        reviews.write_note(session, project_id, note, name="Ben Ali")
    with database.reading() as session:
        first = service.activity(session, project_id, limit=2)
        rest = service.activity(session, project_id, before=first.next)
    assert [item.text for item in first.items] == [
        "Ben Ali wrote on EMMA: “{who} is {0} this @Ada?”",
        "Ben Ali voted on EMMA: 1 for, 0 against",
    ]
    assert [item.text for item in rest.items] == ["Ada Lovelace changed EMMA: importance, tags", "You defined EMMA"]
    assert rest.next is None


def test_no_sentence_needs_a_name_that_its_event_lacks() -> None:
    for kind in SENTENCES:
        assert sentence(kind, "Ada", "EMMA", {}), kind  # an older event without the name is told plainly
    assert sentence("vote.cast", "Ada", "", {}) == "Ada: vote cast"
