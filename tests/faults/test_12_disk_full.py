"""Fault 12: the disk is full. Promise: 507, reads work, it recovers without a restart, and no half file is left."""

import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onmodel import bootstrap
from onmodel.app import create_app
from onmodel.backends.blobs.local import LocalBlobs
from onmodel.characters.tables import Character
from onmodel.db import Database
from onmodel.errors import StorageFull
from onmodel.projects import service as projects
from onmodel.settings import Settings
from onmodel.tables import metadata
from tests.factories.postgres import OwnPostgres

SIZE = 4 * 2**20
POSTGRES_SIZE = 160 * 2**20


@contextmanager
def disk(folder: Path, size: int) -> Iterator[Path]:
    """A disk of so many bytes. Without the right to mount one, the test below with RLIMIT_FSIZE stands for it."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MiB."""
    with disk(tmp_path / "disk", SIZE) as folder:
        yield folder


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


def test_the_api_on_a_postgresql_whose_disk_is_full(tmp_path: Path) -> None:
    """The same where the disk is the database's: it is the same server afterwards, which never went down."""
    noise = random.Random(12)
    with tempfile.TemporaryDirectory(prefix="onmodel-full-") as outer, ExitStack() as end:
        Path(outer).chmod(0o755)  # the server runs as somebody else
        folder = end.enter_context(disk(Path(outer) / "disk", POSTGRES_SIZE))
        server = OwnPostgres(folder)
        server.start()
        end.callback(server.stop)
        product = bootstrap.open_product(Settings(home=tmp_path / "home", database_url=server.url))
        end.callback(product.database.dispose)
        client = end.enter_context(TestClient(create_app(product)))
        kept = client.post("/api/characters", json={"name": "KEPT", "description": "woman, 30s"})
        assert kept.status_code == 201
        filler = _fill(folder)
        taken, answers = {"KEPT", "AFTER"}, []
        for number in range(300):
            text = noise.randbytes(2_000).hex()  # does not shrink when it is kept
            answers.append(client.post("/api/characters", json={"name": f"LOST {number}", "description": text}))
            taken |= {f"LOST {number}"} if answers[-1].status_code == 201 else set()
            if sum(answer.status_code != 201 for answer in answers) >= 20:
                break
        refused = [answer for answer in answers if answer.status_code != 201]
        assert refused
        assert {(answer.status_code, answer.json()["type"]) for answer in refused} == {(507, "/errors#StorageFull")}
        assert client.get(f"/api/characters/{kept.json()['id']}").json()["name"] == "KEPT"
        filler.unlink()
        assert client.post("/api/characters", json={"name": "AFTER", "description": "man"}).status_code == 201
        with product.database.reading() as session:
            assert {row.name for row in session.query(Character)} == taken
        assert "PANIC" not in (folder / "log").read_text()


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
