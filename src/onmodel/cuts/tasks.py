"""The job that films a cut.

What is conformed stays on this machine, and among the blobs for every other: a film takes what is there, byte for byte,
and films what changed.
"""

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobNotFound, BlobStore
from onmodel.cuts import service
from onmodel.cuts.events import CutFilmed
from onmodel.cuts.rules import CUT_JOB, FILES, Film
from onmodel.db import announce
from onmodel.editorial.exports import file_stem
from onmodel.errors import StorageFull
from onmodel.jobs.tasks import Handlers, JobContext
from onmodel.kit.whole_files import write_by
from onmodel.timelines import service as timelines
from onmodel.timelines.rules import pieces_of

log = logging.getLogger(__name__)
SPARE = 200  # pieces of earlier states of a cut that are kept among the blobs for who goes back to one
STEP = 0.01  # of the work, between two lines in the job's row


def handlers(blobs: BlobStore, home: Path) -> Handlers:
    """Job kind → what does it; conformed files lie in `home`/cuts."""
    return {CUT_JOB: partial(film_cut, blobs, home)}


def film_cut(blobs: BlobStore, home: Path, job: JobContext) -> dict[str, Any]:
    """A cut as a file; a run that was stopped goes on with the first piece that is missing."""
    wanted = Film(job.params["form"])
    job.progress(0.0, "reading the takes")
    folder = home / "cuts" / job.params["cut_id"]
    with job.database.reading() as session:
        row = timelines.get(session, job.project_id, job.params["cut_id"])
        cut, bench = service.bench(session, blobs, row, folder)
    shelf = Pieces(blobs, job.params["cut_id"])
    bench = replace(bench, shelf=shelf)
    suffix, media_type = FILES[wanted]
    name = f"{file_stem(cut)}{suffix}"
    target = folder / f"film{suffix}"
    service.make_file(cut, bench, wanted, target, _Telling(job))
    shelf.sweep([path.name for path in folder.iterdir()], SPARE)
    job.check()
    data = target.read_bytes()
    target.unlink()
    with job.transaction() as session:
        manifest = {"cut": cut.id, "version": row.version, "form": wanted.value}
        asset = assets.store(session, blobs, data, media_type, project_id=job.project_id, made_by=manifest)
        announce(session, CutFilmed(job.project_id, cut.id, cut.storyboard_id, cut.name, wanted.value, asset.id))
        return {"asset_id": asset.id, "name": name, "form": wanted.value, "bytes": asset.size, "version": row.version}


class Pieces:
    """A cut's conformed pieces among the blobs. A name says all that is seen in a piece, so it is written once."""

    def __init__(self, blobs: BlobStore, cut_id: str) -> None:
        self._blobs, self._folder = blobs, pieces_of(cut_id)

    def fetch(self, path: Path) -> bool:
        """Bring a piece to its place; false where nobody kept it."""
        try:
            data = self._blobs.get(f"{self._folder}/{path.name}")
        except BlobNotFound:
            return False
        write_by(path, lambda temporary: temporary.write_bytes(data))
        return True

    def keep(self, path: Path) -> None:
        """Keep a piece. Where another worker was quicker its bytes are taken, so that all films have the same."""
        try:
            if not self._blobs.put(f"{self._folder}/{path.name}", path.read_bytes()):
                self.fetch(path)
        except StorageFull:  # it is on this machine all the same
            log.warning("no room to keep piece %s of a cut", path.name)

    def sweep(self, used: Sequence[str], spare: int) -> int:
        """Remove the oldest pieces that are not `used` here while there are more than `spare`; how many went."""
        others = [key for key in self._blobs.list(self._folder) if key.rpartition("/")[2] not in set(used)]
        if len(others) <= spare:
            return 0
        gone = sorted(others, key=lambda key: (str(self._blobs.written_at(key)), key))[: len(others) - spare]
        for key in gone:
            self._blobs.delete(key)
        return len(gone)


class _Telling:
    """Tells the job how far it is, and leaves where it was cancelled."""

    def __init__(self, job: JobContext) -> None:
        self._job, self._told = job, 0.0

    def __call__(self, share: float) -> None:
        self._job.check()
        if share - self._told >= STEP or share >= 1:
            self._told = share
            self._job.progress(0.98 * share, "filming")
