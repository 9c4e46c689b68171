import hashlib
import threading
import time
from datetime import timedelta

import numpy as np
import pytest

from onmodel.assets import queries, rules, service
from onmodel.assets.tables import Asset
from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.db import Database
from onmodel.errors import Invalid, StorageFull
from onmodel.kit import pictures
from onmodel.projects import service as projects
from tests.factories.crowd import at_once


def _picture(width: int = 60, height: int = 40, seed: int = 1) -> bytes:
    return pictures.encode_png(np.random.default_rng(seed).integers(0, 255, (height, width, 3), dtype=np.uint8))


def _store(database: Database, blobs: FakeBlobs, project_id: str, data: bytes, media_type: str = "image/png") -> Asset:
    with database.transaction() as session:
        return service.store(session, blobs, data, media_type, project_id=project_id, made_by={"backend": "test"})


def _condemn(database: Database, blobs: FakeBlobs) -> int:
    with database.transaction() as session:
        return service.condemn_orphans(session, blobs)


def _sweep(database: Database, blobs: FakeBlobs, older_than: timedelta = timedelta()) -> int:
    with database.transaction() as session:
        return service.remove_orphans(session, blobs, older_than)


def test_a_picture_is_kept_under_its_content(database: Database, blobs: FakeBlobs, project_id: str) -> None:
    data = _picture()
    asset = _store(database, blobs, project_id, data)
    assert asset.sha256 == hashlib.sha256(data).hexdigest()
    assert (asset.width, asset.height, asset.size, asset.made_by) == (60, 40, len(data), {"backend": "test"})
    assert service.read(blobs, asset) == data


def test_the_same_bytes_are_one_row_and_one_blob(database: Database, blobs: FakeBlobs, project_id: str) -> None:
    first, second = (_store(database, blobs, project_id, _picture()) for _ in range(2))
    assert first.id == second.id
    with database.transaction() as session:
        other = projects.create(session, "Other").id
    third = _store(database, blobs, other, _picture())
    assert third.id != first.id
    assert third.storage_key == first.storage_key
    assert len(list(blobs.list())) == 1


def test_the_same_bytes_at_one_moment_are_one_row(either_database: Database, blobs: FakeBlobs) -> None:
    with either_database.transaction() as session:
        project_id = projects.default_project(session).id
    found = at_once(*[lambda: _store(either_database, blobs, project_id, _picture()).id] * 4)
    assert len(set(found)) == 1


def test_what_calls_itself_a_picture_must_be_one(database: Database, blobs: FakeBlobs, project_id: str) -> None:
    with pytest.raises(Invalid):
        _store(database, blobs, project_id, b"<svg onload='alert(1)'/>")
    assert list(blobs.list()) == []


def test_documents_have_no_size_in_pixels(database: Database, blobs: FakeBlobs, project_id: str) -> None:
    asset = _store(database, blobs, project_id, b"%PDF-1.7", "application/pdf")
    assert (asset.width, asset.height) == (None, None)
    with pytest.raises(service.NoPicture):
        service.thumbnail(blobs, asset, 320)


def test_no_room_no_row(database: Database, project_id: str) -> None:
    with pytest.raises(StorageFull):
        _store(database, FakeBlobs(room=10), project_id, _picture())
    with database.reading() as session:
        assert queries.used_keys(session) == set()


def test_a_thumbnail_is_made_once_and_is_no_asset(database: Database, blobs: FakeBlobs, project_id: str) -> None:
    asset = _store(database, blobs, project_id, _picture(800, 400))
    made = service.thumbnail(blobs, asset, 320)
    assert pictures.decode(made, "t").shape == (160, 320, 3)
    blobs.delete(asset.storage_key)
    assert service.thumbnail(blobs, asset, 320) == made
    with database.reading() as session:
        assert session.query(Asset).count() == 1


def test_a_thumbnail_that_cannot_be_kept_is_shown_all_the_same(
    database: Database, blobs: FakeBlobs, project_id: str
) -> None:
    asset = _store(database, blobs, project_id, _picture(800, 400))
    blobs.room = 0
    assert pictures.decode(service.thumbnail(blobs, asset, 160), "t").shape == (80, 160, 3)
    assert list(blobs.list("thumbnails")) == []


def test_orphans_are_removed_and_nothing_else(database: Database, blobs: FakeBlobs, project_id: str) -> None:
    kept = _store(database, blobs, project_id, _picture())
    service.thumbnail(blobs, kept, 160)

    def fail_after_storing() -> None:
        with database.transaction() as session:
            service.store(session, blobs, _picture(seed=2), "image/png", project_id=project_id)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_after_storing()
    assert (_condemn(database, blobs), _condemn(database, blobs)) == (1, 0)
    assert _sweep(database, blobs, timedelta(hours=1)) == 0, "it may be of a transaction that is not over"
    assert (_sweep(database, blobs), _sweep(database, blobs)) == (1, 0)
    assert service.read(blobs, kept) == _picture()
    assert len(list(blobs.list("thumbnails"))) == 1


def test_who_stores_the_same_again_spares_it(database: Database, blobs: FakeBlobs, project_id: str) -> None:
    blobs.put(
        "sha256/" + hashlib.sha256(_picture()).hexdigest()[:2] + "/" + hashlib.sha256(_picture()).hexdigest(),
        _picture(),
    )
    assert _condemn(database, blobs) == 1
    kept = _store(database, blobs, project_id, _picture())
    assert _sweep(database, blobs) == 0
    assert service.read(blobs, kept) == _picture()
    with database.reading() as session:
        assert service.dangling(session, blobs) == []
    blobs.delete(kept.storage_key)
    with database.reading() as session:
        assert service.dangling(session, blobs) == [kept.storage_key]


def test_what_is_stored_just_now_is_not_swept(either_database: Database, blobs: FakeBlobs) -> None:
    data = _picture()
    with either_database.transaction() as session:
        project_id = projects.default_project(session).id

    def sweep() -> None:
        _condemn(either_database, blobs)  # its row cannot be seen yet
        _sweep(either_database, blobs)

    sweeper = threading.Thread(target=sweep)
    with either_database.transaction() as session:
        service.store(session, blobs, data, "image/png", project_id=project_id)
        sweeper.start()  # on PostgreSQL it passes by, on SQLite it waits
        sweeper.join(0.5)
    sweeper.join()
    with either_database.reading() as session:
        assert service.dangling(session, blobs) == []


def test_storing_and_sweeping_at_one_moment_leaves_nothing_dangling(
    either_database: Database, blobs: FakeBlobs
) -> None:
    """Six pictures are stored again and again while what nobody stored yet is condemned and swept without an age."""
    with either_database.transaction() as session:
        project_id = projects.default_project(session).id
    datas = [_picture(seed=n) for n in range(6)]
    over = threading.Event()

    def sweep() -> None:
        while not over.is_set():
            for data in datas:
                digest = hashlib.sha256(data).hexdigest()
                with either_database.transaction() as session:
                    if not queries.by_content(session, project_id, digest):
                        blobs.put(rules.storage_key(digest), data)
            _condemn(either_database, blobs)
            _sweep(either_database, blobs)

    sweeper = threading.Thread(target=sweep)
    sweeper.start()
    try:
        for data in datas:
            time.sleep(0.02)
            _store(either_database, blobs, project_id, data)
    finally:
        over.set()
        sweeper.join()
    with either_database.reading() as session:
        assert service.dangling(session, blobs) == []
