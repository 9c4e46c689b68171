"""Styles: made, inherited, edited with a lock, kept as versions, rolled back, put away, found; on both databases."""

from typing import Any

import numpy as np
import pytest

from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.bible import queries as bible
from onmodel.collaboration import queries as events
from onmodel.db import Database
from onmodel.kit.pictures import encode_png
from onmodel.projects import service as projects
from onmodel.styles import service, tasks
from onmodel.styles.rules import StyleCycle, StyleExists, StyleNotFound
from onmodel.styles.schemas import ApplyIn
from onmodel.styles.service import Pictures
from onmodel.styles.tables import Style
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from tests.factories.crowd import at_once, kinds

NOTHING = Pictures((), (), [])


class Room:
    """A project in which styles are made."""

    def __init__(self, database: Database) -> None:
        self.database, self.blobs = database, FakeBlobs()
        with database.transaction() as session:
            self.project_id = projects.default_project(session).id

    def make(self, name: str, pictures: Pictures = NOTHING, **columns: Any) -> Style:
        with self.database.transaction() as session:
            made = {"name": name, **columns}
            return service.create(session, self.blobs, made, pictures, project_id=self.project_id)

    def change(self, style: Style, version: int | None = None, actor: str = "ada", **columns: Any) -> Style:
        with self.database.transaction(actor=actor) as session:
            row = service.get(session, self.project_id, style.id)
            return service.change(session, row, columns, version=version)

    def finish(self, style: Style) -> Any:
        with self.database.reading() as session:
            return service.finish_of(session, service.get(session, self.project_id, style.id))

    def events(self) -> list[tuple[str, Any]]:
        with self.database.reading() as session:
            return [(e.kind, e.payload) for e in events.events_after(session, self.project_id, 0)]


@pytest.fixture
def room(either_database: Database) -> Room:
    return Room(either_database)


def test_what_is_not_said_is_inherited_and_a_null_gives_it_back(room: Room) -> None:
    film = room.make(
        "Film",
        parameters={"contrast": 1.2, "look": "ink"},
        palette=[{"hex": "#112233", "share": 1.0}],
        palette_by_hand=True,
    )
    night = room.make("Night", parent_id=film.id, parameters={"temperature": -40.0, "contrast": 1.5})
    assert room.finish(night).grade.contrast == 1.5
    assert room.finish(night).look == "ink"
    assert room.finish(night).palette == ("#112233",)
    room.change(night, parameters={"contrast": None})
    assert room.finish(night).grade.contrast == 1.2
    assert room.finish(night).grade.temperature == -40.0


def test_a_parent_s_change_reaches_its_children_and_nobody_else(room: Room) -> None:
    film, other = room.make("Film"), room.make("Other")
    night = room.make("Night", parent_id=film.id)
    before = [room.finish(s).fingerprint for s in (night, other)]
    room.change(film, parameters={"exposure": 1.0})
    after = [room.finish(s).fingerprint for s in (night, other)]
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_a_circle_of_parents_is_refused_and_so_is_a_stranger(room: Room) -> None:
    one = room.make("One")
    two = room.make("Two", parent_id=one.id)
    three = room.make("Three", parent_id=two.id)
    for parent in (one, three):
        with pytest.raises(StyleCycle):
            room.change(one, parent_id=parent.id)
    with pytest.raises(StyleNotFound):
        room.change(one, parent_id="0199b1e0-7f3a-7c00-8a00-000000000001")
    assert room.change(three, parent_id=None).parent_id is None


def test_two_who_close_a_circle_at_one_moment_do_not(room: Room) -> None:
    one, two = room.make("One"), room.make("Two")
    outcomes = at_once(lambda: room.change(one, parent_id=two.id), lambda: room.change(two, parent_id=one.id))
    assert kinds(outcomes) == ["Style", "StyleCycle"]


def test_versions_say_who_and_what_and_a_rollback_brings_all_of_it_back(room: Room) -> None:
    film, style = room.make("Film"), room.make("Night", parameters={"tint": 3.0})
    room.change(style, actor="ben", parent_id=film.id, parameters={"tint": 9.0, "contrast": 1.1})
    with room.database.transaction() as session:
        back = service.roll_back(session, room.project_id, style.id, 1)
        assert back.parameters == {"tint": 3.0}
        assert back.parent_id is None
    with room.database.reading() as session:
        subject = Subject("style", style.id)
        kept = versions.history(session, room.project_id, subject).versions
        first, second = (versions.get(session, room.project_id, subject, n) for n in (1, 2))
        paths = {c.path for c in versions.diff(first, second)}
    assert [(v.number, v.author, v.message) for v in kept] == [
        (3, "local", "rolled back to 1"), (2, "ben", "changed parent_id, parameters"), (1, "local", "made"),
    ]  # fmt: skip
    assert {"parent_id", "parameters.tint", "parameters.contrast"} <= paths
    told = dict(room.events())
    assert told["style.changed"]["looks"] is True
    assert told["style.rolled_back"]["to"] == 1


