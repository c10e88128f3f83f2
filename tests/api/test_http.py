"""The HTTP doors: shapes of the contract, errors as problem details, bad input."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

PROBLEM = "application/problem+json"


def ask(client: TestClient, question: object, **more: object) -> dict[str, Any]:
    response = client.post("/v1/ask", json={"question": question, **more})
    assert response.status_code == 200, response.text
    return dict(response.json())


def test_an_answer_has_the_shape_of_the_contract(client: TestClient) -> None:
    reply = ask(client, "How do we start a PSP?")
    wanted = {
        "id", "conversation_id", "question", "understood_as", "status", "reason", "answer", "citations",
        "barriers", "mitigations",
        "case_studies", "cautions", "follow_ups", "confidence", "engine", "corpus_version", "timings_ms",
    }  # fmt: skip
    assert wanted <= set(reply)
    citation = reply["citations"][0]
    assert {"number", "passage_id", "document_id", "title", "heading", "url", "quote", "source"} <= set(
        citation
    )
    assert {"id", "title", "publisher", "year", "locator", "url"} <= set(citation["source"])


def test_a_conversation_is_kept(client: TestClient) -> None:
    first = ask(client, "Tell me about Homereach")
    second = ask(client, "Which council is it in?", conversation_id=first["conversation_id"])
    assert "North Lanarkshire" in str(second["answer"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"question": ""}, 422), ({"question": "   "}, 422), ({"question": "x" * 1001}, 422),
        ({"question": None}, 422), ({"question": "What\x00?"}, 422),
        ({"question": 5}, 422), ({}, 422), ({"question": "What?", "colour": "red"}, 422),
        ({"question": "What is a PSP?", "audience": "pirate"}, 422),
        ({"question": "What is a PSP?", "conversation_id": "nobody-knows-this"}, 404),
        ({"question": "What is a PSP?", "conversation_id": "x" * 65}, 422),
    ],
)  # fmt: skip
def test_bad_questions_get_a_problem_that_names_the_place(
    client: TestClient, body: dict[str, object], status: int
) -> None:
    response = client.post("/v1/ask", json=body)
    assert (response.status_code, response.headers["content-type"]) == (status, PROBLEM)
    problem = response.json()
    assert {"type", "title", "status", "detail", "instance"} <= set(problem)
    if status == 422:
        assert problem["errors"][0]["detail"]


@pytest.mark.parametrize("raw", [b"{broken", b"\xff\xfe", b"[]", b'"text"', b"null", b""])
def test_broken_json_is_a_problem_too(client: TestClient, raw: bytes) -> None:
    response = client.post("/v1/ask", content=raw, headers={"Content-Type": "application/json"})
    assert (response.status_code, response.headers["content-type"]) == (422, PROBLEM)


@pytest.mark.parametrize(
    "question",
    [
        "\x01\x02",
        "<script>alert(1)</script>",
        "' OR 1=1 --",
        "{{7*7}}",
        "../../etc/passwd",
        "🙂" * 200,
        "a" * 1000,
        "\u202eevil",
        "%00",
    ],
)
def test_hostile_questions_are_refused_politely(client: TestClient, question: str) -> None:
    reply = ask(client, question)
    assert reply["status"] in ("abstained", "clarification")


def test_search_names_its_scores(client: TestClient) -> None:
    found = client.get("/v1/search", params={"q": "culture change", "limit": 3}).json()
    assert found["query"] == "culture change"
    assert [r["mix"] for r in found["results"]] == sorted((r["mix"] for r in found["results"]), reverse=True)
    assert {"passage_id", "document_id", "title", "heading", "text", "rrf_score", "cosine", "bm25"} <= set(
        found["results"][0]
    )
    assert client.get("/v1/search", params={"q": " "}).status_code == 422
    assert client.get("/v1/search", params={"q": "x", "limit": 0}).status_code == 422


def test_documents_are_listed_filtered_and_tagged(client: TestClient) -> None:
    every = client.get("/v1/documents")
    assert {"id", "kind", "title", "summary", "themes", "stage", "reviewed", "review_by"} <= set(
        every.json()["documents"][0]
    )
    assert client.get("/v1/documents", headers={"If-None-Match": every.headers["etag"]}).status_code == 304
    laws = client.get("/v1/documents", params={"kind": "law"}).json()["documents"]
    assert laws
    assert {d["kind"] for d in laws} == {"law"}
    one = client.get("/v1/documents/lessons/culture-change").json()
    assert one["passages"][0]["blocks"][0]["items"][0]["sentences"][0]["citations"]
    assert client.get("/v1/documents/lessons/nothing").status_code == 404


def test_the_graph_has_evidence_on_every_edge_but_our_own_judgement_of_stages(client: TestClient) -> None:
    graph = client.get("/v1/graph").json()
    assert {n["kind"] for n in graph["nodes"]} == {
        "barrier",
        "mitigation",
        "lesson",
        "pilot",
        "stage",
        "theme",
        "role",
    }
    bare = [edge for edge in graph["edges"] if not edge["evidence"]]
    assert {(edge["kind"], edge["strength"]) for edge in bare} <= {
        ("arises_in", "our judgement"),
        ("used_in", "our judgement"),
    }
    assert client.get("/v1/graph", params={"format": "graphml"}).text.lstrip().startswith("<?xml")
    assert "@context" in client.get("/v1/graph", params={"format": "jsonld"}).json()


def test_the_context_of_the_graph_is_published_where_its_terms_point(client: TestClient) -> None:
    written = client.get("/v1/graph", params={"format": "jsonld"}).json()
    published = client.get("/ns")
    assert published.headers["content-type"].startswith("application/ld+json")
    assert published.json()["@context"] == written["@context"]
    assert written["@context"]["psp"].removesuffix("#") == str(client.base_url) + "/ns"
    assert client.get("/v1/graph/nodes/unclear-problem").json()["kind"] == "barrier"
    entry = client.get("/v1/graph/nodes/unclear-problem").json()["entry"]
    assert entry["noticed_as"]
    assert all(sign["evidence"] for sign in entry["signs"])
    helping = client.get("/v1/graph/nodes/shared-problem-statement").json()["entry"]
    assert helping["first_action"]["evidence"]
    assert client.get("/v1/graph/nodes/stage:prepare").json()["entry"] is None
    assert client.get("/v1/graph/nodes/nothing").status_code == 404
    assert client.get("/v1/graph/barriers/unclear-problem/mitigations").json()["mitigations"]
    trail = client.get("/v1/graph/path", params={"from": "unclear-problem", "to": "scope-too-wide"}).json()
    assert len(trail["nodes"]) == len(trail["steps"]) + 1


def test_health_and_readiness(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["checks"] == {"index": True, "database": True}


def test_unknown_addresses_are_problems_for_programs_and_pages_for_people(client: TestClient) -> None:
    assert client.get("/v1/nothing").headers["content-type"] == PROBLEM
    page = client.get("/nothing", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"].split(";")[0]) == (404, "text/html")


def test_every_response_carries_the_safe_headers(client: TestClient) -> None:
    headers = client.get("/healthz").headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "unsafe-inline" not in headers["content-security-policy"]
