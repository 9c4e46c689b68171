"""Passwords and passphrases: hashed with argon2id, compared in the same time whether or not there is one."""

import threading
import unicodedata
from functools import cache

from pwdlib import PasswordHash

_AT_ONCE = 4  # one hash takes 64 MiB and a core: a flood of logins must exhaust neither
_turn = threading.BoundedSemaphore(_AT_ONCE)


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


def _plain(password: str) -> str:
    """One spelling of what looks and sounds the same on different keyboards (NIST SP 800-63B §3.1.1.2)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass").decode("utf-8", "replace")


def hash_password(password: str) -> str:
    """The argon2id hash with its salt and costs, about 100 characters; 0.1–0.2 s of work."""
    with _turn:
        return _hasher().hash(_plain(password))


@cache
def _nobody() -> str:
    """A hash that no password has, for people who do not exist."""
    return hash_password("no password is this one \N{SNOWMAN}")


def matches(password: str, hashed: str | None) -> bool:
    """Whether the password is the one behind the hash; `None` costs the same time and is never right."""
    compared = hashed or _nobody()
    with _turn:
        right = _hasher().verify(_plain(password), compared)
    return right and hashed is not None
