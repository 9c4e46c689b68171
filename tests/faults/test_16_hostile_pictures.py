"""Fault 16: pixel bombs, polyglots, SVG, truncated pictures.

Promise: refused by their header within 50 ms and 32 MiB above what the process has anyway, before decoding; what is
taken is re-encoded, so that nothing but its pixels is left; an SVG is never shown inline.
"""

import json
import os
import resource
import struct
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from onmodel.assets import rules
from onmodel.assets.rules import Conditions
from onmodel.errors import Invalid
from onmodel.kit import pictures

SCRIPT = b"<script>alert(1)</script>"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int) -> bytes:
    """A PNG whose data would really unpack to these pixels: rows of zeros, a thousandth of their size."""
    packer = zlib.compressobj(9, wbits=-15)
    rows = 100 if height % 100 == 0 else 1
    block = packer.compress(b"\0" * (width + 1) * rows) + packer.flush(zlib.Z_FULL_FLUSH)
    size = (width + 1) * height
    adler = struct.pack(">I", (size % 65_521) << 16 | 1)  # of so many zeros
    body = b"\x78\xda" + block * (height // rows) + b"\x03\0" + adler
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")


def _made(format: str, **options: object) -> bytes:
    out = BytesIO()
    pixels = np.random.default_rng(5).integers(0, 255, (24, 32, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(out, format, **options)
    return out.getvalue()


GOOD = {name: _made(name) for name in ("PNG", "JPEG", "GIF", "BMP", "WEBP")}


def _bombs() -> dict[str, bytes]:
    jpeg = bytearray(GOOD["JPEG"])
    at = jpeg.index(b"\xff\xc0") + 5
    jpeg[at : at + 4] = struct.pack(">HH", 65_500, 65_500)
    gif = bytearray(GOOD["GIF"])
    gif[6:10] = struct.pack("<HH", 65_535, 65_535)
    bmp = bytearray(GOOD["BMP"])
    bmp[18:26] = struct.pack("<ii", 60_000, 60_000)
    webp = b"RIFF" + struct.pack("<I", 30) + b"WEBPVP8X" + struct.pack("<I", 10) + b"\0" * 4 + b"\xff\xff\xff" * 2
    scans = GOOD["JPEG"] + b"\xff\xda" * 5000
    return {
        "13,000² PNG": _png(13_000, 13_000), "30,000² PNG": _png(30_000, 30_000), "PNG of one line": _png(90_000, 1),
        "JPEG": bytes(jpeg), "GIF": bytes(gif), "BMP": bytes(bmp), "WebP": webp + b"\0" * 20, "scans": scans,
        "SVG": b'<svg xmlns="http://www.w3.org/2000/svg">' + SCRIPT,
        "SVG with BOM": b"\xef\xbb\xbf<?xml version='1.0'?><svg>",
        "SVG after a comment": b"<!-- a --><svg onload='x'>", "HTML": b"<!DOCTYPE html>" + SCRIPT,
        "TIFF": b"II*\0" + b"\0" * 100, "PostScript": b"%!PS-Adobe", "PDF": b"%PDF-1.7",
        "gzip": b"\x1f\x8b" + b"\0" * 99,
        "FITS": b"SIMPLE  =                    T", "ZIP": b"PK\x03\x04" + b"\0" * 50, "empty": b"", "one byte": b"\x89",
        "half a signature": GOOD["PNG"][:6], "40 MiB of zeros": b"\0" * (40 * 2**20 + 1),
    }  # fmt: skip


def test_the_bombs_are_real() -> None:
    """The same recipe in small unpacks to its pixels."""
    assert pictures.decode(_png(1300, 1300), "p").shape == (1300, 1300, 3)


JUDGE = """
import json, resource, sys, time
from pathlib import Path
from onmodel.errors import Invalid
from onmodel.kit import pictures
def peak(): return int(next(l for l in open("/proc/self/status") if l.startswith("VmHWM")).split()[1])
def judged(data):
    best = 9.0
    for _ in range(3):
        began = time.process_time()
        try:
            pictures.check_header(data, "x")
            said = "taken"
        except Invalid as error:
            said = type(error).__name__
        best = min(best, time.process_time() - began)
    return said, best
judged(Path(sys.argv[1]).read_bytes())
found = {}
for path in map(Path, sys.argv[2:]):
    data = path.read_bytes()
    open("/proc/self/clear_refs", "w").write("5")
    base = peak()
    said, best = judged(data)
    found[path.name] = said, best, (peak() - base) / 1024
print(json.dumps(found))
"""


def test_bombs_are_refused_by_their_header(tmp_path: Path) -> None:
    """In a process that may have no more than 1 GiB of addresses; the 30,000² picture has 0.9 GB of pixels."""
    good = tmp_path / "good"
    good.write_bytes(GOOD["PNG"])
    for name, data in _bombs().items():
        (tmp_path / name.replace(" ", "_")).write_bytes(data)
    files = sorted(path for path in tmp_path.iterdir() if path != good and path.is_file())
    done = subprocess.run(
        [sys.executable, "-c", JUDGE, good, *files], capture_output=True, text=True, timeout=120, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30)),
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert len(found) == len(_bombs())
    assert {name for name, (said, _, _) in found.items() if said == "taken"} == set()
    slow = {name: seconds for name, (_, seconds, _) in found.items() if seconds > 0.05}
    large = {name: mib for name, (_, _, mib) in found.items() if mib > 32}
    assert (slow, large) == ({}, {})


@pytest.mark.parametrize("format", sorted(GOOD))
def test_a_picture_cut_off_anywhere_is_refused_or_shown_as_far_as_it_goes(format: str) -> None:
    """At every byte: one of our errors or a picture, never another exception."""
    whole = GOOD[format]
    refused = 0
    for length in range(len(whole)):
        try:
            assert pictures.decode(whole[:length], "cut").shape == (24, 32, 3)
        except Invalid:
            refused += 1
    assert refused > 0.9 * len(whole), f"{refused} of {len(whole)}"
    assert pictures.decode(whole, "whole").shape == (24, 32, 3)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "BMP"])
def test_what_hides_in_a_picture_does_not_survive(format: str) -> None:
    """A picture that is a page or an archive too, for who looks at its end."""
    polyglot = GOOD[format] + SCRIPT + b"PK\x05\x06" + b"\0" * 18
    clean = pictures.encode_png(pictures.decode(polyglot, "p"))
    assert b"script" not in clean
    assert b"PK\x05\x06" not in clean
    assert clean.startswith(b"\x89PNG")


def test_a_comment_does_not_survive() -> None:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", comment=SCRIPT, exif=b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0" + SCRIPT)
    assert SCRIPT in out.getvalue()
    assert SCRIPT not in pictures.encode_jpeg(pictures.decode(out.getvalue(), "p"))


@pytest.mark.parametrize("media_type", ["image/svg+xml", "text/html", "application/xhtml+xml", "text/xml", "image/svg"])
def test_what_can_run_is_never_shown_inline(media_type: str) -> None:
    headers = rules.answer("tag", 10, media_type, Conditions()).headers
    assert headers["Content-Disposition"] == "attachment"
    assert "sandbox" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
