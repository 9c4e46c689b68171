"""What may be repeated after the database was away: reads by us, writes by the client under an Idempotency-Key.

A POST with that header leaves its answer in the transaction that does its work, so that either both are kept or none.
The same key of the same person for the same address is then answered with it, and nothing is done twice.
"""

import asyncio
import hashlib
import time
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from sqlalchemy import String, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onmodel.db import Base, Database, Row
from onmodel.kit.again import pauses

PATIENCE = 3.0  # seconds; a database that is restarted is back in two
HEADER = "Idempotency-Key"
_STATE = "database_away"


class KeptAnswer(Row, Base):
    """What a POST was answered with, under a hash of who asked what with which key."""

    __tablename__ = "kept_answer"

    asked: Mapped[str] = mapped_column(String(64), unique=True)
    status: Mapped[int]
    body: Mapped[str]


class Answered(Exception):  # no failure: it ends a request that was answered before
    """The request was answered before; `response` is that answer."""

    def __init__(self, kept: KeptAnswer) -> None:
        super().__init__("answered before")
        headers = {"Idempotent-Replayed": "true"}
        self.response = Response(kept.body, kept.status, headers, media_type="application/json")


class Repeatable(APIRoute):
    """A route whose answer `web.Writing` can see before it commits: `APIRouter(route_class=Repeatable)`."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """FastAPI's own, which leaves the response in `request.state`."""
        original = super().get_route_handler()

        async def handler(request: Request) -> Response:
            request.state.response = await original(request)
            response: Response = request.state.response
            return response

        return handler


def asked_of(request: Request, actor: str, project_id: str) -> str:
    """The hash under which the answer is kept; empty for a request that carries no key, or cannot be repeated."""
    key = request.headers.get(HEADER, "")
    if request.method != "POST" or not key or not isinstance(request.scope.get("route"), Repeatable):
        return ""
    facts = "\n".join((actor, project_id, request.url.path, key[:200]))
    return hashlib.sha256(facts.encode("utf-8", "replace")).hexdigest()


def claim(database: Database, session: Session, asked: str) -> KeptAnswer:
    """The row for the answer, in this transaction. Waits for who asks the same just now. Raises Answered."""
    known = _known(session, asked)
    if known is not None:
        raise Answered(known)
    kept = KeptAnswer(asked=asked, status=0, body="")
    session.add(kept)
    try:
        session.flush()
    except IntegrityError:
        with database.reading() as looking:
            known = _known(looking, asked)
        if known is None:
            raise
        raise Answered(known) from None
    return kept


def keep(kept: KeptAnswer, response: Response) -> None:
    """Write the answer that is about to be sent into its row."""
    kept.status, kept.body = response.status_code, bytes(response.body).decode()


def forget(session: Session, before: datetime) -> int:
    """Drop the answers that were kept before this moment; how many."""
    gone = session.scalars(delete(KeptAnswer).where(KeptAnswer.created_at < before).returning(KeptAnswer.id))
    return len(list(gone))


def _known(session: Session, asked: str) -> KeptAnswer | None:
    return session.scalars(select(KeptAnswer).where(KeptAnswer.asked == asked)).one_or_none()


def note_away(request: Request) -> None:
    """Remember that this request failed because the database was away (called where errors become answers)."""
    setattr(request.state, _STATE, True)


class PatientReads:
    """Repeats a GET whose database was away, for up to two seconds, as long as nothing of an answer was sent."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, again if need be."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        until = time.monotonic() + PATIENCE
        for pause in pauses(200, 0.05, 0.2):
            if await self._answered(scope, receive, send, last=time.monotonic() >= until):
                return
            await asyncio.sleep(pause + 0.01)

    async def _answered(self, scope: Scope, receive: Receive, send: Send, *, last: bool) -> bool:
        """Let the app answer; an answer that only says that the database is away is dropped unless it is the last."""
        state = scope.setdefault("state", {})
        state.pop(_STATE, None)
        inner = dict(scope)  # routing writes into it

        async def held(message: Message) -> None:
            if last or not state.get(_STATE):
                await send(message)

        await self.app(inner, receive, held)
        return last or not state.get(_STATE)
