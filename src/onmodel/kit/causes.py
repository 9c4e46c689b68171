"""What caused a piece of work, for whoever does it later: the request's id for logs, the W3C context for traces.

It is a small dict of strings, so that it can stand in a row. Nothing here needs OpenTelemetry to be installed.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from structlog.contextvars import get_contextvars

Cause = Mapping[str, str]
REQUEST = "request_id"
SDK = "opentelemetry.sdk.trace"  # loaded where something is traced


def cause() -> dict[str, str]:
    """What the present work was caused by; empty where nobody asked for it and nothing is traced."""
    known = get_contextvars()
    found = {REQUEST: str(known[REQUEST])} if REQUEST in known else {}
    if SDK in sys.modules:
        from opentelemetry import propagate  # noqa: PLC0415  # an extra that few install

        propagate.inject(found)  # `traceparent` and `tracestate` (W3C Trace Context)
    return found


def for_logs(cause: Cause | None) -> dict[str, str]:
    """What of it stands on each log line."""
    return {REQUEST: cause[REQUEST]} if cause and REQUEST in cause else {}


@contextmanager
def in_trace_of(cause: Cause | None) -> Iterator[None]:
    """Inside, new spans are below the span that caused the work, in whosever trace this happens to run."""
    if not cause or "traceparent" not in cause or SDK not in sys.modules:
        yield
        return
    from opentelemetry import context, propagate  # noqa: PLC0415  # only who traces has it installed

    token = context.attach(propagate.extract(cause))
    try:
        yield
    finally:
        context.detach(token)
