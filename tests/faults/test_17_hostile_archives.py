"""Fault 17: zip bombs, names that lead out, links, a million entries. Promise: refused before a byte is unpacked."""

import io
import json
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmodel.kit import archives
from onmodel.kit.archives import ArchiveTooLarge, BadArchive, files_in


def _zip(*entries: tuple[str | zipfile.ZipInfo, bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def _link(target: str) -> bytes:
    entry = zipfile.ZipInfo("picture.png")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    return _zip((entry, target.encode()))


def _twice() -> bytes:
    return _zip(("a.png", b"1"), ("A.PNG", b"2"))


def _lying() -> bytes:
    """Its directory says 10 bytes, its data unpack to a million."""
    data = bytearray(_zip(("a.txt", b"x" * 1_000_000)))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def _encrypted() -> bytes:
    data = bytearray(_zip(("a.txt", b"x")))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _overlapping() -> bytes:
    """A thousand entries that tell 600 KB each (D. Fifield, "A better zip bomb", 2019, lets them share their data)."""
    data = _zip(*((f"{n:03d}", b"x") for n in range(1000)), packed=zipfile.ZIP_STORED)
    parts = data.split(b"PK\x01\x02")
    return b"PK\x01\x02".join([parts[0], *(p[:20] + struct.pack("<I", 600_000) + p[24:] for p in parts[1:])])


def _names(*names: str) -> bytes:
    """Names written into the directory as they are, since `zipfile` would mend some of them."""
    plain = [f"{'x' * (len(name.encode()) - 3)}{n:03d}" for n, name in enumerate(names)]
    data = _zip(*((name, b"data") for name in plain))
    for before, after in zip(plain, names, strict=True):
        data = data.replace(before.encode(), after.encode())
    return data


BAD: dict[str, tuple[Callable[[], bytes], type[Exception]]] = {
    "up": (lambda: _names("../../etc/passwd"), BadArchive),
    "up in the middle": (lambda: _names("a/../../b.txt"), BadArchive),
    "absolute": (lambda: _names("/etc/passwd"), BadArchive),
    "backslash": (lambda: _names("..\\..\\windows\\x"), BadArchive),
    "drive": (lambda: _names("C:\\x.txt"), BadArchive),
    "stream": (lambda: _names("a.txt:hidden"), BadArchive),
    "NUL": (lambda: _names("a.png\0.txt"), BadArchive),
    "here": (lambda: _names("./a.txt"), BadArchive),
    "nothing": (lambda: _names("a//b.txt"), BadArchive),
    "link": (lambda: _link("/etc/passwd"), BadArchive),
    "one name twice": (_twice, BadArchive),
    "encrypted": (_encrypted, BadArchive),
    "lzma": (lambda: _zip(("a", b"x" * 99), packed=zipfile.ZIP_LZMA), BadArchive),
    "256 MiB of zeros": (lambda: _bomb(2**28), ArchiveTooLarge),
    "dense": (lambda: _bomb(60 * 2**20), ArchiveTooLarge),
    "many": (_overlapping, ArchiveTooLarge),
    "no archive": (lambda: b"x" * 1000, BadArchive),
    "empty": (lambda: b"", BadArchive),
    "cut off": (lambda: _zip(("a", b"x" * 1000))[:-30], BadArchive),
}


@cache
def _bomb(size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive, archive.open("z", "w") as file:
        for _ in range(size // 2**20):
            file.write(b"\0" * 2**20)
    return out.getvalue()


@pytest.mark.parametrize("name", BAD)
def test_it_is_refused_before_anything_is_unpacked(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make, error = BAD[name]
    data = make()
    monkeypatch.setattr(archives, "_content", lambda *_: pytest.fail("something was unpacked"))
    with pytest.raises(error):
        list(files_in(data))


def test_a_directory_that_lies_is_found_out() -> None:
    with pytest.raises(BadArchive):
        list(files_in(_lying()))


def test_an_honest_one_is_read() -> None:
    data = _zip(("scripts/one.fountain", b"INT. BAR"), ("pictures/", b""), ("pictures/a.png", b"\x89PNG" * 99))
    assert dict(files_in(data)) == {"scripts/one.fountain": b"INT. BAR", "pictures/a.png": b"\x89PNG" * 99}
    assert dict(files_in(_zip())) == {}


MILLION = """
import json, struct, sys, time, resource
from onmodel.kit.archives import ArchiveTooLarge, files_in
entry = b"PK\\x01\\x02" + bytes(42) + b"x"
entry = b"PK\\x01\\x02" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"x"
told = int(sys.argv[1])
directory = entry * 1_000_000
data = directory + b"PK\\x05\\x06" + struct.pack("<HHHHIIH", 0, 0, told, told, len(directory), 0, 0)
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
base, began = peak(), time.process_time()
try:
    list(files_in(data))
    said = "taken"
except ArchiveTooLarge:
    said = "refused"
print(json.dumps([said, time.process_time() - began, (peak() - base) / 1024]))
"""


@pytest.mark.parametrize("told", [65_535, 3], ids=["told", "lied about"])
def test_a_million_entries_are_counted_before_they_are_read(told: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", MILLION, str(told)], capture_output=True, text=True, timeout=60, check=True
    )
    said, seconds, mib = json.loads(done.stdout)
    assert said == "refused"
    assert seconds < 0.5
    assert mib < 8, "an object was made of each"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_whatever_comes_the_error_is_ours(garbage: bytes, at: int, put: bytes) -> None:
    good = _zip(("a.txt", b"hello " * 50), ("b/c.txt", b"world"))
    at %= len(good)
    for data in (garbage, garbage + good, good[:at] + put + good[at + len(put) :], good[:at]):
        began = time.process_time()
        with suppress(BadArchive, ArchiveTooLarge):
            list(files_in(data))
        assert time.process_time() - began < 1.0


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for make, _ in BAD.values():
        with pytest.raises((BadArchive, ArchiveTooLarge)):
            list(files_in(make()))
    assert list(tmp_path.rglob("*")) == [path for path in tmp_path.rglob("home*")]
