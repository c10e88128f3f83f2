"""NUL and half characters at every door: 422 with where they are, never a fault, nothing kept."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.databases import PostgresServer
from tests.doors.conftest import ADMIN, MakeClient

BAD = ("a\x00b", "a\ud800b", "\udfff")
SEND = {"content-type": "application/json"}


def doors(client: TestClient) -> Iterator[tuple[str, str]]:
    """Every operation that the server documents."""
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for method in methods:
            yield method.upper(), path


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    return make_client(rate_per_minute=1_000_000)


def test_every_address_with_an_id_refuses_a_nul_in_it(client: TestClient) -> None:
    tried = 0
    for method, path in doors(client):
        if "{" in path:
            reply = client.request(method, re.sub(r"\{[^}]+\}", "a%00b", path), headers=ADMIN)
            assert reply.status_code == 422, (method, path, reply.status_code)
            tried += 1
    assert tried > 30


def test_every_address_refuses_a_nul_in_its_query(client: TestClient) -> None:
    for method, path in doors(client):
        address = re.sub(r"\{[^}]+\}", "x", path) + "?q=a%00b"
        assert client.request(method, address, headers=ADMIN).status_code == 422, (method, path)


@pytest.mark.parametrize("text", BAD, ids=ascii)
@pytest.mark.parametrize("shape", ["escaped", "raw"])
def test_every_address_that_takes_json_says_where_it_is_no_text(
    client: TestClient, text: str, shape: str
) -> None:
    body = json.dumps({"outer": [{"in/ner": text}]}, ensure_ascii=shape == "escaped")
    for method, path in doors(client):
        if method in ("POST", "PUT", "PATCH"):
            address = re.sub(r"\{[^}]+\}", "x", path)
            reply = client.request(
                method, address, content=body.encode("utf-8", "surrogatepass"), headers=ADMIN | SEND
            )
            # a raw NUL is no JSON at all, which the route itself says
            assert reply.status_code in ((422, 400) if shape == "raw" else (422,)), (method, path)
            if shape == "escaped":
                assert reply.json()["errors"][0]["pointer"] == "/outer/0/in~1ner"


@pytest.mark.parametrize("path", ["/train", "/assess/start", "/embed/v1/answer"])
@pytest.mark.parametrize("body", ["topics=a%00b", "a%00=1", "q=%00"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "Application/X-WWW-Form-UrlEncoded"])
def test_a_form_with_a_nul_is_refused(client: TestClient, path: str, body: str, kind: str) -> None:
    assert client.post(path, content=body, headers={"content-type": kind}).status_code == 422


def test_other_characters_pass(client: TestClient) -> None:
    for text in ("½ – ﬁ 😀 \u2028", "tab\tand\u0001control", "e\u0301"):
        reply = client.post("/v1/search", json={"q": text})
        assert reply.status_code == 405  # handed on to the routes, which know no such method
        assert client.post("/v1/ask", json={"question": f"What is a PSP? {text}"}).status_code == 200


@pytest.mark.parametrize(("depth", "statuses"), [(1_900, (400, 422)), (60_000, (413,))])
def test_deeply_nested_json_is_no_fault(client: TestClient, depth: int, statuses: tuple[int, ...]) -> None:
    body = '{"question": ' + "[" * depth + '"\\u0000"' + "]" * depth + "}"
    assert client.post("/v1/ask", content=body, headers=SEND).status_code in statuses


@pytest.mark.postgres
def test_the_same_on_postgresql_where_nul_was_a_fault(
    postgres: PostgresServer, make_client: MakeClient
) -> None:
    with postgres.new_database() as address:
        client = make_client(database_url=address)
        made: dict[str, Any] = client.post("/v1/ask", json={"question": "What is a PSP?"}).json()
        said = {"ask_id": made["id"], "helpful": True, "comment": "a\x00b"}
        for reply in (
            client.post("/v1/feedback", json=said),
            client.post("/v1/feedback", json={**said, "ask_id": "a\x00b"}),
            client.get("/v1/answers/a%00b"),
            client.get("/a/a%00b"),
            client.get("/?q=PSP%00"),
            client.post("/v1/ask", json={"question": "PSP\x00"}),
        ):
            assert reply.status_code == 422
        kept = client.get(f"/v1/answers/{made['id']}").json()
        assert kept["answer"] == made["answer"]
