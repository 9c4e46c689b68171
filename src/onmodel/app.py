"""The ASGI app: routers, the one error shape (RFC 9457), and what every request passes on its way in."""

import logging
from collections.abc import Awaitable, Callable
from importlib.resources import files
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from onmodel.api import ROUTERS
from onmodel.bootstrap import Product
from onmodel.errors import OnmodelError
from onmodel.kit.ids import new_id

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
HOME = (files("onmodel") / "home.html").read_text()
ERRORS: dict[int | str, dict[str, Any]] = {
    "4XX": {
        "description": "what was wrong, why, and what to do",
        "content": {PROBLEM: {"schema": PROBLEM_SCHEMA}},
    }
}


class BodyTooLarge(OnmodelError):
    """The request's body is larger than this server takes."""

    status = 413


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
        if declared.isdigit() and int(declared) > self.limit:
            await _problem(self._error())(scope, receive, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.limit:
                raise self._error()
            return message

        await self.app(scope, counted, send)

    def _error(self) -> BodyTooLarge:
        return BodyTooLarge(
            f"The request is larger than {self.limit // 2**20} MiB", todo="Send fewer or smaller pictures"
        )


def create_app(product: Product) -> FastAPI:
    """The app on an opened product."""
    app = FastAPI(
        title="Onmodel", version="0.1.0", summary="Keeps a generative film on model.",
        responses=ERRORS,
        generate_unique_id_function=lambda route: route.name,
    )  # fmt: skip
    app.state.database, app.state.settings = product.database, product.settings
    app.state.backends, app.state.blobs = product.backends, product.backends.blobs
    app.state.project_id = product.project_id
    for router in ROUTERS:
        app.include_router(router)
    app.add_api_route("/", _home, include_in_schema=False, response_class=HTMLResponse)
    app.add_api_route("/healthz", _healthz, include_in_schema=False)
    app.add_exception_handler(OnmodelError, _on_error)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(ValidationError, _on_validation)
    app.add_exception_handler(Exception, _on_fault)
    app.middleware("http")(_with_request_id)
    app.add_middleware(BodyLimit, limit=product.settings.upload_limit_bytes)
    return app


def _home() -> str:
    return HOME


def _healthz() -> dict[str, str]:
    return {"status": "ok"}


async def _with_request_id(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
    request_id = new_id()
    with bound_contextvars(request_id=request_id):
        response = await go_on(request)
    response.headers["X-Request-Id"] = request_id
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    return response


def _problem(error: OnmodelError) -> JSONResponse:
    wait = error.members.get("retry_after")
    headers = {"Retry-After": str(int(wait))} if wait else None
    return JSONResponse(error.problem(), error.status, headers, media_type=PROBLEM)


async def _on_error(_request: Request, error: Exception) -> Response:
    assert isinstance(error, OnmodelError)
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
