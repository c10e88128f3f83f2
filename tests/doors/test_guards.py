from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.doors.guards import MOST_BYTES
from api.partners.model import Limits, NewPartner, PartnerChange, Rates
from tests.doors.conftest import ADMIN, MakeClient

QUESTION = {"question": "What is a PSP?"}


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    return make_client(rate_per_minute=5)


def test_a_flood_is_answered_with_429_and_when_to_come_back(client: TestClient) -> None:
    responses = [client.post("/v1/ask", json=QUESTION) for _ in range(6)]
    assert [r.status_code for r in responses] == [200] * 5 + [429]
    last = responses[-1]
    assert 1 <= int(last.headers["retry-after"]) <= 12  # five a minute: one more every twelve seconds
    assert last.headers["content-type"] == "application/problem+json"
    assert last.json()["title"] == "Too many requests"
    assert client.get("/v1/documents").status_code == 200
    assert client.get("/", headers={"Accept": "text/html"}).status_code == 200
    page = client.get("/?q=What+is+a+PSP", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"].startswith("text/html")) == (429, True)


def test_reading_has_a_limit_of_its_own(client: TestClient) -> None:
    statuses = [client.get("/v1/models").status_code for _ in range(51)]
    assert statuses == [200] * 50 + [429]
    assert client.post("/v1/ask", json=QUESTION).status_code == 200


def test_a_partners_key_has_the_partners_limit_and_not_the_addresss(client: TestClient) -> None:
    registry = client.app.state.services.partners.registry
    registry.create(NewPartner(id="council", name="Council"))
    key = {"Authorization": f"Bearer {registry.rotate('council').key}"}
    assert [client.post("/v1/ask", json=QUESTION, headers=key).status_code for _ in range(7)] == [200] * 7
    registry.change("council", PartnerChange(limits=Limits(ask=Rates(partner=600, visitor=1, address=600))))
    one, other = {**key, "X-PSP-Visitor": "one"}, {**key, "X-PSP-Visitor": "other"}
    statuses = [client.post("/v1/ask", json=QUESTION, headers=h).status_code for h in (one, one, other)]
    assert statuses == [200, 429, 200]
    assert {(u.door, u.outcome, u.count) for u in registry.use("council")} == {
        ("api", "asked", 9),
        ("api", "limited", 1),
    }
    own = client.get("/v1/partner", headers=key).json()
    assert (own["partner"]["id"], len(own["use"])) == ("council", 2)
    registry.pause("council", paused=True)
    assert client.post("/v1/ask", json=QUESTION, headers=key).status_code == 403


def test_a_wrong_partner_key_is_refused_but_any_other_bearer_is_somebody_elses_matter(
    client: TestClient,
) -> None:
    wrong = client.post(
        "/v1/ask", json=QUESTION, headers={"Authorization": "Bearer psp_000000000000_" + "x" * 43}
    )
    assert (wrong.status_code, wrong.json()["status"]) == (401, 401)
    assert (
        client.post("/v1/ask", json=QUESTION, headers={"Authorization": "Bearer sk-whatever"}).status_code
        == 200
    )


def test_a_body_that_is_too_large_is_refused_announced_or_not(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(MOST_BYTES // 10_000 + 2):
            yield b"x" * 10_000

    for path in ("/v1/ask", "/v1/chat/completions", "/mcp", "/no/such/place"):
        announced = client.post(
            path, content=b"x" * (MOST_BYTES + 1), headers={"Content-Type": "application/json"}
        )
        streamed = client.post(path, content=pieces(), headers={"Content-Type": "application/json"})
        assert (announced.status_code, streamed.status_code) == (413, 413)
        assert announced.json()["type"] == "/problems/too-large"
    nonsense = client.post(
        "/v1/ask", content=b"{}", headers={"Content-Length": "-1", "Content-Type": "application/json"}
    )
    assert nonsense.status_code == 413


def test_a_body_of_just_the_limit_reaches_its_route(client: TestClient) -> None:
    response = client.post("/v1/ask", content=b" " * MOST_BYTES, headers={"Content-Type": "application/json"})
    assert response.status_code == 422


def test_figures_hold_no_question_and_no_address(client: TestClient) -> None:
    client.post("/v1/ask", json={"question": "What is a PSP? zanzibar"})
    client.get("/v1/documents/zanzibar")
    client.get("/zanzibar?q=zanzibar")
    text = client.get("/metrics").text
    assert 'psp_http_requests_total{method="POST",route="/v1/ask",status="200"} 1.0' in text
    assert "psp_questions_total{" in text
    assert "zanzibar" not in text
    assert "testclient" not in text


def test_admin_addresses_are_closed_without_a_key(make_client: MakeClient) -> None:
    closed = make_client(admin_key_hash=None)
    assert closed.get("/v1/admin/partners", headers=ADMIN).status_code == 403
    opened = make_client()
    for headers in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": ADMIN["Authorization"].replace("Bearer", "Basic")},
    ):
        for method, path in (
            ("GET", "partners"),
            ("PUT", "answers"),
            ("DELETE", "partners/x"),
            ("POST", "partners/x/keys"),
        ):
            refused = opened.request(method, f"/v1/admin/{path}", headers=headers, json={"open": True})
            assert refused.status_code in (401, 429)  # few tries a minute, counted before the key is checked


def test_guessing_the_admin_key_runs_into_a_limit(client: TestClient) -> None:
    statuses = {
        client.delete("/v1/admin/partners/x", headers={"Authorization": "Bearer wrong"}).status_code
        for _ in range(6)
    }
    assert statuses == {401, 429}


def test_a_partner_from_creation_to_deletion(client: TestClient) -> None:
    client.app.state.services.partners.limiter.clock = iter(
        range(0, 10_000, 60)
    ).__next__  # a minute between calls
    base = "/v1/admin/partners"
    made = client.post(
        base,
        json={"id": "council", "name": "Council", "origins": ["https://www.council.example/"]},
        headers=ADMIN,
    )
    assert (made.status_code, made.json()["origins"]) == (201, ["https://www.council.example"])
    again = client.post(base, json={"id": "council", "name": "Council"}, headers=ADMIN)
    assert again.status_code == 409
    bad = client.post(
        base, json={"id": "Not A Slug", "name": "x" * 200, "origins": ["*"], "colour": "red"}, headers=ADMIN
    )
    assert (bad.status_code, {f["pointer"] for f in bad.json()["errors"]}) == (
        422,
        {"/id", "/name", "/origins", "/colour"},
    )
    unreadable = client.patch(f"{base}/council", json={"theme": {"accent": "#eeeeee"}}, headers=ADMIN)
    assert (unreadable.status_code, "contrast of" in unreadable.text) == (422, True)
    key = client.post(f"{base}/council/keys", json={"scopes": ["usage"], "days": 30}, headers=ADMIN)
    assert (key.status_code, key.headers["cache-control"]) == (201, "no-store")
    shown = client.get(f"{base}/council", headers=ADMIN).json()
    assert [k["scopes"] for k in shown["keys"]] == [["usage"]]
    assert key.json()["key"] not in client.get(f"{base}/council", headers=ADMIN).text
    assert client.post(f"{base}/council/pause", headers=ADMIN).json()["paused"] is True
    assert client.post(f"{base}/council/resume", headers=ADMIN).json()["paused"] is False
    assert client.delete(f"{base}/council", headers=ADMIN).status_code == 204
    assert client.get(f"{base}/council", headers=ADMIN).status_code == 404
    assert client.get(base, headers=ADMIN).json() == {"partners": []}


def test_the_kill_switch_closes_every_door_and_leaves_the_pages_open(make_client: MakeClient) -> None:
    client = make_client()
    body = {"open": False, "note": "A source is being corrected."}
    assert client.put("/v1/admin/answers", json=body, headers=ADMIN).json() == body
    token = client.app.state.services.partners.tokens.make("demo")
    closed = [
        client.post("/v1/ask", json=QUESTION),
        client.post("/v1/ask/stream", json=QUESTION),
        client.post(
            "/v1/chat/completions", json={"messages": [{"role": "user", "content": "What is a PSP?"}]}
        ),
        client.post(
            "/embed/v1/ask?partner=demo", json=QUESTION, headers={"Authorization": f"Bearer {token}"}
        ),
        client.get("/embed/v1/frame?partner=demo&q=What+is+a+PSP"),
        client.get("/?q=What+is+a+PSP"),
    ]
    assert [response.status_code for response in closed] == [503] * 6
    assert all("A source is being corrected." in response.text for response in closed)
    assert client.get("/v1/documents/process/what-is-a-psp").status_code == 200
    client.put("/v1/admin/answers", json={"open": True}, headers=ADMIN)
    assert client.post("/v1/ask", json=QUESTION).status_code == 200
