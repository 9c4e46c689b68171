"""Two who circle a shot's takes at one moment: each database circles one."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any

import pytest

from onmodel.db import Database
from onmodel.generations import tasks
from onmodel.inline import run_inline
from onmodel.jobs.rules import JobState
from onmodel.takes import queries, service
from onmodel.takes.tables import Take
from tests.factories.production import Production
from tests.factories.shoot import Shoot

SECONDS = 1.0  # that the second has for getting between


@pytest.fixture
def database(either_database: Database) -> Database:
    """What the board is made on: once of each kind."""
    return either_database


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Have something done while the first one circles: between what it read and what it writes."""
    usual, begun, crowd = service.circle, [], ThreadPoolExecutor(1)

    def arrange(work: Callable[[], Any]) -> list[Future[Any]]:
        def circle(*given: Any) -> None:
            if not begun:
                begun.append(crowd.submit(work))
                wait(begun, SECONDS)
            usual(*given)

        monkeypatch.setattr(service, "circle", circle)
        return begun

    yield arrange
    crowd.shutdown()


def two_frames(shoot: Shoot) -> tuple[str, list[str]]:
    """A shot with two frames, none circled."""
    shot_id = shoot.panels()[0]["id"]
    job = shoot.send("POST", f"/api/shots/{shot_id}/retakes", {"reason": "Another", "seed": 99}, 202)
    shoot.run(job["job_id"])
    with shoot.production.database.transaction() as session:
        rows = queries.of_shot(session, shot_id)
        for take in rows:
            take.circled = False
        return shot_id, [take.id for take in rows]


def circled(shoot: Shoot, shot_id: str) -> list[str]:
    with shoot.production.database.reading() as session:
        return [take.id for take in queries.of_shot(session, shot_id) if take.circled]


def test_two_who_choose_two_frames_of_a_shot_circle_one(
    shoot: Shoot, production: Production, meanwhile: Callable[[Callable[[], Any]], list[Future[Any]]]
) -> None:
    shot_id, frames = two_frames(shoot)

    def choose(take_id: str) -> None:
        with production.database.transaction() as session:
            session.get_one(Take, take_id)  # as it stood before the other chose
            service.choose(session, shoot.project_id, take_id)

    second = meanwhile(lambda: choose(frames[1]))
    choose(frames[0])
    second[0].result(10)
    assert circled(shoot, shot_id) == [frames[1]]


def test_who_chooses_the_circled_frame_while_another_is_chosen_has_it(
    shoot: Shoot, production: Production, meanwhile: Callable[[Callable[[], Any]], list[Future[Any]]]
) -> None:
    shot_id, frames = two_frames(shoot)
    with production.database.transaction() as session:
        session.get_one(Take, frames[1]).circled = True

    def choose(take_id: str) -> None:
        with production.database.transaction() as session:
            session.get_one(Take, take_id)
            service.choose(session, shoot.project_id, take_id)

    second = meanwhile(lambda: choose(frames[1]))
    choose(frames[0])
    second[0].result(10)
    assert circled(shoot, shot_id) == [frames[1]]


def test_a_frame_that_is_chosen_while_a_job_circles_its_own_is_the_only_one(
    shoot: Shoot, production: Production, meanwhile: Callable[[Callable[[], Any]], list[Future[Any]]]
) -> None:
    shot_id, frames = two_frames(shoot)
    job = shoot.send("POST", f"/api/shots/{shot_id}/retakes", {"reason": "A third", "seed": 100}, 202)

    def choose() -> None:
        with production.database.transaction() as session:
            service.choose(session, shoot.project_id, frames[0])

    second = meanwhile(choose)
    done = run_inline(production.database, job["job_id"], tasks.handlers(production.backends))
    assert done.state == JobState.SUCCEEDED, done.error
    second[0].result(10)
    assert circled(shoot, shot_id) == [frames[0]]
