"""Traces reach a collector over OTLP: a request, the job that it orders, the worker that does it, and their queries."""

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
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
# the same with a worker beside it, one for two jobs: the second is sent by whoever sees that the first is done
ORDER = """
import time
from fastapi.testclient import TestClient
from opentelemetry import trace
from onmodel.app import create_app
from onmodel.cli.servers import open_for_orders
from onmodel.settings import get_settings
from onmodel.supervisor import Supervisor
from onmodel.tracing import start_tracing
if __name__ == "__main__":
    settings = get_settings()
    product = open_for_orders(settings)
    with Supervisor(settings):
        app = create_app(product)
        start_tracing(settings, product.database.engine, app)
        client = TestClient(app, base_url="http://127.0.0.1")
        ids = []
        for _ in range(2):
            made = client.post("/api/storyboards", json={"script": f"INT. BAR - DAY\\n\\nEMMA waits. {_}"})
            assert made.status_code == 202, made.text
            ids.append(made.headers["X-Request-Id"])
        until = time.monotonic() + 60
        while time.monotonic() < until:
            jobs = client.get("/api/jobs").json()["items"]
            if [job["state"] for job in jobs] == ["succeeded"] * 2:
                break
            time.sleep(0.05)
        else:
            raise SystemExit(f"not done: {jobs}")
        print("ordered", *ids, *(job["id"] for job in reversed(jobs)))
    trace.get_tracer_provider().force_flush()
"""


def spans_of(collector: HTTPServer) -> list[tuple[str, Any]]:
    """Every span that was told, with the process that told it."""
    found = []
    for request, _ in collector.log:
        data = request.get_data()
        if request.headers.get("Content-Encoding") == "gzip":
            data = gzip.decompress(data)
        for resource in ExportTraceServiceRequest.FromString(data).resource_spans:
            facts = {fact.key: fact.value for fact in resource.resource.attributes}
            process = str(facts["process.pid"].int_value)
            found += [(process, span) for scope in resource.scope_spans for span in scope.spans]
    return found


def run(story: Path, home: Path, collector: HTTPServer, **more: str) -> "subprocess.CompletedProcess[str]":
    """A program that tells its spans to the collector, done."""
    collector.expect_request("/v1/traces", method="POST").respond_with_data(b"", content_type="application/x-protobuf")
    environment = {
        "ONMODEL_HOME": str(home), "ONMODEL_OTLP_ENDPOINT": collector.url_for(""), "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(Path(__file__).parents[1]), **more,
    }  # fmt: skip
    done = subprocess.run([sys.executable, str(story)], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done


def test_nothing_is_traced_unasked(settings: Settings, database: Database) -> None:
    assert start_tracing(settings, database.engine) is False


def test_a_request_and_its_questions_reach_the_collector(httpserver: HTTPServer, tmp_path: Path) -> None:
    story = tmp_path / "story.py"
    story.write_text(STORY)
    run(story, tmp_path / "home", httpserver)
    spans = [span for _, span in spans_of(httpserver)]
    [request_span] = [span for span in spans if span.name == "GET /api/characters"]
    below = [span for span in spans if span.trace_id == request_span.trace_id and "SELECT" in span.name]
    assert below, [span.name for span in spans]


def test_one_trace_leads_from_the_request_over_the_broker_into_the_worker(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    story = tmp_path / "order.py"
    story.write_text(ORDER)
    handlers = "tests.faults.handlers:handlers"
    run(story, tmp_path / "home", httpserver, ONMODEL_HANDLERS=handlers, ONMODEL_WORKERS="1")
    spans = spans_of(httpserver)
    requests = [(pid, span) for pid, span in spans if span.name == "POST /api/storyboards"]
    assert len(requests) == 2
    for server, request in requests:
        mine = [(pid, span) for pid, span in spans if span.trace_id == request.trace_id]
        by_id = {span.span_id: span for _, span in mine}
        told = [(pid == server, span.name) for pid, span in mine]
        [sent] = [span for pid, span in mine if span.name == "apply_async/onmodel.run"]
        [(worker, done)] = [(pid, span) for pid, span in mine if span.name == "run/onmodel.run"]
        assert worker != server, told
        assert done.parent_span_id == sent.span_id, told
        assert _leads_to(by_id, sent, request.span_id), told
        asked = [span for pid, span in mine if pid == worker and "SELECT" in span.name]
        assert asked, told
        assert all(_leads_to(by_id, span, done.span_id) for span in asked), told


def test_a_workers_log_lines_say_which_request_ordered_the_job(httpserver: HTTPServer, tmp_path: Path) -> None:
    story = tmp_path / "order.py"
    story.write_text(ORDER)
    facts = {"ONMODEL_HANDLERS": "tests.faults.handlers:handlers", "ONMODEL_WORKERS": "1", "ONMODEL_LOG_JSON": "true"}
    done = run(story, tmp_path / "home", httpserver, **facts)
    # the worker says on the same stdout that it ends, before that line or after it
    [ordered] = [line for line in done.stdout.splitlines() if line.startswith("ordered ")]
    _, first, second, *jobs = ordered.split()
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    said = [(line["request_id"], line["job_id"]) for line in lines if line["event"] == "at work on it"]
    assert sorted(said) == sorted(zip((first, second), jobs, strict=True))


def _leads_to(by_id: dict[bytes, Any], span: Any, above: bytes) -> bool:
    while span.parent_span_id and span.span_id != above:
        span = by_id[span.parent_span_id]
    return bool(span.span_id == above)
