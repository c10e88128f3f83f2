"""Every address meets anything: it answers or refuses, and never with a fault of its own.

`pytest tests/fuzz -m exhaustive` sends five thousand requests more.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import create_app
from api.services import Services
from api.settings import Settings
from tests.doors.conftest import ADMIN, ADMIN_KEY
from tests.doors.test_every_door import addresses
from tests.quick import QUICK
from tests.sharing import share_loaded

CLOSES = ("PUT", "/v1/admin/answers")  # would close the answers for all that is tried after it
ODD = (
    *(
        "",
        "x",
        "..",
        "%00",
        "\x00",
        "\ud800",
        "é",
        "\U0001f600",
        "a" * 3000,
        "-1",
        "9" * 5000,
        "1e400",
        "9999-12-31",
    ),
    *(
        "0001-01-01",
        "2026-02-30",
        "null",
        "true",
        "[]",
        "{}",
        "~",
        "a~b",
        "'; DROP TABLE answers; --",
        "<script>",
    ),
    *("{{7*7}}", "${x}", "../../etc/passwd", "\u202eabc", "ﬁ", "\r\nX: y", "*", "(", "?q=", "#"),
)
KEYS = [
    "question",
    "conversation_id",
    "q",
    "limit",
    "detail",
    "form",
    "questionnaire_id",
    "organisation",
    "sector",
    "label",
    "answers",
    "option",
    "comment",
    "actions",
    "action",
    "date",
    "audience",
    "minutes",
    "topics",
    "stage",
    "role",
    "messages",
    "model",
    "stream",
    "content",
    "name",
    "id",
    "answer_id",
    "useful",
    "method",
    "params",
    "jsonrpc",
    "collection",
    "edits",
    "kind",
    "start",
    "language",
]
TYPES = [
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "text/plain",
    "application/xml",
    "json",
]
HEADERS = [
    "Accept",
    "Accept-Language",
    "Accept-Encoding",
    "Origin",
    "Referer",
    "Host",
    "If-Match",
    "If-None-Match",
    "Range",
    "Cookie",
    "X-PSP-Visitor",
    "X-Forwarded-For",
    "Sec-Fetch-Site",
    "Mcp-Session-Id",
    "Last-Event-ID",
]

words = st.one_of(st.sampled_from(ODD), st.sampled_from(KEYS), st.text(max_size=30))
scalars = st.one_of(
    words, st.none(), st.booleans(), st.integers(), st.floats(), st.sampled_from([10**400, -(2**63)])
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | words, inner, max_size=5)
    ),
    max_leaves=12,
)


@dataclass(frozen=True)
class Target:
    """An application to send to, its addresses, bodies that are right, and tokens that open things."""

    client: TestClient
    addresses: tuple[tuple[str, str], ...]
    bodies: dict[tuple[str, str], Any]
    tokens: tuple[str, ...]
    names: tuple[str, ...]


@pytest.fixture(scope="module")
def target(built: Path, services: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    folder = tmp_path_factory.mktemp("fuzzed")
    app = create_app(
        Settings(
            data_dir=built, database_url=f"sqlite:///{folder / 'own.sqlite3'}",
            admin_key_hash=QUICK.hash(ADMIN_KEY), rate_per_minute=1_000_000,
        )
    )  # fmt: skip
    share_loaded(app.state.services, services)
    app.state.services.partners.limiter.clock = count(0, 60).__next__  # a minute between any two calls
    with TestClient(app, raise_server_exceptions=False) as client:
        made = client.post("/v1/assessments", json={"questionnaire_id": "psp-readiness"}).json()
        own = {"Authorization": f"Bearer {made['manage_token']}"}
        place = f"/v1/assessments/{made['id']}/respondents"
        person = client.post(place, json={"sector": "public"}, headers=own).json()
        answer = client.post("/v1/ask", json={"question": "What is a PSP?"}).json()["id"]
        training = client.post("/v1/trainings", json={"minutes": 60}).json().get("id", "x")
        names = (
            made["id"],
            person["id"],
            answer,
            training,
            "what-is-a-psp",
            "process",
            "psp-readiness",
            "demo",
            "scotland",
        )
        tokens = (
            made["manage_token"],
            person["token"],
            ADMIN["Authorization"].split()[1],
            "x",
            "psp_000000000000_" + "a" * 43,
        )
        yield Target(client, tuple(templates(app)), examples(app), tokens, names)


def templates(app: Any) -> Iterator[tuple[str, str]]:
    """Every method and address; `x` stands for what is named in it."""
    for method, path in sorted(set(addresses(app))):
        if (method, path) != CLOSES:
            yield method, path


def examples(app: Any) -> dict[tuple[str, str], Any]:
    """A right body for each address that has one in its description."""
    found = {}
    described = app.openapi()
    for path, methods in described["paths"].items():
        for method, call in methods.items():
            schema = (
                call.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            )
            name = schema.get("$ref", "").rpartition("/")[2]
            whole = described["components"]["schemas"].get(name, {})
            if whole.get("examples") or whole.get("properties"):
                shown = whole.get("examples") or [
                    {key: part.get("default", "x") for key, part in whole["properties"].items()}
                ]
                found[method.upper(), re.sub(r"\{[^}]+\}", "x", path)] = shown[0]
    return found


@st.composite
def requests(draw: st.DrawFn, target: Target) -> dict[str, Any]:
    """One request, most of it near to what the address takes."""
    method, template = draw(st.sampled_from(target.addresses))
    body = target.bodies.get((method, template))
    named = st.sampled_from(target.names) | words
    parts = [
        quote(draw(named).encode("utf-8", "surrogatepass"), safe="") if part == "x" else part
        for part in template.split("/")
    ]
    query = draw(st.lists(st.tuples(st.sampled_from(KEYS) | words, words), max_size=3))
    encoded = urlencode(
        [(k.encode("utf-8", "surrogatepass"), v.encode("utf-8", "surrogatepass")) for k, v in query]
    )
    headers = {
        name: re.sub(r"[^\x20-\x7e\xa0-\xff]", "", value).strip()[:2000].encode("latin-1")
        for name, value in draw(st.dictionaries(st.sampled_from(HEADERS), words, max_size=2)).items()
    }
    if draw(st.booleans()):
        headers["Authorization"] = f"Bearer {draw(st.sampled_from(target.tokens))}".encode()
    content, kind = draw(bodies(body))
    if kind:
        headers["Content-Type"] = kind.encode()
    odd_method = draw(st.sampled_from([method] * 9 + ["OPTIONS"]))
    return {
        "method": odd_method,
        "url": "/".join(parts) + ("?" + encoded if encoded else ""),
        "headers": headers,
        "content": content,
    }


@st.composite
def bodies(draw: st.DrawFn, right: Any) -> tuple[bytes, str]:
    """A body with its type: JSON most of the time, a right one with some places changed if one is known."""
    form = draw(st.sampled_from(["json", "json", "json", "form", "raw", "none"]))
    if form == "none":
        return b"", ""
    if form == "raw":
        return draw(st.binary(max_size=200)), draw(st.sampled_from(TYPES))
    if form == "form":
        pairs = draw(st.lists(st.tuples(st.sampled_from(KEYS), words), max_size=5))
        told = urlencode([(key, value.encode("utf-8", "surrogatepass")) for key, value in pairs])
        return told.encode(), TYPES[1]
    value = draw(values)
    if isinstance(right, dict) and draw(st.booleans()):
        changes = draw(st.dictionaries(st.sampled_from(sorted(right) or ["x"]) | words, values, max_size=2))
        value = {**right, **changes}
    return json.dumps(value).encode("utf-8", "surrogatepass"), TYPES[0]


@pytest.mark.parametrize("examples", [150, pytest.param(5000, marks=pytest.mark.exhaustive)])
def test_no_request_breaks_the_server(target: Target, examples: int) -> None:
    met: Counter[int] = Counter()

    @settings(max_examples=examples)
    @given(requests(target))
    def tried(request: dict[str, Any]) -> None:
        reply = target.client.request(**request, follow_redirects=False)
        met[reply.status_code] += 1
        assert reply.status_code < 500, (reply.status_code, request)

    tried()
    print(met)
    assert {200, 404, 422} <= set(met)  # it gets past the guards, and not always
    assert target.client.get("/readyz").status_code == 200
