"""Scripts over HTTP: what a page shows of one, who is who, and boards that go by it."""

import json
from collections.abc import Callable

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from onmodel.characters import schemas as characters
from onmodel.environments import service as environments
from onmodel.fountain.vocabulary import Framing
from onmodel.generations import service as generations
from onmodel.generations.schemas import StoryboardIn
from onmodel.kit.ids import new_id
from onmodel.screenplays import service as screenplays
from onmodel.screenplays.endpoints import router
from onmodel.storyboards import service as storyboards
from tests.factories.production import Production

Serve = Callable[[APIRouter], TestClient]
SCRIPT = """Title: Harbor Night

# Act one

INT. BAR - NIGHT

= They meet.

EMMA HALE, 30, red hair, sits at the counter. JONAS stands behind it.

EMMA
(low)
Is he here?

JONAS ^
He never left.

NARRATOR (V.O.)
It was raining.

CUT TO:

EXT. PIER - DAWN #7#

YOUNG EMMA, 8, runs along the pier. A CHOIR sings.

CHOIR
Boom.

YOUNG EMMA
Wait!
"""
FDX = """<?xml version="1.0" encoding="UTF-8"?><FinalDraft DocumentType="Script"><Content>
<Paragraph Type="Scene Heading" Number="4"><Text>INT. BAR - NIGHT</Text></Paragraph>
<Paragraph Type="Action"><Text>EMMA, 30, waits.</Text></Paragraph></Content></FinalDraft>"""


@pytest.fixture
def client(serve: Serve) -> TestClient:
    return serve(router)


def imported(client: TestClient, text: str = SCRIPT, filename: str = "harbor.fountain") -> dict:
    answer = client.post("/api/screenplays", json={"text": text, "filename": filename})
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_script_is_shown_element_by_element_as_it_is_typeset(client: TestClient) -> None:
    got = imported(client)
    assert (got["title"], got["format"], got["draft"], got["scene_count"]) == ("Harbor Night", "fountain", 1, 2)
    types = [element["type"] for element in got["elements"]]
    assert types[:7] == ["section", "heading", "synopsis", "action", "character", "parenthetical", "dialogue"]
    jonas = next(e for e in got["elements"] if e["type"] == "character" and e["text"] == "JONAS")
    assert jonas["dual"] is True
    assert jonas["character"] == "JONAS"
    voice = next(e for e in got["elements"] if e["text"] == "NARRATOR")
    assert voice["extension"] == "V.O."
    assert {e["scene"] for e in got["elements"]} == {0, 1}
    assert any(e["type"] == "transition" and e["text"] == "CUT TO:" for e in got["elements"])


def test_scenes_carry_numbers_light_mood_and_the_shots_that_are_proposed(client: TestClient) -> None:
    first, second = imported(client)["scenes"]
    assert (first["int_ext"], first["place"], first["time"], first["number"]) == ("INT", "BAR", "night", "1")
    assert (second["int_ext"], second["time"], second["number"]) == ("EXT", "dawn", "7")
    assert first["synopsis"] == "They meet."
    assert first["shots"]
    assert {shot["framing"] for shot in first["shots"]} <= set(Framing)
    assert any("EMMA" in shot["characters"] for shot in first["shots"])


def test_who_is_only_heard_is_told_apart_from_who_is_seen(client: TestClient) -> None:
    cast = {member["name"]: member for member in imported(client)["cast"]}
    assert cast["NARRATOR"]["heard_only"] is True
    assert cast["EMMA"]["heard_only"] is False
    assert cast["EMMA"]["cues"] == 1
    assert "EMMA HALE" in cast["EMMA"]["aliases"]


