"""Changing characters over HTTP: locks by version and ETag, pictures, what is refused."""

import base64
from collections.abc import Callable

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from onmodel.characters.endpoints import router
from onmodel.kit.ids import new_id
from tests.factories.production import Production, portrait


@pytest.fixture
def client(serve: Callable[[APIRouter], TestClient], production: Production) -> TestClient:
    made = serve(router)
    made.app.state.backends = production.backends  # type: ignore[attr-defined]  # FastAPI's
    return made


def test_a_change_from_an_old_version_is_a_conflict_by_body_and_by_header(
    client: TestClient, production: Production
) -> None:
    emma = production.character("EMMA")
    url = f"/api/characters/{emma.id}"
    tag = client.get(url).headers["etag"]
    first = client.patch(url, json={"tags": [" Lead ", "lead"], "message": "she leads"}, headers={"If-Match": tag})
    assert first.status_code == 200, first.text
    assert first.json()["tags"] == ["Lead"]
    assert first.headers["etag"] != tag
    for wrong in ({"headers": {"If-Match": tag}, "json": {}}, {"json": {"version": 1, "licence": "x"}}):
        answer = client.patch(url, **wrong)
        assert answer.status_code == 409, wrong
        assert answer.json()["type"] == "/errors#ChangedMeanwhile"
    assert client.patch(url, json={"licence": "CC BY"}, headers={"If-Match": "*"}).status_code == 200
    assert client.patch(url, json={}, headers={"If-Match": "soon"}).status_code == 422


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""}, {"name": "x" * 201}, {"name": "bell\x07"}, {"importance": "star"}, {"tags": ["a#b"]},
        {"tags": ["x"] * 51}, {"consent_until": "2030-01-01T00:00:00"}, {"version": 0}, {"description": "x" * 5001},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_is_refused(client: TestClient, production: Production, wrong: dict[str, object]) -> None:
    emma = production.character("EMMA")
    assert client.patch(f"/api/characters/{emma.id}", json=wrong).status_code == 422
    assert client.get(f"/api/characters/{emma.id}").json()["version"] == emma.version


def test_pictures_are_replaced_over_http(client: TestClient, production: Production) -> None:
    emma = production.character("EMMA")
    url = f"/api/characters/{emma.id}/references"
    picture = base64.b64encode(portrait("EMMA", 300).data).decode()
    put = client.put(url, json={"keep": [], "images": [picture]})
    assert put.status_code == 200, put.text
    [reference] = put.json()["references"]
    assert reference["asset_id"] != emma.references[0].asset_id
    assert client.put(url, json={"keep": [new_id()]}).status_code == 404
    assert client.put(url, json={"images": ["not base64"]}).status_code == 422
    assert client.put(url, json={"images": [picture] * 4}).status_code == 422


def test_a_list_is_searched_and_leaves_out_the_deleted(client: TestClient, production: Production) -> None:
    emma = production.character("EMMA", "detective, red hair")
    production.character("BAI", "old man")
    found = client.get("/api/characters", params={"search": "red"}).json()["characters"]
    assert [c["name"] for c in found] == ["EMMA"]
    client.patch(f"/api/characters/{emma.id}", json={"tier": "high", "importance": "lead"})
    for only in ({"tier": "high"}, {"importance": "lead"}, {"tier": "high", "importance": "lead"}):
        found = client.get("/api/characters", params=only).json()["characters"]
        assert [c["name"] for c in found] == ["EMMA"], only
    assert client.get("/api/characters", params={"tier": "low"}).json()["characters"] == []
    assert client.get("/api/characters", params={"tier": "best"}).status_code == 422
    gone = client.delete(f"/api/characters/{emma.id}")
    assert gone.status_code == 200, gone.text
    assert gone.json()["deleted"] is True
    assert [c["name"] for c in client.get("/api/characters").json()["characters"]] == ["BAI"]
    assert [c["id"] for c in client.get("/api/characters/deleted").json()["characters"]] == [emma.id]
    assert client.patch(f"/api/characters/{emma.id}", json={"tags": []}).status_code == 404
    assert client.post(f"/api/characters/{emma.id}/restore").json()["name"] == "EMMA"
    back = client.post(f"/api/characters/{emma.id}/rollback", json={"number": 1})
    assert back.status_code == 200
    assert client.post(f"/api/characters/{emma.id}/rollback", json={"number": 7}).status_code == 404
