"""Blobs in a folder of this machine, through obstore.

obstore's local `put` does not wait for the disk (seen with strace on 0.12.1: no fsync), and a name must not stand for
half a file after a power cut. So bytes are written under a temporary name, synced, and only then given their key.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore

from onmodel.backends.blobs.port import BlobCapabilities, BlobNotFound, Method, check_key
from onmodel.backends.errors import NotConfigured, Unavailable
from onmodel.errors import StorageFull
from onmodel.kit.clock import utc_now
from onmodel.kit.ids import new_id
from onmodel.kit.signed_urls import UrlSigner

UNFINISHED = ".unfinished"
ABANDONED = timedelta(hours=1)  # no write takes that long: its process is dead
_FULL = ("os error 28", "os error 27", "os error 122")  # ENOSPC, EFBIG, EDQUOT


class LocalBlobs:
    """A folder that holds one file per key."""

    name = "local"
    capabilities = BlobCapabilities()

    def __init__(self, folder: Path | str, signer: UrlSigner | None = None) -> None:
        self.folder, self._signer = Path(folder), signer

    def setup(self) -> None:
        """Make the folder, and clear away what a crash left unfinished."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._store = LocalStore(self.folder, mkdir=True)
        except (OSError, BaseError) as error:
            raise NotConfigured(f"{self.folder} cannot be used for blobs", why=str(error)) from error
        for page in self._store.list(UNFINISHED):
            for found in page:
                if utc_now() - found["last_modified"] > ABANDONED:
                    self._store.delete(found["path"])

    def put(self, key: str, data: bytes) -> bool:
        """Write, sync, name, sync the folders; true if the key was free."""
        path = self.folder / check_key(key)
        if self.size(key) is None:
            draft = f"{UNFINISHED}/{new_id()}"
            with _our_errors(key), self._no_rest(draft):
                self._store.put(draft, data)
                _sync(self.folder / draft)
                with suppress(AlreadyExistsError):
                    self._store.rename(draft, key, overwrite=False)
                    self._sync_folders(path)
                    return True
        self._sync_folders(path)  # who named it may have died before syncing
        return False

    def get(self, key: str) -> bytes:
        """The whole file."""
        with _our_errors(key):
            return bytes(self._store.get(self._inside(key)).bytes())

    def get_range(self, key: str, start: int, end: int) -> bytes:
        """A part of the file; nothing where `start` lies behind its end."""
        size = self.size(key)
        if size is None:
            raise BlobNotFound(f"Nothing is kept under {key}")
        end = min(end, size)
        with _our_errors(key):
            return bytes(self._store.get_range(key, start=start, end=end)) if start < end else b""

    def size(self, key: str) -> int | None:
        """The file's length."""
        try:
            with _our_errors(key):
                return int(self._store.head(self._inside(key))["size"])
        except BlobNotFound:
            return None

    def written_at(self, key: str) -> datetime | None:
        """When the file was written."""
        try:
            with _our_errors(key):
                return self._store.head(check_key(key))["last_modified"]
        except BlobNotFound:
            return None

    def delete(self, key: str) -> None:
        """Remove the file."""
        with suppress(BlobNotFound), _our_errors(key):
            self._store.delete(check_key(key))

    def list(self, prefix: str = "") -> Iterator[str]:
        """Every finished file's key."""
        with _our_errors(prefix):
            found = [entry["path"] for page in self._store.list(prefix or None) for entry in page]
        yield from sorted(path for path in found if not path.startswith(UNFINISHED))

    def signed_url(self, key: str, expires_in: timedelta, *, method: Method = "GET", content_type: str = "") -> str:
        """A path of our own server, which serves the file."""
        if self._signer is None:
            raise NotConfigured("Addresses cannot be signed here", todo="Set ONMODEL_URL_SECRET")
        return f"/api/blobs/{check_key(key)}?{self._signer.query(method, key, expires_in, content_type)}"

    def _inside(self, key: str) -> str:
        """The key, if no link on its way leads out of the folder."""
        folder = self.folder.resolve()
        if not (folder / check_key(key)).resolve().is_relative_to(folder):
            raise BlobNotFound(f"Nothing is kept under {key}")
        return key

    @contextmanager
    def _no_rest(self, draft: str) -> Iterator[None]:
        try:
            yield
        finally:
            with suppress(FileNotFoundError):
                (self.folder / draft).unlink()

    def _sync_folders(self, path: Path) -> None:
        """A new name survives a power cut only when its folder is synced, and that folder's name likewise."""
        for folder in path.parents:
            _sync(folder)
            if folder == self.folder:
                return


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _our_errors(key: str) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise BlobNotFound(f"Nothing is kept under {key}") from error
    except (OSError, BaseError) as error:
        text = str(error)
        if any(code in text for code in _FULL) or getattr(error, "errno", None) in {27, 28, 122}:
            raise StorageFull("The blob store has no room left", todo="Free some disk space and repeat") from error
        raise Unavailable(f"The blob {key} could not be reached", why=text.splitlines()[0]) from error
