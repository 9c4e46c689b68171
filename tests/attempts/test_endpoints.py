"""More attempts at a scene, other words, suggestions and what they bring; bad asks get a typed answer."""

from typing import Any

import pytest

from onmodel.kit.ids import new_id
from tests.factories.reel import Reel
from tests.factories.shoot import Shoot


@pytest.fixture
def reel(shoot: Shoot) -> Reel:
    return Reel(shoot)


def ask(reel: Reel, path: str, body: Any, status: int) -> Any:
    return reel.shoot.send("POST", f"/api/generations/{reel.generation_id}/{path}", body, status)


def test_a_scene_is_made_again_with_other_words_as_often_as_one_likes(reel: Reel) -> None:
    reel.judge.values = [75.0, 76.0, 77.0, 90.0, 71.0]
    reel.process(scene_numbers=[1])
    words = {"prompt": "She turns round.", "camera_movement": "dolly left", "speed": 0.5, "negative_prompt": "blur"}
    for _ in range(2):
        reel.run(ask(reel, "scenes/1/regenerate", words, 202)["job_id"])
    attempts = reel.scenes()[0]["attempts"]
    assert [a["number"] for a in attempts] == [1, 2, 3, 4, 5]
    again = attempts[3]
    assert again["prompt"] == "She turns round. Dolly left."
    assert (again["camera_movement"], again["speed"]) == ("dolly", 0.5)
    assert "blur" in again["negative_prompt"]
    assert attempts[3]["seed"] != attempts[4]["seed"]
    assert attempts[4]["selected"], "what somebody asked for and stands is selected"
    changes = reel.of("")["changes"]
    assert {"path": "scenes.1.prompt", "before": None, "after": "She turns round."} in changes


def test_an_accepted_suggestion_is_made_and_its_gain_is_kept(reel: Reel) -> None:
    reel.judge.values = [30.0, 20.0, 25.0, 45.0]
    reel.process(scene_numbers=[1])
    told = reel.of("prompt-suggestions")["suggestions"]
    dull = next(s for s in told if s["dimension"] == "aesthetic_quality")
    assert dull["prompt"] != dull["prompt_before"]
    made = ask(reel, f"prompt-suggestions/{dull['id']}/accept", None, 202)
    reel.run(made["job_id"])
    after = reel.of("prompt-suggestions")["accepted"]
    assert [(s["id"], s["gain"]) for s in after] == [(dull["id"], 15.0)]
    assert after[0]["dimension_gain"] == pytest.approx(0.15)
    assert reel.of("quality-trends")["suggestion_gain"] == 15.0
    again = ask(reel, f"prompt-suggestions/{dull['id']}/accept", None, 409)
    assert again["type"] == "/errors#SuggestionAccepted"


def test_what_cannot_be_is_said(reel: Reel) -> None:
    frames = [panel["frame"]["take_id"] for panel in reel.shoot.panels()]
    cases = [
        ("process", {"scene_numbers": [99]}, 404, "PanelNotFound"),
        ("scenes/99/regenerate", {}, 404, "PanelNotFound"),
        ("scenes/1/regenerate", {"hero_frame_id": new_id()}, 404, "HeroFrameNotFound"),
        ("scenes/1/regenerate", {"hero_frame_id": frames[1]}, 409, "FrameOfAnotherScene"),
        ("scenes/1/regenerate", {"suggestion_id": new_id()}, 404, "SuggestionNotFound"),
        (f"attempts/{new_id()}/select", None, 404, "AttemptNotFound"),
        (f"attempts/{frames[0]}/select", None, 404, "AttemptNotFound"),
    ]
    for path, body, status, error in cases:
        assert ask(reel, path, body, status)["type"] == f"/errors#{error}", path
    gone = reel.shoot.send("POST", f"/api/generations/{new_id()}/process", {}, 404)
    assert gone["type"] == "/errors#GenerationNotFound"


def test_an_estimate_comes_before_and_learns(reel: Reel) -> None:
    before = reel.of("estimate")
    assert before["takes"] == 9
    assert "no clip was made yet" in before["basis"]
    reel.process(scene_numbers=[1])
    assert "clips made here" in reel.of("estimate")["basis"]
    capped = ask(reel, "process", {"most_seconds": 0.0}, 202)["estimate"]
    assert "machine seconds" in capped["obstacle"]