def test_a_new_description_changes_no_looks(room: Room) -> None:
    style = room.make("Film")
    room.change(style, description="as the steppe in August")
    assert dict(room.events())["style.changed"]["looks"] is False
    before = len(room.events())
    room.change(style, description="as the steppe in August")
    assert len(room.events()) == before, "nothing changed, nothing is told"


def test_a_deleted_style_gives_its_name_free_and_its_children_keep_it(room: Room) -> None:
    film = room.make("Film", parameters={"exposure": 1.0})
    night = room.make("Night", parent_id=film.id)
    with room.database.transaction() as session:
        service.delete(session, room.project_id, film.id)
    again = room.make("Film")
    assert room.finish(night).grade.exposure == 1.0
    with pytest.raises(StyleNotFound):
        room.change(again, parent_id=film.id)
    with room.database.transaction() as session, pytest.raises(StyleExists):
        service.restore(session, room.project_id, film.id)
    room.change(again, name="Film 2")
    with room.database.transaction() as session:
        assert service.restore(session, room.project_id, film.id).name == "Film"


def test_a_search_finds_styles_of_a_type(room: Room) -> None:
    room.make("Dusk", type="shot")
    room.make("Steppe", type="scene")
    with room.database.reading() as session:
        found = bible.page(session, Style, room.project_id, search="SHOT")
    assert [style.name for style in found] == ["Dusk"]


def test_what_people_edit_together_is_taken_value_by_value(room: Room) -> None:
    style = room.make("Film", parameters={"exposure": 1.0, "tint": 2.0})
    fields = {"name": "", "parameters": {"exposure": 2, "contrast": float("nan"), "gloss": 1}, "palette": ["#ABCDEF"]}
    with room.database.transaction(actor="ada") as session:
        service.take_over(session, room.project_id, style.id, fields, authors=["ada", "ben"])
        row = service.get(session, room.project_id, style.id)
        assert row.name == "Film"
        assert row.parameters == {"exposure": 2.0}, "what is gone from the document is inherited again"
        assert [c["hex"] for c in row.palette] == ["#abcdef"]
        assert row.palette_by_hand
        assert service.shared_fields(row)["palette"] == ["#abcdef"]


def _picture(room: Room, pixels: np.ndarray) -> str:
    from onmodel.assets import service as assets

    with room.database.transaction() as session:
        made = assets.store(session, room.blobs, encode_png(pixels), "image/png", project_id=room.project_id)
        return made.id


def test_a_graded_picture_is_kept_with_what_it_was_made_from(room: Room) -> None:
    from onmodel.assets import service as assets

    pixels = np.random.default_rng(0).integers(0, 256, (54, 96, 3)).astype(np.uint8)
    style = room.make(
        "Sepia", parameters={"palette_strength": 1.0}, palette=[{"hex": "#b5733c", "share": 1.0}], palette_by_hand=True
    )
    target = ApplyIn(asset_id=_picture(room, pixels))
    graded = tasks.grade_target(room.database, room.blobs, room.project_id, style.id, target)
    with room.database.transaction() as session:
        row = tasks.keep(session, room.blobs, graded, project_id=room.project_id)
        made_by = assets.get(session, row.asset_id).made_by
    assert made_by["style"]["id"] == style.id
    assert made_by["style"]["number"] == 1
    assert made_by["source"] == target.asset_id
    assert row.consistency is not None
    assert row.consistency > row.measured["before"], "more of it has the palette's hue than before"
    assert dict(room.events())["style.applied"]["asset_id"] == row.asset_id


def test_without_a_palette_there_is_no_score_but_a_reason(room: Room) -> None:
    style = room.make("Plain", parameters={"exposure": 0.5})
    target = ApplyIn(asset_id=_picture(room, np.zeros((9, 16, 3), np.uint8)))
    graded = tasks.grade_target(room.database, room.blobs, room.project_id, style.id, target)
    assert graded.consistency is None
    assert "no palette" in graded.measured["reason"]
