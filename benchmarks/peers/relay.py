"""The peer of benchmarks/events.py: a broadcast over WebSockets as tutorials write it, after a row in SQLite.

    python relay.py PORT

No project, no rights, no numbers, no replay: who was away for a moment never hears what he missed.
"""

import sqlite3
import sys
import tempfile
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

rows = sqlite3.connect(Path(tempfile.mkdtemp()) / "rows.db", isolation_level=None, check_same_thread=False)
rows.execute("PRAGMA journal_mode=WAL")
rows.execute("PRAGMA synchronous=FULL")
rows.execute("CREATE TABLE thing (body TEXT)")
sockets: set[WebSocket] = set()


async def tell(text: str) -> None:
    for each in list(sockets):
        await each.send_text(text)


async def create(request: Request) -> JSONResponse:
    text = (await request.body()).decode()
    rows.execute("INSERT INTO thing VALUES (?)", (text,))
    return JSONResponse({"id": 1}, 201, background=BackgroundTask(tell, text))


async def listen(socket: WebSocket) -> None:
    await socket.accept()
    sockets.add(socket)
    try:
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        sockets.discard(socket)


app = Starlette(routes=[Route("/api/characters", create, methods=["POST"]), WebSocketRoute("/{path:path}", listen)])

if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_level="error")
