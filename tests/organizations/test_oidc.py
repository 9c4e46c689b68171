"""Signing in by another's word, against a real OpenID provider on its own port: discovery, PKCE, signed ID tokens."""

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import RSAKey
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from onmodel.accounts.tables import UserAccount
from onmodel.organizations import service as organizations
from tests.factories.studio import BASE, Studio

SUBJECT = {"sub": "s-1", "email": "owner@studio.kz", "email_verified": True, "name": "Owner"}


@dataclass
class Provider:
    """What an OpenID provider does, with the slips that a test asks for in `claims` and `key`."""

    server: HTTPServer
    who: dict[str, Any] = field(default_factory=lambda: dict(SUBJECT))
    claims: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, dict[str, str]] = field(default_factory=dict)  # code → the authorization request
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1", "use": "sig"}))
    signs_with: RSAKey | None = None
    client: tuple[str, str] = ("onmodel", "s3cret")

    @property
    def issuer(self) -> str:
        return self.server.url_for("").rstrip("/")

    def serve(self) -> None:
        about = {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token", "jwks_uri": f"{self.issuer}/jwks",
        }  # fmt: skip
        self.server.expect_request("/.well-known/openid-configuration").respond_with_json(about)
        self.server.expect_request("/jwks").respond_with_json({"keys": [self.key.as_dict(private=False)]})
        self.server.expect_request("/authorize").respond_with_handler(self._authorize)
        self.server.expect_request("/token", method="POST").respond_with_handler(self._token)

    def _authorize(self, request: Request) -> Response:
        asked = {name: request.args[name] for name in ("redirect_uri", "state", "nonce", "code_challenge", "client_id")}
        assert request.args["code_challenge_method"] == "S256"
        assert "openid" in request.args["scope"]
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return Response(status=302, headers={"Location": f"{asked['redirect_uri']}?code={code}&state={asked['state']}"})

    def _token(self, request: Request) -> Response:
        asked = self.asked.pop(request.form.get("code", ""), None)
        verifier = request.form.get("code_verifier", "").encode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
        given = (request.authorization.username, request.authorization.password) if request.authorization else None
        same_place = asked is not None and asked["redirect_uri"] == request.form.get("redirect_uri")
        if asked is None or asked["code_challenge"] != challenge or given != self.client or not same_place:
            return Response('{"error": "invalid_grant"}', 400, content_type="application/json")
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": "onmodel", "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        claims |= self.who | self.claims
        token = jwt.encode({"alg": "RS256", "kid": "k1"}, claims, self.signs_with or self.key)
        body = {"access_token": "a", "token_type": "Bearer", "id_token": token, "expires_in": 300}
        return Response(json.dumps(body), content_type="application/json")


@pytest.fixture
def provider(httpserver: HTTPServer) -> Provider:
    made = Provider(httpserver)
    made.serve()
    return made


@pytest.fixture
def browser(studio: Studio, provider: Provider) -> Iterator[TestClient]:
    from pydantic import SecretStr

    named = {"oidc_issuer": provider.issuer, "oidc_client_id": "onmodel", "oidc_client_secret": SecretStr("s3cret")}
    studio.app.state.settings = studio.settings.model_copy(update=named)
    return studio.nobody()


def _to_provider_and_back(client: TestClient, goes_to: str = "/") -> str:
    """The address that the provider sends the browser back to."""
    import httpx2

    sent = client.get("/api/oidc/login", params={"next": goes_to}, follow_redirects=False)
    assert sent.status_code == 303, sent.text
    back = httpx2.get(sent.headers["location"], follow_redirects=False)
    assert back.status_code == 302, back.text
    return back.headers["location"]


def _come_back(client: TestClient, address: str) -> Any:
    return client.get(address, follow_redirects=False)


