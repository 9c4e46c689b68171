"""Pictures for guests with a watermark: drawn into whatever picture leaves the house, whichever route it comes from.

It stands here and not in the routes because a route that nobody thought of must not show an original either: what
cannot be marked (films, documents, parts of files) is refused, unless its maker drew the mark into its frames.
"""

from typing import Any

from anyio.to_thread import run_sync
from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onmodel.accounts.rules import NotAllowed
from onmodel.deliverables.watermark import marked

PLAIN = (
    "application/json",
    "application/problem+json",
    "text/plain",
    "text/html",
    "text/event-stream",
)  # shows no picture
STALE = ("content-length", "etag", "last-modified", "accept-ranges", "content-encoding")


class Watermark:
    """Holds back pictures for a guest whose link has a watermark, until it is drawn in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; look at the answer once the guard has found out who asks."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self.app(scope, receive, _Answer(scope, receive, send))


class _Answer:
    """What is sent back, kept until it is whole where it is a picture for such a guest."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope, self.receive, self.send = scope, receive, send
        self.kept: Message | None = None
        self.refused = False
        self.body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            await self._start(message)
        elif self.kept is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self.kept)
        elif not self.refused:
            await self.send(message)

    async def _start(self, message: Message) -> None:
        text = _text(self.scope)
        headers = MutableHeaders(scope=message)
        kind = headers.get("content-type", "").partition(";")[0]
        if not text or kind in PLAIN or message["status"] in {204, 303, 304} or "x-onmodel-marked" in headers:
            await self.send(message)
        elif kind.startswith("image/") and message["status"] == 200:
            self.kept = message
        else:
            self.refused = True
            error = NotAllowed("Your review link shows pictures with a watermark", why="This cannot carry one")
            answer = JSONResponse(error.problem(), error.status, media_type="application/problem+json")
            await answer(self.scope, self.receive, self.send)

    async def _finish(self, start: Message) -> None:
        drawn = await run_sync(marked, bytes(self.body), _text(self.scope), "The picture")
        headers = MutableHeaders(scope=start)
        for name in STALE:
            if name in headers:
                del headers[name]
        headers["content-type"], headers["content-length"] = "image/jpeg", str(len(drawn))
        headers["cache-control"] = "private, no-store"  # the same address shows others the picture without it
        await self.send(start)
        await self.send({"type": "http.response.body", "body": drawn})


def _text(scope: Scope) -> str:
    access: Any = scope.get("state", {}).get("access")
    return access.watermark if access is not None else ""
