"""The API on a real app with a real database and job rows, on fake pictures and eyes."""

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from onmodel.app import create_app
from onmodel.bootstrap import Product
from onmodel.generations import tasks
from onmodel.inline import run_inline
from onmodel.settings import Settings
from tests.factories.production import SCRIPT, Production, portrait

PROBLEM = "application/problem+json"


@pytest.fixture
def client(production: Production, settings: Settings) -> Iterator[TestClient]:
    product = Product(settings, production.database, production.backends, production.project_id)
    with TestClient(create_app(product), raise_server_exceptions=False) as client:
        yield client


def _base64(person: str) -> str:
    return base64.b64encode(portrait(person).data).decode()


def _create(client: TestClient, name: str, **more: Any) -> dict[str, Any]:
    answer = client.post("/api/characters", json={"name": name, "images": [_base64(name)], **more})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_a_character_from_base64_as_the_requirement_has_it(client: TestClient) -> None:
    made = _create(client, "Emma Detective", description="Female detective, 30s, red hair")
    assert {"id", "name", "visual_dna", "base_prompt", "created_at"} <= set(made)
    assert made["base_prompt"].startswith("Emma Detective, ")
    assert "red" in made["base_prompt"]
    assert made["base_prompt"].endswith("consistent character, high quality")
    assert client.get(f"/api/characters/{made['id']}").json() == made
    listed = client.get("/api/characters").json()["characters"]
    assert [(c["id"], c["name"]) for c in listed] == [(made["id"], "Emma Detective")]
    picture = client.get(listed[0]["thumbnail_url"])
    assert picture.headers["content-type"] == "image/jpeg"


