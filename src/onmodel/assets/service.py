"""What can be done with assets."""

import hashlib
import logging
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onmodel.assets import queries, rules
from onmodel.assets.rules import Answer, Edge
from onmodel.assets.tables import Asset
from onmodel.backends.blobs.port import BlobNotFound, BlobStore
from onmodel.errors import Invalid, NotFound, StorageFull
from onmodel.kit import pictures

log = logging.getLogger(__name__)


class AssetNotFound(NotFound):
    """No asset has this id."""


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

    Size in pixels is read from a picture's header. The bytes are complete before the row can be seen; after a rollback
    they stay as an orphan that `remove_orphans` takes away. Raises StorageFull, and for a picture what
    `kit.pictures.check_header` raises.
    """
    digest = hashlib.sha256(data).hexdigest()
    known = queries.by_content(session, project_id, digest)
    if known:
        return known
    size = pictures.check_header(data, "The picture") if media_type.startswith("image/") else None
    key = rules.storage_key(digest)
    blobs.put(key, data)
    asset = Asset(project_id=project_id, sha256=digest, media_type=media_type, size=len(data), storage_key=key)
    asset.made_by = made_by or {}
    asset.width, asset.height = (size.width, size.height) if size else (None, None)
    try:
        with session.begin_nested():
            session.add(asset)
    except IntegrityError:  # the same bytes came twice at one moment
        known = queries.by_content(session, project_id, digest)
        if known is None:
            raise
        return known
    return asset


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
    """A JPEG of the picture with no edge longer than `edge`, made once and then kept. Raises NoPicture."""
    if asset.width is None:
        raise NoPicture(f"Asset {asset.id} is {asset.media_type}", todo="Ask for the asset itself")
    key = rules.thumbnail_key(asset.sha256, edge)
    try:
        return blobs.get(key)
    except BlobNotFound:
        pass
    made = pictures.encode_jpeg(pictures.thumbnail(pictures.decode(read(blobs, asset), asset.id), edge), quality=82)
    try:
        blobs.put(key, made)
    except StorageFull:  # it can be shown although it cannot be kept
        log.warning("no room to keep the thumbnail of asset %s", asset.id)
    return made


def remove_orphans(session: Session, blobs: BlobStore) -> int:
    """Delete originals that no row points to: uploads whose transaction failed. Returns how many.

    Run it while nothing is stored: a blob that is written just now has no row yet either.
    """
    used = queries.used_keys(session)
    orphans = [key for key in blobs.list("sha256") if key not in used]
    for key in orphans:
        blobs.delete(key)
    return len(orphans)
