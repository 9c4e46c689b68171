"""Drafts over HTTP: numbers that stay, corrections that hold on, and what a page shows as changed."""

from collections.abc import Callable

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from onmodel.drafts.endpoints import router as drafts
from onmodel.generations import service as generations
from onmodel.generations.schemas import StoryboardIn
from onmodel.screenplays.endpoints import router as screenplays
from onmodel.storyboards import service as storyboards
from tests.factories.production import Production

FIRST = """Title: Ferry

INT. BAR - NIGHT

EMMA, 30, waits by the window. JONAS pours.

EMMA
Is he here?

EXT. PIER - DAWN

A ferry leaves. Emma runs after it and shouts.

INT. YURT - DAY

Jonas counts the coins on the carpet, one by one.
"""
SECOND = FIRST.replace("Is he here?", "Was he here?").replace(
    "EXT. PIER - DAWN\n\nA ferry leaves. Emma runs after it and shouts.", "INT. CAR - NIGHT\n\nEmma drives alone."
)


@pytest.fixture
def client(serve: Callable[[APIRouter], TestClient]) -> TestClient:
    both = APIRouter()
    both.include_router(screenplays)
    both.include_router(drafts)
    return serve(both)


def imported(client: TestClient, text: str = FIRST) -> dict:
    return client.post("/api/screenplays", json={"text": text, "filename": "ferry.fountain"}).json()


def draft(client: TestClient, parent: str, text: str = SECOND) -> dict:
    answer = client.post(f"/api/screenplays/{parent}/drafts", json={"text": text, "filename": "ferry-2.fountain"})
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_new_draft_keeps_numbers_and_names_the_one_before(client: TestClient) -> None:
    first = imported(client)
    second = draft(client, first["id"])
    assert (second["draft"], second["parent_id"], second["title"]) == (2, first["id"], "Ferry")
    told = [(s["number"], s["omitted"]) for s in second["scenes"]]
    assert told == [("1", False), ("2", True), ("2A", False), ("3", False)]
    omitted = next(s for s in second["scenes"] if s["omitted"])
    assert (omitted["heading"], omitted["shots"]) == ("OMITTED", [])
    assert [s["number"] for s in second["scenes"] if s["shots"]] == [
        s["number"] for s in second["scenes"] if not s["omitted"]
    ]
    assert client.get(f"/api/screenplays/{first['id']}").json()["later_drafts"] == [second["id"]]


def test_the_same_draft_twice_is_one_and_the_draft_itself_is_no_new_one(client: TestClient) -> None:
    first = imported(client)
    assert draft(client, first["id"])["id"] == draft(client, first["id"])["id"]
    assert draft(client, first["id"], FIRST)["id"] == first["id"]


def test_a_script_that_came_in_by_itself_becomes_a_draft_unless_it_is_in_use(
    client: TestClient, production: Production
) -> None:
    first, stray = imported(client), imported(client, SECOND)
    assert draft(client, first["id"])["id"] == stray["id"]
    third = imported(client, FIRST.replace("coins", "cards"))
    with production.database.transaction() as session:
        order = generations.order_of(session, StoryboardIn(screenplay_id=third["id"]), production.project_id)
        made = generations.start(session, order, project_id=production.project_id)
        board = storyboards.get(session, production.project_id, made.storyboard_id)
        generations.keep_breakdown(generations.break_down(production.backends.texts, board), session, board)
    text = FIRST.replace("coins", "cards")
    answer = client.post(f"/api/screenplays/{first['id']}/drafts", json={"text": text, "filename": "c.fountain"})
    assert answer.status_code == 409
    assert answer.json()["screenplay_id"] == third["id"]


def test_corrections_hold_on_where_the_draft_has_what_they_are_about(
    client: TestClient, production: Production
) -> None:
    other = production.character("Somebody")
    first = imported(client)
    links = {"characters": {"JONAS": other.id}, "places": {"PIER": None, "YURT": None}}
    assert client.put(f"/api/screenplays/{first['id']}/links", json=links).status_code == 200
    second = draft(client, first["id"])
    assert second["links"] == {
        "characters": {"JONAS": other.id}, "same": {}, "not_characters": [], "places": {"YURT": None},
    }  # fmt: skip


