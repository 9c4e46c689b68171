"""Tokens: random texts that open something, of which only a hash is kept."""

import hashlib
import secrets


def new_token(prefix: str = "") -> str:
    """A random text of 256 bits, safe in URLs and cookies, after `prefix`.

    >>> len(new_token("omt_"))
    47
    """
    return prefix + secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is kept of a token: SHA-256 in 64 hex digits. A random token cannot be guessed, so no slow hash is needed.

    >>> digest("a")[:8]
    'ca978112'
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
