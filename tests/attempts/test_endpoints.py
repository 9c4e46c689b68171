"""More attempts at a scene, other words, suggestions and what they bring; bad asks get a typed answer."""

from typing import Any

import pytest
from sqlalchemy import func, select

from onmodel.collaboration import queries as events
from onmodel.collaboration.tables import ProjectEvent
from onmodel.generations import queries as generations
from onmodel.kit.ids import new_id
from onmodel.takes import queries as takes
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


def test_who_asks_again_before_the_first_is_made_gets_two(reel: Reel) -> None:
    reel.process(scene_numbers=[1])
    ordered = [ask(reel, "scenes/1/regenerate", {}, 202)["job_id"] for _ in range(2)]
    assert len(set(ordered)) == 2
    for job_id in ordered:
        reel.run(job_id)
    attempts = reel.scenes()[0]["attempts"]
    assert len(attempts) == len({attempt["seed"] for attempt in attempts}) == 5


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


def chosen_by(reel: Reel, how: str, attempt_id: str) -> tuple[list[str], dict[str, str], list[tuple[str, str]]]:
    """A clip chosen in this way: what is circled, by what the generation stands, what was told of it."""
    production, project_id = reel.shoot.production, reel.shoot.project_id
    shot_id = reel.scenes()[0]["shot_id"]
    with production.database.reading() as session:
        last = session.scalar(select(func.max(ProjectEvent.seq))) or 0
    path = {"select": f"generations/{reel.generation_id}/attempts", "circle": "takes"}[how]
    reel.shoot.send("POST", f"/api/{path}/{attempt_id}/{how}")
    with production.database.reading() as session:
        rows = takes.of_shot(session, shot_id, "clip")
        pass_ = generations.by_id(session, project_id, reel.generation_id)
        told = [(e.kind, e.payload["take_id"]) for e in events.events_after(session, project_id, last)]
        assert pass_ is not None
        assert {take.state for take in rows} == {"scored"}, "a person looked"
        return [take.id for take in rows if take.circled], dict(pass_.selections), told


@pytest.mark.parametrize("how", ["select", "circle"])
def test_a_clip_is_chosen_and_chosen_back_in_one_way_whoever_asks(reel: Reel, how: str) -> None:
    reel.judge.values = [20.0, 40.0, 30.0]
    reel.process(scene_numbers=[1])
    scene = reel.scenes()[0]
    assert scene["needs_review"]
    first, best, _ = (attempt["attempt_id"] for attempt in scene["attempts"])
    for wanted in (first, best):  # the second time is the undo
        assert chosen_by(reel, how, wanted) == ([wanted], {scene["shot_id"]: wanted}, [("clip.circled", wanted)])
    assert chosen_by(reel, how, best)[2] == [], "nothing changed, nothing is told"


def test_who_knows_no_generation_chooses_for_the_newest_that_has_the_clip(reel: Reel) -> None:
    reel.process(scene_numbers=[1])
    first = reel.generation_id
    child = reel.shoot.send("POST", "/api/generations", {"storyboard_id": reel.shoot.board_id}, 201)["id"]
    reel.run(reel.shoot.send("POST", f"/api/generations/{child}/scenes/1/regenerate", {}, 202)["job_id"])
    stood = reel.scenes(first)[0]["selected_id"]
    _, early, _, late = (attempt["attempt_id"] for attempt in reel.scenes(child)[0]["attempts"])
    aside = reel.shoot.send("POST", "/api/generations", {"storyboard_id": reel.shoot.board_id, "parent_id": first}, 201)
    reel.shoot.send("POST", f"/api/takes/{late}/circle")
    assert reel.scenes(child)[0]["selected_id"] == late
    assert reel.scenes(aside["id"])[0]["selected_id"] == stood, "it never had that clip"
    reel.shoot.send("POST", f"/api/takes/{early}/circle")
    assert reel.scenes(aside["id"])[0]["selected_id"] == early
    assert reel.scenes(child)[0]["selected_id"] == late


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
    assert before["made"] == 0
    reel.process(scene_numbers=[1])
    after = reel.of("estimate")
    assert "clips made here" in after["basis"]
    assert (after["scenes"], after["takes"], after["made"]) == (3, 6, 3), "only what is not there yet is made"
    assert after["film_seconds"] < before["film_seconds"]
    again = ask(reel, "process", {"scene_numbers": [1]}, 202)["estimate"]
    assert (again["takes"], again["made"], again["seconds"]) == (0, 3, 0.0)
    capped = ask(reel, "process", {"most_seconds": 0.0}, 202)["estimate"]
    assert "machine seconds" in capped["obstacle"]


def test_a_cap_is_taken_away_by_null_and_stays_where_it_is_not_named(reel: Reel) -> None:
    def caps(generation_id: str = "") -> tuple[Any, Any]:
        settings = reel.of("", generation_id)["settings"]
        return settings["most_money"], settings["most_seconds"]

    ask(reel, "process", {"most_money": 2.0, "most_seconds": 0.0}, 202)
    ask(reel, "process", {"takes": 2}, 202)
    assert caps() == (2.0, 0.0)
    told = ask(reel, "process", {"most_seconds": None}, 202)["estimate"]
    assert (caps(), told["left_seconds"], told["obstacle"]) == ((2.0, None), None, "")
    child = reel.shoot.send("POST", "/api/generations", {"storyboard_id": reel.shoot.board_id, "most_money": None}, 201)
    assert caps(child["id"]) == (None, None)
    assert caps() == (2.0, None)
