"""What an LLM chose comes out of every door, and what it gets wrong changes nothing at any of them."""

import html
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.evaluation.liar import FAILING, INVALID, LIES, MARK, Liar, Prompted
from api.evaluation.lied_to import faults_of, held_by
from api.services import Services
from api.settings import Settings
from tests.ask.llm_server import Double, nobody, serving
from tests.ask.reader.readers import NUMBERED, choice
from tests.doors.conftest import MakeClient
from tests.eventually import SECONDS
from tests.sharing import share_loaded

QUESTION = "What is a PSP?"
JSON = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
Door = Callable[[TestClient], tuple[str, dict[str, Any]]]


def by_ask(client: TestClient) -> tuple[str, dict[str, Any]]:
    reply = client.post("/v1/ask", json={"question": QUESTION}).json()
    return f"{reply['answer']['text']} {reply['note']}", reply


def by_page(client: TestClient) -> tuple[str, dict[str, Any]]:
    return html.unescape(client.get("/", params={"q": QUESTION}).text), {}


def by_stream(client: TestClient) -> tuple[str, dict[str, Any]]:
    text = client.post("/v1/ask/stream", json={"question": QUESTION}).text
    last = [line for line in text.splitlines() if line.startswith("data: ")][-1]
    return text.replace('\\"', '"'), json.loads(last.removeprefix("data: "))


def by_chat(client: TestClient) -> tuple[str, dict[str, Any]]:
    asked = {"model": "psp-guide", "messages": [{"role": "user", "content": QUESTION}]}
    done = client.post("/v1/chat/completions", json=asked).json()
    return done["choices"][0]["message"]["content"], done["psp"]


def by_mcp(client: TestClient) -> tuple[str, dict[str, Any]]:
    params = {"name": "ask", "arguments": {"question": QUESTION}}
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    done = client.post("/mcp", json=call, headers={**JSON, "MCP-Protocol-Version": "2025-06-18"}).json()[
        "result"
    ]
    return done["content"][0]["text"], done["structuredContent"]


DOORS: dict[str, Door] = {
    "ask": by_ask, "page": by_page, "stream": by_stream, "chat": by_chat, "mcp": by_mcp,
}  # fmt: skip


@pytest.fixture
def open_door(settings: Settings, services: Services) -> MakeClient:
    """As `make_client`, with an application of its own: MCP keeps the services of its first call."""

    def make(base_url: str = "http://127.0.0.1", **changes: object) -> TestClient:
        app = create_app(settings.model_copy(update=changes))
        share_loaded(app.state.services, services)
        return TestClient(app, base_url)

    return make


@pytest.fixture
def chooser() -> Iterator[tuple[str, list[dict[int, str]]]]:
    """A server that says that the second last line answers in part; and the lines that it saw."""
    seen: list[dict[int, str]] = []

    def choose(server: Double, request: dict[str, Any]) -> None:
        lines = NUMBERED.findall(request["messages"][1]["content"])
        seen.append({int(number): json.loads(quoted) for number, quoted in lines})
        server.say(choice(len(lines) - 1, answers="partly"))

    with serving(choose) as url:
        yield url, seen


@pytest.mark.parametrize("door", DOORS)
def test_what_was_chosen_comes_out_of_every_door(
    open_door: MakeClient, chooser: tuple[str, list[dict[int, str]]], door: str
) -> None:
    url, seen = chooser
    with open_door(llm_url=url, llm_steps="read") as client:
        text, reply = DOORS[door](client)
    chosen = list(seen[0].values())[-2]
    assert chosen.split(" (")[0] in text
    assert "only in part" in text
    if reply:
        assert (reply["status"], reply["chosen_by"], reply["engine"]) == ("partial", "llm", "extractive")
        assert reply["answer"]["statements"][0]["text"] == chosen
    else:
        assert "A language model chose these sentences" in text


@pytest.mark.parametrize("door", DOORS)
def test_with_nobody_at_the_address_every_door_answers_as_usual(
    open_door: MakeClient, services: Services, door: str
) -> None:
    with nobody() as url, open_door(llm_url=url) as client:
        text, reply = DOORS[door](client)
    usual = services.asker.ask(QUESTION).answer.statements[0].text
    assert usual.split(" (")[0] in text
    assert not reply or reply["chosen_by"] == "guide"
    assert "A language model chose" not in text


@pytest.mark.parametrize("way", LIES)
def test_every_lie_leaves_an_answer_that_the_corpus_bears_out(
    make_client: MakeClient, services: Services, way: str
) -> None:
    lying, held = Liar(3, (way,)), held_by(services.asker)
    # only who is slow on purpose meets a short limit: a busy machine must not make a timeout of anything else
    limit = 0.7 if way in ("too late", "drop by drop") else SECONDS
    with (
        serving(lying.behaviour) as url,
        make_client(llm_url=url, llm_steps="read", llm_timeout_seconds=limit) as client,
    ):
        response = client.post("/v1/ask", json={"question": QUESTION})
        counted = client.get("/metrics").text
    assert response.status_code == 200
    assert faults_of(response.json(), held) == []
    assert lying.told == {way: 1}
    if way in INVALID or way in FAILING:
        assert response.json()["answer"] == services.asker.ask(QUESTION).model_dump(mode="json")["answer"]
        used = [f'psp_llm_readings_total{{outcome="{answer}"}} 0.0' for answer in ("yes", "partly", "no")]
        assert [line for line in used if line not in counted] == []
    assert MARK not in counted


def test_earlier_questions_of_a_chat_are_answered_again_without_the_llm(make_client: MakeClient) -> None:
    told = 0

    def count(server: Double, request: dict[str, Any]) -> None:
        nonlocal told
        told += 1
        server.say(choice(1))

    earlier = [
        {"role": "user", "content": text} for text in ("What is a PSP?", "How long does it take?", "who pays")
    ]
    with serving(count) as url, make_client(llm_url=url, llm_steps="read") as client:
        done = client.post("/v1/chat/completions", json={"model": "psp-guide", "messages": earlier})
    assert done.json()["psp"]["chosen_by"] == "llm"
    assert told == 1


def test_a_lie_is_made_of_what_was_asked() -> None:
    """The liar's choices are valid but for what it changes, so that what refuses them is the change."""
    import random

    made = Prompted(5, random.Random(1)).choice(verdict="none")
    assert set(made) == {"standalone", "answers", "sentences", "verdict"}
    assert set(made["sentences"]) <= set(range(1, 6))  # type: ignore[call-overload]