def test_the_same_bytes_are_the_same_screenplay_whichever_way_they_come(client: TestClient) -> None:
    first = imported(client)
    sent = client.post("/api/screenplays", files={"file": ("other name.fountain", SCRIPT.encode())})
    assert sent.status_code == 201
    assert sent.json()["id"] == first["id"]
    listed = client.get("/api/screenplays").json()
    assert [item["id"] for item in listed["screenplays"]] == [first["id"]]
    assert "elements" not in listed["screenplays"][0]


def test_final_draft_and_windows_text_are_read(client: TestClient) -> None:
    fdx = client.post("/api/screenplays", files={"file": ("a.fdx", FDX.encode())}).json()
    assert (fdx["format"], fdx["scenes"][0]["number"]) == ("fdx", "4")
    wide = client.post("/api/screenplays", files={"file": ("a.fountain", SCRIPT.encode("utf-16"))}).json()
    assert wide["title"] == "Harbor Night"
    assert client.get(f"/api/screenplays/{wide['id']}").json()["elements"] == wide["elements"]


@pytest.mark.parametrize(
    ("body", "error"), [({"text": "   \n"}, "ScriptEmpty"), ({"text": "{\\rtf\x00"}, "ScriptUnreadable")]
)
def test_what_is_no_script_is_refused_with_a_reason(client: TestClient, body: dict, error: str) -> None:
    answer = client.post("/api/screenplays", json=body)
    assert answer.status_code == 422
    assert answer.json()["type"] == f"/errors#{error}"


def test_pages_follow_each_other(client: TestClient) -> None:
    ids = [imported(client, f"INT. ROOM {i} - DAY\n\nEMMA, 30, waits.\n")["id"] for i in range(3)]
    page = client.get("/api/screenplays?limit=2").json()
    rest = client.get(f"/api/screenplays?limit=2&before={page['next']}").json()
    assert [s["id"] for s in page["screenplays"] + rest["screenplays"]] == ids[::-1]
    assert rest["next"] is None


def test_characters_and_places_are_linked_by_name_and_corrected_by_hand(
    client: TestClient, production: Production
) -> None:
    emma, other = production.character("Emma Hale"), production.character("Somebody")
    with production.database.transaction() as session:
        nothing = environments.Angles((), ())
        pier = environments.create(
            session, production.blobs, {"name": "Pier"}, nothing, project_id=production.project_id
        )
        docks = environments.create(
            session, production.blobs, {"name": "Docks"}, nothing, project_id=production.project_id
        )
    got = imported(client)
    cast = {member["name"]: member for member in got["cast"]}
    assert (cast["EMMA"]["character_id"], cast["EMMA"]["linked_by"]) == (emma.id, "name")
    assert (cast["JONAS"]["character_id"], cast["JONAS"]["linked_by"]) == (None, None)
    assert {p["name"]: p["environment_id"] for p in got["places"]} == {"BAR": None, "PIER": pier.id}
    links = {
        "characters": {"JONAS": other.id, "NARRATOR": None}, "same": {"YOUNG EMMA": "EMMA"},
        "not_characters": ["CHOIR"], "places": {"PIER": docks.id, "BAR": None},
    }  # fmt: skip
    answer = client.put(f"/api/screenplays/{got['id']}/links", json={**links, "version": got["version"]})
    assert answer.status_code == 200, answer.text
    put = answer.json()
    cast = {member["name"]: member for member in put["cast"]}
    assert set(cast) == {"EMMA", "JONAS", "NARRATOR"}
    assert (cast["JONAS"]["character_id"], cast["JONAS"]["linked_by"]) == (other.id, "hand")
    assert (cast["NARRATOR"]["character_id"], cast["NARRATOR"]["linked_by"]) == (None, "hand")
    assert "YOUNG EMMA" in cast["EMMA"]["aliases"]
    assert cast["EMMA"]["cues"] == 2
    assert {p["name"]: (p["environment_id"], p["linked_by"]) for p in put["places"]} == {
        "BAR": (None, "hand"), "PIER": (docks.id, "hand"),
    }  # fmt: skip
    assert put["links"]["same"] == {"YOUNG EMMA": "EMMA"}
    assert all("EMMA" in s["characters"] for s in put["scenes"])
    boom = next(e for e in put["elements"] if e["text"] == "Boom.")
    assert boom["type"] == "action"
    late = client.put(f"/api/screenplays/{got['id']}/links", json={**links, "version": got["version"]})
    assert late.status_code == 409


