"""Signing in by another's word: OpenID Connect, authorization code with PKCE, by Authlib, with one provider.

What the provider says of itself and its keys is asked anew at each sign-in: two small requests at a rare moment, and a
key that was changed is known at once.
"""

from dataclasses import dataclass
from typing import Any

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from onmodel.backends.errors import NotConfigured, Rejected, Unavailable

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]  # never "none", never a shared secret
LEEWAY_SECONDS = 60  # clocks differ
TIMEOUT_SECONDS = 10.0


@dataclass(frozen=True)
class Identity:
    """Whom the provider knows: `subject` never changes, the rest may."""

    issuer: str
    subject: str
    email: str
    email_verified: bool
    name: str


@dataclass(frozen=True)
class Errand:
    """What we sent somebody to the provider with, and what must come back."""

    state: str
    nonce: str
    verifier: str  # PKCE, RFC 7636
    redirect_uri: str


class OidcProvider:
    """The provider of `issuer`, who knows us as `client_id`."""

    def __init__(self, issuer: str, client_id: str, client_secret: str = "") -> None:
        self.issuer, self.client_id, self._secret = issuer.rstrip("/"), client_id, client_secret

    def address(self, errand: Errand) -> str:
        """Where to send the browser. Raises NotConfigured, Unavailable."""
        where = self._discovered()["authorization_endpoint"]
        with self._client(errand) as client:
            url, _state = client.create_authorization_url(
                where, state=errand.state, nonce=errand.nonce, code_verifier=errand.verifier
            )
        return str(url)

    def identity(self, errand: Errand, code: str) -> Identity:
        """Who came back with this code. Raises Rejected where the provider or the ID token does not hold."""
        about = self._discovered()
        try:
            with self._client(errand) as client:
                token = client.fetch_token(
                    about["token_endpoint"], grant_type="authorization_code", code=code, code_verifier=errand.verifier
                )
        except OAuthError as error:
            raise Rejected("The sign-in was refused", why=str(error), todo="Sign in again") from error
        except (httpx2.HTTPError, ValueError) as error:
            raise Unavailable("The sign-in service did not answer", why=str(error), todo="Try again") from error
        claims = self._claims(errand, token, _json(about["jwks_uri"]))
        email, name = str(claims.get("email", "")), str(claims.get("name") or claims.get("preferred_username") or "")
        verified = claims.get("email_verified") in (True, "true")  # some providers write it as text
        return Identity(self.issuer, str(claims["sub"]), email, verified, name or email.partition("@")[0])

    def _claims(self, errand: Errand, token: dict[str, Any], keys: dict[str, Any]) -> CodeIDToken:
        """The ID token's claims, checked as OpenID Connect Core 1.0 §3.1.3.7 says."""
        try:
            decoded = jwt.decode(token["id_token"], KeySet.import_key_set(keys), algorithms=ALGORITHMS)  # type: ignore[arg-type]  # its TypedDict, from JSON
            expected = {
                "iss": {"essential": True, "value": _spelled(self.issuer, decoded.claims)},
                "aud": {"essential": True, "value": self.client_id},
            }
            params = {"nonce": errand.nonce, "client_id": self.client_id, "access_token": token.get("access_token")}
            claims = CodeIDToken(decoded.claims, decoded.header, expected, params)
            claims.validate(leeway=LEEWAY_SECONDS)
        except (JoseError, KeyError, TypeError, ValueError) as error:
            raise Rejected("The sign-in does not hold", why=repr(error), todo="Sign in again") from error
        return claims

    def _client(self, errand: Errand) -> OAuth2Client:
        return OAuth2Client(
            client_id=self.client_id, client_secret=self._secret or None, scope="openid email profile",
            redirect_uri=errand.redirect_uri, code_challenge_method="S256", timeout=TIMEOUT_SECONDS,
            token_endpoint_auth_method="client_secret_basic" if self._secret else "none",
        )  # fmt: skip

    def _discovered(self) -> dict[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 1.0 §4)."""
        about = _json(f"{self.issuer}/.well-known/openid-configuration")
        missing = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"} - set(about)
        if missing or str(about["issuer"]).rstrip("/") != self.issuer:
            why = f"it lacks {', '.join(sorted(missing))}" if missing else f"it calls itself {about['issuer']}"
            raise NotConfigured(f"{self.issuer} is no such OIDC provider", why=why, todo="Set ONMODEL_OIDC_ISSUER")
        return about


def _spelled(issuer: str, claims: dict[str, Any]) -> str:
    """The issuer as the token must name it: some end with a slash, some do not, and both mean one provider."""
    named = str(claims.get("iss", ""))
    return named if named.rstrip("/") == issuer else issuer


def _json(url: str) -> dict[str, Any]:
    try:
        answer = httpx2.get(url, timeout=TIMEOUT_SECONDS, follow_redirects=False)
        answer.raise_for_status()
        found = answer.json()
    except (httpx2.HTTPError, ValueError) as error:
        raise Unavailable("The sign-in service did not answer", why=f"{url}: {error}", todo="Try again") from error
    if not isinstance(found, dict):
        raise Unavailable("The sign-in service answered nonsense", why=url, todo="Try again")
    return found
