"""Blobs in memory, for tests: the same promises, gone with the process."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from onmodel.backends.blobs.port import BlobCapabilities, BlobNotFound, Method, check_key
from onmodel.errors import StorageFull
from onmodel.kit.clock import utc_now
from onmodel.kit.signed_urls import UrlSigner


class FakeBlobs:
    """A dict of bytes. `room` bytes fit, then StorageFull."""

    name = "fake"
    capabilities = BlobCapabilities(durable=False)

    def __init__(self, room: int = 2**30) -> None:
        self._kept: dict[str, bytes] = {}
        self._written: dict[str, datetime] = {}
        self.room = room

    def setup(self) -> None:
        """Nothing to open."""

    def put(self, key: str, data: bytes) -> bool:
        """Keep the bytes unless the key is taken."""
        if check_key(key) in self._kept:
            return False
        if sum(map(len, self._kept.values())) + len(data) > self.room:
            raise StorageFull("The fake store is full")
        self._kept[key], self._written[key] = bytes(data), utc_now()
        return True

    def get(self, key: str) -> bytes:
        """The bytes kept."""
        try:
            return self._kept[key]
        except KeyError:
            raise BlobNotFound(f"Nothing is kept under {key}") from None

    def get_range(self, key: str, start: int, end: int) -> bytes:
        """A slice of the bytes kept."""
        return self.get(key)[start:end]

    def size(self, key: str) -> int | None:
        """Length of the bytes kept."""
        return len(self._kept[key]) if key in self._kept else None

    def written_at(self, key: str) -> datetime | None:
        """When the key was put."""
        return self._written.get(key) if key in self._kept else None

    def delete(self, key: str) -> None:
        """Forget the key."""
        self._kept.pop(key, None)

    def list(self, prefix: str = "") -> Iterator[str]:
        """Keys in order."""
        folder = prefix.rstrip("/") + "/" if prefix else ""
        yield from sorted(key for key in self._kept if key.startswith(folder))

    def signed_url(self, key: str, expires_in: timedelta, *, method: Method = "GET", content_type: str = "") -> str:
        """A path that no server answers."""
        return f"/api/blobs/{check_key(key)}?{UrlSigner(b'fake').query(method, key, expires_in, content_type)}"
