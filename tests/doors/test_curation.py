"""The curation queue and feedback over HTTP: for the holder of the admin key, and for nobody else."""

from itertools import count
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.ask import steps
from api.services import Services
from tests.curate.gaps import silent
from tests.doors.conftest import ADMIN, MakeClient
from tests.doors.test_gaps import services_of

BASE = "/v1/admin"
NEAR = "who keeps the minutes of a steering group"


@pytest.fixture(scope="module")
def questions(services: Services) -> list[str]:
    return silent(services.asker, 2)


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    made = make_client(keep_gaps=True)
    # a minute between any two calls, so that no try of the key is limited
    services_of(made).partners.limiter.clock = count(0, 60).__next__
    return made


def ask(client: TestClient, question: str) -> str:
    return str(client.post("/v1/ask", json={"question": question}).json()["id"])


def queue(client: TestClient, **asked: int) -> dict[str, Any]:
    answer = client.get(f"{BASE}/gaps", params=asked, headers=ADMIN)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    found: dict[str, Any] = answer.json()
    return found


def test_the_queue_is_most_asked_first_in_pages_and_tells_nothing_of_who_asked(
    client: TestClient, questions: list[str]
) -> None:
    for question in (questions[0], questions[1], questions[1]):
        ask(client, question)
    whole = queue(client)
    assert (whole["keeping"], whole["questions"]) == (True, 2)
    gaps = whole["gaps"]
    assert [(one["question"], one["asked"]) for one in gaps] == [(questions[1], 2), (questions[0], 1)]
    assert set(gaps[0]) == {"number", "question", "asked", "first", "last", "near", "reason"}
    assert len(str(gaps[0]["first"])) == 10  # a day, no time
    assert queue(client, limit=1, offset=1)["gaps"] == gaps[1:]


def test_one_is_asked_again_and_says_why_it_is_open_or_where_it_is_answered(
    client: TestClient, questions: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(client, questions[0])
    with monkeypatch.context() as changed:
        changed.setattr(steps, "LIKELY", 1.1)
        ask(client, NEAR)
    numbers = {one["question"]: one["number"] for one in queue(client)["gaps"]}
    still = client.get(f"{BASE}/gaps/{numbers[questions[0]]}", headers=ADMIN).json()
    assert (still["answered_by"], bool(still["why"])) == ([], True)
    assert "#" in still["nearest"][0]["passage_id"]
    answered = client.get(f"{BASE}/gaps/{numbers[NEAR]}", headers=ADMIN).json()
    assert answered["gap"]["reason"] == "only_near"
    assert answered["answered_by"]


def test_one_is_taken_out_once(client: TestClient, questions: list[str]) -> None:
    ask(client, questions[0])
    [gap] = queue(client)["gaps"]
    path = f"{BASE}/gaps/{gap['number']}"
    assert client.delete(path, headers=ADMIN).status_code == 204
    assert queue(client)["gaps"] == []
    for refused in (client.delete(path, headers=ADMIN), client.get(path, headers=ADMIN)):
        assert (refused.status_code, refused.json()["type"]) == (404, "/problems/no-such-gap")


def test_feedback_is_read_newest_first(client: TestClient) -> None:
    said = [(ask(client, "What is a PSP?"), True, None), (ask(client, "Who leads a PSP?"), False, "Too long")]
    for ask_id, helpful, comment in said:
        body = {"ask_id": ask_id, "helpful": helpful, "comment": comment}
        assert client.post("/v1/feedback", json=body).status_code == 201
    found = client.get(f"{BASE}/feedback", headers=ADMIN)
    assert found.headers["cache-control"] == "no-store"
    rows = found.json()["feedback"]
    assert [(row["ask_id"], row["helpful"], row["comment"]) for row in rows] == said[::-1]
    assert rows[1]["question"] == "What is a PSP?"
    poor = client.get(f"{BASE}/feedback?unhelpful=true&limit=5", headers=ADMIN).json()["feedback"]
    assert [row["ask_id"] for row in poor] == [said[1][0]]


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "gaps"), ("GET", "gaps/1"), ("DELETE", "gaps/1"), ("GET", "feedback")]
)
def test_it_is_closed_without_the_key(client: TestClient, method: str, path: str) -> None:
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        assert client.request(method, f"{BASE}/{path}", headers=headers).status_code == 401


@pytest.mark.parametrize(
    "path", ["gaps?limit=0", "gaps?limit=501", "gaps?offset=-1", "gaps/0", "gaps/x", f"gaps/{2**63}",
             "feedback?limit=x"]
)  # fmt: skip
def test_bounds_are_kept(client: TestClient, path: str) -> None:
    assert client.get(f"{BASE}/{path}", headers=ADMIN).status_code == 422
