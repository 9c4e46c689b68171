"""Blobs in an S3 bucket, through obstore: AWS, Garage, SeaweedFS, RustFS, Ceph, Swift.

An object appears under its key when its upload is complete, never before: that is S3's own promise. `put` asks with
`If-None-Match: *` that nothing is there yet, so the first of two writers stays; where a server looks before it writes
and not while it does (Swift), the last of two at one moment. Keys are made of the content, so both have the same bytes.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from obstore.exceptions import AlreadyExistsError, BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from onmodel.backends.blobs.port import BlobCapabilities, BlobNotFound, Method, check_key
from onmodel.backends.blobs.presigned import S3Place, presigned_url
from onmodel.backends.errors import NotConfigured, Unavailable
from onmodel.errors import StorageFull
from onmodel.kit.again import again, pauses
from onmodel.kit.clock import utc_now

T = TypeVar("T")
PART = 8 * 2**20  # bytes of one part of a multipart upload
MULTIPART_FROM = 64 * 2**20  # larger objects are sent in parts, several at a time
_FULL = ("507 ", "QuotaExceeded", "InsufficientStorage", "StorageFull", "XMinioStorageFull")
_TIMEOUTS = {"connect_timeout": "3s", "read_timeout": "10s", "timeout": "120s"}  # of one request
TRIES, FIRST_PAUSE, LONGEST_PAUSE = 8, 0.1, 2.0  # ours: about 7 s in all at most
_RETRY = {  # obstore's own, for what it may repeat by itself
    "max_retries": 4,
    "retry_timeout": timedelta(seconds=20),
    "backoff": {"init_backoff": timedelta(seconds=0.1), "max_backoff": timedelta(seconds=2), "base": 2},
}


@dataclass(frozen=True)
class S3Address:
    """A bucket with an optional prefix, the server that has it, and what opens it."""

    bucket: str
    prefix: str = ""
    endpoint: str = ""  # empty: AWS in `region`
    region: str = "us-east-1"
    access_key: str = ""
    secret_key: str = ""

    @classmethod
    def parse(cls, url: str, *, endpoint: str, region: str, access_key: str, secret_key: str) -> "S3Address":
        """From `s3://bucket/prefix`; raises NotConfigured where that is none."""
        found = re.fullmatch(r"s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*?))?/?", url)
        if found is None:
            raise NotConfigured(f"{url!r} is no bucket", todo="Set ONMODEL_BLOBS to s3://bucket or s3://bucket/prefix")
        prefix = check_key(found[2]) if found[2] else ""
        return cls(found[1], prefix, endpoint.rstrip("/"), region, access_key, secret_key)

    @property
    def server(self) -> str:
        """The endpoint in force."""
        return self.endpoint or f"https://s3.{self.region}.amazonaws.com"


class S3Blobs:
    """A bucket that holds one object per key. Each call is tried again for a few seconds when the server falters."""

    name = "s3"
    capabilities = BlobCapabilities(public_urls=True)

    def __init__(self, address: S3Address) -> None:
        self.address = address

    def setup(self) -> None:
        """Open the bucket and look into it; raises NotConfigured where it is missing or the key is refused."""
        a = self.address
        if not (a.access_key and a.secret_key):
            raise NotConfigured("The S3 store has no key", todo="Set ONMODEL_S3_ACCESS_KEY and ONMODEL_S3_SECRET_KEY")
        self._store = S3Store(
            a.bucket, prefix=a.prefix or None, endpoint=a.server, region=a.region, access_key_id=a.access_key,
            secret_access_key=a.secret_key, retry_config=_RETRY,  # type: ignore[arg-type]  # a TypedDict by content
            client_options={**_TIMEOUTS, "allow_http": a.server.startswith("http://")},  # type: ignore[arg-type]  # the same
        )  # fmt: skip
        try:
            self._try(a.bucket, lambda: next(iter(self._store.list(chunk_size=1)), None))
        except BlobNotFound as error:
            todo = "Create it, or set ONMODEL_BLOBS"
            raise NotConfigured(f"There is no bucket {a.bucket} at {a.server}", todo=todo) from error

    def put(self, key: str, data: bytes) -> bool:
        """Send the bytes unless the key is taken. From 64 MiB on in parts; of two writers at one moment either stays.

        Where the answer to a completed upload is lost, the second try finds the object: false, and it is complete.
        """
        check_key(key)
        if len(data) >= MULTIPART_FROM:
            if self.size(key) is not None:
                return False
            self._try(key, lambda: self._store.put(key, data, use_multipart=True, chunk_size=PART, max_concurrency=4))
            return True
        with suppress(AlreadyExistsError):
            self._try(key, lambda: self._store.put(key, data, mode="create", use_multipart=False))
            return True
        return False

    def get(self, key: str) -> bytes:
        """The whole object."""
        return self._try(key, lambda: bytes(self._store.get(check_key(key)).bytes()))

    def get_range(self, key: str, start: int, end: int) -> bytes:
        """A part of the object; nothing where `start` lies behind its end."""
        size = self.size(key)
        if size is None:
            raise BlobNotFound(f"Nothing is kept under {key}")
        end = min(end, size)
        return self._try(key, lambda: bytes(self._store.get_range(key, start=start, end=end))) if start < end else b""

    def size(self, key: str) -> int | None:
        """The object's length."""
        try:
            return self._try(key, lambda: int(self._store.head(check_key(key))["size"]))
        except BlobNotFound:
            return None

    def written_at(self, key: str) -> datetime | None:
        """When the object was written, by the server's clock."""
        try:
            return self._try(key, lambda: self._store.head(check_key(key))["last_modified"])
        except BlobNotFound:
            return None

    def delete(self, key: str) -> None:
        """Remove the object."""
        with suppress(BlobNotFound):
            self._try(key, lambda: self._store.delete(check_key(key)))

    def list(self, prefix: str = "") -> Iterator[str]:
        """Every object's key, page by page."""
        yield from sorted(
            self._try(prefix, lambda: [str(e["path"]) for page in self._store.list(prefix or None) for e in page])
        )

    def signed_url(self, key: str, expires_in: timedelta, *, method: Method = "GET", content_type: str = "") -> str:
        """An address at the S3 server itself."""
        a = self.address
        place = S3Place(a.server, a.region, a.bucket, a.access_key, a.secret_key)
        path = f"{a.prefix}/{check_key(key)}" if a.prefix else check_key(key)
        return presigned_url(place, method, path, expires_in, at=utc_now(), content_type=content_type)

    def _try(self, key: str, call: Callable[[], T]) -> T:
        def once() -> T:
            try:
                return call()
            except AlreadyExistsError:
                raise
            except (OSError, BaseError) as error:
                raise _ours(key, error) from error

        return again(once, lambda error: isinstance(error, Unavailable), pauses(TRIES, FIRST_PAUSE, LONGEST_PAUSE))


def _ours(key: str, error: Exception) -> Exception:
    text = str(error)
    if isinstance(error, PermissionDeniedError | UnauthenticatedError) or "403 Forbidden" in text:
        todo = "Set ONMODEL_S3_ACCESS_KEY and ONMODEL_S3_SECRET_KEY to a key that may use the bucket"
        return NotConfigured("The S3 store refuses our key", why=_code(text), todo=todo)
    if "NoSuchBucket" in text:
        return NotConfigured("The S3 store has no such bucket", todo="Create it, or set ONMODEL_BLOBS")
    if isinstance(error, FileNotFoundError):
        return BlobNotFound(f"Nothing is kept under {key}")
    if any(sign in text for sign in _FULL):
        return StorageFull("The blob store has no room left", todo="Make room in the bucket and repeat")
    return Unavailable(f"The blob {key} could not be reached", why=text.splitlines()[0][:300])


def _code(text: str) -> str:
    """The word that S3 has for it. Never more of the text: some servers repeat what was signed."""
    found = re.search(r"<Code>(\w{1,60})</Code>", text)
    return found[1] if found else "The server said no"
