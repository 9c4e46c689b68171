"""A process with nothing but the socket server of documents: `python -m tests.faults.sync_server URL PORT`."""

import sys

from fastapi import FastAPI

from onmodel import subscriptions, tables  # noqa: F401  # every table is known before the first query
from onmodel.db import Database
from onmodel.live import opening
from onmodel.live.bus import Bus
from onmodel.live.document_channel import DocumentChannel
from onmodel.live.doors import LocalDoor, Origins
from onmodel.live.rooms import Rooms
from onmodel.live.server import LiveServer
from onmodel.live.store import Store

if __name__ == "__main__":
    database = Database(sys.argv[1], react=subscriptions.react)
    live = LiveServer(database, [DocumentChannel(Rooms(Store(database), Bus("")))], LocalDoor(), Origins())
    opening.serve(FastAPI(), live, "127.0.0.1", int(sys.argv[2]))
