"""Clips are made from hero frames, scored, ranked; an interrupted or capped run keeps what it has."""

import pytest

from tests.factories.reel import Reel
from tests.factories.shoot import Shoot


@pytest.fixture
def reel(shoot: Shoot) -> Reel:
    return Reel(shoot)


def test_three_takes_of_each_scene_are_made_and_the_best_is_selected(reel: Reel) -> None:
    reel.judge.values = [71.0, 88.0, 88.0]
    done = reel.process()
    assert done.state == "succeeded", done.error
    scenes = reel.scenes()
    assert [len(scene["attempts"]) for scene in scenes] == [3, 3, 3]
    first = scenes[0]["attempts"]
    assert [attempt["number"] for attempt in first] == [1, 2, 3]
    assert [attempt["score"] for attempt in first] == [71.0, 88.0, 88.0]
    assert scenes[0]["selected_id"] == first[1]["attempt_id"], "of equals the earlier one"
