"""What caused a piece of work goes on with it, with and without OpenTelemetry."""

import subprocess
import sys

from structlog.contextvars import bound_contextvars

from onmodel.kit.causes import cause, for_logs, in_trace_of


def test_work_that_nobody_asked_for_has_no_cause() -> None:
    assert cause() == {}
    assert for_logs(None) == {}
    with in_trace_of(None):
        assert cause() == {}


def test_the_requests_id_goes_on() -> None:
    with bound_contextvars(request_id="r1", job_id="j1"):
        found = cause()
    assert found["request_id"] == "r1"
    assert "job_id" not in found, "the next job has its own"
    assert for_logs(found) == {"request_id": "r1"}


# in a process of its own: whether the SDK is loaded decides
TRACED = """
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from onmodel.kit.causes import cause, in_trace_of
tracer = TracerProvider().get_tracer("t")
with tracer.start_as_current_span("request") as request:
    found = cause()
with tracer.start_as_current_span("somebody else's"):
    with in_trace_of(found), tracer.start_as_current_span("job") as job:
        assert job.get_span_context().trace_id == request.get_span_context().trace_id
        assert job.parent.span_id == request.get_span_context().span_id
    assert cause()["traceparent"] != found["traceparent"], "it is over"
"""


def test_a_span_goes_on_in_the_trace_that_caused_it() -> None:
    done = subprocess.run([sys.executable, "-c", TRACED], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