def test_somebody_with_an_account_comes_in(browser: TestClient, studio: Studio, provider: Provider) -> None:
    answer = _come_back(browser, _to_provider_and_back(browser, "/boards?x=1"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/boards?x=1")
    assert browser.get("/api/me").json()["email"] == "owner@studio.kz"
    with studio.database.reading() as session:
        user = session.get_one(UserAccount, studio.ids["owner"])
    assert (user.issuer, user.subject) == (provider.issuer, "s-1")
    provider.who |= {"email": "renamed@studio.kz"}
    again = studio.nobody()
    _come_back(again, _to_provider_and_back(again))
    assert again.get("/api/me").json()["email"] == "owner@studio.kz", "the subject says who it is, not the address"


def test_somebody_invited_gets_an_account(browser: TestClient, studio: Studio, provider: Provider) -> None:
    with studio.database.transaction() as session:
        organizations.invite(
            session, studio.organization_id, "new@studio.kz", base=BASE, inviter="Boss",
            project_id=studio.project_id, project_role="reviewer",
        )  # fmt: skip
    provider.who |= {"sub": "s-2", "email": "New@Studio.kz", "name": "New One"}
    assert _come_back(browser, _to_provider_and_back(browser)).status_code == 303
    me = browser.get("/api/me").json()
    assert (me["name"], me["email"]) == ("New One", "new@studio.kz")
    members = browser.get(f"/api/projects/{studio.project_id}/members").json()["members"]
    assert {"New One": "reviewer"}.items() <= {m["name"]: m["role"] for m in members}.items()


@pytest.mark.parametrize(
    "who",
    [
        {"sub": "s-9", "email": "nobody@else.kz"},
        {"sub": "s-9", "email_verified": False},
        {"sub": "s-9", "email_verified": None},
    ],
)
def test_strangers_and_unproved_addresses_stay_out(
    browser: TestClient, provider: Provider, who: dict[str, Any]
) -> None:
    provider.who |= who
    assert _come_back(browser, _to_provider_and_back(browser)).status_code == 403
    assert browser.get("/api/me").json()["kind"] == "nobody"


@pytest.mark.parametrize(
    "slip",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "somebody-else"},
        {"aud": ["somebody-else", "onmodel"], "azp": "somebody-else"},
        {"iss": "https://evil.example"},
        {"exp": 1_000_000_000},
        {"sub": None},
        {"at_hash": "nonsense"},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_us_now_is_refused(
    browser: TestClient, provider: Provider, slip: dict[str, Any]
) -> None:
    provider.claims |= slip
    if slip.get("sub", "") is None or slip.get("nonce", "") is None:
        provider.who = {k: v for k, v in provider.who.items() if k not in slip}
    answer = _come_back(browser, _to_provider_and_back(browser))
    assert answer.status_code == 422, answer.text
    assert browser.get("/api/me").json()["kind"] == "nobody"


def test_a_token_signed_by_somebody_else_is_refused(browser: TestClient, provider: Provider) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "k1"})
    assert _come_back(browser, _to_provider_and_back(browser)).status_code == 422


def test_a_state_is_good_once_and_in_one_browser(browser: TestClient, studio: Studio, provider: Provider) -> None:
    address = _to_provider_and_back(browser)
    assert _come_back(studio.nobody(), address).status_code == 401, "another browser was led into this sign-in"
    state = browser.cookies["onmodel-oidc"]
    assert _come_back(browser, address).status_code == 303
    browser.cookies.set("onmodel-oidc", state)
    assert _come_back(browser, address).status_code == 401, "the state was replayed"
    assert _come_back(browser, "/api/oidc/callback").status_code == 401


def test_a_code_of_another_sign_in_is_refused_by_pkce(browser: TestClient, studio: Studio) -> None:
    other = studio.nobody()
    stolen = parse_qs(urlsplit(_to_provider_and_back(other)).query)["code"][0]
    own = parse_qs(urlsplit(_to_provider_and_back(browser)).query)["state"][0]
    answer = _come_back(browser, f"/api/oidc/callback?code={stolen}&state={own}")
    assert answer.status_code == 422
    assert "invalid_grant" in answer.json()["detail"]


def test_nobody_is_led_away_afterwards(browser: TestClient) -> None:
    answer = _come_back(browser, _to_provider_and_back(browser, "https://evil.example/"))
    assert answer.headers["location"] == "/"


def test_a_provider_that_is_away_or_another_is_told(
    studio: Studio, browser: TestClient, httpserver: HTTPServer
) -> None:
    def of(issuer: str) -> int:
        studio.app.state.settings = studio.app.state.settings.model_copy(update={"oidc_issuer": issuer})
        return browser.get("/api/oidc/login", follow_redirects=False).status_code

    assert of("http://127.0.0.1:1") == 503
    assert of(httpserver.url_for("/elsewhere")) == 503
