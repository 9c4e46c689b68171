from collections.abc import Callable

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from onmodel.budgets import endpoints


@pytest.fixture
def client(serve: Callable[[APIRouter], TestClient]) -> TestClient:
    return serve(endpoints.router)


def test_a_budget_is_set_and_shown_with_what_is_used(client: TestClient, project_id: str) -> None:
    path = f"/api/projects/{project_id}/budget"
    assert client.get(path).json() == {
        "weight": 1.0, "max_running": None, "max_queued": None, "seconds_per_day": None, "money_per_day": None,
        "seconds_today": 0.0, "money_today": 0.0,
    }  # fmt: skip
    assert client.put(path, json={"weight": 2, "money_per_day": 5}).json()["money_per_day"] == 5
    assert client.get(path).json()["weight"] == 2.0


@pytest.mark.parametrize("body", [{"weight": 0}, {"weight": "inf"}, {"max_running": 0}, {"moon": 1}, {"weight": None}])
def test_what_is_no_budget_is_refused(client: TestClient, project_id: str, body: dict[str, object]) -> None:
    assert client.put(f"/api/projects/{project_id}/budget", json=body).status_code == 422


def test_an_unknown_project_has_no_budget(client: TestClient) -> None:
    path = "/api/projects/01a1fd60-02e3-7000-802a-59a6e758842b/budget"
    assert (client.get(path).status_code, client.put(path, json={}).status_code) == (404, 404)
