"""Traces reach a collector over OTLP: a request, and the questions to the database below it."""

import subprocess
import sys
from pathlib import Path

from pytest_httpserver import HTTPServer

from onmodel.db import Database
from onmodel.settings import Settings
from onmodel.tracing import start_tracing

# in a process of its own: OpenTelemetry keeps one provider a process
STORY = """
import sys
from fastapi.testclient import TestClient
from opentelemetry import trace
from onmodel import bootstrap
from onmodel.app import create_app
from onmodel.settings import get_settings
from onmodel.tracing import start_tracing
product = bootstrap.open_product(get_settings())
app = create_app(product)
assert start_tracing(product.settings, product.database.engine, app)
assert TestClient(app, base_url="http://127.0.0.1").get("/api/characters").status_code == 200
trace.get_tracer_provider().force_flush()
"""


def test_nothing_is_traced_unasked(settings: Settings, database: Database) -> None:
    assert start_tracing(settings, database.engine) is False


def test_a_request_and_its_questions_reach_the_collector(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/v1/traces", method="POST").respond_with_data(b"", content_type="application/x-protobuf")
    environment = {
        "ONMODEL_HOME": str(tmp_path), "ONMODEL_OTLP_ENDPOINT": httpserver.url_for(""), "PATH": "/usr/bin:/bin",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", STORY], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    spans = []
    for request, _ in httpserver.log:
        data = request.get_data()
        if request.headers.get("Content-Encoding") == "gzip":
            import gzip

            data = gzip.decompress(data)
        told = ExportTraceServiceRequest.FromString(data)
        spans += [span for resource in told.resource_spans for scope in resource.scope_spans for span in scope.spans]
    [request_span] = [span for span in spans if span.name == "GET /api/characters"]
    below = [span for span in spans if span.trace_id == request_span.trace_id and "SELECT" in span.name]
    assert below, [span.name for span in spans]
