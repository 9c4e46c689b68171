"""Backup and restore on both databases, between them, and with a bucket; what is damaged or full is refused."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, select

from onmodel import backup, migrations, subscriptions
from onmodel.assets import service as assets
from onmodel.assets.tables import Asset
from onmodel.backends.blobs.fake import FakeBlobs
from onmodel.backends.blobs.local import LocalBlobs
from onmodel.backends.blobs.port import BlobStore
from onmodel.backup import BackupDamaged, BackupExists, PlaceNotEmpty
from onmodel.db import Database
from onmodel.projects import service as projects
from onmodel.tables import metadata
from tests.factories.postgres import OwnPostgres


def _filled(url: str, blobs: BlobStore) -> Database:
    migrations.upgrade(url)
    database = Database(url, react=subscriptions.react)
    with database.transaction() as session:
        project_id = projects.create(session, "Ж «film» \U0001f3ac", description="x" * 5000).id
        for number in range(7):
            data = f"picture {number}".encode()
            assets.store(
                session, blobs, data, "text/plain", project_id=project_id, made_by={"n": number, "ü": [None, 1.5]}
            )
    return database


def _rows(database: Database) -> dict[str, list[Any]]:
    with database.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))]
            for table in metadata.sorted_tables
        }


@pytest.mark.parametrize("way", ["sqlite-sqlite", "postgresql-postgresql", "sqlite-postgresql", "postgresql-sqlite"])
def test_all_comes_back(way: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    source, target = way.split("-")

    def url(kind: str, name: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / name}.db"
        server: OwnPostgres = request.getfixturevalue("own_postgres")
        return server.new_database(name)

    blobs, other = LocalBlobs(tmp_path / "a"), LocalBlobs(tmp_path / "b")
    for store in (blobs, other):
        store.setup()
    database = _filled(url(source, "one"), blobs)
    steps: list[tuple[str, int, int]] = []
    made = backup.backup(database, blobs, tmp_path / "film.zip", lambda *step: steps.append(step))
    assert made.blobs == 7
    assert {what for what, done, total in steps if done == total} == {"rows", "blobs"}
    assert backup.restore(url(target, "two"), other, tmp_path / "film.zip") == made
    restored = Database(url(target, "two") if target == "sqlite" else request.getfixturevalue("own_postgres").at("two"))
    assert _rows(restored) == _rows(database)
    assert {key: other.get(key) for key in other.list()} == {key: blobs.get(key) for key in blobs.list()}
    with restored.transaction() as session:
        assert assets.dangling(session, other) == []
        projects.create(session, "new")
    for each in (database, restored):
        each.dispose()


def test_no_key_is_counted_by_the_database() -> None:
    """A counter of PostgreSQL would have to be set behind the restored rows; none of our keys is one."""
    assert [t.name for t in metadata.sorted_tables if t.autoincrement_column is not None] == []


def test_with_a_bucket(s3_blobs: BlobStore, tmp_path: Path) -> None:
    database = _filled(f"sqlite:///{tmp_path / 'one.db'}", s3_blobs)
    made = backup.backup(database, s3_blobs, tmp_path / "film.zip")
    folder = LocalBlobs(tmp_path / "b")
    folder.setup()
    assert backup.restore(f"sqlite:///{tmp_path / 'two.db'}", folder, tmp_path / "film.zip") == made
    for key in list(s3_blobs.list()):
        s3_blobs.delete(key)
    assert backup.restore(f"sqlite:///{tmp_path / 'three.db'}", s3_blobs, tmp_path / "film.zip") == made
    assert [s3_blobs.get(key) for key in s3_blobs.list()] == [folder.get(key) for key in folder.list()]
    database.dispose()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    blobs = FakeBlobs()
    database = _filled(f"sqlite:///{tmp_path / 'one.db'}", blobs)
    backup.backup(database, blobs, tmp_path / "film.zip")
    database.dispose()
    return tmp_path / "film.zip"


def test_nothing_is_replaced(made: Path, tmp_path: Path) -> None:
    before = made.read_bytes()
    database = Database(f"sqlite:///{tmp_path / 'one.db'}")
    with pytest.raises(BackupExists):
        backup.backup(database, FakeBlobs(), made)
    assert made.read_bytes() == before
    with pytest.raises(PlaceNotEmpty, match="rows in"):
        backup.restore(f"sqlite:///{tmp_path / 'one.db'}", FakeBlobs(), made)
    full = FakeBlobs()
    full.put("sha256/ab/foreign", b"x")
    with pytest.raises(PlaceNotEmpty, match="store"):
        backup.restore(f"sqlite:///{tmp_path / 'two.db'}", full, made)
    database.dispose()


def test_a_failed_backup_leaves_nothing(tmp_path: Path) -> None:
    blobs = FakeBlobs()
    database = _filled(f"sqlite:///{tmp_path / 'one.db'}", blobs)

    def stop(what: str, _done: int, _total: int) -> None:
        if what == "blobs":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        backup.backup(database, blobs, tmp_path / "film.zip", stop)
    assert not [path for path in tmp_path.iterdir() if "film" in path.name]
    database.dispose()


def test_what_was_altered_is_found_before_anything_is_restored(made: Path, tmp_path: Path) -> None:
    for name, change in (
        ("tables/asset.jsonl", lambda d: d.replace(b"text/plain", b"text/evil!")),
        ("manifest.json", _older),
    ):
        altered = tmp_path / "altered.zip"
        with zipfile.ZipFile(made) as source, zipfile.ZipFile(altered, "w") as out:
            for entry in source.namelist():
                data = source.read(entry)
                out.writestr(entry, change(data) if entry == name else data)
        blobs = FakeBlobs()
        with pytest.raises(BackupDamaged):
            backup.restore(f"sqlite:///{tmp_path / 'two.db'}", blobs, altered)
        assert not (tmp_path / "two.db").exists()
        assert list(blobs.list()) == []


def _older(data: bytes) -> bytes:
    return json.dumps({**json.loads(data), "revision": "0000"}).encode()


@pytest.mark.parametrize("cut", [0.0, 0.3, 0.9, 0.999])
def test_a_part_of_a_backup_is_none(made: Path, tmp_path: Path, cut: float) -> None:
    data = made.read_bytes()
    part = tmp_path / "part.zip"
    part.write_bytes(data[: int(len(data) * cut)])
    with pytest.raises(BackupDamaged):
        backup.restore(f"sqlite:///{tmp_path / 'two.db'}", FakeBlobs(), part)


def test_a_restore_that_was_stopped_can_be_begun_again(made: Path, tmp_path: Path) -> None:
    blobs = FakeBlobs()
    calls = iter(range(1000))

    def stop(what: str, _done: int, _total: int) -> None:
        if what == "blobs" and next(calls) == 3:
            raise KeyboardInterrupt

    url = f"sqlite:///{tmp_path / 'two.db'}"
    with pytest.raises(KeyboardInterrupt):
        backup.restore(url, blobs, made, stop)
    assert backup.restore(url, blobs, made).blobs == 7
    database = Database(url)
    with database.reading() as session:
        assert session.query(Asset).count() == 7
    database.dispose()


def test_rows_that_come_during_the_backup_are_not_half_there(tmp_path: Path) -> None:
    """One moment is seen: what is committed between two tables is in none of them."""
    blobs = FakeBlobs()
    database = _filled(f"sqlite:///{tmp_path / 'one.db'}", blobs)
    added: list[str] = []

    def write(what: str, done: int, _total: int) -> None:
        if what == "rows" and not added:
            with database.transaction() as session:
                project = projects.create(session, "meanwhile")
                session.execute(
                    insert(Asset).values(
                        project_id=project.id, sha256="0" * 64, media_type="x/y", size=1, storage_key="sha256/00/no",
                        made_by={}, created_by="local",
                    )
                )  # fmt: skip
                added.append(project.id)

    backup.backup(database, blobs, tmp_path / "film.zip", write)
    with zipfile.ZipFile(tmp_path / "film.zip") as archive:
        text = b"".join(archive.read(name) for name in archive.namelist() if name.startswith("tables/"))
    assert added
    assert added[0].encode() not in text
    database.dispose()
