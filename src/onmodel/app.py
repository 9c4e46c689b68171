"""The ASGI app: routers, the one error shape (RFC 9457), and what every request passes on its way in."""

import logging
from html import escape
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import ValidationError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from onmodel.admission import Admission
from onmodel.api import ROUTERS
from onmodel.bootstrap import Product
from onmodel.checks import examine
from onmodel.engine import DatabaseBusy
from onmodel.errors import OnmodelError
from onmodel.guard import guard
from onmodel.kit.ids import new_id
from onmodel.marking import Watermark
from onmodel.observability import Instruments, Measured, add_health, add_metrics, database_check
from onmodel.retries import Answered, PatientReads, note_away
from onmodel.unchanged import Unchanged
from onmodel.workspace import add_workspace

log = logging.getLogger(__name__)
PROBLEM = "application/problem+json"
PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
        "detail": {"type": "string"}, "errors": {"type": "array", "items": {"type": "object"}},
    },
}  # fmt: skip
ERRORS_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Errors</title>
<style>body{background:#262626;color:#e8e8e8;font:16px/1.5 sans-serif;max-width:50rem;margin:2rem auto}</style>
<h1>Errors</h1><dl>{rows}</dl></html>"""
ERRORS: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "what was wrong, why, and what to do",
        "content": {PROBLEM: {"schema": PROBLEM_SCHEMA}},
    }
}


class BodyLimit:
    """Refuses a body beyond `limit` bytes: by its declared length at once, else as soon as it has grown too long."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app, self.limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        too_long, taken = declared.isdigit() and int(declared) > self.limit, 0

        async def counted() -> Message:
            nonlocal taken
            message = {} if too_long else await receive()
            taken += len(message.get("body", b""))
            if too_long or taken > self.limit:  # FastAPI lets an HTTPException of a body pass as it is
                raise HTTPException(413, f"The request is larger than {self.limit:,} bytes. Send smaller pictures.")
            return message

        await self.app(scope, counted, send)


class RequestId:
    """Gives each request an id, in its log lines and in the answer, and forbids guessing of content types."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with its id bound."""
        request_id = new_id()

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Request-Id"] = request_id
                headers.setdefault("X-Content-Type-Options", "nosniff")
            await send(message)

        with bound_contextvars(request_id=request_id):
            await self.app(scope, receive, named)


def create_app(product: Product) -> FastAPI:
    """The app on an opened product."""
    app = FastAPI(
        title="Onmodel", version="0.1.0", summary="Keeps a generative film on model.",
        responses=ERRORS, docs_url=None, redoc_url=None,  # their pages load scripts from the network
        generate_unique_id_function=lambda route: route.name,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # `tracing` and `observability` do it, once
    )  # fmt: skip
    app.state.database, app.state.settings = product.database, product.settings
    app.state.backends, app.state.blobs = product.backends, product.backends.blobs
    app.state.project_id, app.state.examine = product.project_id, examine
    app.state.instruments = instruments = Instruments(product.database)
    for router in ROUTERS:
        app.include_router(router, dependencies=[Depends(guard)])
    add_workspace(app)
    app.add_api_route("/errors", _errors, include_in_schema=False, response_class=HTMLResponse)
    add_health(app, {"database": database_check(product.database, product.settings.database)})
    add_metrics(app, instruments, product.settings)
    app.add_exception_handler(OnmodelError, _on_error)
    app.add_exception_handler(Answered, _on_answered)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(ValidationError, _on_validation)
    app.add_exception_handler(Exception, _on_fault)
    app.add_middleware(Watermark)
    app.add_middleware(BodyLimit, limit=product.settings.upload_limit_bytes)
    app.add_middleware(PatientReads)
    app.add_middleware(Unchanged, database=product.database)
    app.add_middleware(Admission, limit=product.settings.most_requests, crowd=instruments)
    app.add_middleware(Measured, instruments=instruments)
    app.add_middleware(RequestId)
    return app


def _errors() -> str:
    """What the `type` of a problem document links to: every error with its status and meaning."""
    found, rows = [OnmodelError], []
    while found:
        error = found.pop(0)
        found += error.__subclasses__()
        rows.append(f'<dt id="{error.__name__}">{error.__name__} · {error.status}<dd>{escape(error.__doc__ or "")}')
    return ERRORS_PAGE.replace("{rows}", "".join(rows))


def _problem(error: OnmodelError) -> JSONResponse:
    wait = error.members.get("retry_after")
    headers = {"Retry-After": str(int(wait))} if wait else {}
    if error.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="onmodel"'  # RFC 9110 §11.6.1: a 401 says how to come in
    return JSONResponse(error.problem(), error.status, headers, media_type=PROBLEM)


async def _on_answered(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Answered)
    return error.response


async def _on_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, OnmodelError)
    if isinstance(error, DatabaseBusy):
        note_away(request)
    return _problem(error)


async def _on_http(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    body = {"type": "about:blank", "title": str(error.detail), "status": error.status_code, "detail": str(error.detail)}
    return JSONResponse(body, error.status_code, error.headers, media_type=PROBLEM)


async def _on_validation(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError | ValidationError)
    found = [{"where": ".".join(str(p) for p in e["loc"]), "what": e["msg"]} for e in error.errors()]
    detail = "; ".join(f"{e['where'] or 'body'}: {e['what']}" for e in found[:5])
    body = {"type": "/errors#Invalid", "title": "invalid request", "status": 422, "detail": detail, "errors": found}
    return JSONResponse(body, 422, media_type=PROBLEM)


async def _on_fault(_request: Request, error: Exception) -> Response:
    log.exception("a request failed", exc_info=error)
    body = {
        "type": "/errors#OnmodelError", "title": "internal error", "status": 500,
        "detail": "Something failed on the server. It is a fault of ours and was logged with the request id.",
    }  # fmt: skip
    return JSONResponse(body, 500, media_type=PROBLEM)
