"""A process with only the socket server of documents: `python -m tests.faults.sync_server URL PORT [LIMIT=N]`."""

import sys

from fastapi import FastAPI

from onmodel import subscriptions, tables  # noqa: F401  # every table is known before the first query
from onmodel.db import Database
from onmodel.live import opening
from onmodel.live.bus import Bus
from onmodel.live.client import Limits
from onmodel.live.document_channel import DocumentChannel
from onmodel.live.doors import LocalDoor, Origins
from onmodel.live.rooms import Rooms
from onmodel.live.server import LiveServer
from onmodel.live.store import Store

if __name__ == "__main__":
    database = Database(sys.argv[1], react=subscriptions.react)
    limits = Limits(**{name: int(value) for name, _, value in (text.partition("=") for text in sys.argv[3:])})
    channels = [DocumentChannel(Rooms(Store(database), Bus("")))]
    live = LiveServer(database, channels, LocalDoor(), Origins(), limits=limits)
    opening.serve(FastAPI(), live, "127.0.0.1", int(sys.argv[2]))