def test_the_difference_is_told_scene_by_scene_and_line_by_line(client: TestClient) -> None:
    first = imported(client)
    second = draft(client, first["id"])
    diff = client.get(f"/api/screenplays/{second['id']}/diff").json()
    assert diff["from_id"] == first["id"]
    assert {name: diff[name] for name in ("added", "removed", "changed", "moved", "same")} == {
        "added": 1, "removed": 1, "changed": 1, "moved": 0, "same": 1,
    }  # fmt: skip
    by_change = {scene["change"]: scene for scene in diff["scenes"]}
    lines = by_change["changed"]["lines"]
    assert [(line["op"], line["text"]) for line in lines if line["op"] != "same"] == [
        ("removed", "Is he here?"), ("added", "Was he here?"),
    ]  # fmt: skip
    assert by_change["removed"]["number"] == "2"
    assert by_change["removed"]["number_before"] == "2"
    assert by_change["same"]["lines"] == []
    back = client.get(f"/api/screenplays/{first['id']}/diff?from={second['id']}").json()
    assert (back["added"], back["removed"], back["changed"]) == (1, 1, 1)


def test_scenes_in_another_order_are_moved_and_two_generations_are_compared_by_number(client: TestClient) -> None:
    first = imported(client)
    head, rest = FIRST.split("EXT. PIER")
    pier, yurt = rest.split("INT. YURT")
    turned = draft(client, first["id"], f"{head}INT. YURT{yurt}\nEXT. PIER{pier}")
    diff = client.get(f"/api/screenplays/{turned['id']}/diff").json()
    assert (diff["moved"], diff["same"], diff["added"]) == (1, 3, 0)
    assert [s["number"] for s in turned["scenes"]] == ["1", "3", "2"]
    third = draft(client, turned["id"], f"{head}INT. YURT\n\nA wholly other thing, told anew.\n\nEXT. PIER{pier}")
    against_first = client.get(f"/api/screenplays/{third['id']}/diff?from={first['id']}").json()
    numbers = {s["number"] for s in against_first["scenes"] if s["change"] != "removed"}
    assert {"1", "2"} <= numbers
    same = client.get(f"/api/screenplays/{first['id']}/diff").json()
    assert (same["same"], same["changed"], same["added"], same["removed"]) == (3, 0, 0, 0)


def test_a_board_of_a_later_draft_has_its_locked_numbers(client: TestClient, production: Production) -> None:
    second = draft(client, imported(client)["id"])
    with production.database.transaction() as session:
        order = generations.order_of(session, StoryboardIn(screenplay_id=second["id"]), production.project_id)
        made = generations.start(session, order, project_id=production.project_id)
        board = storyboards.get(session, production.project_id, made.storyboard_id)
        generations.keep_breakdown(generations.break_down(production.backends.texts, board), session, board)
        numbers = list(dict.fromkeys(shot.scene.number for shot in board.shots))
    assert numbers == [s["number"] for s in second["scenes"] if not s["omitted"]]


def test_a_draft_of_nothing_is_not_found(client: TestClient) -> None:
    missing = "01a1feaa-fcc2-7000-a850-17b39dfa188c"
    assert client.get(f"/api/screenplays/{missing}/diff").status_code == 404
    answer = client.post(f"/api/screenplays/{missing}/drafts", json={"text": FIRST})
    assert answer.status_code == 404


def dropped(client: TestClient, text: str, name: str = "ferry.fountain") -> dict:
    answer = client.post("/api/screenplays/drops", files={"file": (name, text.encode(), "text/plain")})
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_what_is_dropped_under_a_known_title_is_its_next_draft_with_locked_numbers(client: TestClient) -> None:
    first = dropped(client, FIRST)
    assert (first["draft"], first["parent_id"]) == (1, None)
    second = dropped(client, SECOND.replace("Title: Ferry", "Title: FERRY "))
    assert (second["draft"], second["parent_id"]) == (2, first["id"])
    assert [s["number"] for s in second["scenes"]] == ["1", "2", "2A", "3"]
    third = dropped(client, SECOND.replace("Was he", "Has he been"))
    assert (third["draft"], third["parent_id"]) == (3, second["id"])
    assert dropped(client, FIRST)["id"] == first["id"]


def test_what_is_dropped_under_another_title_or_none_is_a_script_of_its_own(client: TestClient) -> None:
    dropped(client, FIRST)
    assert dropped(client, FIRST.replace("Title: Ferry", "Title: Another ferry"))["parent_id"] is None
    bare = FIRST.replace("Title: Ferry\n\n", "")
    assert dropped(client, bare, "pier.fountain")["parent_id"] is None
    named = dropped(client, bare.replace("shouts", "whispers"), "pier.fountain")
    assert named["draft"] == 2
    unnamed = [client.post("/api/screenplays/drops", json={"text": bare + end}).json() for end in ("One.", "Two.")]
    assert [each["parent_id"] for each in unnamed] == [None, None]
