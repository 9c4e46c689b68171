"""Iterations beside and behind each other: which clips each has, what its film cost, how its trend is read."""

import pytest
from sqlalchemy import event

from tests.factories.reel import Reel
from tests.factories.shoot import Shoot


@pytest.fixture
def reel(shoot: Shoot) -> Reel:
    return Reel(shoot)


def test_an_iteration_that_stands_by_a_clip_of_one_beside_it_has_that_clip(reel: Reel) -> None:
    reel.judge.values = [91.0, 92.0, 93.0, 80.0, 81.0, 82.0]
    given = {"storyboard_id": reel.shoot.board_id, "parent_id": reel.generation_id}
    moves = ("push-in", "pull-out")
    one, other = (
        reel.shoot.send("POST", "/api/generations", {**given, "camera_movement": move}, 201)["id"] for move in moves
    )
    for each in (one, other):
        assert reel.process(each, scene_numbers=[1]).state == "succeeded"
    made, stands = reel.scenes(one)[0], reel.scenes(other)[0]
    assert stands["selected_id"] == made["selected_id"], "the best from this frame is on the board"
    assert [a["score"] for a in stands["attempts"]] == [91.0, 92.0, 93.0, 80.0, 81.0, 82.0]
    assert len(made["attempts"]) == 3
    assert reel.of("", other)["scenes"][0]["selected"]["score"] == 93.0
    assert reel.of("quality-report", other)["overall"] == 93.0


def test_film_that_was_taken_over_cost_what_those_before_paid(reel: Reel) -> None:
    reel.process(scene_numbers=[1])
    child = reel.shoot.send("POST", "/api/generations", {"storyboard_id": reel.shoot.board_id}, 201)["id"]
    before, after = (reel.of("", each)["spending"] for each in (reel.generation_id, child))
    assert (after["seconds"], after["accepted_seconds"]) == (0.0, before["accepted_seconds"])
    assert after["seconds_per_accepted_second"] == before["seconds_per_accepted_second"] > 0


def test_a_longer_trend_asks_no_more_questions(reel: Reel) -> None:
    asked: list[str] = []
    event.listen(reel.shoot.production.database.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    reel.process(scene_numbers=[1])

    def questions(generation_id: str) -> tuple[int, int]:
        asked.clear()
        return len(reel.of("quality-trends", generation_id)["iterations"]), len(asked)

    short = questions(reel.generation_id)
    for _ in range(3):
        child = reel.shoot.send("POST", "/api/generations", {"storyboard_id": reel.shoot.board_id}, 201)["id"]
    assert questions(child) == (4, short[1])
