"""Whatever door a question comes through, a gap is kept where that is switched on, and nowhere else."""

from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient

from api.curate.gap_groups import Kept, read_kept
from api.doors.mcp_server import build_server
from api.partners.model import NewPartner
from api.services import Services
from tests.curate.gaps import silent
from tests.doors.conftest import MakeClient
from tests.doors.test_mcp import with_client

ORIGIN = "https://www.council.example"
Door = Callable[[TestClient, str], object]


def _page(client: TestClient, question: str) -> object:
    return client.get("/", params={"q": question})


def _ask(client: TestClient, question: str) -> object:
    return client.post("/v1/ask", json={"question": question})


def _stream(client: TestClient, question: str) -> object:
    return client.post("/v1/ask/stream", json={"question": question})


def _openai(client: TestClient, question: str) -> object:
    body = {"model": "psp-guide", "messages": [{"role": "user", "content": question}]}
    return client.post("/v1/chat/completions", json=body)


def _embedded(client: TestClient) -> None:
    services_of(client).partners.registry.create(
        NewPartner(id="council", name="A Council", origins=(ORIGIN,))
    )


def _frame(client: TestClient, question: str) -> object:
    _embedded(client)
    return client.get("/embed/v1/frame", params={"partner": "council", "host": ORIGIN, "q": question})


def _widget(client: TestClient, question: str) -> object:
    _embedded(client)
    token = client.post("/embed/v1/token?partner=council", headers={"Origin": ORIGIN}).json()["token"]
    return client.post(
        "/embed/v1/ask?partner=council",
        json={"question": question},
        headers={"Authorization": f"Bearer {token}", "Origin": ORIGIN},
    )


def _mcp(client: TestClient, question: str) -> object:
    async def call(assistant: object) -> None:
        await assistant.call_tool("ask", {"question": question})  # type: ignore[attr-defined]

    with_client(build_server(services_of(client), "http://guide.example"), call)
    return None


DOORS: list[Door] = [_page, _ask, _stream, _openai, _frame, _widget, _mcp]


def services_of(client: TestClient) -> Services:
    own: Services = client.app.state.services  # type: ignore[attr-defined]
    return own


def kept(client: TestClient) -> list[Kept]:
    return read_kept(services_of(client).database)


@pytest.fixture(scope="module")
def question(services: Services) -> str:
    return silent(services.asker, 1)[0]


@pytest.mark.parametrize("door", DOORS)
def test_every_door_keeps_a_gap_where_that_is_on(make_client: MakeClient, door: Door, question: str) -> None:
    client = make_client(keep_gaps=True)
    door(client, question)
    assert [(one.question, one.asked) for one in kept(client)] == [(question, 1)]


@pytest.mark.parametrize("door", DOORS)
def test_no_door_keeps_anything_where_that_is_off(make_client: MakeClient, door: Door, question: str) -> None:
    client = make_client()
    door(client, question)
    assert kept(client) == []


def test_answers_from_memory_are_counted_too(make_client: MakeClient, question: str) -> None:
    client = make_client(keep_gaps=True)
    for _ in range(4):  # from the third on it comes from memory
        _ask(client, question)
    assert [one.asked for one in kept(client)] == [4]


@pytest.mark.parametrize("page", ["/privacy", "/transparency"])
def test_the_pages_say_so_where_it_is_on(make_client: MakeClient, page: str) -> None:
    said = "the sources do not answer"
    assert said in make_client(keep_gaps=True).get(page).text
    assert said not in make_client().get(page).text
