"""A board in a style and in an environment: graded over its plate, named in the manifest, stale when either changes."""

from typing import Any

import numpy as np
import pytest

from onmodel.assets import service as assets
from onmodel.environments import service as environments
from onmodel.environments.service import Angles
from onmodel.generations import service, tasks
from onmodel.generations.rules import Order
from onmodel.inline import run_inline
from onmodel.jobs.rules import JobState
from onmodel.kit.pictures import decode
from onmodel.staleness import service as staleness
from onmodel.storyboards import service as storyboards
from onmodel.storyboards.rules import BoardSettings
from onmodel.styles import service as styles
from onmodel.styles.rules import StyleNotFound
from onmodel.styles.service import Pictures
from onmodel.takes import queries as take_queries
from onmodel.takes import service as takes
from onmodel.takes.tables import Take
from tests.factories.production import Production

SCRIPT = b"EXT. STEPPE - DAY\n\nEMMA, 30, waits.\n\nINT. HOUSE - NIGHT\n\nEmma sits.\n"


class Shoot:
    """A finished board of two panels in a style; the house is an environment."""

    def __init__(self, production: Production) -> None:
        self.production, self.project_id = production, production.project_id
        emma = production.character("EMMA")
        with production.database.transaction() as session:
            made = {"name": "Grey", "parameters": {"saturation": 0.0, "look": "ink"}}
            self.style = styles.create(
                session, production.blobs, made, Pictures((), (), []), project_id=self.project_id
            )
            look, style_id = styles.chosen(session, self.project_id, "Grey")
            place = {"name": "House", "colour_temperature": 2400}
            nothing = Angles((), ())
            self.house = environments.create(session, production.blobs, place, nothing, project_id=self.project_id)
        self.settings = BoardSettings(frames=2, tier="low", look=look, style=style_id)
        with production.database.transaction() as session:
            order = Order(SCRIPT, "s.fountain", {"EMMA": emma.id}, settings=self.settings)
            job = service.start(session, order, project_id=self.project_id)
        self.board_id = job.storyboard_id
        assert job.job_id
        self.run(job.job_id)

    def run(self, job_id: str) -> None:
        done = run_inline(self.production.database, job_id, tasks.handlers(self.production.backends))
        assert done.state == JobState.SUCCEEDED, done.error

    def takes(self) -> list[Take]:
        with self.production.database.reading() as session:
            board = storyboards.get(session, self.project_id, self.board_id)
            circled = take_queries.circled(session, [s.id for s in board.shots])
            return [circled[s.id] for s in board.shots]

    def stale(self) -> list[tuple[int, list[str]]]:
        with self.production.database.reading() as session:
            board = storyboards.get(session, self.project_id, self.board_id)
            return [(p.scene_number, p.because) for p in staleness.view(session, board).panels]

    def refresh(self) -> None:
        with self.production.database.transaction() as session:
            board = storyboards.get(session, self.project_id, self.board_id)
            made = staleness.render(session, board, None, kind="frame")
        for job_id in made.job_ids:
            self.run(job_id)

    def change_style(self, **parameters: Any) -> None:
        with self.production.database.transaction() as session:
            row = styles.get(session, self.project_id, self.style.id)
            styles.change(session, row, {"parameters": parameters})

    def change_house(self, **columns: Any) -> None:
        with self.production.database.transaction() as session:
            environments.change(session, environments.get(session, self.project_id, self.house.id), columns)


@pytest.fixture
def shoot(production: Production) -> Shoot:
    return Shoot(production)


def test_frames_are_graded_named_and_measured_on_their_plates(shoot: Shoot) -> None:
    outside, inside = shoot.takes()
    with shoot.production.database.reading() as session:
        blobs = shoot.production.blobs
        seen, plate = (f(session, blobs, outside) for f in (takes.picture_of, takes.plate_of))
        made_by = [assets.get(session, str(i)).made_by for i in (outside.asset_id, outside.plate_asset_id)]
    assert np.ptp(decode(seen, "seen").astype(int), axis=-1).max() <= 1, "black and white"
    assert np.ptp(decode(plate, "plate").astype(int), axis=-1).max() > 20
    assert "style" in made_by[0]
    assert "style" not in made_by[1]
    assert (outside.manifest["style"]["name"], outside.manifest["style"]["number"]) == ("Grey", 1)
    assert outside.scene["look"] == "ink"
    assert outside.value is not None
    assert outside.value > 85, "nobody becomes a stranger by a grade"
    kinds = [[s["kind"] for s in take.manifest["made_from"]] for take in (outside, inside)]
    assert kinds == [["character", "style", "shot"], ["character", "style", "environment", "shot"]]
    assert (outside.scene["set"]["kelvin"], inside.scene["set"]["kelvin"]) == (0.0, 2400.0)
    assert shoot.stale() == []


def test_a_changed_style_makes_all_frames_stale_until_they_are_rendered_again(shoot: Shoot) -> None:
    shoot.change_style(exposure=1.0)
    assert shoot.stale() == [(n, ["Grey is at version 2, the picture shows version 1"]) for n in (1, 2)]
    shoot.refresh()
    assert shoot.stale() == []
    assert {t.manifest["style"]["number"] for t in shoot.takes()} == {2}


def test_a_changed_place_makes_its_own_frames_stale(shoot: Shoot) -> None:
    shoot.change_house(description="with a stove")
    assert shoot.stale() == []
    shoot.change_house(colour_temperature=5000)
    assert [number for number, _ in shoot.stale()] == [2]
    shoot.refresh()
    assert shoot.stale() == []
    assert shoot.takes()[1].scene["set"]["kelvin"] == 5000.0


def test_a_place_that_moved_to_another_set_stays_stale(shoot: Shoot) -> None:
    shoot.change_house(set="bar")
    shoot.refresh()
    assert [number for number, _ in shoot.stale()] == [2], "it must be blocked again, which nobody does unasked"


def test_a_word_that_is_neither_look_nor_style_is_refused(production: Production) -> None:
    with production.database.reading() as session:
        assert styles.chosen(session, production.project_id, "noir") == ("noir", "")
        with pytest.raises(StyleNotFound):
            styles.chosen(session, production.project_id, "sepia")
