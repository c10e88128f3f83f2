#!/usr/bin/env bash
# fastapi 0.165.0: once the process has a tracer provider, every request is traced with its whole address.
#
# Nothing has to be asked for: FastAPI(telemetry=…) is on by default, and any global provider (of another library,
# of an agent) is taken up. Attributes url.path and url.query hold what visitors typed and tokens that stand in
# addresses; only five query names of cloud storage are redacted. Log records that it emits hold the words of
# exceptions. Seen 29 November 2026. PSP Guide switches all of it off and makes spans of its own from routes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
    "fastapi==0.165.0" "opentelemetry-sdk==1.45.2" "httpx2==2.16.2"
"$folder/venv/bin/python" - <<'PY'
import fastapi
from fastapi.testclient import TestClient
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

seen = InMemorySpanExporter()
provider = TracerProvider()
provider.add_span_processor(SimpleSpanProcessor(seen))
trace.set_tracer_provider(provider)  # as any other library might

app = fastapi.FastAPI()


@app.get("/open/{token}")
def opened(token: str) -> dict[str, str]:
    return {}


TestClient(app).get("/open/s3cret?q=what+somebody+asked")
request = next(span for span in seen.get_finished_spans() if span.kind.name == "SERVER")
told = {name: request.attributes.get(name) for name in ("url.path", "url.query")}
print("fastapi", fastapi.__version__, told)
assert told == {"url.path": "/open/s3cret", "url.query": "q=what+somebody+asked"}, "the behaviour changed"
PY
