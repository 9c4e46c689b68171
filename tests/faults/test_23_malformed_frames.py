"""Fault 23: malformed or enormous frames, a flood. Promise: that socket closes (1007, 1009, 4429), no other does."""

import logging
import socket
import struct
from collections.abc import Callable
from random import Random

import pytest
from pycrdt import Doc, Map
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from onmodel.live.client import Limits
from onmodel.live.protocol import Edit, Malformed, decode, encode
from onmodel.live.room import Room
from tests.live.conftest import Running
from tests.live.editor import Editor


@pytest.fixture
def running(serve_documents: Callable[..., Running]) -> Running:
    return serve_documents(limits=Limits(messages_per_second=100.0))


@pytest.fixture
def url(running: Running, character_id: str) -> str:
    return running.url(f"/ws/docs/character/{character_id}")


def ends_with(url: str, message: bytes | str) -> int | None:
    """The code with which the server answers this one message; None where it takes it."""
    with connect(url, compression=None) as hostile:
        try:
            hostile.send(message)  # who is kept out may be closed before he says it
            while True:
                hostile.recv(timeout=20)
        except TimeoutError:
            return None
        except ConnectionClosed:
            return hostile.close_code


def works(url: str, editor: Editor) -> None:
    editor.type("description", "!")
    editor.wait_saved()


BAD = {
    "empty": b"", "unknown kind": b"\x63abc", "number without end": b"\xff" * 12, "short": b"\x00\x02\x7fabc",
    "long": b"\x00\x02\x01abc", "no update": encode(Edit(b"not an update at all")),
    "bad state": b"\x00\x00\x02\xff\xff",    "bad presence": b"\x01\x02\x05\x01", "text": "hello",
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_closes_its_own_socket(url: str, caplog: pytest.LogCaptureFixture, name: str) -> None:
    healthy = Editor().connect(url).wait_synced()
    with caplog.at_level(logging.WARNING):
        assert ends_with(url, BAD[name]) == 1007
    assert sum("cannot be read" in record.message for record in caplog.records) == 1
    works(url, healthy)
    healthy.leave()


def test_a_frame_of_64_mib_is_refused_by_its_length(running: Running, character_id: str, url: str) -> None:
    healthy = Editor().connect(url).wait_synced()
    with socket.create_connection(("127.0.0.1", running.port)) as raw:
        lines = [f"GET /ws/docs/character/{character_id} HTTP/1.1", f"Host: 127.0.0.1:{running.port}",
                 "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "", ""]  # fmt: skip
        raw.sendall("\r\n".join(lines).encode())
        raw.settimeout(20)
        assert raw.recv(12) == b"HTTP/1.1 101"
        raw.sendall(struct.pack("!BBQ", 0x82, 0xFF, 64 * 2**20) + bytes(4) + bytes(1000))  # the rest is never sent
        seen = b""
        while struct.pack("!H", 1009) not in seen:
            more = raw.recv(65536)
            assert more, "the socket ended without a code"
            seen += more
    works(url, healthy)
    healthy.leave()


def test_random_frames_harm_nobody(url: str) -> None:
    healthy = Editor().connect(url).wait_synced()
    random = Random(7)
    for _ in range(60):
        with connect(url, compression=None) as hostile:
            with pytest.raises(ConnectionClosed):  # noqa: PT012  # any of them may be the last straw
                for _ in range(200):
                    hostile.send(random.randbytes(random.randrange(0, 60)))
                    hostile.recv(timeout=20)
            assert hostile.close_code in {1007, 1008, 4429}
    works(url, healthy)
    assert healthy.fields["name"] == "Mira"
    healthy.leave()


def test_a_flood_closes_its_own_socket(url: str) -> None:
    healthy, flood = (Editor().connect(url).wait_synced() for _ in range(2))
    source: Doc[Map[float]] = Doc()
    for k in range(5000):
        source.get("noise", type=Map)["k"] = float(k)
        flood.show(source.get_update())
        if flood.close_code:
            break
    flood.wait(lambda: flood.close_code == 4429)
    works(url, healthy)
    healthy.leave()


def test_every_message_is_read_or_refused() -> None:
    random = Random(11)
    for _ in range(20_000):
        data = random.randbytes(random.randrange(0, 24))
        try:
            decode(data)
        except Malformed:
            continue


def test_who_makes_a_habit_of_it_is_kept_out_for_a_while(url: str, running: Running) -> None:
    codes: list[int | None] = []
    while 4429 not in codes and len(codes) < 30:  # on a slow machine one is forgiven meanwhile
        codes.append(ends_with(url, BAD["no update"]))
    assert codes[:6] == [1007] * 6
    assert codes[-1] == 4429
    kept_out = running.live.channels[0]._kept_out  # type: ignore[attr-defined]  # the one channel is of documents
    running.call(lambda: kept_out.update(dict.fromkeys(kept_out, 0.0)))  # the minute passes
    Editor().connect(url).wait_synced().leave()


class PanicException(BaseException):  # as pyo3 names its own
    """Rust gave up in the middle of its work."""


def test_an_update_that_breaks_the_document_in_memory_ends_in_a_fresh_one(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    applied = Room._apply

    def breaks(room: Room, update: bytes, **options: bool) -> bool:
        if update == b"poison":
            raise PanicException("called `Option::unwrap()` on a `None` value")
        return applied(room, update, **options)

    monkeypatch.setattr(Room, "_apply", breaks)
    healthy = Editor().connect(url).wait_synced()
    works(url, healthy)
    assert ends_with(url, encode(Edit(b"poison"))) == 1007
    healthy.wait(lambda: healthy.close_code == 1012)
    healthy.connect(url).wait_synced()
    works(url, healthy)
    assert healthy.fields["description"] == "A detective.!!"
    healthy.leave()
