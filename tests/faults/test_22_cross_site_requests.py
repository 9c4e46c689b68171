"""Fault 22, the half without sockets: other sites' pages, CORS, cookies, DNS rebinding, secrets in addresses.

Promise: a page of somebody else's does nothing in a person's name, and reads nothing; nothing secret stands in a URL.
"""

import re

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from onmodel.api import ROUTERS
from tests.factories.studio import BASE, Studio

EVIL = "https://evil.example"
CHANGES = [
    (method, route.path)
    for router in ROUTERS
    for route in router.routes
    if isinstance(route, APIRoute)
    for method in route.methods
    if method not in {"GET", "HEAD"}
]


@pytest.fixture
def editor(studio: Studio) -> TestClient:
    return studio.browser("editor")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": EVIL},
        {"Origin": "null"},
        {"Origin": EVIL, "Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},  # a neighbour under the same domain is somebody else too
        {"Origin": f"{BASE}.evil.example"},
        {"Origin": f"{BASE}:8080"},
        {"Origin": f"http://user@{BASE.removeprefix('http://')}"},
    ],
    ids=str,
)
def test_a_page_of_another_site_changes_nothing(studio: Studio, editor: TestClient, headers: dict[str, str]) -> None:
    for method, path in CHANGES:
        filled = re.sub(r"{[\w:]+}", "01a1fd7e-fd5f-7000-9dd5-dcd3c496ba9c", path)
        answer = editor.request(method, filled, headers=headers)
        assert answer.status_code == 403, f"{method} {path} answered {answer.status_code}"
        assert answer.json()["type"].endswith("CrossSite")


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": BASE}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}]
)
def test_our_own_page_and_programs_may(editor: TestClient, headers: dict[str, str]) -> None:
    assert editor.post("/api/storyboards", json={}, headers=headers).status_code == 422


def test_a_named_origin_may_and_a_bearer_token_needs_none(studio: Studio, editor: TestClient) -> None:
    token = editor.post("/api/tokens", json={"name": "t", "scopes": ["edit"]}).json()["token"]
    bearer = {"Authorization": f"Bearer {token}", "Origin": EVIL}
    assert studio.nobody().post("/api/storyboards", json={}, headers=bearer).status_code == 422
    studio.app.state.settings = studio.settings.model_copy(update={"origins": "https://review.studio, https://x.y/"})
    for origin, status in (("https://review.studio", 422), ("https://x.y", 422), (EVIL, 403)):
        assert editor.post("/api/storyboards", json={}, headers={"Origin": origin}).status_code == status


def test_an_authorization_header_does_not_open_the_door_for_a_cookie(editor: TestClient) -> None:
    """A page cannot send one across sites without a preflight, which is never answered; and a wrong one is told."""
    answer = editor.post("/api/storyboards", json={}, headers={"Origin": EVIL, "Authorization": "Bearer nonsense"})
    assert answer.status_code == 401
    basic = editor.post("/api/storyboards", json={}, headers={"Origin": EVIL, "Authorization": "Basic eDp5"})
    assert basic.status_code == 403


@pytest.mark.parametrize("path", ["/api/me", "/api/storyboards", "/api/login", "/openapi.json", "/"])
def test_no_page_of_another_site_reads_anything(editor: TestClient, path: str) -> None:
    preflight = {"Origin": EVIL, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x"}
    for answer in (editor.get(path, headers={"Origin": EVIL}), editor.options(path, headers=preflight)):
        assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_somebody_is_not_signed_in_by_another_site(studio: Studio) -> None:
    body = {"email": "owner@studio.kz", "password": "whatever it is"}
    assert studio.nobody().post("/api/login", json=body, headers={"Origin": EVIL}).status_code == 403


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:8787", 200), ("127.0.0.1:8787", 200), ("[::1]:8787", 200), ("evil.example:8787", 403), ("", 403)],
)
def test_a_laptop_without_logins_answers_to_no_foreign_name(studio: Studio, host: str, status: int) -> None:
    """DNS rebinding: evil.example is made to lead to 127.0.0.1, so its page is of the same origin as we are."""
    studio.app.state.settings = studio.settings.model_copy(update={"team": False})
    assert studio.nobody().get("/api/storyboards", headers={"Host": host}).status_code == status


def test_a_laptop_without_logins_is_closed_to_other_sites(studio: Studio) -> None:
    studio.app.state.settings = studio.settings.model_copy(update={"team": False})
    client = TestClient(studio.app, base_url="http://localhost:8787")
    assert client.post("/api/projects", json={"name": "X"}, headers={"Origin": EVIL}).status_code == 403
    own = client.post("/api/projects", json={"name": "X"}, headers={"Origin": "http://localhost:8787"})
    assert own.status_code == 201


def test_no_secret_is_taken_from_an_address(studio: Studio, editor: TestClient) -> None:
    secret = editor.cookies["onmodel-session"]
    token = editor.post("/api/tokens", json={"name": "t", "scopes": ["read"]}).json()["token"]
    nobody = studio.nobody()
    for name, value in (("token", token), ("access_token", token), ("onmodel-session", secret), ("ticket", token)):
        assert nobody.get("/api/storyboards", params={name: value}).status_code == 401
    links = editor.get("/openapi.json").text
    assert "{token}" not in links


def test_links_carry_their_secret_behind_the_hash(studio: Studio) -> None:
    owner = studio.browser("owner")
    link = owner.post(f"/api/projects/{studio.project_id}/links", json={}).json()["link"]
    assert re.fullmatch(rf"{re.escape(BASE)}/#/review/[\w-]{{43}}", link)