def test_a_character_from_a_form_with_files(client: TestClient) -> None:
    files = [("images", ("front.png", portrait("EMMA").data, "image/png"))]
    made = client.post("/api/characters", data={"name": "EMMA", "description": "a woman"}, files=files).json()
    assert made["references"][0]["filename"] == "front.png"
    assert made["references"][0]["quality"] > 0


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"name": "E", "images": ["%%%"]}, "not base64"),
        ({"name": "E", "images": [base64.b64encode(b"hello").decode()]}, "picture 1"),
        ({"name": "", "images": []}, "name"),
        ({"name": "E", "images": ["YQ=="] * 4}, "images"),
        ({"name": "E"}, "nothing"),
    ],
)
def test_what_cannot_be_taken_is_told(client: TestClient, body: dict[str, Any], words: str) -> None:
    answer = client.post("/api/characters", json=body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == PROBLEM
    assert words.lower() in answer.json()["detail"].lower()
    assert client.get("/api/characters").json()["characters"] == [], "nothing half made is left"


def test_two_people_in_two_references_are_refused_by_name(client: TestClient) -> None:
    answer = client.post("/api/characters", json={"name": "E", "images": [_base64("EMMA"), _base64("BAI")]})
    assert answer.status_code == 422
    assert "picture 2" in answer.json()["detail"]


def test_a_name_is_taken_once(client: TestClient) -> None:
    _create(client, "EMMA")
    assert client.post("/api/characters", json={"name": "EMMA", "images": [_base64("EMMA")]}).status_code == 409


def test_pages_hold_all_and_no_one_twice(client: TestClient) -> None:
    names = [_create(client, f"P{i}")["name"] for i in range(5)]
    found, before = [], ""
    while True:
        page = client.get(f"/api/characters?limit=2{before}").json()
        found += [c["name"] for c in page["characters"]]
        if page["next"] is None:
            break
        before = f"&before={page['next']}"
    assert found == list(reversed(names))


def _board(client: TestClient, production: Production) -> dict[str, Any]:
    ids = [_create(client, name)["id"] for name in ("EMMA", "BAI")]
    body = {"title": "The Pouch", "script": SCRIPT.decode(), "character_ids": ids, "tier": "low"}
    answer = client.post("/api/storyboards", json=body)
    assert answer.status_code == 202, answer.text
    order: dict[str, Any] = answer.json()
    run_inline(production.database, order["job_id"], tasks.handlers(production.backends))
    return order


def test_a_board_from_order_to_report(client: TestClient, production: Production) -> None:
    order = _board(client, production)
    assert {"id", "title", "scenes", "status"} <= set(order)
    board = client.get(f"/api/storyboards/{order['id']}").json()
    assert board["status"] == "completed"
    first = board["scenes"][0]
    assert {"scene_number", "description", "image_url"} <= set(first)
    picture = client.get(first["image_url"], headers={"Range": "bytes=0-7"})
    assert (picture.status_code, picture.content) == (206, b"\x89PNG\r\n\x1a\n")
    job = client.get(f"/api/jobs/{board['job_id']}").json()
    assert (job["state"], job["progress"]) == ("succeeded", 1.0)
    report = client.post(f"/api/validate/{order['id']}").json()
    assert report["storyboard_id"] == order["id"]
    assert len(report["frame_scores"]) == len(board["scenes"])
    assert {"frame", "score", "status"} <= set(report["frame_scores"][0])
    assert report["recommendations"]


def test_a_retake_answers_202_while_no_worker_takes_it(
    client: TestClient, production: Production, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onmodel.generations.endpoints.RETAKE_WAIT_SECONDS", 0.3)
    order = _board(client, production)
    url = f"/api/storyboards/{order['id']}/regenerate-frame"
    answer = client.post(url, json={"scene_number": 2, "reason": "Low consistency score"})
    assert answer.status_code == 202
    asked = answer.json()
    assert asked["new_image_url"] is None
    run_inline(production.database, asked["job_id"], tasks.handlers(production.backends))
    key = {"Idempotency-Key": "k1"}
    again = client.post(url, json={"scene_number": 2}, headers=key).json()
    run_inline(production.database, again["job_id"], tasks.handlers(production.backends))
    done = client.post(url, json={"scene_number": 2}, headers=key)
    assert done.status_code == 200
    assert done.json()["new_image_url"].startswith("/api/assets/")
    assert client.post(url, json={"scene_number": 99}).status_code == 404


@pytest.mark.parametrize("name", ["contact.png", "storyboard.pdf", "animatic.mp4", "storyboard.json", "report.json"])
def test_deliverables_are_served(client: TestClient, production: Production, name: str) -> None:
    order = _board(client, production)
    answer = client.get(f"/api/storyboards/{order['id']}/{name}")
    assert answer.status_code == 200
    magic = {"png": b"\x89PNG", "pdf": b"%PDF", "mp4": b"ftyp", "json": b"{"}[name.rpartition(".")[2]]
    assert magic in answer.content[:12]


def test_an_unreadable_script_is_told_and_orders_nothing(client: TestClient) -> None:
    answer = client.post("/api/storyboards", json={"script": "   \n  "})
    assert answer.status_code == 422
    assert client.get("/api/storyboards").json()["storyboards"] == []


def test_a_body_beyond_the_limit_is_refused(production: Production, settings: Settings) -> None:
    small = settings.model_copy(update={"upload_limit_bytes": 1000})
    product = Product(small, production.database, production.backends, production.project_id)
    with TestClient(create_app(product)) as client:
        answer = client.post("/api/characters", json={"name": "E", "description": "x" * 2000})
        streamed = client.post("/api/characters", content=iter([b"x" * 600, b"y" * 600]))
    assert answer.status_code == 413
    assert streamed.status_code == 413


@pytest.mark.parametrize(
    "path", ["/api/characters/nonsense", "/api/storyboards/01a1fd7e-fd5f-7000-9dd5-dcd3c496ba9c", "/nowhere"]
)
def test_errors_have_one_shape(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in (404, 422)
    assert answer.headers["content-type"] == PROBLEM
    assert {"type", "title", "status", "detail"} <= set(answer.json())


def test_the_schema_declares_every_parameter_of_every_path(client: TestClient) -> None:
    """A client that is generated from it could not name what is missing."""
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for method, operation in methods.items():
            declared = {p["name"] for p in operation.get("parameters", []) if p["in"] == "path"}
            assert set(re.findall(r"{(\w+)", path)) <= declared, f"{method} {path}"


def test_the_schema_has_unique_names_for_a_generated_client(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    ids = [op["operationId"] for path in schema["paths"].values() for op in path.values()]
    assert len(ids) == len(set(ids))
    assert {"create_character", "create_storyboard", "regenerate_frame", "validate_storyboard"} <= set(ids)
