"""What is special about a folder: nothing half, nothing outside, nothing left over."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onmodel.backends.blobs.local import LocalBlobs
from onmodel.backends.errors import NotConfigured, Unavailable

STORE_FOR_EVER = """
import os, sys
from onmodel.backends.blobs.local import LocalBlobs
blobs = LocalBlobs(sys.argv[1])
blobs.setup()
print("ready", flush=True)
for number in range(10**6):
    blobs.put(f"n/{number}", bytes([number % 256]) * 2_000_000)
    blobs.delete(f"n/{number - 20}")  # not for ever larger: one that nobody killed filled a disk
"""


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_killed_writer_leaves_no_half_blob(tmp_path: Path) -> None:
    command = [sys.executable, "-c", STORE_FOR_EVER, str(tmp_path)]
    blobs = LocalBlobs(tmp_path)
    blobs.setup()
    with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
        try:  # `with` waits for its end, also where something here fails
            assert writer.stdout is not None
            writer.stdout.readline()
            while not list(blobs.list()):
                assert writer.poll() is None
                time.sleep(0.01)
            time.sleep(0.1)
        finally:
            writer.kill()
    kept = list(blobs.list())
    assert kept
    assert all(blobs.size(key) == 2_000_000 and len(set(blobs.get(key))) == 1 for key in kept)


def test_what_a_crash_left_unfinished_is_cleared_away_when_it_is_old(tmp_path: Path) -> None:
    (tmp_path / ".unfinished").mkdir()
    old, young = tmp_path / ".unfinished" / "old", tmp_path / ".unfinished" / "young"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    blobs = LocalBlobs(tmp_path)
    blobs.setup()
    assert _files(tmp_path) == [young]  # someone may be writing it just now
    assert list(blobs.list()) == []


def test_bytes_are_synced_before_they_have_their_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = LocalBlobs(tmp_path)
    blobs.setup()
    synced: list[tuple[str, bool]] = []
    real = os.fsync

    def fsync(descriptor: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        synced.append((path.relative_to(tmp_path).as_posix(), (tmp_path / "a/b/c").exists()))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    blobs.put("a/b/c", b"x")
    (draft, named), *folders = synced
    assert draft.startswith(".unfinished/")
    assert not named
    assert folders == [("a/b", True), ("a", True), (".", True)]


def test_a_folder_that_cannot_be_used_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotConfigured):
        LocalBlobs(tmp_path / "file").setup()


def test_a_store_that_went_away_says_so(tmp_path: Path) -> None:
    blobs = LocalBlobs(tmp_path / "blobs")
    blobs.setup()
    (tmp_path / "blobs" / "a").write_bytes(b"a file where a folder should be")
    with pytest.raises(Unavailable):
        blobs.put("a/b", b"x")
    assert [path.name for path in _files(tmp_path)] == ["a"]
