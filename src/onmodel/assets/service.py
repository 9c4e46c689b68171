"""What can be done with assets."""

import hashlib
import logging
from contextlib import suppress
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onmodel.assets import queries, rules
from onmodel.assets.rules import Answer, Conditions, Edge
from onmodel.assets.tables import Asset, CondemnedBlob
from onmodel.backends.blobs.port import BlobNotFound, BlobStore
from onmodel.errors import Conflict, Invalid, NotFound, StorageFull
from onmodel.kit import pictures
from onmodel.kit.clock import utc_now

log = logging.getLogger(__name__)
ORPHAN_AGE = timedelta(hours=1)  # no transaction lasts that long


class AssetNotFound(NotFound):
    """No asset has this id."""


class AlreadyThere(Conflict):
    """Something is kept under this address already; it is not replaced."""


class NoPicture(Invalid):
    """The asset is no picture, so it has no thumbnail."""


def store(
    session: Session,
    blobs: BlobStore,
    data: bytes,
    media_type: str,
    *,
    project_id: str,
    made_by: dict[str, Any] | None = None,
) -> Asset:
    """Keep bytes under their SHA-256 and give the project's row for them; the same bytes give the same row.

    Size in pixels is read from the header of a picture or a clip. The bytes are complete before the row can be seen;
    after a rollback they stay as an orphan that `remove_orphans` takes away. Raises StorageFull, for a picture what
    `kit.pictures.check_header` raises, for a clip what `footage.probe.probe` does.
    """
    digest = hashlib.sha256(data).hexdigest()
    known = queries.by_content(session, project_id, digest)
    if known:
        return known
    size = _size(data, media_type)
    key = rules.storage_key(digest)
    queries.stay(session, key)  # before looking whether the bytes are there
    queries.spare(session, key)
    blobs.put(key, data)
    asset = Asset(project_id=project_id, sha256=digest, media_type=media_type, size=len(data), storage_key=key)
    asset.made_by = made_by or {}
    asset.width, asset.height = size
    try:
        with session.begin_nested():
            session.add(asset)
    except IntegrityError:  # the same bytes came twice at one moment
        known = queries.by_content(session, project_id, digest)
        if known is None:
            raise
        return known
    return asset


def _size(data: bytes, media_type: str) -> tuple[int | None, int | None]:
    if media_type.startswith("image/"):
        seen = pictures.check_header(data, "The picture")
        return seen.width, seen.height
    if media_type.startswith("video/"):
        from onmodel.footage.probe import probe  # noqa: PLC0415  # FFmpeg is 16 MiB that no other request needs

        shown = probe(data)
        return shown.width, shown.height
    return None, None


def get(session: Session, asset_id: str) -> Asset:
    """The row; raises AssetNotFound."""
    asset = session.get(Asset, asset_id)
    if asset is None:
        raise AssetNotFound(f"There is no asset {asset_id}")
    return asset


def in_project(session: Session, project_id: str, asset_id: str) -> Asset:
    """The project's row; raises AssetNotFound."""
    asset = queries.by_id(session, project_id, asset_id)
    if asset is None:
        raise AssetNotFound(f"There is no asset {asset_id}")
    return asset


def read(blobs: BlobStore, asset: Asset) -> bytes:
    """All bytes of the asset."""
    return blobs.get(asset.storage_key)


def read_part(blobs: BlobStore, asset: Asset, answer: Answer) -> bytes:
    """The bytes that go with an answer."""
    return blobs.get_range(asset.storage_key, answer.start, answer.end) if answer.end else b""


def thumbnail(blobs: BlobStore, asset: Asset, edge: Edge) -> bytes:
    """A JPEG of the picture, or of a clip's first frame, with no edge longer than `edge`; made once and then kept.

    Raises NoPicture.
    """
    if asset.width is None:
        raise NoPicture(f"Asset {asset.id} is {asset.media_type}", todo="Ask for the asset itself")
    key = rules.thumbnail_key(asset.sha256, edge)
    try:
        return blobs.get(key)
    except BlobNotFound:
        pass
    shown = _first_frame(blobs, asset) if is_clip(asset) else pictures.decode(read(blobs, asset), asset.id)
    made = pictures.encode_jpeg(pictures.thumbnail(shown, edge), quality=82)
    try:
        blobs.put(key, made)
    except StorageFull:  # it can be shown although it cannot be kept
        log.warning("no room to keep the thumbnail of asset %s", asset.id)
    return made


def is_clip(asset: Asset) -> bool:
    """Whether the asset is a moving picture."""
    return asset.media_type.startswith("video/")


def poster(blobs: BlobStore, asset: Asset) -> bytes:
    """The first frame of a clip as PNG; raises what reading a clip raises."""
    return pictures.encode_png(_first_frame(blobs, asset))


def _first_frame(blobs: BlobStore, asset: Asset) -> pictures.Pixels:
    from onmodel.footage.read import Footage  # noqa: PLC0415  # FFmpeg is 16 MiB that no other request needs

    return next(iter(Footage(read(blobs, asset), f"asset {asset.id}"))).picture


def read_signed(blobs: BlobStore, key: str, media_type: str, conditions: Conditions) -> tuple[Answer, bytes]:
    """What a signed address is answered with. Raises BlobNotFound."""
    size = blobs.size(key)
    if size is None:
        raise BlobNotFound("Nothing is kept under this address", todo="Ask for a new one")
    found = rules.answer(key.rpartition("/")[2], size, media_type, conditions)
    return found, blobs.get_range(key, found.start, found.end) if found.end else b""


def put_signed(blobs: BlobStore, key: str, data: bytes) -> None:
    """Keep what was sent to a signed address. Raises AlreadyThere, StorageFull."""
    if not blobs.put(key, data):
        raise AlreadyThere("Something is kept under this address already", todo="Ask for a new address")


def forget(session: Session, asset_id: str) -> bool:
    """Remove an asset's row, so that a sweep takes its bytes; false where it is gone, or another row names it."""
    with suppress(IntegrityError), session.begin_nested():
        found = session.get(Asset, asset_id)
        if found is not None:
            session.delete(found)
            session.flush()
            return True
    return False


def condemn_orphans(session: Session, blobs: BlobStore) -> int:
    """Note originals that no row points to: uploads whose transaction failed. Returns how many are new on the list."""
    found = set(blobs.list("sha256")) - queries.used_keys(session) - queries.condemned(session)
    for key in sorted(found):
        with suppress(IntegrityError), session.begin_nested():  # two sweeps at one moment
            session.add(CondemnedBlob(storage_key=key))
    return len(found)


def remove_orphans(session: Session, blobs: BlobStore, older_than: timedelta = ORPHAN_AGE) -> int:
    """Delete what was condemned so long ago and that nobody stored since. Returns how many; safe while others store.

    What is being stored just now stays on the list.
    """
    due = sorted(queries.condemned(session, utc_now() - older_than))
    due = [key for key in due if not queries.is_stored_now(session, key)]
    gone = [key for key in due if queries.spare(session, key) and not queries.is_used(session, key)]
    for key in gone:
        blobs.delete(key)
    return len(gone)


def dangling(session: Session, blobs: BlobStore) -> list[str]:
    """Storage keys of rows whose bytes are not there: none, unless somebody deleted files by hand."""
    return sorted(queries.used_keys(session) - set(blobs.list("sha256")))
