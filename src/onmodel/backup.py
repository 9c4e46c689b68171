"""Backup and restore: every row and every blob in one file, and back into an empty place, of either database kind.

The file is a ZIP: `manifest.json` with what is in it and the SHA-256 of each part, `tables/NAME.jsonl` with one row a
line, `blobs/KEY`. Rows are read in one transaction that sees one moment (PostgreSQL: repeatable read; SQLite: its own
snapshot in WAL mode), so that the server may go on meanwhile; blobs are never changed, only added, so that those that
the rows point to are all there afterwards. Text is what makes a backup of SQLite restorable into PostgreSQL.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, Select, Table, func, insert, select

from onmodel import migrations
from onmodel.backends.blobs.port import BlobStore
from onmodel.db import Database, UTCDateTime
from onmodel.engine import typed_errors
from onmodel.errors import Conflict, Invalid
from onmodel.kit.clock import utc_now
from onmodel.tables import metadata

FORMAT = 1
ROWS_AT_ONCE = 500
Told = Callable[[str, int, int], None]  # what is at work, steps done, steps in all


class BackupExists(Conflict):
    """A file of this name is there already; a backup never replaces anything."""


class PlaceNotEmpty(Conflict):
    """The database or the blob store to restore into holds something already."""


class BackupDamaged(Invalid):
    """The file is no backup, of another version of the product, or something in it is not what was written."""


@dataclass(frozen=True)
class Contents:
    """What a backup holds."""

    rows: int
    blobs: int
    bytes: int


def _quiet(_what: str, _done: int, _total: int) -> None:
    pass


def backup(database: Database, blobs: BlobStore, path: Path, told: Told = _quiet) -> Contents:
    """Write everything into the file `path`, which appears when it is complete. Raises BackupExists."""
    if path.exists():
        raise BackupExists(f"{path} is there already", todo="Choose another name, or move it away")
    draft = path.with_name(f".{path.name}.unfinished")
    try:
        with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED) as archive:
            manifest: dict[str, Any] = {"format": FORMAT, "made": utc_now().isoformat(), "parts": {}}
            manifest["revision"] = migrations.head()
            with _one_moment(database) as connection:
                manifest["rows"] = _write_tables(connection, archive, manifest["parts"], told)
            manifest["blobs"], manifest["bytes"] = _write_blobs(blobs, archive, manifest["parts"], told)
            archive.writestr("manifest.json", json.dumps(manifest, indent=1))
        _sync(draft)
        os.link(draft, path)  # unlike a rename, it fails where somebody was quicker
    except FileExistsError as error:
        raise BackupExists(f"{path} is there already", todo="Choose another name, or move it away") from error
    finally:
        draft.unlink(missing_ok=True)
    return Contents(manifest["rows"], manifest["blobs"], manifest["bytes"])


def restore(url: str, blobs: BlobStore, path: Path, told: Told = _quiet) -> Contents:
    """Fill the empty database at `url` and the empty store from a backup. Raises PlaceNotEmpty, BackupDamaged.

    Everything in the file is compared with its hash first. Rows come in one transaction after all blobs are there, so
    that what was interrupted leaves blobs without rows, and can be begun again.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _checked(archive, told)
            migrations.upgrade(url)
            database = Database(url)
            try:
                _check_empty(database)
                _read_blobs(archive, manifest, blobs, told)
                with database.transaction() as session:
                    _read_tables(archive, session.connection(), told)
            finally:
                database.dispose()
    except (zipfile.BadZipFile, KeyError, EOFError, json.JSONDecodeError) as error:
        raise BackupDamaged(f"{path} is no backup, or a part of one", why=str(error)[:200]) from error
    return Contents(manifest["rows"], manifest["blobs"], manifest["bytes"])


@contextmanager
def _one_moment(database: Database) -> Iterator[Connection]:
    level = {} if database.engine.dialect.name == "sqlite" else {"isolation_level": "REPEATABLE READ"}
    with typed_errors(), database.engine.connect().execution_options(**level) as connection:
        yield connection


