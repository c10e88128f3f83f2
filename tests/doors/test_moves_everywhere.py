"""The same moves through every door: what is said after an answer means the same wherever it is said."""

import json
from collections.abc import Callable

import pytest
from mcp import Client
from starlette.testclient import TestClient

from api.partners.model import NewPartner
from tests.doors.conftest import MakeClient, Site
from tests.doors.test_mcp import with_client
from tests.doors.test_streaming import events

TALK = (
    "What are the steps of a PSP?", "explain number 2", "next", "shorter please", "and the downsides?",
    "who says so", "thanks", "go back to your first answer", "could you draft the MoU for us", "start again",
)  # fmt: skip
Said = list[tuple[str, str]]  # a turn: as it was understood, and the text of the answer


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    client = make_client(base_url="http://guide.example", rate_per_minute=1000, rate_per_day=10_000)
    registry = client.app.state.services.partners.registry
    registry.create(NewPartner(id="council", name="Council", origins=("https://www.council.example",)))
    return client


def _told(reply: dict[str, object]) -> tuple[str, str]:
    answer = reply["answer"]
    assert isinstance(answer, dict)
    return str(reply["understood_as"]), str(answer["text"])


def _ask(client: TestClient) -> Said:
    said, conversation = [], None
    for text in TALK:
        reply = client.post("/v1/ask", json={"question": text, "conversation_id": conversation}).json()
        said.append(_told(reply))
        conversation = reply["conversation_id"]
    return said


def _stream(client: TestClient) -> Said:
    said, conversation = [], None
    for text in TALK:
        body = {"question": text, "conversation_id": conversation}
        reply = events(client.post("/v1/ask/stream", json=body).text)[-1]["data"]
        said.append(_told(reply))
        conversation = reply["conversation_id"]
    return said


def _pages(client: TestClient) -> Said:
    said, conversation = [], ""
    for text in TALK:
        page = client.get("/", params={"q": text, "c": conversation}, follow_redirects=False)
        address = page.headers["location"]
        reply = client.get(f"/v1/answers/{address.removeprefix('/a/')}").json()
        assert client.get(address).status_code == 200
        said.append(_told(reply))
        conversation = reply["conversation_id"]
    return said


def _widget(client: TestClient) -> Said:
    token = client.app.state.services.partners.tokens.make("council")
    said, conversation = [], None
    for text in TALK:
        reply = client.post(
            "/embed/v1/ask?partner=council",
            json={"question": text, "conversation_id": conversation},
            headers={"Authorization": f"Bearer {token}"},
        ).json()
        said.append(_told(reply))
        conversation = reply["conversation_id"]
    return said


def _openai(client: TestClient) -> Said:
    """The client sends the whole history each time, with the answers as it was given them."""
    said, messages = [], []
    for text in TALK:
        messages.append({"role": "user", "content": text})
        done = client.post("/v1/chat/completions", json={"model": "psp-guide", "messages": messages}).json()
        messages.append({"role": "assistant", "content": done["choices"][0]["message"]["content"]})
        said.append(_told(done["psp"]))
    return said


@pytest.mark.parametrize(
    "door", [_stream, _pages, _widget, _openai], ids=lambda door: door.__name__.strip("_")
)
def test_a_talk_is_the_same_through_every_door(
    client: TestClient, door: Callable[[TestClient], Said]
) -> None:
    assert door(client) == _ask(client)


def test_a_talk_is_the_same_for_an_assistant(client: TestClient, site: Site) -> None:
    said: Said = []

    async def talk(assistant: Client) -> None:
        conversation: dict[str, str] = {}
        for text in TALK:
            done = await assistant.call_tool("ask", {"question": text, **conversation})
            reply = json.loads(json.dumps(done.structured_content))
            said.append(_told(reply))
            conversation = {"conversation_id": reply["conversation_id"]}

    with_client(f"{site.base}/mcp", talk)
    assert said == _ask(client)
