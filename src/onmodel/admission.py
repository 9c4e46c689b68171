"""No more requests at once than can be answered soon; who comes on top is told when to come again.

Without it a server that is asked too much answers nobody in time: the queue grows, and what leaves it is no longer
waited for. A request holds its place until its answer begins.
"""

import math
from typing import Protocol

from prometheus_client import Gauge
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onmodel.errors import OnmodelError

FREE = ("/healthz", "/readyz", "/metrics")  # who watches the server must be answered above all when it is busy


class Crowd(Protocol):
    """Where it is counted, as observability.Instruments does."""

    inside: Gauge
    refused: Gauge


class TooBusy(OnmodelError):
    """More is asked of this server at once than it can answer soon; nothing was done."""

    status = 429


class Admission:
    """The middleware: `limit` requests at a time."""

    def __init__(self, app: ASGIApp, limit: int, crowd: Crowd) -> None:
        self.app, self.limit, self.crowd = app, limit, crowd
        self.inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let in or refuse."""
        if scope["type"] != "http" or scope["path"] in FREE:
            await self.app(scope, receive, send)
            return
        if self.inside >= self.limit:
            self.crowd.refused.inc()
            await self._refuse()(scope, receive, send)
            return
        self._count(1)
        holds = True

        async def leave(message: Message) -> None:
            nonlocal holds
            if holds:
                holds = False
                self._count(-1)
            await send(message)

        try:
            await self.app(scope, receive, leave)
        finally:
            if holds:
                self._count(-1)

    def _count(self, change: int) -> None:
        self.inside += change
        self.crowd.inside.set(self.inside)

    def _refuse(self) -> JSONResponse:
        wait = 1
        error = TooBusy(
            "The server is busy", why=f"{self.limit} requests are being answered", todo=f"Repeat in {wait} s",
            retry_after=wait,
        )  # fmt: skip
        headers = {"Retry-After": str(math.ceil(wait))}
        return JSONResponse(error.problem(), error.status, headers, media_type="application/problem+json")
