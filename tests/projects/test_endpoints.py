from collections.abc import Callable

from fastapi import APIRouter
from fastapi.testclient import TestClient

from onmodel.projects import endpoints


def test_projects_are_made_listed_and_read(serve: Callable[[APIRouter], TestClient], project_id: str) -> None:
    client = serve(endpoints.router)
    made = [client.post("/api/projects", json={"name": name}).json()["id"] for name in ("One", "Two", "Three")]
    page = client.get("/api/projects", params={"limit": 2}).json()
    assert [project["id"] for project in page["items"]] == made[:0:-1]
    rest = client.get("/api/projects", params={"limit": 2, "before": page["next"]}).json()
    assert ([project["id"] for project in rest["items"]], rest["next"]) == ([made[0], project_id], None)
    assert client.get(f"/api/projects/{made[1]}").json()["slug"] == "two"
    assert client.post("/api/projects", json={"name": "Two"}).status_code == 409
    assert client.post("/api/projects", json={"name": ""}).status_code == 422
