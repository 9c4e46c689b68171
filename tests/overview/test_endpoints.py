"""Reviews, the queue and Home over HTTP: each kind of thing by its name and picture, and nothing of strangers'."""

from typing import Any

import pytest

from onmodel.takes.rules import NEEDS_REVIEW
from onmodel.takes.tables import Take
from tests.factories.boards import PicturedBoard, board_with_picture
from tests.factories.resources import RESOURCES
from tests.factories.studio import Studio


@pytest.fixture
def board(studio: Studio) -> PicturedBoard:
    return board_with_picture(studio)


def _asked(studio: Studio, kind: str, thing: str) -> None:
    client = studio.browser("owner")
    body = {"target": {"kind": kind, "id": thing}, "message": f"this {kind}"}
    answer = client.post("/api/reviews", json=body, headers=_here(studio) | {"Origin": "http://board.studio"})
    assert answer.status_code == 201, answer.text


def _here(studio: Studio) -> dict[str, str]:
    return {"X-Onmodel-Project": studio.project_id}


def _things(studio: Studio) -> dict[str, dict[str, Any]]:
    found = studio.browser("reviewer").get("/api/reviews", headers=_here(studio)).json()["reviews"]
    return {item["target"]["kind"]: item["thing"] for item in found}


def test_what_is_on_a_board_is_named_as_film_people_do(studio: Studio, board: PicturedBoard) -> None:
    for kind, thing in (("storyboard", board.id), ("shot", board.shot_id), ("take", board.take_id)):
        _asked(studio, kind, thing)
    picture = f"/api/assets/{board.asset_id}/thumbnail"
    placed = {"storyboard_id": board.id, "board": "T", "thumbnail_url": picture, "name": "", "character_id": None}
    nothing = {"scene": "", "shot": "", "take": None, "clip": False}
    assert _things(studio) == {
        "storyboard": placed | nothing,
        "shot": placed | nothing | {"scene": "1", "shot": "1"},
        "take": placed | nothing | {"scene": "1", "shot": "1", "take": 1},
    }
    with studio.database.transaction() as session:
        session.get_one(Take, board.take_id).kind = "clip"
    assert _things(studio)["take"]["clip"]
    assert _things(studio)["shot"]["thumbnail_url"] is None, "it has no circled frame any more"


@pytest.mark.parametrize("kind", ["character", "style", "environment", "variation"])
def test_what_is_defined_has_its_name_and_first_picture(kind: str, studio: Studio) -> None:
    thing = RESOURCES[f"{kind}_id"](studio)
    _asked(studio, kind, thing)
    client = studio.browser("owner")
    shown = _things(studio)[kind]
    if kind == "variation":
        character = client.get(f"/api/characters/{shown['character_id']}").json()
        assert shown["name"] == character["name"]
        return
    known = client.get(f"/api/{kind}s/{thing}").json()
    first = next((one["asset_id"] for one in known["references"]), None)
    assert (shown["name"], shown["thumbnail_url"]) == (known["name"], first and f"/api/assets/{first}/thumbnail")


def test_notes_say_what_they_are_about(studio: Studio, board: PicturedBoard) -> None:
    board.note("take")
    page = studio.browser("viewer").get("/api/notes", headers=_here(studio)).json()
    assert page["things"][board.take_id]["shot"] == "1"
    of_board = studio.guest(storyboard_id=board.id).get(f"/api/storyboards/{board.id}/notes").json()
    assert of_board["things"] == page["things"]


def test_home_is_ones_own_and_no_guest_s(studio: Studio, board: PicturedBoard) -> None:
    _asked(studio, "shot", board.shot_id)
    reviewer = studio.browser("reviewer").get("/api/home").json()
    [card] = reviewer["projects"]
    assert (card["id"], card["storyboard_id"], card["board"], card["panels"]) == (studio.project_id, board.id, "T", 1)
    assert (card["thumbnail_url"], card["reviews"]) == (f"/api/assets/{board.asset_id}/thumbnail", 1)
    assert [item["thing"]["shot"] for item in reviewer["waits"]] == ["1"]
    assert [card["id"] for card in studio.browser("stranger").get("/api/home").json()["projects"]] == [
        studio.other_project_id
    ]
    assert studio.browser("outsider").get("/api/home").json() == {"projects": [], "waits": [], "failed": []}
    assert studio.guest().get("/api/home").status_code == 403
    assert studio.nobody().get("/api/home").status_code == 401


def _waits(studio: Studio, who: str) -> list[dict[str, Any]]:
    home = studio.browser(who).get("/api/home").json()
    assert sum(card["reviews"] for card in home["projects"]) == len(home["waits"])
    return home["waits"]


def test_a_clip_that_only_people_can_judge_waits_for_those_who_choose(studio: Studio, board: PicturedBoard) -> None:
    with studio.database.transaction() as session:
        take = session.get_one(Take, board.take_id)
        take.kind, take.state, take.value = "clip", NEEDS_REVIEW, 61.4
    for who in ("owner", "editor"):
        [waits] = _waits(studio, who)
        assert (waits["waits_for"], waits["target"], waits["thing"]["clip"]) == (
            "clip", {"kind": "take", "id": board.take_id}, True,
        )  # fmt: skip
        assert waits["text"] == "None reaches 70, the best take has 61"
    for who in ("reviewer", "viewer", "outsider", "stranger"):
        assert _waits(studio, who) == []
    with studio.database.transaction() as session:
        session.get_one(Take, board.take_id).state = "scored"  # somebody chose it
    assert _waits(studio, "owner") == []
