"""Characters are changed, kept as versions, rolled back, put away and found."""

from typing import Any

import pytest

from onmodel.assets.service import AssetNotFound
from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.backends.bundle import Backends
from onmodel.backends.texts.rules import RuleTexts
from onmodel.backends.vision.fake import FakeVision
from onmodel.characters import queries, service, tasks
from onmodel.characters.rules import Edit
from onmodel.characters.tables import Character
from onmodel.collaboration import queries as events
from onmodel.db import Database
from onmodel.inline import run_inline
from onmodel.jobs import queries as job_queries
from onmodel.kit.pictures import encode_png
from onmodel.projects import service as projects
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from tests.factories.production import portrait


class Casting:
    """A project in which characters are defined, on whichever database."""

    def __init__(self, database: Database) -> None:
        self.database, self.blobs = database, FakeBlobs()
        self.backends = Backends({}, {}, RuleTexts(), FakeVision(), self.blobs)
        with database.transaction() as session:
            self.project_id = projects.default_project(session).id

    def define(self, name: str, words: str = "detective, 30s, red hair", *pictures: str) -> Character:
        references = [portrait(p) for p in pictures]
        measured = service.measure_character(FakeVision(), name, words, references)
        with self.database.transaction() as session:
            return service.create(session, self.blobs, measured, project_id=self.project_id)

    def change(self, character_id: str, edit: Edit, actor: str = "ada") -> Character:
        draft = tasks.draft(self.backends, self.database, self.project_id, character_id, edit)
        anew = (self.blobs, draft.measured) if draft.measured else None
        with self.database.transaction(actor=actor) as session:
            row = service.get(session, self.project_id, character_id)
            return service.change(session, row, draft.columns, anew=anew, version=draft.version, message=draft.message)

    def events(self) -> list[tuple[str, Any]]:
        with self.database.reading() as session:
            return [(e.kind, e.payload) for e in events.events_after(session, self.project_id, 0)]

    def names(self, **given: Any) -> list[str]:
        with self.database.reading() as session:
            return [row.name for row in queries.page(session, self.project_id, **given)]


@pytest.fixture
def casting(either_database: Database, monkeypatch: pytest.MonkeyPatch) -> Casting:
    monkeypatch.setattr(service, "encode_jpeg", lambda picture, _quality: encode_png(picture))  # JPEG blurs fake faces
    return Casting(either_database)


def test_new_words_are_measured_and_kept_with_their_author(casting: Casting) -> None:
    emma = casting.define("EMMA", "detective, red hair", "emma")
    changed = casting.change(emma.id, Edit({"description": "detective, black hair", "tags": ["lead"]}), "ben")
    assert changed.dna["hair"]["value"] != emma.dna["hair"]["value"]
    assert "black hair" in changed.base_prompt
    with casting.database.reading() as session:
        subject = Subject("character", emma.id)
        kept = versions.history(session, casting.project_id, subject).versions
        assert [(v.number, v.author, v.message) for v in kept] == [
            (2, "ben", "changed description, tags"), (1, "local", "defined"),
        ]  # fmt: skip
        paths = {c.path for c in versions.diff(*versions.pair(session, casting.project_id, subject, None, None))}
    assert {"description", "tags.0", "dna.hair.value"} <= paths
    kinds = [kind for kind, _ in casting.events()]
    assert kinds == ["character.created", "version.kept", "version.kept", "character.changed"]
    assert casting.events()[-1][1]["looks"] is True


def test_tags_alone_change_no_looks_and_nothing_is_no_version(casting: Casting) -> None:
    emma = casting.define("EMMA")
    casting.change(emma.id, Edit({"tags": ["lead"]}))
    assert casting.events()[-1] == (
        "character.changed",
        {"character_id": emma.id, "name": "EMMA", "number": 2, "fields": ["tags"], "looks": False},
    )
    before = len(casting.events())
    casting.change(emma.id, Edit({"tags": ["lead"]}))
    assert len(casting.events()) == before


