"""Traces: how long a request took and where, through the broker into the worker, sent to an OpenTelemetry collector.

Nothing is made unless ONMODEL_OTLP_ENDPOINT names a collector; the packages come with `pip install onmodel[tracing]`.
"""

import os
import sys

from fastapi import FastAPI
from sqlalchemy import Engine

from onmodel.backends.errors import NotConfigured
from onmodel.settings import Settings


def start_tracing(settings: Settings, engine: Engine, app: FastAPI | None = None) -> bool:
    """Trace this process: its requests, its questions to the database, the jobs it sends and takes.

    Returns whether anything is traced. Raises NotConfigured where the packages are missing.
    """
    if not settings.otlp_endpoint:
        return False
    try:
        from opentelemetry import trace  # noqa: PLC0415  # an extra that few install
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415  # the same extra
        from opentelemetry.instrumentation.celery import CeleryInstrumentor  # noqa: PLC0415  # the same extra
        from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor  # noqa: PLC0415  # the same extra
        from opentelemetry.instrumentation.sqlalchemy import SQLAlchemyInstrumentor  # noqa: PLC0415  # the same extra
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415  # the same extra
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415  # the same extra
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415  # the same extra
    except ImportError as error:
        raise NotConfigured("The packages for traces are missing", todo="pip install 'onmodel[tracing]'") from error
    provider = TracerProvider(resource=Resource.create({"service.name": "onmodel", "process.pid": os.getpid()}))
    where = f"{settings.otlp_endpoint.rstrip('/')}/v1/traces"
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=where, timeout=5)))
    trace.set_tracer_provider(provider)
    # it declares SQLAlchemy below 2.1, and listens to events that 2.1 has as well (tests/test_tracing.py)
    SQLAlchemyInstrumentor().instrument(engine=engine, tracer_provider=provider, skip_dep_check=True)
    CeleryInstrumentor().instrument(tracer_provider=provider)  # type: ignore[no-untyped-call]  # it has no types
    if app is not None:
        FastAPIInstrumentor.instrument_app(app, tracer_provider=provider)
    return True


def stop_tracing() -> None:
    """Send what was not sent yet. A worker process must ask for it: it is left without exit handlers."""
    if "opentelemetry.sdk.trace" in sys.modules:
        from opentelemetry import trace  # noqa: PLC0415  # only who traces has it installed

        shutdown = getattr(trace.get_tracer_provider(), "shutdown", None)
        if shutdown is not None:
            shutdown()
