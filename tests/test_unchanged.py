"""A list that is sent again is never older than what was committed before it was asked for."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete

from onmodel import bootstrap
from onmodel.accounts.tables import UserSession
from onmodel.app import create_app
from onmodel.characters import queries
from onmodel.projects.tables import ProjectMember
from onmodel.settings import Settings
from tests.factories.studio import Studio


@pytest.fixture
def client(settings: Settings) -> Iterator[TestClient]:
    app = create_app(bootstrap.open_product(settings))
    with TestClient(app, base_url="http://127.0.0.1") as client:  # one loop for all requests, as a server has
        yield client


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often a list was really built."""
    calls: list[int] = []
    real = queries.page

    def counted(*args: Any, **kwargs: Any) -> Any:
        calls.append(1)
        return real(*args, **kwargs)

    monkeypatch.setattr(queries, "page", counted)
    return calls


def names(client: TestClient, **params: Any) -> list[str]:
    return [row["name"] for row in client.get("/api/characters", params=params).json()["characters"]]


def create(client: TestClient, name: str) -> None:
    assert client.post("/api/characters", json={"name": name, "description": "a tall man"}).status_code == 201


def test_what_did_not_change_is_built_once(client: TestClient, built: list[int]) -> None:
    create(client, "Emma")
    for _ in range(10):
        assert names(client) == ["Emma"]
    assert len(built) <= 3  # the first learns the project, the second keeps; slow machines check anew once
    etag = client.get("/api/characters").headers["etag"]
    seen = client.get("/api/characters", headers={"If-None-Match": etag})
    assert (seen.status_code, seen.content) == (304, b"")


def test_a_change_is_seen_by_the_next_request(client: TestClient) -> None:
    for number in range(20):
        create(client, f"Walker {number}")
        for _ in range(3):
            assert len(names(client)) == number + 1


def test_requests_of_different_words_get_different_answers(client: TestClient) -> None:
    create(client, "Emma")
    create(client, "Bek")
    for _ in range(3):
        assert names(client, search="emma") == ["Emma"]
        assert len(names(client)) == 2


def test_many_readers_beside_a_writer_never_see_less_than_was_committed(client: TestClient) -> None:
    done, wrong = threading.Event(), []
    committed = [0]

    def read() -> None:
        while not done.is_set():
            before = committed[0]
            if len(names(client)) < before:
                wrong.append(before)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(15):
        create(client, f"Runner {number}")
        committed[0] = number + 1
        time.sleep(0.01)
    done.set()
    for reader in readers:
        reader.join()
    assert not wrong


def test_errors_are_not_kept(client: TestClient) -> None:
    for _ in range(3):
        assert client.get("/api/characters", params={"limit": 0}).status_code == 422
    assert client.get("/api/characters").status_code == 200


def test_who_is_signed_out_or_removed_sees_nothing_from_memory(studio: Studio) -> None:
    path, project = "/api/characters", {"X-Onmodel-Project": studio.project_id}
    with studio.browser("viewer") as viewer, studio.browser("editor") as editor:
        for browser in (viewer, editor):
            for _ in range(3):
                assert browser.get(path, headers=project).status_code == 200
        with studio.database.transaction() as session:
            session.execute(delete(UserSession).where(UserSession.user_id == studio.ids["viewer"]))
            session.execute(delete(ProjectMember).where(ProjectMember.user_id == studio.ids["editor"]))
        assert viewer.get(path, headers=project).status_code == 401
        assert editor.get(path, headers=project).status_code == 404
