"""Fault 12: the disk is full. Promise: 507, reads work, it recovers without a restart, and no half file is left."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onmodel import bootstrap
from onmodel.app import create_app
from onmodel.backends.blobs.local import LocalBlobs
from onmodel.db import Database
from onmodel.errors import StorageFull
from onmodel.projects import service as projects
from onmodel.settings import Settings
from onmodel.tables import metadata

SIZE = 4 * 2**20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MiB. Without the right to mount one, the test below with RLIMIT_FSIZE stands for it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting needs root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def _fill(folder: Path) -> Path:
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            pass
    return filler


def test_blobs_on_a_full_disk(small_disk: Path) -> None:
    blobs = LocalBlobs(small_disk / "blobs")
    blobs.setup()
    blobs.put("sha256/ab/kept", b"kept" * 1000)
    filler = _fill(small_disk)
    with pytest.raises(StorageFull) as caught:
        blobs.put("sha256/ab/lost", os.urandom(SIZE // 2))
    assert caught.value.status == 507
    assert blobs.get("sha256/ab/kept") == b"kept" * 1000
    assert list(blobs.list()) == ["sha256/ab/kept"]
    assert [path.name for path in (small_disk / "blobs").rglob("*") if path.is_file()] == ["kept"]
    filler.unlink()
    assert blobs.put("sha256/ab/lost", b"now it fits")


def test_the_database_on_a_full_disk(small_disk: Path) -> None:
    database = Database(f"sqlite:///{small_disk / 'x.db'}")
    metadata.create_all(database.engine)
    with database.transaction() as session:
        project_id = projects.create(session, "kept").id
    filler = _fill(small_disk)
    for _ in range(3):
        with pytest.raises(StorageFull), database.transaction() as session:
            projects.create(session, "lost", description="x" * SIZE)
        with database.reading() as session:
            assert projects.get(session, project_id).name == "kept"
    filler.unlink()
    with database.transaction() as session:
        projects.create(session, "now it fits", description="x" * 100_000)
    database.dispose()


def test_the_api_on_a_full_disk(small_disk: Path) -> None:
    """507 with what to do, reads go on, and it writes again without a restart; nothing half is left."""
    product = bootstrap.open_product(Settings(home=small_disk / "home"))
    with TestClient(create_app(product)) as client:
        kept = client.post("/api/characters", json={"name": "KEPT", "description": "woman, 30s"})
        assert kept.status_code == 201
        filler = _fill(small_disk)
        large = {"name": "LOST", "description": "man, 50s, " + "grey hair, " * 300}
        answers = [client.post("/api/characters", json={**large, "name": f"LOST {n}"}) for n in range(40)]
        refused = [answer for answer in answers if answer.status_code != 201]
        assert refused
        assert {(answer.status_code, answer.json()["type"]) for answer in refused} == {(507, "/errors#StorageFull")}
        assert client.get(f"/api/characters/{kept.json()['id']}").json()["name"] == "KEPT"
        filler.unlink()
        assert client.post("/api/characters", json={"name": "AFTER", "description": "man"}).status_code == 201
        names = {item["name"] for item in client.get("/api/characters?limit=200").json()["characters"]}
        assert names == {"KEPT", "AFTER"} | {
            f"LOST {n}" for n, answer in enumerate(answers) if answer.status_code == 201
        }
    product.database.dispose()


LIMITED = """
import sys
from onmodel.backends.blobs.local import LocalBlobs
from onmodel.errors import StorageFull
blobs = LocalBlobs(sys.argv[1])
blobs.setup()
assert blobs.put("sha256/ab/small", b"x" * 1000)
try:
    blobs.put("sha256/ab/large", b"x" * 100_000)
except StorageFull as error:
    print(error.status, *blobs.list())
"""


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    """The same without root: a quota is met in the middle of a file (EFBIG instead of ENOSPC)."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path / "blobs")],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),  # one thread
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["507", "sha256/ab/small"]
    assert [path.name for path in (tmp_path / "blobs").rglob("*") if path.is_file()] == ["small"]
