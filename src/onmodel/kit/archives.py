"""ZIP files of strangers, read in memory: judged as a whole from their directory before a byte of them is unpacked.

Refused are names that lead out ("zip slip"), links and devices, two entries of one name, encryption, more entries or
more bytes than the limits, and what is packed so densely that it is a bomb. The directory can lie: what comes out is
counted again while it is unpacked. Nothing is ever written to a disk here.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from onmodel.errors import Invalid


class BadArchive(Invalid):
    """It is no ZIP file, is damaged, or holds names and entries that no honest one has."""


class ArchiveTooLarge(Invalid):
    """It holds more files or bytes than are taken, or is packed so densely that it is a bomb."""

    status = 413


@dataclass(frozen=True)
class ArchiveLimits:
    """What is refused before unpacking."""

    bytes: int = 256 * 2**20  # of the archive itself
    entries: int = 10_000
    entry_bytes: int = 64 * 2**20  # unpacked
    total_bytes: int = 512 * 2**20  # unpacked, all together
    ratio: float = 200.0  # unpacked to packed, for entries from 1 MiB on; text reaches 20, deflate's most is 1032


LIMITS = ArchiveLimits()
_DENSE_FROM = 2**20
_END = b"PK\x05\x06"  # end of central directory, 22 bytes and a comment of up to 65,535 (APPNOTE 6.3.10 §4.3.16)
_NAME = re.compile(r"[^\x00-\x1f\x7f\\:]{1,255}")
_TAKEN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)


def files_in(data: bytes, limits: ArchiveLimits = LIMITS) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file, in the archive's order; folders are left out.

    Everything is judged before the first one is given. Raises BadArchive, ArchiveTooLarge.
    """
    if len(data) > limits.bytes:
        raise ArchiveTooLarge(f"The archive has more than {limits.bytes:,} bytes", todo="Send it in parts")
    _count(data, limits)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except _FAILURES as failure:
        raise BadArchive("The file is no ZIP archive that can be read", why=str(failure)[:200]) from failure
    entries = archive.infolist()
    _judge(entries, limits)
    return ((entry.filename, _content(archive, entry)) for entry in entries if not entry.is_dir())


def _count(data: bytes, limits: ArchiveLimits) -> None:
    """Refuse by the number of entries that the end of the directory tells: zipfile makes an object of each first.

    That number may lie, so that what stands in the directory is counted too. ZIP64 is for more than is taken.
    """
    at = data.rfind(_END, max(len(data) - 65_557, 0))
    if at < 0 or len(data) < at + 22:
        raise BadArchive("The file is no ZIP archive", why="It has no directory")
    told, length = struct.unpack("<HI", data[at + 10 : at + 16])
    real = data.count(b"PK\x01\x02", max(at - length, 0), at)
    if max(told, real) > limits.entries or data[max(at - 20, 0) :].startswith(b"PK\x06\x07"):
        raise ArchiveTooLarge(f"The archive holds more than {limits.entries:,} files", todo="Send it in parts")


def _judge(entries: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    if len(entries) > limits.entries:
        raise ArchiveTooLarge(f"The archive holds more than {limits.entries:,} files", todo="Send it in parts")
    names: set[str] = set()
    for entry in entries:
        _judge_entry(entry, limits)
        folded = entry.filename.rstrip("/").casefold()
        if folded in names:
            raise BadArchive(f"The archive holds {entry.filename!r:.80} twice")
        names.add(folded)
    if sum(entry.file_size for entry in entries) > limits.total_bytes:
        raise ArchiveTooLarge(f"The archive unpacks to more than {limits.total_bytes:,} bytes", todo="Send it in parts")


def _judge_entry(entry: zipfile.ZipInfo, limits: ArchiveLimits) -> None:
    name = entry.orig_filename  # zipfile cuts `filename` at a NUL
    parts = name.removesuffix("/").split("/")
    if not _NAME.fullmatch(name) or any(part in {"", ".", ".."} for part in parts):
        raise BadArchive(f"The archive names a file {name!r:.80}", why="That leads out of it, or nowhere")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise BadArchive(f"{name!r:.80} is no plain file", why="The archive holds a link or a device")
    if entry.flag_bits & 0x1 or entry.compress_type not in _TAKEN:
        raise BadArchive(f"{name!r:.80} cannot be unpacked", why="It is encrypted or packed in a way not taken")
    dense = entry.file_size >= _DENSE_FROM and entry.file_size > limits.ratio * max(entry.compress_size, 1)
    if entry.file_size > limits.entry_bytes or dense:
        raise ArchiveTooLarge(f"{name!r:.80} unpacks to {entry.file_size:,} bytes", why="That is not taken")


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(entry) as file:
            data = file.read(entry.file_size + 1)
    except _FAILURES as failure:
        raise BadArchive(f"{entry.filename!r:.80} cannot be unpacked", why=str(failure)[:200]) from failure
    if len(data) != entry.file_size:
        raise BadArchive(f"{entry.filename!r:.80} is not as long as the archive says")
    return data