def _write_tables(connection: Connection, archive: zipfile.ZipFile, parts: dict[str, str], told: Told) -> int:
    tables = metadata.sorted_tables  # those that others refer to come first, so that it can be read in this order
    total = sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables)
    done = 0
    for table in tables:
        digest = hashlib.sha256()
        with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as file:
            for row in connection.execution_options(yield_per=ROWS_AT_ONCE).execute(_in_order(table)).mappings():
                line = json.dumps(dict(row), default=_plain, ensure_ascii=False).encode() + b"\n"
                file.write(line)
                digest.update(line)
                done += 1
                told("rows", done, total)
        parts[f"tables/{table.name}.jsonl"] = digest.hexdigest()
    return done


def _in_order(table: Table) -> Select[Any]:
    """Rows by key: ids grow with time, so that a parent comes before its children."""
    return select(table).order_by(*table.primary_key.columns)


def _write_blobs(blobs: BlobStore, archive: zipfile.ZipFile, parts: dict[str, str], told: Told) -> tuple[int, int]:
    keys, size = list(blobs.list()), 0
    for number, key in enumerate(keys, 1):
        data = blobs.get(key)
        archive.writestr(zipfile.ZipInfo(f"blobs/{key}"), data)  # pictures are packed already
        parts[f"blobs/{key}"] = hashlib.sha256(data).hexdigest()
        size += len(data)
        told("blobs", number, len(keys))
    return len(keys), size


def _checked(archive: zipfile.ZipFile, told: Told) -> dict[str, Any]:
    """The manifest, after every part was compared with it."""
    manifest: dict[str, Any] = json.loads(archive.read("manifest.json"))
    if manifest["format"] != FORMAT or manifest["revision"] != migrations.head():
        why = f"It was made at revision {manifest['revision']}, this version is at {migrations.head()}"
        raise BackupDamaged(
            "The backup is of another version", why=why, todo="Restore it with the version it was made by"
        )
    names = sorted(set(archive.namelist()) - {"manifest.json"})
    if names != sorted(manifest["parts"]):
        raise BackupDamaged("The backup does not hold what its manifest says")
    for number, name in enumerate(names, 1):
        digest = hashlib.sha256()
        with archive.open(name) as file:
            while block := file.read(2**20):
                digest.update(block)
        if digest.hexdigest() != manifest["parts"][name]:
            raise BackupDamaged(f"{name} in the backup is not what was written")
        told("checking", number, len(names))
    return manifest


def _check_empty(database: Database) -> None:
    with database.reading() as session:
        full = [t.name for t in metadata.sorted_tables if session.scalar(select(select(t).limit(1).exists()))]
    if full:
        why = f"It has rows in {', '.join(full[:5])}"
        raise PlaceNotEmpty("The database is not empty", why=why, todo="Restore into a new one")


def _read_blobs(archive: zipfile.ZipFile, manifest: dict[str, Any], blobs: BlobStore, told: Told) -> None:
    names = [name for name in manifest["parts"] if name.startswith("blobs/")]
    foreign = set(blobs.list()) - {name.removeprefix("blobs/") for name in names}
    if foreign:
        why = f"It holds {len(foreign)} that are not in the backup"
        raise PlaceNotEmpty("The blob store is not empty", why=why, todo="Restore into a new one")
    for number, name in enumerate(names, 1):
        blobs.put(name.removeprefix("blobs/"), archive.read(name))
        told("blobs", number, len(names))


def _read_tables(archive: zipfile.ZipFile, connection: Connection, told: Told) -> None:
    tables = metadata.sorted_tables
    for number, table in enumerate(tables, 1):
        with archive.open(f"tables/{table.name}.jsonl") as file:
            rows: list[dict[str, Any]] = []
            for line in file:
                rows.append(_typed(table, json.loads(line)))
                if len(rows) == ROWS_AT_ONCE:
                    connection.execute(insert(table), rows)
                    rows = []
            if rows:
                connection.execute(insert(table), rows)
        told("rows", number, len(tables))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return {"hex": bytes(value).hex()}
    raise TypeError(f"{type(value).__name__} cannot be backed up")


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    """The row with moments and bytes as its columns want them."""
    for name, value in row.items():
        if value is not None and isinstance(table.columns[name].type, UTCDateTime):
            row[name] = datetime.fromisoformat(value)
        elif value is not None and isinstance(table.columns[name].type, LargeBinary):
            row[name] = bytes.fromhex(value["hex"])
    return row


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
