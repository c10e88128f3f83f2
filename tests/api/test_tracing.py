"""Traces hold routes, outcomes and times, and nothing of what anybody asked, wrote or opened."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.testclient import TestClient

from api.app import create_app
from api.errors import Unavailable
from api.services import Services
from api.settings import Settings, SettingsError, read_settings
from api.tracing import Tracing, open_tracing, require_exporter
from tests.sharing import share_loaded

SECRET = "zanzibar"
REMOTE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def app(built: Path, services: Services, tmp_path: Path) -> FastAPI:
    made = create_app(Settings(data_dir=built, database_url=f"sqlite:///{tmp_path / 'own.sqlite3'}"))
    share_loaded(made.state.services, services)
    return made


@pytest.fixture
def client(app: FastAPI, exporter: InMemorySpanExporter) -> Iterator[TestClient]:
    app.state.services.__dict__["tracing"] = Tracing(SimpleSpanProcessor(exporter))
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as opened:
        yield opened


def told(span: ReadableSpan) -> dict[str, Any]:
    return dict(span.attributes or {})


def test_a_question_is_a_request_with_an_answer_in_it(
    client: TestClient, exporter: InMemorySpanExporter
) -> None:
    client.post("/v1/ask", json={"question": "What is a PSP?"}, headers={"traceparent": REMOTE})
    answer, request = exporter.get_finished_spans()
    assert (answer.name, request.name) == ("answer", "POST /v1/ask")
    assert answer.parent.span_id == request.context.span_id
    assert request.parent.span_id == 0xB7AD6B7169203331
    assert told(request) == {
        "http.request.method": "POST", "http.route": "/v1/ask", "http.response.status_code": 200,
    }  # fmt: skip
    stages = {name: value for name, value in told(answer).items() if name.startswith("psp.ms.")}
    assert told(answer).items() - stages.items() == {("psp.status", "answered"), ("psp.engine", "extractive")}
    assert 0 < stages["psp.ms.total"] <= (request.end_time - request.start_time) / 1e6
    assert len(stages) > 2
    assert request.resource.attributes["service.name"] == "psp-guide"


def test_no_span_holds_words_addresses_or_tokens(client: TestClient, exporter: InMemorySpanExporter) -> None:
    def fail() -> None:
        raise ValueError(SECRET)

    client.app.router.add_api_route("/broken/{name}", fail)  # type: ignore[attr-defined]
    own = {"Authorization": f"Bearer {SECRET}", "User-Agent": SECRET, "Host": f"{SECRET}.example"}
    sheet = f"/v1/assessments/{SECRET}/respondents/{SECRET}/answers"
    for method, path, body in (
        ("GET", f"/?q={SECRET}", None),
        ("GET", f"/assess/open/{SECRET}~{SECRET}", None),
        ("GET", f"/{SECRET}", None),
        ("GET", f"/v1/search?q={SECRET}", None),
        ("GET", f"/broken/{SECRET}", None),
        (SECRET.upper(), "/", None),
        ("POST", "/v1/ask", {"question": SECRET}),
        ("POST", "/v1/ask", {SECRET: SECRET}),
        ("PUT", sheet, {"answers": {SECRET: {"comment": SECRET}}}),
    ):
        client.request(method, path, json=body, headers=own)
    client.get(
        "/healthz", headers={"traceparent": SECRET, "tracestate": f"a={SECRET}", "baggage": f"a={SECRET}"}
    )
    spans = exporter.get_finished_spans()
    whole = "".join(span.to_json() for span in spans)
    assert SECRET not in whole.lower()
    assert "testserver" not in whole
    names = [span.name for span in spans]
    assert any(name.startswith("GET /assess/open/{") for name in names)
    assert any(name.startswith("other ") for name in names)
    broken = next(span for span in spans if span.name == "GET /broken/{name}")
    assert (told(broken)["http.response.status_code"], broken.status.is_ok, broken.events) == (500, False, ())


@pytest.mark.parametrize("automatic", ["", "true"])
def test_nothing_is_traced_unless_that_is_set(
    app: FastAPI, exporter: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch, automatic: str
) -> None:
    """Not even where the process has a tracer of somebody's own, whose spans would hold the question."""
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr("opentelemetry.trace.get_tracer_provider", lambda: provider)
    monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", automatic)
    assert app.state.services.tracing is None
    with TestClient(app) as client:
        assert client.get(f"/?q={SECRET}").status_code == 200
    plain = FastAPI()
    plain.add_api_route("/", lambda: {})
    TestClient(plain).get(f"/?q={SECRET}")  # which is what the line in create_app is for
    traced = [
        json.loads(span.to_json())["attributes"].get("url.query") for span in exporter.get_finished_spans()
    ]
    assert {one for one in traced if one} == {f"q={SECRET}"}
    assert len([span for span in exporter.get_finished_spans() if span.kind.name == "SERVER"]) == 1


def test_a_collector_that_is_away_slows_nothing(app: FastAPI) -> None:
    tracing = open_tracing("http://127.0.0.1:9/v1/traces")
    app.state.services.__dict__["tracing"] = tracing
    with TestClient(app) as client:
        assert client.post("/v1/ask", json={"question": "What is a PSP?"}).status_code == 200


def test_without_the_extra_the_start_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.tracing.find_spec", lambda name: None)
    with pytest.raises(Unavailable, match=r"psp-guide\[otel\]"):
        require_exporter()
    assert importlib.util.find_spec("opentelemetry.sdk")


def test_the_address_is_checked() -> None:
    with pytest.raises(SettingsError, match="PSP_TRACES_URL: must start with http"):
        read_settings({"PSP_TRACES_URL": "localhost:4318"})