def marked(script: dict) -> list[tuple[str, str, str]]:
    """Every name in the text: what it is, how it is spelled there, and whom or what it means."""
    return [(m["kind"], e["text"][m["start"] : m["end"]], m["name"]) for e in script["elements"] for m in e["mentions"]]


def test_names_are_marked_in_the_text_as_people_corrected_them(client: TestClient, production: Production) -> None:
    emma = production.character("Emma Hale")
    got = imported(client)
    assert marked(got) == [
        ("place", "BAR", "BAR"), ("character", "EMMA HALE", "EMMA"), ("character", "JONAS", "JONAS"),
        ("character", "EMMA", "EMMA"), ("character", "JONAS", "JONAS"), ("character", "NARRATOR", "NARRATOR"),
        ("place", "PIER", "PIER"), ("character", "YOUNG EMMA", "YOUNG EMMA"), ("character", "CHOIR", "CHOIR"),
        ("character", "CHOIR", "CHOIR"), ("character", "YOUNG EMMA", "YOUNG EMMA"),
    ]  # fmt: skip
    part = next(member for member in got["cast"] if member["name"] == "EMMA")
    assert (part["character_name"], part["thumbnail_url"]) == (emma.name, characters.thumbnail(emma))
    links = {"same": {"YOUNG EMMA": "EMMA"}, "not_characters": ["CHOIR"]}
    put = client.put(f"/api/screenplays/{got['id']}/links", json=links).json()
    assert ("character", "YOUNG EMMA", "EMMA") in marked(put)
    assert {name for _, _, name in marked(put)} == {"BAR", "PIER", "EMMA", "JONAS", "NARRATOR"}


@pytest.mark.parametrize(
    "links",
    [
        {"same": {"NOBODY": "EMMA"}},
        {"same": {"EMMA": "JONAS", "JONAS": "EMMA"}},
        {"same": {"YOUNG EMMA": "CHOIR"}, "not_characters": ["CHOIR"]},
        {"not_characters": ["NOBODY"]},
        {"places": {"MOON": None}},
    ],
)
def test_a_correction_about_nothing_is_refused(client: TestClient, links: dict) -> None:
    answer = client.put(f"/api/screenplays/{imported(client)['id']}/links", json=links)
    assert answer.status_code == 422
    assert answer.json()["type"] == "/errors#NotInScript"


def test_somebody_whom_the_reader_took_for_nobody_can_be_cast(client: TestClient, production: Production) -> None:
    dog = production.character("Rex", "brown dog")
    got = imported(client, "EXT. STEPPE - DAY\n\nEMMA, 30, walks. The rex barks at Emma.\n\nEMMA\nQuiet!\n")
    put = client.put(f"/api/screenplays/{got['id']}/links", json={"characters": {"REX": dog.id}}).json()
    assert {m["name"]: m["character_id"] for m in put["cast"]} == {"EMMA": None, "REX": dog.id}
    gone = client.put(f"/api/screenplays/{got['id']}/links", json={"characters": {"EMMA": new_id()}})
    assert gone.status_code == 404


