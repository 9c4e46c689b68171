"""Fault 9: a client stops reading. Promise: the others notice nothing, it is closed at a number of bytes, memory stays.

20 clients and 10 MB of edits here.
"""

import os
import time
from collections.abc import Callable

import psutil
import pytest
from pycrdt import Doc, Map

from onmodel.live.client import Limits
from onmodel.live.protocol import Close
from tests.live.conftest import Running
from tests.live.editor import Editor

QUEUE = 2**20


@pytest.mark.slow
def test_one_stalled_client_is_closed_and_holds_nobody_up(
    serve_documents: Callable[..., Running], character_id: str
) -> None:
    running = serve_documents(limits=Limits(queue_bytes=QUEUE))
    url = running.url(f"/ws/docs/character/{character_id}")
    stalled = Editor().connect(url, max_queue=1).wait_synced()
    rooms = running.live.channels[0].rooms  # type: ignore[attr-defined]  # the one channel is of documents
    deaf = next(iter(next(iter(rooms.loaded.values())).members))
    writer, reader = (Editor().connect(url).wait_synced() for _ in range(2))
    before, worst = psutil.Process(os.getpid()).memory_info().rss, 0.0
    source: Doc[Map[str]] = Doc()
    for k in range(1000):
        state = source.get_state()
        source.get("noise", type=Map)["at"] = f"{k:06d}" + "x" * 10_000
        begun = time.monotonic()
        writer.show(source.get_update(state))
        if k % 10 == 9:  # the reader is asked now and then, its own work would be measured otherwise
            writer.wait_saved()
            reader.wait(lambda k=k: reader.doc.get("noise", type=Map).get("at", "")[:6] == f"{k:06d}")
            worst = max(worst, time.monotonic() - begun)
    assert deaf.closing == Close.TOO_SLOW
    assert worst < 1.0
    assert psutil.Process(os.getpid()).memory_info().rss - before < 80 * 2**20
    stalled.leave()
    stalled.connect(url).wait_synced()  # who was closed comes back and has all of it
    stalled.wait(lambda: stalled.doc.get("noise", type=Map)["at"][:6] == "000999")
    for each in (writer, reader, stalled):
        each.leave()
