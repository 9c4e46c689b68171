"""The job that films a cut.

What is conformed stays on this machine, and among the blobs for every other: a film takes what is there, byte for byte,
and films what changed.
"""

import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from onmodel.assets import service as assets
from onmodel.backends.blobs.port import BlobStore
from onmodel.cuts import queries, service
from onmodel.cuts.events import CutFilmed
from onmodel.cuts.rules import CUT_JOB, FILES, Film
from onmodel.db import announce
from onmodel.editorial.exports import file_stem
from onmodel.jobs.tasks import Handlers, JobContext
from onmodel.kit.clock import utc_now
from onmodel.timelines import service as timelines

PUT_AWAY = timedelta(days=1)  # for who puts a cut away and thinks better of it
STEP = 0.01  # of the work, between two lines in the job's row


def handlers(blobs: BlobStore, home: Path) -> Handlers:
    """Job kind → what does it; conformed files lie in `home`/cuts."""
    return {CUT_JOB: partial(film_cut, blobs, home)}


def film_cut(blobs: BlobStore, home: Path, job: JobContext) -> dict[str, Any]:
    """A cut as a file; a run that was stopped goes on with the first piece that is missing."""
    wanted = Film(job.params["form"])
    job.progress(0.0, "reading the takes")
    with job.database.reading() as session:
        row = timelines.get(session, job.project_id, job.params["cut_id"])
        cut, bench = service.bench(session, blobs, row, home)
    suffix, media_type = FILES[wanted]
    name = f"{file_stem(cut)}{suffix}"
    target = bench.folder / f"film{suffix}"
    service.make_file(cut, bench, wanted, target, _Telling(job))
    job.check()
    data = target.read_bytes()
    target.unlink()
    with job.transaction() as session:
        manifest = {"cut": cut.id, "version": row.version, "form": wanted.value}
        asset = assets.store(session, blobs, data, media_type, project_id=job.project_id, made_by=manifest)
        announce(session, CutFilmed(job.project_id, cut.id, cut.storyboard_id, cut.name, wanted.value, asset.id))
        return {"asset_id": asset.id, "name": name, "form": wanted.value, "bytes": asset.size, "version": row.version}


def sweep(session: Session, home: Path, older_than: timedelta = PUT_AWAY) -> int:
    """Remove the films of cuts that were put away so long ago, and what they left in `home`; returns how many films.

    Who takes such a cut back films it again. A film that another cut has too, or that somebody took for more, stays.
    """
    gone = queries.put_away(session, utc_now() - older_than)
    for cut_id in gone:
        shutil.rmtree(home / "cuts" / cut_id, ignore_errors=True)
    films = [asset_id for asset_id, cuts in queries.filmed(session).items() if cuts <= gone]
    return sum(assets.forget(session, asset_id) for asset_id in films)


class _Telling:
    """Tells the job how far it is, and leaves where it was cancelled."""

    def __init__(self, job: JobContext) -> None:
        self._job, self._told = job, 0.0

    def __call__(self, share: float) -> None:
        self._job.check()
        if share - self._told >= STEP or share >= 1:
            self._told = share
            self._job.progress(0.98 * share, "filming")
