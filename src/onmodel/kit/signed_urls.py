"""Addresses that open one thing for a while without a login: an HMAC binds method, key, expiry and content type."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote, urlencode

from onmodel.errors import OnmodelError
from onmodel.kit.clock import SYSTEM, Clock

LONGEST = timedelta(days=7)  # what S3 allows too


class BadSignature(OnmodelError):
    """The address was altered, is used for something else than it was made for, or its time is over."""

    status = 403


@dataclass(frozen=True)
class UrlSigner:
    """Makes and checks such addresses with one secret (bytes, 32 or more)."""

    secret: bytes
    clock: Clock = SYSTEM

    def query(self, method: str, key: str, expires_in: timedelta, content_type: str = "") -> str:
        """What follows the "?" of an address for `key`; `content_type` is what it is served or stored as.

        >>> from onmodel.kit.clock import FixedClock
        >>> UrlSigner(b"s" * 32, FixedClock()).query("GET", "a/b", timedelta(hours=1), "image/png")[:45]
        'method=GET&expires=1767229200&type=image%2Fpn'
        """
        if not timedelta() < expires_in <= LONGEST:
            raise ValueError(f"an address holds for up to {LONGEST.days} days, not {expires_in}")
        expires = int((self.clock.now() + expires_in).timestamp())
        facts = {"method": method, "expires": expires, "type": content_type}
        return urlencode({**facts, "signature": self._sign(key, method, expires, content_type)}, quote_via=quote)

    def check(self, method: str, key: str, expires: int, content_type: str, signature: str) -> None:
        """Raises BadSignature unless the address was made here, for this, and is still good."""
        right = self._sign(key, method, expires, content_type)
        if not hmac.compare_digest(right.encode(), signature.encode("utf-8", "replace")):
            raise BadSignature("The address is not one of ours", todo="Ask for it again, and use it unchanged")
        if self.clock.now().timestamp() > expires:
            raise BadSignature("The address is too old", why="Its time is over", todo="Ask for a new one")

    def _sign(self, key: str, method: str, expires: int, content_type: str) -> str:
        """JSON, so that no two different lists of facts read the same."""
        facts = json.dumps([method, key, expires, content_type]).encode()
        return hmac.new(self.secret, facts, hashlib.sha256).hexdigest()