def test_a_board_of_a_screenplay_goes_by_its_links(client: TestClient, production: Production) -> None:
    emma, jonas = production.character("Emma Hale"), production.character("Somebody")
    got = imported(client)
    links = {"characters": {"JONAS": jonas.id}, "same": {"YOUNG EMMA": "EMMA"}, "not_characters": ["CHOIR"]}
    with production.database.transaction() as session:
        before = generations.order_of(session, StoryboardIn(screenplay_id=got["id"]), production.project_id)
        first = generations.start(session, before, project_id=production.project_id).storyboard_id
        board = storyboards.get(session, production.project_id, first)
        generations.keep_breakdown(generations.break_down(production.backends.texts, board), session, board)
        assert any("YOUNG EMMA" in shot.scene.characters for shot in board.shots)
    assert before.cast == {"EMMA": emma.id}
    client.put(f"/api/screenplays/{got['id']}/links", json=links)
    with production.database.transaction() as session:
        order = generations.order_of(session, StoryboardIn(screenplay_id=got["id"]), production.project_id)
        second = generations.start(session, order, project_id=production.project_id).storyboard_id
        again = generations.start(session, order, project_id=production.project_id).storyboard_id
        board = storyboards.get(session, production.project_id, second)
        breakdown = generations.break_down(production.backends.texts, board)
        generations.keep_breakdown(breakdown, session, board)
        assert all("YOUNG EMMA" not in shot.scene.characters for shot in board.shots)
    assert order.cast == {"EMMA": emma.id, "JONAS": jonas.id}
    assert second == again != first
    names = {name for scene in breakdown.scenes for shot in scene.shots for name in shot.characters}
    assert names <= {"EMMA", "JONAS"}
    assert all("EMMA" in scene.characters for scene in breakdown.scenes)


def test_a_board_is_of_a_script_or_of_a_screenplay() -> None:
    for body in ({}, {"script": "INT. A - DAY", "screenplay_id": new_id()}):
        with pytest.raises(ValueError, match="either"):
            StoryboardIn.model_validate(json.loads(json.dumps(body)))


def test_a_part_of_nobody_of_ours_is_played_by_a_stranger_though_a_character_has_the_name(
    client: TestClient, production: Production
) -> None:
    emma = production.character("EMMA")
    got = imported(client)
    client.put(f"/api/screenplays/{got['id']}/links", json={"characters": {"EMMA": None}})
    with production.database.transaction() as session:
        order = generations.order_of(session, StoryboardIn(screenplay_id=got["id"]), production.project_id)
        made = generations.start(session, order, project_id=production.project_id)
        board = storyboards.get(session, production.project_id, made.storyboard_id)
        generations.keep_breakdown(generations.break_down(production.backends.texts, board), session, board)
        assert "EMMA" in generations.uncast(board)
        measured = generations.measure_stranger(production.backends.vision, board, "EMMA")
        generations.invent(production.blobs, measured, session, board)
        part = next(member for member in board.cast if member.script_name == "EMMA")
    assert order.cast == {}
    assert part.character_id != emma.id
    assert part.character.name == "EMMA (Harbor Night)"


def test_a_place_that_somebody_linked_is_built_as_its_environment_says(
    client: TestClient, production: Production
) -> None:
    with production.database.transaction() as session:
        nothing = environments.Angles((), ())
        made = {"name": "The corner", "set": "office"}
        corner = environments.create(session, production.blobs, made, nothing, project_id=production.project_id).id
    got = imported(client)
    with production.database.reading() as session:
        project_id = production.project_id
        by_name = environments.of_place(session, project_id, "BAR")
        said = environments.of_place(session, project_id, "BAR", {"BAR": corner})
        none = environments.of_place(session, project_id, "The Corner", {"THE CORNER": None})
    assert by_name is None
    assert said is not None
    assert said.id == corner
    assert none is None
    put = client.put(f"/api/screenplays/{got['id']}/links", json={"places": {"BAR": corner}}).json()
    assert put["places"][0]["environment_id"] == corner
    with production.database.reading() as session:
        row = screenplays.get(session, production.project_id, got["id"])
        choose = environments.chooser(session, production.project_id, row.sites)
        proposed = screenplays.breakdown_of(row, screenplays.value_of(row))
    assert choose is not None
    assert proposed is not None
    assert choose(proposed.scenes[0], 0).name == "office"
