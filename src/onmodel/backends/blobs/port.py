"""The blobs port: bytes under a key, written once, whole or not at all."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Protocol

from onmodel.backends.errors import BackendError, Rejected


class BlobNotFound(BackendError):
    """Nothing is kept under this key."""

    status = 404


Method = Literal["GET", "PUT"]
_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")  # no part begins with a dot


def check_key(key: str) -> str:
    """The key, if it is one; raises Rejected for whatever could lead out of the store."""
    if not _KEY.fullmatch(key):
        raise Rejected(f"{key!r} is no key")
    return key


@dataclass(frozen=True)
class BlobCapabilities:
    """What this store can do besides."""

    public_urls: bool = False  # `signed_url` gives whole addresses, not paths of our own server
    durable: bool = True  # what `put` returned for survives a power cut


class BlobStore(Protocol):
    """Setup once. Keys are relative paths of ours (`sha256/ab/cd…`), never a user's words.

    Raises StorageFull (507), Unavailable (503), Rejected (a key that is none).
    """

    name: str
    capabilities: BlobCapabilities

    def setup(self) -> None:
        """Open the store; raises NotConfigured with what is missing."""

    def put(self, key: str, data: bytes) -> bool:
        """Keep `data` under `key` unless something is there already; true if it was written now.

        When it returns, the bytes are complete under the key; a crash leaves all of them or nothing.
        """

    def get(self, key: str) -> bytes:
        """The bytes; raises BlobNotFound."""

    def get_range(self, key: str, start: int, end: int) -> bytes:
        """Bytes `start` to `end` (exclusive, cut at the object's end); raises BlobNotFound."""

    def size(self, key: str) -> int | None:
        """How many bytes, or None where there is nothing."""

    def written_at(self, key: str) -> datetime | None:
        """When it was written (UTC, by the store's clock), or None where there is nothing."""

    def delete(self, key: str) -> None:
        """Remove the object; nothing happens where there is none."""

    def list(self, prefix: str = "") -> Iterator[str]:
        """Every key below the folder `prefix`, in order."""

    def signed_url(self, key: str, expires_in: timedelta, *, method: Method = "GET", content_type: str = "") -> str:
        """An address that reads (or with PUT writes) this one object without a login, for up to seven days.

        Method, key, expiry and content type cannot be changed. A path (`/api/blobs/…`) is one of our own server's.
        """
