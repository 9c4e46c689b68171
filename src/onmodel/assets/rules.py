"""Where bytes are kept, and which of them an HTTP request is answered with."""

import re
from dataclasses import dataclass, field
from typing import Literal, get_args

Edge = Literal[160, 320, 640, 1280]  # a free choice would let anyone fill the disk with thumbnails
EDGES: tuple[Edge, ...] = get_args(Edge)
INLINE = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif", "video/mp4", "application/pdf"})


@dataclass(frozen=True)
class Conditions:
    """What the request says of what the client has and wants (RFC 9110 §13, §14), as the headers have it."""

    if_none_match: str | None = None
    range: str | None = None
    if_range: str | None = None


@dataclass(frozen=True)
class Answer:
    """A status, the bytes `start` to `end` (exclusive) that go with it, and headers."""

    status: int
    start: int
    end: int
    headers: dict[str, str] = field(default_factory=dict)


def storage_key(sha256: str) -> str:
    """The key of an original: two levels, so that no folder grows without bound."""
    return f"sha256/{sha256[:2]}/{sha256}"


def thumbnail_key(sha256: str, edge: Edge) -> str:
    """The key of a derived thumbnail; it can be made again at any time."""
    return f"thumbnails/{edge}/{sha256[:2]}/{sha256}.jpg"


def answer(tag: str, size: int, media_type: str, conditions: Conditions) -> Answer:
    """How a request for `size` bytes known as `tag` is answered: 200, 206 (one range), 304 or 416.

    Several ranges at once are answered with the whole, as RFC 9110 §14.2 allows.
    """
    headers = _headers(tag, media_type)
    if _matches(tag, conditions.if_none_match):
        return Answer(304, 0, 0, headers)
    wanted = conditions.range if conditions.if_range in {None, f'"{tag}"'} else None
    span = _span(wanted, size)
    if span is None:
        return Answer(200, 0, size, headers)
    start, end = span
    if start >= end:
        return Answer(416, 0, 0, {**headers, "Content-Range": f"bytes */{size}"})
    return Answer(206, start, end, {**headers, "Content-Range": f"bytes {start}-{end - 1}/{size}"})


def _headers(tag: str, media_type: str) -> dict[str, str]:
    """Content never changes under its tag. A browser must neither guess its type nor run what stands in it."""
    return {
        "ETag": f'"{tag}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, max-age=31536000, immutable",
        "Content-Disposition": "inline" if media_type in INLINE else "attachment",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }


def _matches(tag: str, if_none_match: str | None) -> bool:
    """Weak comparison (RFC 9110 §8.8.3.2)."""
    if if_none_match is None:
        return False
    return if_none_match.strip() == "*" or f'"{tag}"' in re.findall(r'"[^"]*"', if_none_match)


def _span(header: str | None, size: int) -> tuple[int, int] | None:
    """Start and exclusive end of a single byte range; None: no range, or one that is to be ignored."""
    found = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", (header or "").replace(" ", ""))
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:  # the last so many bytes
        return max(size - int(last), 0), size
    if last and int(last) < int(first):
        return None
    return int(first), min(int(last) + 1, size) if last else size
