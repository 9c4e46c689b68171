"""The socket server as the settings have it, and uvicorn with it: what `onmodel serve` runs."""

import asyncio
import signal
from collections.abc import Callable
from types import FrameType
from typing import Any

import uvicorn
from fastapi import FastAPI

from onmodel.bootstrap import Product
from onmodel.broker import bus_address
from onmodel.live.bus import Bus
from onmodel.live.channel import Channel, OtherPath
from onmodel.live.client import Limits
from onmodel.live.document_channel import DocumentChannel
from onmodel.live.doors import LocalDoor, Origins, TeamDoor
from onmodel.live.project_channel import BOARD_PATH, ProjectChannel
from onmodel.live.rooms import Rooms
from onmodel.live.server import LiveServer
from onmodel.live.store import Store

FAREWELL = 8  # seconds for requests under way; an event stream of a job would hold a stopping server for ever


def open_live(product: Product) -> LiveServer:
    """Every channel on this product."""
    settings = product.settings
    bus = Bus(bus_address(settings))
    documents, events = DocumentChannel(Rooms(Store(product.database), bus)), ProjectChannel(product.database, bus)
    channels: list[Channel] = [
        documents, events, OtherPath("/project/{project_id}/styles", events), OtherPath(BOARD_PATH, events),
    ]  # fmt: skip
    door = TeamDoor() if settings.team else LocalDoor()
    origins = Origins(frozenset(settings.allowed_origins), solo=not settings.team)
    limits = Limits(settings.socket_message_bytes, settings.socket_queue_bytes, settings.socket_messages_per_second)
    return LiveServer(product.database, channels, door, origins, limits=limits, background=[bus.run])


class _Server(uvicorn.Server):
    """uvicorn, which says at once that it was told to stop."""

    def __init__(self, config: uvicorn.Config, leaving: Callable[[], None]) -> None:
        super().__init__(config)
        self._leaving = leaving

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Hear a signal."""
        self._leaving()
        super().handle_exit(sig, frame)


def serve(app: FastAPI, live: LiveServer, host: str, port: int, *, leaving: Callable[[], None] = lambda: None) -> None:
    """Serve the API and the sockets on one port until SIGTERM or Ctrl-C; sockets are told to connect again.

    `leaving` is called as soon as the signal is there, while requests under way are still answered; event streams,
    which would go on for ever, read `app.state.leaving`.
    """

    def leave() -> None:
        app.state.leaving = True
        leaving()

    ws: Any = live.protocol  # called like the class that uvicorn's types want
    config = uvicorn.Config(
        app, host=host, port=port, ws=ws, log_level="warning", lifespan="off", timeout_graceful_shutdown=FAREWELL
    )
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:  # uvloop, where there is one
        runner.run(_serve(config, live, leave))


async def _serve(config: uvicorn.Config, live: LiveServer, leaving: Callable[[], None]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)  # uvicorn raises it again at its end, when there is still much to do
    async with live.running():
        await _Server(config, leaving).serve()
