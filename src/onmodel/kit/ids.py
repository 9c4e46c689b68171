"""Identifiers: UUID version 7 as text, so that ids sort by the time they were made in."""

import re
import secrets
import threading
import time
import uuid
from typing import Annotated

from pydantic import StringConstraints

ID_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
IdText = Annotated[str, StringConstraints(pattern=ID_PATTERN)]  # for paths and bodies: garbage is refused with 422

_lock = threading.Lock()
_last = 0  # milliseconds since 1970 shifted left by 12 bits, plus the counter


def new_id() -> str:
    """A new UUIDv7 as text, greater than every id this process made before, even if the clock stepped back.

    RFC 9562 §5.7 with the 12 bits of rand_a as a counter (§6.2, method 1).
    """
    global _last  # noqa: PLW0603  # the one clock of this process
    with _lock:
        _last = max(time.time_ns() // 1_000_000 << 12, _last + 1)
        moment = _last
    high = (moment >> 12) << 16 | 0x7000 | (moment & 0xFFF)
    low = 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=high << 64 | low))


def is_id(text: str) -> bool:
    """Whether a text is an id of ours.

    >>> is_id("0199b1e0-7f3a-7c00-8a00-000000000001"), is_id("../etc")
    (True, False)
    """
    return re.fullmatch(ID_PATTERN, text) is not None
