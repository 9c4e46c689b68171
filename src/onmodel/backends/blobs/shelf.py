"""A shelf: files of one folder among the blobs, for every machine that works on the same thing.

A file's name says all that is in it, so it is written once; whoever finds it there takes it byte for byte.
"""

import logging
from collections.abc import Sequence
from pathlib import Path

from onmodel.backends.blobs.port import BlobNotFound, BlobStore
from onmodel.errors import StorageFull
from onmodel.kit.whole_files import write_by

log = logging.getLogger(__name__)
SPARE = 200  # files of earlier states that are kept for who goes back to one


class BlobShelf:
    """The files under `folder`, a key's beginning, of a store."""

    def __init__(self, blobs: BlobStore, folder: str) -> None:
        self._blobs, self._folder = blobs, folder

    def fetch(self, path: Path) -> bool:
        """Bring the file of this name to its place; false where nobody kept it."""
        try:
            data = self._blobs.get(f"{self._folder}/{path.name}")
        except BlobNotFound:
            return False
        write_by(path, lambda temporary: temporary.write_bytes(data))
        return True

    def keep(self, path: Path) -> None:
        """Keep the file. Where another machine was quicker its bytes are taken, so that all have the same."""
        try:
            if not self._blobs.put(f"{self._folder}/{path.name}", path.read_bytes()):
                self.fetch(path)
        except StorageFull:  # it is on this machine all the same
            log.warning("no room to keep %s on the shelf %s", path.name, self._folder)

    def sweep(self, used: Sequence[str], spare: int = SPARE) -> int:
        """Remove the oldest files that are not `used` while there are more than `spare` of them; how many went."""
        others = [key for key in self._blobs.list(self._folder) if key.rpartition("/")[2] not in set(used)]
        if len(others) <= spare:
            return 0
        gone = sorted(others, key=lambda key: (str(self._blobs.written_at(key)), key))[: len(others) - spare]
        for key in gone:
            self._blobs.delete(key)
        return len(gone)
