"""Signing in over HTTP: cookies, other sites' pages, limits, and what takes the same time."""

import statistics
import time

import pytest
from fastapi.testclient import TestClient

from onmodel.accounts.tables import UserAccount
from onmodel.kit.passwords import hash_password
from tests.factories.studio import BASE, Studio

PASSWORD = "correct horse battery"


@pytest.fixture
def anna(studio: Studio) -> TestClient:
    """A browser before the login page; the owner has a password."""
    with studio.database.transaction() as session:
        session.get_one(UserAccount, studio.ids["owner"]).password_hash = hash_password(PASSWORD)
    return studio.nobody()


def _login(client: TestClient, email: str = "owner@studio.kz", password: str = PASSWORD, **more: str) -> int:
    return client.post("/api/login", json={"email": email, "password": password}, headers=more).status_code


def test_in_and_out_again(anna: TestClient) -> None:
    assert anna.get("/api/me").json()["kind"] == "nobody"
    refused = anna.get("/api/projects")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, 'Bearer realm="onmodel"')
    answer = anna.post("/api/login", json={"email": "OWNER@studio.kz", "password": PASSWORD})
    assert answer.status_code == 204
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    me = anna.get("/api/me").json()
    assert (me["kind"], me["email"]) == ("person", "owner@studio.kz")
    assert len(anna.get("/api/projects").json()["items"]) == 1
    assert anna.post("/api/logout").status_code == 204
    assert anna.get("/api/projects").status_code == 401


def test_over_https_the_cookie_is_bound_to_the_host(anna: TestClient) -> None:
    anna.base_url = BASE.replace("http", "https")
    cookie = anna.post("/api/login", json={"email": "owner@studio.kz", "password": PASSWORD}).headers["set-cookie"]
    assert cookie.startswith("__Host-onmodel-session=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert anna.get("/api/me").json()["kind"] == "person"


def test_a_stolen_old_cookie_is_worth_nothing_after_signing_out(anna: TestClient) -> None:
    _login(anna)
    stolen = anna.cookies["onmodel-session"]
    anna.post("/api/logout")
    anna.cookies.set("onmodel-session", stolen)
    assert anna.get("/api/projects").status_code == 401


@pytest.mark.parametrize("password", ["", "wrong", "x" * 1024, "\x00", "пароль", "x" * 1025, "y" * 2_000_000])
def test_wrong_and_monstrous_passwords(anna: TestClient, password: str) -> None:
    assert _login(anna, password=password) == (422 if len(password) > 1024 else 401)


def test_the_sixth_attempt_is_told_to_wait(anna: TestClient) -> None:
    assert [_login(anna, password="wrong") for _ in range(5)] == [401] * 5
    answer = anna.post("/api/login", json={"email": "owner@studio.kz", "password": PASSWORD})
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 61


def test_somebody_unknown_takes_as_long_as_somebody_known(anna: TestClient) -> None:
    _login(anna, "warm@up.kz", "wrong")
    times: dict[str, list[float]] = {"owner@studio.kz": [], "nobody@studio.kz": []}
    for _ in range(4):
        for email, taken in times.items():
            start = time.process_time()
            assert _login(anna, email, "wrong") == 401
            taken.append(time.process_time() - start)
    known, unknown = (min(taken) for taken in times.values())
    assert 0.5 < known / unknown < 2, (known, unknown)
    assert statistics.median(times["nobody@studio.kz"]) > 0.02, "no hash was compared"


def test_sessions_are_listed_and_ended(studio: Studio) -> None:
    here, there = studio.browser("editor"), studio.browser("editor")
    listed = here.get("/api/sessions").json()
    assert len(listed["sessions"]) == 2
    other = next(s["id"] for s in listed["sessions"] if s["id"] != listed["current"])
    assert here.delete(f"/api/sessions/{other}").status_code == 204
    assert there.get("/api/projects").status_code == 401
    assert here.get("/api/projects").status_code == 200


def test_tokens_are_made_used_listed_and_revoked(studio: Studio) -> None:
    client, program = studio.browser("editor"), studio.nobody()
    made = client.post("/api/tokens", json={"name": "ci", "scopes": ["read"]}).json()
    assert made["token"].startswith("omt_")
    program.headers["authorization"] = f"Bearer {made['token']}"
    assert program.get("/api/storyboards").status_code == 200
    assert program.post("/api/storyboards", json={}).status_code == 403
    assert program.post("/api/tokens", json={"name": "more", "scopes": ["manage"]}).status_code == 403
    assert made["token"] not in client.get("/api/tokens").text
    assert client.delete(f"/api/tokens/{made['id']}").status_code == 204
    assert program.get("/api/storyboards").status_code == 401
    assert program.get("/api/me").status_code == 401, "a wrong token is told even where none is needed"


def test_a_ticket_is_for_the_project_of_who_draws_it(studio: Studio) -> None:
    drawn = studio.browser("viewer").post("/api/tickets").json()
    assert (drawn["project_id"], drawn["seconds"]) == (studio.project_id, 30)
    elsewhere = studio.browser("stranger").post("/api/tickets", headers={"X-Onmodel-Project": studio.project_id})
    assert elsewhere.status_code == 404
    assert studio.guest().post("/api/tickets").status_code == 201


def test_the_password_is_changed_with_the_old_one_only(anna: TestClient) -> None:
    _login(anna)
    wrong = {"old": "wrong password", "new": "another long one"}
    assert anna.post("/api/password", json=wrong).status_code == 401
    assert anna.post("/api/password", json={"old": PASSWORD, "new": "short"}).status_code == 422
    assert anna.post("/api/password", json={"old": PASSWORD, "new": "another long one"}).status_code == 204
    assert anna.get("/api/projects").status_code == 200
    assert _login(anna, password="another long one") == 204


def test_alone_on_a_laptop_there_is_no_login(client_alone: TestClient) -> None:
    assert client_alone.get("/api/me").json()["kind"] == "local"
    assert client_alone.get("/api/projects").status_code == 200
    assert client_alone.get("/api/tokens").status_code == 409
    assert client_alone.post("/api/tokens", json={"name": "t", "scopes": ["read"]}).status_code == 409


@pytest.fixture
def client_alone(studio: Studio) -> TestClient:
    studio.app.state.settings = studio.settings.model_copy(update={"team": False})
    return TestClient(studio.app, base_url="http://localhost", raise_server_exceptions=False)
