"""Many people at one document, cheaply: picows sockets on one loop, whose edits are bytes that were made beforehand.

A pycrdt document for each of 500 would cost more than the server that is being tried.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect
from pycrdt import Doc, Map

from onmodel.live.protocol import SAVED, AskState, Edit, encode, read_uint

NOTHING = b"\0"  # the state of who has nothing yet
ANSWER = b"\0\1"  # how the whole state begins


class Guest(WSListener):
    """One of the crowd: asks for the state, and then hears."""

    def __init__(self, heard: Callable[["Guest", bytes], None] | None = None, has: bytes = NOTHING) -> None:
        self.synced, self.gone = asyncio.Event(), asyncio.Event()
        self.taken = self.saved = 0  # bytes of messages; own edits that are on disk
        self.code: int | None = None
        self.transport: WSTransport
        self._heard, self._has = heard, has
        self._head, self._parts = b"", []  # type: ignore[var-annotated]  # list[bytes]

    def send(self, message: bytes) -> None:
        self.transport.send(WSMsgType.BINARY, message)

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport
        self.send(encode(AskState(self._has)))

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            self.code = int(frame.get_close_code() or 0)
            transport.send_close(frame.get_close_code())
            transport.disconnect()
            return
        part = frame.get_payload_as_memoryview()
        self.taken += len(part)
        if frame.msg_type == WSMsgType.BINARY:
            self._head, self._parts = bytes(part[:2]), []
        if self._heard is not None or len(part) < 16:
            self._parts.append(bytes(part))
        if frame.fin:
            self._whole()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        self.gone.set()

    def _whole(self) -> None:
        if self._head == ANSWER:
            self.synced.set()
        elif self._head[:1] == bytes([SAVED]):
            self.saved = read_uint(b"".join(self._parts), 1)[0]
        if self._heard is not None:
            self._heard(self, b"".join(self._parts))


async def join(url: str, guest: Guest, **options: Any) -> Guest:
    """Connect, and wait for the whole state."""
    await ws_connect(lambda: guest, f"{url}?acks=1", websocket_handshake_timeout=60.0, **options)
    await asyncio.wait_for(guest.synced.wait(), 60.0)
    return guest


async def join_all(url: str, guests: Sequence[Guest]) -> None:
    """All at one moment."""
    await asyncio.gather(*(join(url, guest) for guest in guests))


def leave_all(guests: Sequence[Guest]) -> None:
    """Hang up."""
    for guest in guests:
        guest.transport.disconnect()


class Pen:
    """A document of one writer, who makes edits that nobody has yet."""

    def __init__(self) -> None:
        self.doc: Doc[Map[str]] = Doc()
        self._made: list[bytes] = []
        self._watching = self.doc.observe(lambda event: self._made.append(event.update))

    def put(self, key: str, value: str) -> bytes:
        """The message that sets a key."""
        self.doc.get("noise", type=Map)[key] = value
        return encode(Edit(self._made.pop()))
