"""One socket: who is there, what he may do, what comes in and within which limits, what waits to go out."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from picows import WSCloseCode, WSFrame, WSListener, WSMsgType, WSTransport

from onmodel.live.doors import Knock, Pass
from onmodel.live.protocol import Close

if TYPE_CHECKING:
    from onmodel.live.channel import Channel

CHUNK = 32 * 1024  # bytes of a long message given to the operating system at once
FAREWELL = 1.0  # seconds for the other side to answer a close
EARLY = 16  # messages that may come before it is known who sends them


@dataclass(frozen=True)
class Limits:
    """What one client may use: bytes of a message, bytes waiting to be sent, messages a second."""

    message_bytes: int = 2**20
    queue_bytes: int = 4 * 2**20
    messages_per_second: float = 200.0

    @property
    def burst(self) -> float:
        """Messages that may come at once after silence."""
        return 5 * self.messages_per_second


class Bucket:
    """A token bucket: `rate` tokens a second, `burst` at most."""

    def __init__(self, rate: float, burst: float) -> None:
        self._rate, self._burst, self._tokens, self._at = rate, burst, burst, time.monotonic()

    def take(self) -> bool:
        """Take one token; False where none is left."""
        now = time.monotonic()
        self._tokens = min(self._tokens + (now - self._at) * self._rate, self._burst)
        self._at = now
        if self._tokens < 1.0:
            return False
        self._tokens -= 1.0
        return True


class Client(WSListener):
    """A connected person. `pass_` says who, once the door has let him in; what he sends before that waits."""

    def __init__(self, knock: Knock, channel: "Channel", limits: Limits, knocked: Callable[["Client"], None]) -> None:
        self.knock, self.channel, self.limits = knock, channel, limits
        self.pass_: Pass | None = None
        self.closing: Close | None = None  # why the server hung up
        self.gone = False
        self._transport: WSTransport
        self._knocked = knocked
        self._bucket = Bucket(limits.messages_per_second, limits.burst)
        self._early: list[bytes | str] = []
        self._parts: list[bytes] = []  # of a message that comes in several frames
        self._is_text = False
        self._stream: memoryview | None = None  # the rest of a long message under way; others wait behind it
        self._stream_begun = False
        self._waiting: deque[bytes | str] = deque()
        self._waiting_bytes = 0
        self._paused = False

    # what channels call

    def send(self, message: bytes | str) -> None:
        """Send it now, or after what is under way. Who does not read is closed once `queue_bytes` wait."""
        if self.gone or self.closing is not None:
            return
        if self._stream is None and not self._paused:
            self._write(message)
            return
        self._waiting.append(message)
        self._waiting_bytes += len(message)
        if self._waiting_bytes > self.limits.queue_bytes:
            self.abort(Close.TOO_SLOW)

    @property
    def queued(self) -> int:
        """Bytes that wait behind a message under way or until the client reads again."""
        return self._waiting_bytes

    def close(self, code: Close, reason: str = "") -> None:
        """Say why and hang up."""
        if self.gone or self.closing is not None:
            return
        self.closing = code
        self._transport.send_close(cast(WSCloseCode, int(code)), (reason or code.meaning)[:120])  # it takes any number
        asyncio.get_running_loop().call_later(FAREWELL, self.abort, code)

    def abort(self, code: Close) -> None:
        """Hang up without waiting for what is queued: the other side does not read."""
        self.closing = self.closing or code
        if not self.gone:
            self._transport.disconnect(graceful=False)

    def admit(self, pass_: Pass) -> None:
        """Let him in: the channel meets him first and then what he sent meanwhile."""
        self.pass_ = pass_
        self.channel.open(self)
        early, self._early = self._early, []
        for message in early:
            self.channel.message(self, message)

    # what picows calls

    def on_ws_connected(self, transport: WSTransport) -> None:
        """Ask who it is; the handshake is done."""
        self._transport = transport
        transport.underlying_transport.set_write_buffer_limits(high=CHUNK)
        self._knocked(self)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """Take a frame."""
        if frame.msg_type == WSMsgType.CLOSE:
            if self.closing is None:
                transport.send_close(frame.get_close_code() or 1000)
            transport.disconnect()
        elif self.closing is None and frame.msg_type != WSMsgType.PONG:
            self._take(frame)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        """Forget what waits; the socket is gone, whoever closed it."""
        self.gone = True
        self._waiting.clear()
        self._stream = None
        self.channel.closed(self)

    def pause_writing(self) -> None:
        """Wait: the operating system takes no more for now."""
        self._paused = True

    def resume_writing(self) -> None:
        """Go on: it takes more."""
        self._paused = False
        self._pump()

    def _take(self, frame: WSFrame) -> None:
        if frame.msg_type != WSMsgType.CONTINUATION:
            self._parts, self._is_text = [], frame.msg_type == WSMsgType.TEXT
        self._parts.append(frame.get_payload_as_bytes())
        if sum(map(len, self._parts)) > self.limits.message_bytes:
            self.close(Close.TOO_LONG)
        elif frame.fin:
            whole, self._parts = b"".join(self._parts), []
            self._receive(whole)

    def _receive(self, payload: bytes) -> None:
        if not self._bucket.take():
            self.close(Close.TOO_MANY)
            return
        message: bytes | str = payload
        if self._is_text:
            try:
                message = payload.decode()
            except UnicodeDecodeError:
                self.close(Close.MALFORMED)
                return
        if self.pass_ is not None:
            self.channel.message(self, message)
        elif len(self._early) < EARLY:
            self._early.append(message)
        else:
            self.close(Close.TOO_MANY)

    def _write(self, message: bytes | str) -> None:
        if len(message) > CHUNK and isinstance(message, bytes):
            self._stream, self._stream_begun = memoryview(message), False
            self._pump()
        else:
            kind = WSMsgType.TEXT if isinstance(message, str) else WSMsgType.BINARY
            self._transport.send(kind, message)

    def _pump(self) -> None:
        """Send on until the operating system has enough: first the message under way, then what waits."""
        while not self._paused and not self.gone and self.closing is None:
            if self._stream is not None:
                self._send_chunk(self._stream)
            elif self._waiting:
                message = self._waiting.popleft()
                self._waiting_bytes -= len(message)
                self._write(message)
            else:
                return

    def _send_chunk(self, rest: memoryview) -> None:
        kind = WSMsgType.CONTINUATION if self._stream_begun else WSMsgType.BINARY
        self._stream_begun, last = True, len(rest) <= CHUNK
        self._stream = None if last else rest[CHUNK:]
        self._transport.send(kind, rest[:CHUNK], last)
