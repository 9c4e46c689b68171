from collections.abc import Callable

import numpy as np
import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from onmodel.assets import endpoints, service
from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.db import Database
from onmodel.kit import pictures

PICTURE = pictures.encode_png(np.random.default_rng(7).integers(0, 255, (90, 120, 3), dtype=np.uint8))


@pytest.fixture
def client(serve: Callable[[APIRouter], TestClient]) -> TestClient:
    return serve(endpoints.router)


@pytest.fixture
def url(database: Database, blobs: FakeBlobs, project_id: str) -> str:
    with database.transaction() as session:
        return "/api/assets/" + service.store(session, blobs, PICTURE, "image/png", project_id=project_id).id


def test_the_bytes_come_as_they_are(client: TestClient, url: str) -> None:
    answer = client.get(url)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content == PICTURE
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["accept-ranges"] == "bytes"


def test_a_film_can_be_read_in_parts(client: TestClient, url: str) -> None:
    size = len(PICTURE)
    parts = [client.get(url, headers={"Range": f"bytes={n}-{n + 999}"}) for n in range(0, size, 1000)]
    assert {part.status_code for part in parts} == {206}
    assert b"".join(part.content for part in parts) == PICTURE
    assert parts[0].headers["content-range"] == f"bytes 0-999/{size}"
    behind = client.get(url, headers={"Range": f"bytes={size}-"})
    assert (behind.status_code, behind.content, behind.headers["content-range"]) == (416, b"", f"bytes */{size}")


def test_what_the_client_has_is_not_sent_again(client: TestClient, url: str) -> None:
    for path in (url, f"{url}/thumbnail"):
        tag = client.get(path).headers["etag"]
        again = client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("edge", "shape"), [(None, (90, 120, 3)), (160, (90, 120, 3))])
def test_thumbnails_are_never_enlarged(client: TestClient, url: str, edge: int | None, shape: tuple[int, ...]) -> None:
    answer = client.get(f"{url}/thumbnail", params={"edge": edge} if edge else {})
    assert answer.headers["content-type"] == "image/jpeg"
    assert pictures.decode(answer.content, "t").shape == shape


@pytest.mark.parametrize("edge", ["161", "0", "-1", "abc", "1e9"])
def test_only_some_sizes_can_be_had(client: TestClient, url: str, edge: str) -> None:
    assert client.get(f"{url}/thumbnail", params={"edge": edge}).status_code == 422


def test_what_is_no_asset_is_told_as_a_problem(client: TestClient) -> None:
    answer = client.get("/api/assets/01a1fd60-02e3-7000-802a-59a6e758842b")
    assert (answer.status_code, answer.json()["title"]) == (404, "asset not found")
    assert client.get("/api/assets/..%2f..%2fetc%2fpasswd").status_code in {404, 422}
