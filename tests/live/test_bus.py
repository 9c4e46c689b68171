"""What somebody else says on the bus is read with care."""

import threading
from collections.abc import Callable

import pytest
from redis import Redis

from onmodel.broker import HINTS
from onmodel.db import Database
from onmodel.live.bus import Bus
from onmodel.live.project_channel import ProjectChannel
from tests.live.conftest import Running


def test_what_cannot_be_read_on_the_bus_deafens_nobody(
    serve_live: Callable[..., Running], database: Database, valkey: str, caplog: pytest.LogCaptureFixture
) -> None:
    bus, heard, begun = Bus(valkey), threading.Event(), threading.Event()
    channel = ProjectChannel(database, bus)

    def hear(_topic: str, message: bytes) -> None:
        begun.set()
        if message == b"nonsense":
            raise ValueError("no such thing")
        heard.set()

    bus.hear("test:", hear)
    serve_live([channel], background=[bus.run])
    with Redis.from_url(valkey) as other:
        while not begun.is_set():  # until the bus listens
            other.publish(HINTS + "test:", b"nonsense")
            begun.wait(0.05)
        other.publish((HINTS + "test:").encode() + b"\xff\xfe", b"nonsense")
        heard.clear()
        other.publish(HINTS + "test:", b"news")
        assert heard.wait(10), "the bus hears nothing any more"
    assert "cannot be read" in caplog.text
