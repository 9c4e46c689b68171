"""The wire protocol, version 1, in one place (docs/live.md tells it in words): close codes and documents' messages.

Documents speak y-protocols (sync and awareness) as `y-websocket` does, so that browsers use stock libraries. What is
ours beside it (`Saved`, `Refused`, `Unsaved`) is only sent to clients that ask for it with `?acks=1`.
"""

from dataclasses import dataclass
from enum import IntEnum

from pycrdt import write_var_uint

VERSION = 1

SYNC, AWARENESS, AUTH, QUERY_AWARENESS = 0, 1, 2, 3
SAVED, UNSAVED = 100, 101  # ours; y-protocols uses 0 to 3, Hocuspocus up to 9
STEP1, STEP2, UPDATE = 0, 1, 2  # within SYNC
EMPTY_UPDATE = b"\x00\x00"  # no structs, nothing deleted


class Close(IntEnum):
    """Why the server hangs up. 4xxx are ours, after the HTTP statuses they resemble."""

    MALFORMED = 1007
    REFUSED = 1008
    TOO_LONG = 1009
    FAULT = 1011
    RESTART = 1012
    TOO_SLOW = 1013
    UNKNOWN = 4401
    FORBIDDEN = 4403
    NOT_FOUND = 4404
    TOO_MANY = 4429

    @property
    def meaning(self) -> str:
        """The reason as the client reads it."""
        return MEANINGS[self]


MEANINGS = {
    Close.MALFORMED: "the message cannot be read",
    Close.REFUSED: "the message is not of this protocol",
    Close.TOO_LONG: "the message is too long",
    Close.FAULT: "a fault of the server; connect again",
    Close.RESTART: "the server restarts; connect again",
    Close.TOO_SLOW: "too much waits to be read; connect again and resync",
    Close.UNKNOWN: "log in again: the ticket or the login no longer holds",
    Close.FORBIDDEN: "you are no longer of this project",
    Close.NOT_FOUND: "there is no such thing, or it is not yours to see",
    Close.TOO_MANY: "too many messages; connect again in a moment",
}


class Malformed(ValueError):
    """Bytes that are no message of the protocol."""


@dataclass(frozen=True)
class AskState:
    """Sync step 1: "this is what I have (a state vector); send me the rest"."""

    state: bytes


@dataclass(frozen=True)
class Edit:
    """Sync step 2 or an update: changes. `answer` tells a step 2, the client's answer to the server's step 1."""

    update: bytes
    answer: bool = False


@dataclass(frozen=True)
class Presence:
    """Who is here and where their cursors stand: an awareness update. Passed on, never stored."""

    states: bytes


@dataclass(frozen=True)
class AskPresence:
    """Asks who is here."""


@dataclass(frozen=True)
class Refused:
    """The last edit was not taken, and why; it stands on the asker's screen alone (y-protocols' permission denied)."""

    why: str


@dataclass(frozen=True)
class Saved:
    """The first `count` edits that this connection sent, refused ones included, are on disk or were answered."""

    count: int


@dataclass(frozen=True)
class Unsaved:
    """Edits are kept in memory but cannot be written now, and why; `Saved` follows once they are."""

    why: str


FromClient = AskState | Edit | Presence | AskPresence
FromServer = AskState | Edit | Presence | Refused | Saved | Unsaved


def decode(data: bytes) -> FromClient:
    """A client's message; raises Malformed."""
    kind, rest = read_uint(data, 0)
    if kind == SYNC:
        step, rest = read_uint(data, rest)
        if step == STEP1:
            return AskState(_last_bytes(data, rest))
        if step in {STEP2, UPDATE}:
            return Edit(_last_bytes(data, rest), answer=step == STEP2)
    if kind == AWARENESS:
        return Presence(_last_bytes(data, rest))
    if kind == QUERY_AWARENESS:
        return AskPresence()
    raise Malformed(f"unknown message {data[:2]!r}")


def encode(message: FromServer) -> bytes:
    """A server's message as it is sent."""
    match message:
        case AskState(state):
            return bytes((SYNC, STEP1)) + _counted(state)
        case Edit(update, answer):
            return bytes((SYNC, STEP2 if answer else UPDATE)) + _counted(update)
        case Presence(states):
            return bytes((AWARENESS,)) + _counted(states)
        case Refused(why):
            return bytes((AUTH, 0)) + _counted(why.encode())
        case Saved(count):
            return bytes((SAVED,)) + write_var_uint(count)
        case Unsaved(why):
            return bytes((UNSAVED,)) + _counted(why.encode())


def _counted(data: bytes) -> bytes:
    return write_var_uint(len(data)) + data


def read_uint(data: bytes, at: int) -> tuple[int, int]:
    """A variable-length number (7 bits a byte, least first) and where it ends; raises Malformed."""
    value = shift = 0
    while at < len(data) and shift < 63:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at
    raise Malformed("a number does not end")


def read_bytes(data: bytes, at: int) -> tuple[bytes, int]:
    """A counted string of bytes and where it ends; raises Malformed."""
    length, start = read_uint(data, at)
    if start + length > len(data):
        raise Malformed(f"{length} bytes are announced, {len(data) - start} are there")
    return data[start : start + length], start + length


def _last_bytes(data: bytes, at: int) -> bytes:
    found, end = read_bytes(data, at)
    if end != len(data):
        raise Malformed("bytes stand behind the message")
    return found
