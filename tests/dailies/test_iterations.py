"""Generations with parents: what was changed, whether it is better, what differs, what needs work."""

import pytest

from onmodel.kit.ids import new_id
from tests.factories.reel import Reel
from tests.factories.shoot import Shoot


@pytest.fixture
def reel(shoot: Shoot) -> Reel:
    return Reel(shoot)


def test_an_iteration_takes_over_what_stands_and_says_what_it_changes(reel: Reel) -> None:
    first = reel.generation_id
    reel.judge.values = [60.0, 61.0, 62.0]
    reel.process(scene_numbers=[1])
    given = {
        "storyboard_id": reel.shoot.board_id, "negative_prompt": "rain", "camera_movement": "push-in",
        "scenes": [{"scene_number": 1, "prompt": "She runs."}],
    }  # fmt: skip
    child = reel.shoot.send("POST", "/api/generations", given, 201)
    assert (child["parent_id"], child["number"], child["state"]) == (first, 2, "ready")
    assert child["scenes"][0]["selected"]["score"] == 62.0
    assert child["scenes"][0]["camera_movement"] == "push-in"
    paths = {c["path"]: c["after"] for c in child["changes"]}
    assert paths["scenes.1.prompt"] == "She runs."
    assert paths["settings.negative_prompt"] == "rain"
    reel.process(child["id"], scene_numbers=[1])
    trend = reel.of("quality-trends", child["id"])["iterations"]
    assert [(t["number"], t["overall"], t["change"]) for t in trend] == [(1, 62.0, None), (2, 80.0, 18.0)]
    assert trend[1]["dimensions"]["aesthetic_quality"] == pytest.approx(0.8)
    differs = reel.of(f"diff/{first}", child["id"])
    assert differs["change"] == 18.0
    assert [(s["scene_number"], s["change"]) for s in differs["scenes"]] == [(1, 18.0)]
    assert {"path": "selections.1.attempt", "before": 3, "after": 4} in differs["changes"]
    listed = reel.shoot.get("/api/generations", storyboard_id=reel.shoot.board_id)["generations"]
    assert [g["number"] for g in listed] == [2, 1]
    assert reel.of("", first)["scenes"][0]["selected"]["score"] == 62.0, "the parent stands by what it had"


def test_a_report_says_which_scenes_need_work(reel: Reel) -> None:
    reel.judge.values = [40.0, 45.0, 42.0, 90.0, 91.0, 92.0]
    reel.process(scene_numbers=[1])
    reel.process(scene_numbers=[2])
    report = reel.of("quality-report")
    assert report["overall"] == pytest.approx((45 + 92) / 2)
    assert report["to_do"] == [3, 1]
    assert report["scenes"][0]["weak"] == ["aesthetic_quality"]
    assert report["scenes"][0]["findings"] == ["It shakes"]
    absent = next(m for m in report["scenes"][0]["metrics"] if m["dimension"] == "object_class")
    assert absent["normalised"] is None
    assert absent["reason"]
    spent = report["spending"]
    assert spent["accepted_seconds"] == pytest.approx(reel.shoot.panels()[1]["duration_frames"] / 24, abs=0.01)


def test_a_generation_begins_from_a_frame(reel: Reel) -> None:
    panel = reel.shoot.panels()[1]
    given = {"storyboard_id": reel.shoot.board_id, "hero_frame_id": panel["frame"]["take_id"]}
    made = reel.shoot.send("POST", "/api/generations", given, 201)
    assert made["scenes"][1]["hero_frame"]["take_id"] == panel["frame"]["take_id"]
    unknown = reel.shoot.send("POST", "/api/generations", {**given, "hero_frame_id": new_id()}, 404)
    assert unknown["type"] == "/errors#HeroFrameNotFound"
    other = reel.shoot.make(frames=2)
    wrong = reel.shoot.send("POST", "/api/generations", {**given, "storyboard_id": other}, 404)
    assert wrong["type"] == "/errors#HeroFrameNotFound"
    parent = reel.shoot.send("POST", "/api/generations", {"storyboard_id": other, "parent_id": made["id"]}, 409)
    assert parent["type"] == "/errors#ParentOfAnotherBoard"
    assert reel.shoot.send("POST", "/api/generations", {"storyboard_id": other, "backend": "none"}, 422)
