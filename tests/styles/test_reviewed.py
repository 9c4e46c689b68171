"""Styles and environments are noted and voted on, and edited together, as characters are."""

import pytest

from onmodel.live.documents import KINDS
from onmodel.reviews import service as reviews
from onmodel.reviews.rules import Target, TargetKind
from onmodel.reviews.schemas import NoteIn, TargetIn
from tests.factories.resources import RESOURCES
from tests.factories.studio import Studio


@pytest.mark.parametrize("kind", ["style", "environment"])
def test_a_note_lands_on_the_version_that_was_seen(studio: Studio, kind: TargetKind) -> None:
    thing = RESOURCES[f"{kind}_id"](studio)
    with studio.database.transaction(actor=studio.ids["reviewer"]) as session:
        note = reviews.write_note(
            session, studio.project_id, NoteIn(target=TargetIn(kind=kind, id=thing), body="Too cold"), name="R"
        )
        assert (note.target_kind, note.target_id) == (kind, thing)
        assert reviews.revision_of(session, studio.project_id, Target(kind, thing)) == 1
    voted = studio.browser("reviewer").put("/api/votes", json={"target": {"kind": kind, "id": thing}, "value": 1})
    assert voted.status_code == 200, voted.text


@pytest.mark.parametrize("kind", ["style", "environment"])
def test_what_is_edited_together_comes_back_as_it_was_shared(studio: Studio, kind: str) -> None:
    shared, thing = KINDS[kind], RESOURCES[f"{kind}_id"](studio)
    with studio.database.transaction() as session:
        row = session.get_one(shared.table, thing)
        fields = {**shared.shared_fields(row), "description": "as agreed"}
        shared.take_over(session, studio.project_id, thing, fields, authors=[studio.ids["editor"]])
        assert shared.shared_fields(row) == fields
        assert row.project_id == studio.project_id
