"""What can be done with assets."""

import hashlib
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from onmodel.assets import queries, rules
from onmodel.assets.tables import Asset
from onmodel.backends.blobs.port import BlobStore
from onmodel.errors import NotFound


class AssetNotFound(NotFound):
    """No asset has this id."""


def store(
    session: Session,
    blobs: BlobStore,
    data: bytes,
    media_type: str,
    *,
    project_id: str,
    made_by: dict[str, Any] | None = None,
    pixels: tuple[int, int] | None = None,
) -> Asset:
    """Keep bytes under their SHA-256 and give the project's row for them; the same bytes give the same row.

    `pixels` is width, height of a picture. The blob is complete before the row can be seen; after a rollback it
    stays as an orphan that `remove_orphans` takes away. Raises StorageFull.
    """
    digest = hashlib.sha256(data).hexdigest()
    known = queries.by_content(session, project_id, digest)
    if known:
        return known
    key = rules.storage_key(digest)
    blobs.put(key, data)
    width, height = pixels or (None, None)
    asset = Asset(
        project_id=project_id, sha256=digest, media_type=media_type, size=len(data), width=width, height=height,
        storage_key=key, made_by=made_by or {},
    )  # fmt: skip
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


def read(blobs: BlobStore, asset: Asset) -> bytes:
    """All bytes of the asset."""
    return blobs.get(asset.storage_key)
