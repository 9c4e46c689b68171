"""What a server tells about itself: metrics for Prometheus, whether it is ready, traces for OpenTelemetry.

/metrics is for machines of the house: it answers the machine itself, or who shows ONMODEL_METRICS_TOKEN.
"""

import hmac
import ipaddress
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fastapi import FastAPI, Request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onmodel import migrations
from onmodel.db import Database
from onmodel.jobs import queries as jobs
from onmodel.settings import Settings

log = logging.getLogger(__name__)

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)  # seconds
METRICS = {
    "onmodel_requests_total": "requests by route, method and status",
    "onmodel_request_seconds": "time to the first byte of the answer by route and method",
    "onmodel_requests_inside": "requests that are being answered",
    "onmodel_requests_refused_total": "requests refused because too many were inside (429)",
    "onmodel_sockets": "open WebSockets of this process",
    "onmodel_queue_depth": "jobs that wait, by queue: the signal to add or take away workers",
    "onmodel_queue_oldest_seconds": "how long the oldest of them has waited, by queue",
    "onmodel_queue_running": "jobs at work, by queue",
    "onmodel_queue_workers": "workers that serve a queue",
}
Check = Callable[[], None]  # raises where something is not ready


class Instruments:
    """The metrics of one process."""

    def __init__(self, database: Database) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.requests = Counter(
            *_named("onmodel_requests_total"), ("route", "method", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            *_named("onmodel_request_seconds"), ("route", "method"), buckets=BUCKETS, registry=self.registry
        )
        self.inside = Gauge(*_named("onmodel_requests_inside"), registry=self.registry)
        self.refused = Gauge(*_named("onmodel_requests_refused_total"), registry=self.registry)
        self.sockets = Gauge(*_named("onmodel_sockets"), registry=self.registry)
        self.registry.register(_Backlog(database))


class _Backlog:
    """The queues as they are at the moment of asking."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def describe(self) -> Iterator[Metric]:
        """Nothing: the registry must not ask the database when the process starts."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """One figure per queue and metric."""
        with self._database.reading() as session:
            rows = jobs.backlog(session)
        figures: dict[str, Callable[[Any], float]] = {
            "onmodel_queue_depth": lambda row: row.depth,
            "onmodel_queue_oldest_seconds": lambda row: row.oldest_seconds,
            "onmodel_queue_running": lambda row: row.running,
            "onmodel_queue_workers": lambda row: row.workers,
        }
        for name, figure in figures.items():
            family = GaugeMetricFamily(name, METRICS[name], labels=["queue"])
            for row in rows:
                family.add_metric([row.queue], figure(row))
            yield family


class Measured:
    """The middleware that counts requests. A route is named by its pattern, so that ids make no new series."""

    def __init__(self, app: ASGIApp, instruments: Instruments) -> None:
        self.app, self._instruments = app, instruments

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with a stopwatch."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def hear(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._instruments.seconds.labels(_route(scope), scope["method"]).observe(time.perf_counter() - began)
            await send(message)

        try:
            await self.app(scope, receive, hear)
        finally:
            self._instruments.requests.labels(_route(scope), scope["method"], str(status)).inc()


def _route(scope: Scope) -> str:
    """What `guard` noted; what no route answers must not name series after what was asked."""
    return str(scope.get("state", {}).get("route", "other"))


def _named(name: str) -> tuple[str, str]:
    return name, METRICS[name]


def add_metrics(app: FastAPI, instruments: Instruments, settings: Settings) -> None:
    """Answer /metrics."""
    secret = settings.metrics_token.get_secret_value()

    def metrics(request: Request) -> Response:
        if not _may_look(request, secret):
            return PlainTextResponse("metrics are for this machine, or who shows ONMODEL_METRICS_TOKEN\n", 403)
        return Response(generate_latest(instruments.registry), media_type="text/plain; version=0.0.4; charset=utf-8")

    app.add_api_route("/metrics", metrics, include_in_schema=False)


def _may_look(request: Request, secret: str) -> bool:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if secret:
        return scheme.lower() == "bearer" and hmac.compare_digest(token.encode(), secret.encode())
    host = request.client.host if request.client else ""
    proxied = "x-forwarded-for" in request.headers or "forwarded" in request.headers
    return not proxied and _is_this_machine(host)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def add_health(app: FastAPI, checks: Mapping[str, Check]) -> None:
    """Answer /healthz (the process lives) and /readyz (what it needs is there: 200, else 503 and what is missing)."""

    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    def readyz() -> Response:
        found = {name: _checked(name, check) for name, check in checks.items()}
        ready = all(said == "ok" for said in found.values())
        return JSONResponse({"status": "ok" if ready else "not ready", **found}, 200 if ready else 503)

    app.add_api_route("/healthz", healthz, include_in_schema=False)
    app.add_api_route("/readyz", readyz, include_in_schema=False)


def _checked(name: str, check: Check) -> str:
    try:
        check()
    except Exception as error:  # whatever it is, the server is not ready
        log.warning("not ready: %s", name, exc_info=True)
        return type(error).__name__  # the kind alone: whoever asks is not known
    return "ok"


def database_check(database: Database, url: str) -> Check:
    """Whether the database answers and has this version's tables."""

    def check() -> None:
        with database.reading() as session:
            jobs.backlog(session)
        if not migrations.is_current(url):
            raise RuntimeError("the database has the tables of another version")

    return check