def test_a_rename_changes_the_prompt_but_not_the_face(casting: Casting) -> None:
    emma = casting.define("EMMA", "a person")
    face = service.look_of(emma)
    renamed = casting.change(emma.id, Edit({"name": "Emma Stone"}))
    assert service.look_of(renamed) == face
    assert renamed.base_prompt.startswith("Emma Stone, ")


def test_pictures_are_added_replaced_and_removed(casting: Casting) -> None:
    emma = casting.define("EMMA", "detective", "emma")
    first = emma.references[0].asset_id
    two = casting.change(emma.id, Edit({}, None, (portrait("emma", 300),)))
    assert [r.asset_id for r in two.references][:1] == [first]
    assert [r.position for r in two.references] == [0, 1]
    assert len(two.dna["faces"]) == 2
    second = two.references[1].asset_id
    one = casting.change(emma.id, Edit({}, (second,)))
    assert [r.asset_id for r in one.references] == [second]
    with pytest.raises(AssetNotFound):
        casting.change(emma.id, Edit({}, (first,)))
    none = casting.change(emma.id, Edit({}, ()))
    assert none.references == []
    assert none.dna["faces"] == []


def test_rolling_back_is_a_new_version_and_brings_pictures_back(casting: Casting) -> None:
    emma = casting.define("EMMA", "detective, red hair", "emma")
    asset = emma.references[0].asset_id
    casting.change(emma.id, Edit({"description": "detective, black hair", "name": "EM"}, ()))
    with casting.database.transaction(actor="ben") as session:
        service.roll_back(session, casting.project_id, emma.id, 1)
    with casting.database.reading() as session:
        back = service.get(session, casting.project_id, emma.id)
        assert (back.name, back.description, back.dna) == ("EMMA", "detective, red hair", emma.dna)
        assert [r.asset_id for r in back.references] == [asset]
        newest = versions.history(session, casting.project_id, Subject("character", emma.id)).versions[0]
        assert (newest.number, newest.author, newest.message) == (3, "ben", "rolled back to 1")
    assert casting.events()[-1] == (
        "character.rolled_back", {"character_id": emma.id, "name": "EMMA", "number": 3, "to": 1},
    )  # fmt: skip
    with pytest.raises(versions.VersionNotFound), casting.database.transaction() as session:
        service.roll_back(session, casting.project_id, emma.id, 99)


def test_a_search_finds_words_tags_and_other_alphabets(casting: Casting) -> None:
    emma = casting.define("EMMA", "detective, red hair")
    casting.define("Төле Би", "old judge, white beard")
    casting.define("100% GUY", "boy")
    casting.change(emma.id, Edit({"tags": ["Police force", "lead"]}))
    assert casting.names(search="RED detective") == ["EMMA"]
    assert casting.names(search="төле") == ["Төле Би"]
    assert casting.names(tag="police force") == ["EMMA"]
    assert casting.names(tag="police") == []  # a whole tag is asked for
    assert casting.names(search="0%") == ["100% GUY"]
    assert casting.names(search="red judge") == []
    assert casting.names(search="%") == ["100% GUY"]


def test_what_people_edited_together_is_kept_with_their_names_and_measured_by_a_job(casting: Casting) -> None:
    emma = casting.define("EMMA", "detective, red hair", "emma")
    with casting.database.transaction() as session:
        fields = service.shared_fields(service.get(session, casting.project_id, emma.id))
        fields |= {"description": "detective, black hair", "importance": "nonsense", "dna": {}}
        service.take_over(session, casting.project_id, emma.id, fields, authors=["Ada", "Ben"])
    with casting.database.reading() as session:
        [job] = job_queries.newest(session, project_id=casting.project_id, limit=9)
    run_inline(casting.database, job.id, tasks.handlers(casting.backends))
    with casting.database.reading() as session:
        row = service.get(session, casting.project_id, emma.id)
        assert "black hair" in row.base_prompt
        assert row.importance == "supporting"
        messages = [
            v.message for v in versions.history(session, casting.project_id, Subject("character", emma.id)).versions
        ]
    assert messages == ["measured anew", "edited by Ada, Ben", "defined"]
