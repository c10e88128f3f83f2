"""Traces for OpenTelemetry: routes, outcomes and times, never a question, an address, a token or a person.

Off unless PSP_TRACES_URL is set; needs the extra `otel`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

from opentelemetry.trace import Span, SpanKind, StatusCode, Tracer
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from api.ask.reply import Reply
from api.errors import Unavailable
from api.version import VERSION

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import SpanProcessor

_NANOSECONDS = 1_000_000  # in a millisecond


class Tracing:
    """Makes spans and hands them to `processor`, a span processor of the OpenTelemetry SDK."""

    def __init__(self, processor: SpanProcessor) -> None:
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider

        named = Resource.create({"service.name": "psp-guide", "service.version": VERSION})
        self._provider = TracerProvider(resource=named, shutdown_on_exit=False)
        self._provider.add_span_processor(processor)
        self._tracer: Tracer = self._provider.get_tracer("psp-guide", VERSION)

    @contextmanager
    def request(self, method: str, headers: Mapping[str, str]) -> Iterator[Span]:
        """A span as long as the block, below the one that the caller's `traceparent` names, if any."""
        above = TraceContextTextMapPropagator().extract({"traceparent": headers.get("traceparent", "")})
        with self._tracer.start_as_current_span(
            method, above, SpanKind.SERVER, {"http.request.method": method},
            record_exception=False, set_status_on_exception=False,
        ) as span:  # fmt: skip
            yield span

    def answered(self, reply: Reply) -> None:
        """A span of how an answer ended and how long each stage of it took, within the present request."""
        ended, stages = time.time_ns(), dict(reply.timings_ms)
        told: dict[str, str | float] = {"psp.status": reply.status, "psp.engine": reply.engine}
        told |= {f"psp.ms.{stage}": taken for stage, taken in stages.items()}
        if reply.reason:
            told["psp.reason"] = reply.reason
        began = ended - int(stages.get("total", 0.0) * _NANOSECONDS)
        self._tracer.start_span("answer", attributes=told, start_time=began).end(ended)

    def close(self) -> None:
        """Hand on what is still waiting, for a few seconds at most."""
        self._provider.shutdown()


def told_of(span: Span, route: str, method: str, status: int) -> None:
    """Say by which route a request went, as a pattern, and how it ended."""
    span.update_name(f"{method} {route}")
    span.set_attributes({"http.route": route, "http.response.status_code": status})
    if status >= 500:
        span.set_status(StatusCode.ERROR)


def require_exporter() -> None:
    """Nothing, if traces can be sent.

    Raises:
        Unavailable: what the extra `otel` brings is not installed.
    """
    try:
        found = find_spec("opentelemetry.exporter.otlp.proto.http")
    except ModuleNotFoundError:  # of the package that it lies in
        found = None
    if found is None:
        raise Unavailable("PSP_TRACES_URL needs what the extra otel brings: pip install 'psp-guide[otel]'")


def open_tracing(address: str) -> Tracing:
    """Traces that are sent to `address` by OTLP over HTTP, beside the requests.

    Raises:
        Unavailable: what the extra `otel` brings is not installed.
    """
    require_exporter()
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    return Tracing(BatchSpanProcessor(OTLPSpanExporter(endpoint=address, timeout=5)))
