"""Frames and clips of a shot are counted and circled each for themselves, on both databases."""

import pytest

from onmodel.clips import queries as clips
from onmodel.collaboration.tables import ProjectEvent
from onmodel.db import Database
from onmodel.takes import queries, service
from onmodel.takes.tables import Take
from tests.factories.production import Production
from tests.factories.shoot import Shoot


@pytest.fixture
def database(either_database: Database) -> Database:
    """What the board is made on: once of each kind."""
    return either_database


def test_numbers_and_circles_are_counted_by_kind(shoot: Shoot, production: Production) -> None:
    panel = shoot.panels()[0]
    with production.database.transaction() as session:
        frame = queries.circled(session, [panel["id"]])[panel["id"]]
        for number in (1, 2):
            session.add(
                Take(
                    project_id=frame.project_id, storyboard_id=frame.storyboard_id, shot_id=frame.shot_id, kind="clip",
                    number=number, request_hash=f"clip{number}", backend="fake", tier="low", state="needs_review",
                    asset_id=frame.asset_id, parent_id=frame.id, frames=24, rate=24, seconds=6.0, cost=0.5,
                )
            )  # fmt: skip
    with production.database.transaction() as session:
        made = queries.of_shot(session, panel["id"], "clip")
        service.choose(session, shoot.project_id, made[1].id)
    with production.database.reading() as session:
        ids = [panel["id"]]
        assert queries.circled(session, ids)[panel["id"]].id == frame.id
        assert queries.circled(session, ids, "clip")[panel["id"]].number == 2
        assert queries.last_number(session, panel["id"], "clip") == 2
        assert queries.counts(session, ids)[panel["id"]] == panel["takes"]
        assert [t.kind for t in queries.of_shot(session, panel["id"])] == ["frame"] * panel["takes"]
        assert {t.state for t in queries.of_shots(session, ids, "clip")} == {"scored"}, "a person looked"
        assert clips.seconds_per_frame(session, shoot.project_id, "fake", "low") == 0.25
        kinds = [e.kind for e in session.query(ProjectEvent).order_by(ProjectEvent.seq)]
        assert kinds[-1] == "clip.circled"
