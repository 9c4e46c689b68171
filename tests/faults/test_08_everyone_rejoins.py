"""Fault 8: everyone joins at once. Promise: all synced within 2.5 s, none stuck, the document is loaded once.

100 clients on a cold room here, because they share two cores with the server; `benchmarks/sync.py` has 500 on 2 MB.
"""

import asyncio
import time
from collections.abc import Callable

import pytest
from websockets.asyncio.client import connect

from onmodel.live.protocol import AskState, encode
from onmodel.live.store import Store
from tests.live.conftest import Running

CLIENTS = 100
PER_CLIENT = 2.5 / 100  # seconds: what 500 may take on a quiet machine, for each of 100, five times over


class Counting(Store):
    """A store that counts and takes its time, so that all come while it loads."""

    loads = 0

    def load(self, kind: str, thing_id: str):  # type: ignore[no-untyped-def]  # as its parent
        Counting.loads += 1
        time.sleep(0.3)
        return super().load(kind, thing_id)


async def join(url: str) -> float:
    begun = time.monotonic()
    async with connect(url, max_size=None, open_timeout=20) as socket:
        await socket.send(encode(AskState(b"\0")))
        async with asyncio.timeout(20):
            while True:
                message = await socket.recv()
                if isinstance(message, bytes) and message[:2] == b"\0\1":
                    assert b"A detective." in message
                    return time.monotonic() - begun


@pytest.mark.slow
def test_nobody_is_stuck_in_a_cold_room(
    serve_documents: Callable[..., Running], database: object, character_id: str
) -> None:
    Counting.loads = 0
    running = serve_documents(store=Counting(database))  # type: ignore[arg-type]  # the fixture's database
    url = running.url(f"/ws/docs/character/{character_id}")

    async def storm() -> list[float]:
        return await asyncio.gather(*(join(url) for _ in range(CLIENTS)))

    waits = asyncio.run(storm())
    assert len(waits) == CLIENTS
    assert max(waits) < 0.3 + CLIENTS * PER_CLIENT
    assert Counting.loads == 1
