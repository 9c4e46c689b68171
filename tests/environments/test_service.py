"""Environments: made, edited with a lock, kept as versions, put away, and played in; on both databases."""

from typing import Any

import numpy as np
import pytest

from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.collaboration import queries as events
from onmodel.db import Database
from onmodel.environments import service
from onmodel.environments.schemas import AngleIn, AngleKept, EnvironmentIn
from onmodel.environments.service import Angles
from onmodel.environments.tables import Environment
from onmodel.fountain.model import SceneBreakdown
from onmodel.fountain.vocabulary import Mood, TimeOfDay
from onmodel.kit.pictures import NotAnImage
from onmodel.kit.uploads import NotBase64
from onmodel.projects import service as projects
from onmodel.versions import service as versions
from onmodel.versions.rules import Subject
from tests.environments.uploads import uploaded


class Location:
    """A project in which environments are made."""

    def __init__(self, database: Database) -> None:
        self.database, self.blobs = database, FakeBlobs()
        with database.transaction() as session:
            self.project_id = projects.default_project(session).id

    def make(self, name: str, *references: AngleIn, **given: Any) -> Environment:
        columns, angles = EnvironmentIn(name=name, **given).columns(), service.prepare({}, [], references)
        with self.database.transaction() as session:
            return service.create(session, self.blobs, columns, angles, project_id=self.project_id)

    def change(self, row: Environment, version: int | None = None, **columns: Any) -> Environment:
        with self.database.transaction(actor="ada") as session:
            return service.change(session, service.get(session, self.project_id, row.id), columns, version=version)

    def events(self) -> list[tuple[str, Any]]:
        with self.database.reading() as session:
            return [(e.kind, e.payload) for e in events.events_after(session, self.project_id, 0)]


@pytest.fixture
def location(either_database: Database) -> Location:
    return Location(either_database)


def scene(place: str) -> SceneBreakdown:
    return SceneBreakdown(
        "1", f"INT. {place} - DAY", "INT", place, TimeOfDay.DAY, Mood.NEUTRAL, characters=(), props=(), shots=()
    )


def test_a_scene_of_its_name_plays_in_it_and_others_do_not(location: Location) -> None:
    yurt = location.make("The Bai's Yurt", set="steppe", lighting="night", colour_temperature=2400, contrast=2.0)
    with location.database.reading() as session:
        choose = service.chooser(session, location.project_id)
        assert choose is not None
        found, other = choose(scene("THE BAI’S YURT"), 3), choose(scene("POLICE STATION"), 3)
        assert (found.name, found.interior, found.time) == ("steppe", False, TimeOfDay.NIGHT)
        assert (found.kelvin, found.contrast, found.seed) == (2400.0, 2.0, 3)
        assert found.mood is Mood.NEUTRAL, "what it does not say is the scene's"
        assert found.environment.startswith(yurt.id)
        assert (other.name, other.kelvin, other.environment) == ("office", 0.0, "")


def test_a_project_without_environments_is_blocked_as_before(location: Location) -> None:
    with location.database.reading() as session:
        assert service.chooser(session, location.project_id) is None
    yurt = location.make("Yurt")
    with location.database.transaction() as session:
        service.delete(session, location.project_id, yurt.id)
        assert service.chooser(session, location.project_id) is None


def test_light_reaches_a_blocked_set_and_another_set_does_not(location: Location) -> None:
    yurt = location.make("Yurt", set="room")
    with location.database.reading() as session:
        choose = service.chooser(session, location.project_id)
        assert choose is not None
        blocked = choose(scene("YURT"), 0)
    location.change(yurt, colour_temperature=3000)
    with location.database.reading() as session:
        assert service.lighter(session, location.project_id, "YURT")(blocked).kelvin == 3000.0
    location.change(yurt, set="bar")
    with location.database.reading() as session:
        assert service.lighter(session, location.project_id, "YURT")(blocked) == blocked


def test_versions_rollback_and_what_is_told(location: Location) -> None:
    yurt = location.make("Yurt", properties={"tea": True, "guests": 3})
    location.change(yurt, contrast=2.0, properties={"tea": False})
    location.change(yurt, description="felt walls")
    with location.database.transaction() as session:
        back = service.roll_back(session, location.project_id, yurt.id, 1)
        assert (back.contrast, back.properties) == (1.0, {"tea": True, "guests": 3})
        kept = versions.history(session, location.project_id, Subject("environment", yurt.id)).versions
    assert [v.number for v in kept] == [4, 3, 2, 1]
    changed = [payload["looks"] for kind, payload in location.events() if kind == "environment.changed"]
    assert changed == [True, False], "words change no picture"
    assert dict(location.events())["environment.rolled_back"]["to"] == 1


def test_references_have_angles_and_are_pictures(location: Location) -> None:
    grey = np.full((20, 30, 3), 90, np.uint8)
    yurt = location.make("Yurt", AngleIn(angle="door", image=uploaded(grey)))
    (door,) = yurt.references
    angles = service.prepare(
        {door.asset_id: "door"}, [AngleKept(asset_id=door.asset_id, angle="from the door")],
        [AngleIn(angle="back", image=uploaded(grey + 9))],
    )  # fmt: skip
    with location.database.transaction() as session:
        row = service.get(session, location.project_id, yurt.id)
        service.change(session, row, {}, angles=(location.blobs, angles))
        assert [r.angle for r in row.references] == ["from the door", "back"]
    for image, error in (("bm8gcGljdHVyZQ==", NotAnImage), ("%%%", NotBase64)):
        with pytest.raises(error):
            service.prepare({}, [], [AngleIn(image=image)])


def test_what_people_edit_together_is_taken_value_by_value(location: Location) -> None:
    yurt = location.make("Yurt", contrast=2.0)
    fields = {"name": "Felt yurt", "contrast": 99, "mood": "gloomy", "lighting": "dusk", "properties": {"a": [1]}}
    with location.database.transaction() as session:
        service.take_over(session, location.project_id, yurt.id, fields, authors=["ada"])
        row = service.get(session, location.project_id, yurt.id)
        assert (row.name, row.contrast, row.mood, row.lighting, row.properties) == ("Felt yurt", 2.0, "", "dusk", {})


def test_no_pictures_are_no_error() -> None:
    assert service.prepare({}, [], []) == Angles((), ())
