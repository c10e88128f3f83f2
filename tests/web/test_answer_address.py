"""Each answer has an address that shows what was said, until it is past its time."""

import datetime as dt

import pytest
from fastapi.testclient import TestClient
from markupsafe import escape

from api.ask import steps
from api.ask.replying import NEAR_ONLY
from api.services import Services
from api.storage.conversations import ConversationRow, Conversations
from api.storage.database import now


@pytest.fixture
def asked(client: TestClient) -> str:
    """The address to which a question leads."""
    reply = client.get("/?q=What+is+a+PSP", follow_redirects=False)
    assert reply.status_code == 303
    return str(reply.headers["location"])


def test_an_address_shows_the_same_answer_again(client: TestClient, asked: str) -> None:
    first, second = client.get(asked), client.get(asked)
    assert first.status_code == 200
    assert first.text == second.text
    assert '<meta name="robots" content="noindex">' in first.text
    identity = asked.removeprefix("/a/")
    stored = client.get(f"/v1/answers/{identity}")
    assert stored.json()["permalink"] == f"/a/{identity}"
    assert stored.headers["x-robots-tag"] == "noindex"


def test_an_unknown_address_is_not_found(client: TestClient) -> None:
    assert client.get("/a/nothing-here", headers={"Accept": "text/html"}).status_code == 404
    assert client.get("/v1/answers/nothing-here").status_code == 404


def test_the_link_to_copy_asks_the_question_that_stands_alone(client: TestClient, asked: str) -> None:
    conversation = client.get(f"/v1/answers/{asked.removeprefix('/a/')}").json()["conversation_id"]
    page = client.get(f"/?q=how+long+does+it+take&c={conversation}")
    assert 'data-copy-link="/?q=how%20long%20does%20a%20PSP%20take"' in page.text


def test_an_answer_past_its_time_is_gone_and_its_question_can_be_asked_again(
    client: TestClient, running: Services, asked: str
) -> None:
    identity = asked.removeprefix("/a/")
    conversation = client.get(f"/v1/answers/{identity}").json()["conversation_id"]
    _age(running, conversation, 40)
    with running.database.writing() as session:
        assert Conversations(session).forget_unused(30) == 1
    gone = client.get(f"/v1/answers/{identity}")
    assert (gone.status_code, gone.json()["question"]) == (410, "What is a PSP?")
    page = client.get(asked, headers={"Accept": "text/html"})
    assert page.status_code == 410
    assert 'href="/?q=What+is+a+PSP%3F"' in page.text
    again = client.post("/v1/ask", json={"question": "why?", "conversation_id": conversation})
    assert again.status_code == 404
    _age(running, conversation, 70)
    with running.database.writing() as session:
        Conversations(session).forget_unused(30)
    assert client.get(f"/v1/answers/{identity}").status_code == 404


def test_an_answer_from_an_older_state_of_the_guide_says_so_and_offers_to_ask_again(
    client: TestClient, running: Services, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "edited since this answer" not in client.get(asked).text
    monkeypatch.setattr(running.knowledge, "version", "another")
    page = client.get(asked).text
    assert "The guide has been edited since this answer was given." in page
    assert 'href="/?q=What+is+a+PSP' in page


def test_back_reload_and_restore_show_each_turn_and_add_none(client: TestClient, asked: str) -> None:
    conversation = client.get(f"/v1/answers/{asked.removeprefix('/a/')}").json()["conversation_id"]
    later = client.get(f"/?q=shorter+please&c={conversation}", follow_redirects=False).headers["location"]
    shown = {address: client.get(address).text for address in (asked, later)}
    for address in (asked, later, later, asked):  # back, forward, reload, back
        assert client.get(address).text == shown[address]
    assert shown[asked] != shown[later]
    assert shown[later].count(f'href="{asked}"') == 1  # the turn before is linked, and no other was added


def _age(running: Services, conversation: str, days: int) -> None:
    with running.database.writing() as session:
        row = session.get(ConversationRow, conversation)
        assert row is not None
        row.used = now() - dt.timedelta(days=days)


def test_lines_that_may_only_be_near_are_said_to_be_so_before_they_are_read(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "LIKELY", 1.1)
    page = client.get("/?q=who+keeps+the+minutes+of+a+steering+group").text
    reply = client.get(f"/v1/answers/{page.partition('/a/')[2].partition(',')[0]}").json()
    first = reply["answer"]["statements"][0]["text"]
    assert reply["status"] == "partial"
    assert page.index(f"<strong>{NEAR_ONLY}</strong>") < page.index(str(escape(first)))
    assert 'class="psp-refusal"' not in page  # and not once more below them
