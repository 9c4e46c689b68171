"""The pages as files: one page for all their addresses, parts that browsers keep, and nothing outside of the folder."""

import gzip
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from onmodel.workspace import ROUTES, add_workspace


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>Onmodel</title>")
    (tmp_path / "icon.svg").write_text("<svg/>")
    (tmp_path / "assets" / "index-abc.js").write_text("let a = 1")
    (tmp_path / "assets" / "index-abc.js.gz").write_bytes(gzip.compress(b"let a = 1"))
    (tmp_path / "assets" / "face.woff2").write_bytes(b"font")
    (tmp_path / "secret.txt").write_text("not to be served")
    return tmp_path


@pytest.fixture
def client(pages: Path) -> TestClient:
    app = FastAPI()
    add_workspace(app, pages)
    return TestClient(app)


@pytest.mark.parametrize("path", [*(r.replace("{rest:path}", "0198/characters/42") for r in ROUTES)])
def test_every_address_of_the_pages_is_the_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.text == "<title>Onmodel</title>"
    assert answer.headers["cache-control"] == "no-cache"
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_a_part_is_kept_for_ever_and_packed(client: TestClient) -> None:
    packed = client.get("/assets/index-abc.js", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/assets/index-abc.js", headers={"Accept-Encoding": "identity"})
    assert packed.text == plain.text == "let a = 1"
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert "immutable" in plain.headers["cache-control"]
    assert plain.headers["content-type"].startswith("text/javascript")


def test_what_is_not_packed_is_sent_as_it_is(client: TestClient) -> None:
    answer = client.get("/assets/face.woff2", headers={"Accept-Encoding": "gzip"})
    assert (answer.content, answer.headers["content-type"]) == (b"font", "font/woff2")


@pytest.mark.parametrize("name", ["nothing.js", "..%2fsecret.txt", "%2e%2e/secret.txt", "..%5csecret.txt", "."])
def test_nothing_outside_of_the_parts_is_served(client: TestClient, name: str) -> None:
    answer = client.get(f"/assets/{name}")
    assert answer.status_code == 404
    assert "not to be served" not in answer.text


def test_pages_that_are_not_built_say_what_to_do(tmp_path: Path) -> None:
    app = FastAPI()
    add_workspace(app, tmp_path)
    answer = TestClient(app).get("/")
    assert answer.status_code == 503
    assert "make setup" in answer.text


def test_an_unknown_address_is_no_page(client: TestClient) -> None:
    assert client.get("/api/nothing").status_code == 404
