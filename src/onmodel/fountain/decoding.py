"""Bytes to text: size, encoding and line ends, before any grammar looks at it."""

import codecs
import unicodedata

from onmodel.fountain.errors import ScriptEmpty, ScriptTooLarge, ScriptUnreadable

MAX_BYTES = 10 * 1024 * 1024  # a feature is about 0.2 MB; 10 MB is the cap of the fault list (performance.md, 18)
MAX_LINES = 400_000  # what 10 MB of script have; a line costs, be it empty, and a feature has about 7,000
_LINE_ENDS = str.maketrans({"\r": "\n", "\f": "\n", "\v": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"})
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip or an office document",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "a rich-text document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


def decode(data: bytes | str) -> str:
    """Text with LF line ends in Unicode NFC, without byte order mark.

    UTF-8, UTF-16 (with or without mark) and Windows-1252 are understood. Raises ScriptTooLarge, ScriptUnreadable and
    ScriptEmpty.
    """
    if len(data) > MAX_BYTES:
        raise ScriptTooLarge(
            f"The script is {len(data) / 2**20:.1f} MB",
            why=f"scripts up to {MAX_BYTES // 2**20} MB are read; a feature film is about 0.2 MB",
            todo="Send the script without pictures, or in parts",
        )
    text = data if isinstance(data, str) else _text_of(data)
    if "\x00" in text:
        raise _unreadable("it holds zero bytes")
    text = text.lstrip("\ufeff").replace("\r\n", "\n").translate(_LINE_ENDS)
    if text.count("\n") > MAX_LINES:
        raise ScriptTooLarge(
            f"The script has more than {MAX_LINES:,} lines",
            why="a feature film has about 7,000",
            todo="Send the script in parts",
        )
    if not text.strip():
        raise ScriptEmpty("The script is empty", todo="Send a Fountain or FDX file, or a story in plain words")
    return unicodedata.normalize("NFC", text)


def _text_of(data: bytes) -> str:
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise _unreadable(f"it is {what}")
    for encoding in _encodings(data):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _unreadable("its bytes are neither UTF-8, UTF-16 nor Windows-1252 text")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    head = data[:4096]
    if head.count(0) > len(head) // 4:  # Latin text in UTF-16 without a mark: every second byte is zero
        return ("utf-16-be",) if head[:1] == b"\x00" else ("utf-16-le",)
    return ("utf-8-sig", "cp1252")


def _unreadable(why: str) -> ScriptUnreadable:
    return ScriptUnreadable(
        "The script cannot be read", why=why, todo="Export it as Fountain (.fountain), Final Draft (.fdx) or plain text"
    )
