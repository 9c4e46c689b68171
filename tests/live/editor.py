"""A person at a document: a pycrdt document kept in sync over a real socket, as y-websocket does it in a browser."""

import time
from collections.abc import Callable
from typing import Any

from pycrdt import Doc, Map, Text
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from onmodel.live.protocol import (
    AWARENESS,
    STEP1,
    STEP2,
    SYNC,
    UPDATE,
    AskState,
    Edit,
    Presence,
    encode,
    read_bytes,
    read_uint,
)
from onmodel.live.values import fields_of


class Editor:
    """Edits `doc`; what is not sent yet goes out with the next `connect`."""

    def __init__(self) -> None:
        self.doc: Doc[Any] = Doc()
        self.socket: ClientConnection | None = None
        self.saved = self.sent = 0
        self.synced = False
        self.refusals: list[str] = []
        self.troubles: list[str] = []
        self.here: list[bytes] = []
        self.close_code: int | None = None

    def connect(self, url: str, **options: Any) -> "Editor":
        self.saved = self.sent = 0
        self.synced, self.close_code = False, None
        self.socket = connect(
            f"{url}{'&' if '?' in url else '?'}acks=1", max_size=None, compression=None, legacy=True, **options
        )
        self._send(encode(AskState(self.doc.get_state())))
        return self

    def leave(self) -> None:
        if self.socket is not None:
            self.socket.close()
        self.socket = None

    @property
    def fields(self) -> dict[str, Any]:
        return fields_of(self.doc)

    @property
    def root(self) -> "Map[Any]":
        return self.doc.get("fields", type=Map)

    def edit(self, change: Callable[["Map[Any]"], None]) -> None:
        """Change the document, and say so where connected."""
        before = self.doc.get_state()
        with self.doc.transaction():
            change(self.root)
        if self.socket is not None:
            self.show(self.doc.get_update(before))

    def type(self, field: str, text: str) -> None:
        """Write at the end of a field of prose."""

        def change(root: "Map[Any]") -> None:
            prose = root[field]
            assert isinstance(prose, Text)
            prose.insert(len(prose), text)

        self.edit(change)

    def show(self, update: bytes) -> None:
        self.sent += 1
        self._send(encode(Edit(update)))

    def point(self, states: bytes) -> None:
        self._send(encode(Presence(states)))

    def wait(self, until: Callable[[], object], seconds: float = 60.0) -> None:
        """Take messages until it is so."""
        deadline = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < deadline, f"waited {seconds} s; closed with {self.close_code}, {self.fields}"
            self.take(0.02)

    def wait_saved(self) -> None:
        self.wait(lambda: self.saved >= self.sent)

    def wait_synced(self) -> "Editor":
        self.wait(lambda: self.synced)
        return self

    def take(self, seconds: float = 0.02) -> None:
        """Take one message, if there is one."""
        assert self.socket is not None
        try:
            message = self.socket.recv(timeout=seconds)
        except TimeoutError:
            return
        except ConnectionClosed:
            self.close_code = self.socket.close_code
            return
        assert isinstance(message, bytes)
        self._hear(message)

    def _send(self, message: bytes) -> None:
        assert self.socket is not None
        try:
            self.socket.send(message)
        except ConnectionClosed:
            self.close_code = self.socket.close_code

    def _hear(self, data: bytes) -> None:
        kind, at = read_uint(data, 0)
        if kind == SYNC:
            step, at = read_uint(data, at)
            body, _ = read_bytes(data, at)
            if step == STEP1:
                self.sent += 1
                self._send(encode(Edit(self.doc.get_update(body), answer=True)))
            elif step in {STEP2, UPDATE}:
                self.doc.apply_update(body)
                self.synced = self.synced or step == STEP2
        elif kind == AWARENESS:
            self.here.append(read_bytes(data, at)[0])
        elif kind == 2:
            self.refusals.append(read_bytes(data, at + 1)[0].decode())
        elif kind == 100:
            self.saved = read_uint(data, at)[0]
        elif kind == 101:
            self.troubles.append(read_bytes(data, at)[0].decode())


def converged(*editors: Editor) -> bool:
    """Whether all have the same; each takes what has come."""
    for each in editors:
        each.take(0.01)
    return all(each.fields == editors[0].fields for each in editors)
