"""Clip jobs of one generation, and people, at one moment: each database circles one clip and keeps to the cap."""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest

from onmodel.clips import tasks
from onmodel.clips.rules import over_cap
from onmodel.db import Database
from onmodel.generations.rules import HANDLES
from onmodel.takes import queries, service
from tests.clips.test_tasks import DearVideos
from tests.factories.reel import Reel
from tests.factories.shoot import Shoot

SECONDS = 1.0  # that the second has for getting between


@pytest.fixture
def database(either_database: Database) -> Database:
    """What the board is made on: once of each kind."""
    return either_database


@pytest.fixture
def reel(shoot: Shoot) -> Reel:
    return Reel(shoot)


def test_a_clip_that_is_chosen_while_a_job_circles_its_own_is_the_only_one(
    reel: Reel, monkeypatch: pytest.MonkeyPatch
) -> None:
    reel.process(scene_numbers=[1], takes=2)
    first = [attempt["attempt_id"] for attempt in reel.scenes()[0]["attempts"]]
    database, shot_id = reel.shoot.production.database, reel.shoot.panels()[0]["id"]
    with database.transaction() as session:
        for take in queries.of_shot(session, shot_id, "clip"):
            take.circled = False
    usual, second = service.circle, list[Future[Any]]()

    def choose() -> None:
        with database.transaction() as session:
            service.choose(session, reel.shoot.project_id, first[1])

    with ThreadPoolExecutor(1) as crowd:

        def circle(*given: Any) -> None:
            if not second:
                second.append(crowd.submit(choose))
                wait(second, SECONDS)
            usual(*given)

        monkeypatch.setattr(service, "circle", circle)
        assert reel.process(scene_numbers=[1], takes=3).state == "succeeded"
        second[0].result(10)
    with database.reading() as session:
        assert [t.id for t in queries.of_shot(session, shot_id, "clip") if t.circled] == [first[1]]


def test_two_scenes_that_look_at_the_cap_at_once_keep_to_it_together(
    reel: Reel, monkeypatch: pytest.MonkeyPatch
) -> None:
    reel.shoot.production.videos = DearVideos()
    prices = [2.0 * (panel["duration_frames"] + 2 * HANDLES) / 24 for panel in reel.shoot.panels()]
    cap = 2 * prices[0] + prices[1] * 0.5
    path = f"/api/generations/{reel.generation_id}/process"
    other = reel.shoot.send("POST", path, {"scene_numbers": [2], "takes": 2, "most_money": cap}, 202)["job_id"]
    second = list[Future[Any]]()

    with ThreadPoolExecutor(1) as crowd:

        def looked(*given: Any) -> str:
            if not second:
                second.append(crowd.submit(reel.run, other))
                wait(second, SECONDS)
            return over_cap(*given)

        monkeypatch.setattr(tasks, "over_cap", looked)
        reel.process(scene_numbers=[1], takes=2, most_money=cap)
        second[0].result(20)
    assert 0 < reel.of("")["spending"]["money"] <= cap
