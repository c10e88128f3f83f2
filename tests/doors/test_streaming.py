import asyncio
import json
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import anyio
import anyio.to_thread
import pytest
from starlette.testclient import TestClient

from api.ask.asking import Desk
from api.ask.reply import Answer, Reply
from api.ask.schemas import AskRequest
from api.doors import streaming
from api.doors.streaming import Stream
from api.partners.registry import Registry
from api.services import Services
from tests.doors.conftest import Site
from tests.eventually import SECONDS, eventually

QUESTION = {"question": "What is a PSP?"}


def events(text: str) -> list[dict[str, Any]]:
    """The events of a stream, read as the standard says."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            found.append({**fields, "data": json.loads(fields["data"])})
    return found


@pytest.fixture(scope="module")
def whole(client: TestClient) -> list[dict[str, Any]]:
    response = client.post("/v1/ask/stream", json=QUESTION)
    assert response.headers["content-type"].startswith("text/event-stream")
    return events(response.text)


def test_a_stream_is_created_statements_and_the_whole_object(whole: list[dict[str, Any]]) -> None:
    names = [event["event"] for event in whole]
    statements = [event["data"] for event in whole if event["event"] == "answer.statement"]
    reply = whole[-1]["data"]
    assert names == ["answer.created", *["answer.statement"] * len(statements), "answer.completed"]
    assert [s["text"] for s in statements] == [s["text"] for s in reply["answer"]["statements"]]
    assert all(s["citations"] and [c["number"] for c in s["sources"]] == s["citations"] for s in statements)
    Reply.model_validate(reply)


def test_a_stream_that_broke_goes_on_after_the_last_event(
    client: TestClient, whole: list[dict[str, Any]]
) -> None:
    second = whole[2]
    rest = client.post("/v1/ask/stream", json=QUESTION, headers={"Last-Event-ID": second["id"]})
    assert events(rest.text) == whole[3:]
    end = client.post("/v1/ask/stream", json=QUESTION, headers={"Last-Event-ID": whole[-1]["id"]})
    assert events(end.text) == []


@pytest.mark.parametrize(
    ("last", "question", "status"),
    [
        ("garbage", "What is a PSP?", 422),
        ("../../etc/passwd", "What is a PSP?", 422),
        ("AAAAAAAAAAAAAAAAAAAAAA/1", "What is a PSP?", 404),
        ("x" * 500, "What is a PSP?", 422),
        (None, "Somebody else's question", 422),
    ],
)
def test_a_wrong_event_id_is_refused(
    client: TestClient, whole: list[dict[str, Any]], last: str | None, question: str, status: int
) -> None:
    headers = {"Last-Event-ID": last or whole[1]["id"]}
    response = client.post("/v1/ask/stream", json={"question": question}, headers=headers)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"question": "  "}, 422),
        ({}, 422),
        ({"question": "x" * 1001}, 422),
        ({**QUESTION, "conversation_id": "none-such"}, 404),
    ],
)
def test_bad_input_is_told_by_a_status_before_the_stream_begins(
    client: TestClient, body: dict[str, str], status: int
) -> None:
    assert client.post("/v1/ask/stream", json=body).status_code == status


def test_a_client_that_sends_no_json_or_nothing_is_refused(client: TestClient) -> None:
    for content in (b"", b"question=What", b"\xff\xfe", b'{"question":'):
        response = client.post(
            "/v1/ask/stream", content=content, headers={"Content-Type": "application/json"}
        )
        assert response.status_code == 422
    assert client.get("/v1/ask/stream").status_code == 405


class Slow:
    """Answers when it is let; counts what it began and what it ended."""

    def __init__(self) -> None:
        self.go, self.begun, self.ended = threading.Event(), 0, 0
        self.workers: list[threading.Thread] = []

    def ask(self, question: str, *_: object) -> Reply:
        self.begun += 1
        self.workers.append(threading.current_thread())
        try:
            assert self.go.wait(SECONDS), "never let"
            if question == "break":
                raise RuntimeError("a fault with secret details")
            return Reply(
                id=f"slow-reply-{self.begun}",
                conversation_id="a-conversation",
                question=question,
                understood_as=question,
                status="abstained",
                reason="unclear",
                answer=Answer(text="?", statements=[]),
                citations=[],
                confidence=0,
                corpus_version="1",
            )
        finally:
            self.ended += 1


def stream_of(slow: Slow, registry: Registry, heartbeat_seconds: float = 3600) -> Stream:
    """A stream of one answer at a time whose client stays; without a heartbeat unless one is wished for."""

    async def gone() -> bool:
        return False

    return Stream(Desk(slow, registry.database), anyio.CapacityLimiter(1), gone, heartbeat_seconds)


def left_when(stream: Stream, left: threading.Event) -> Stream:
    """The stream of another client in the same queue, who goes away when `left` is set."""

    async def gone() -> bool:
        return left.is_set()

    return replace(stream, is_gone=gone)


def test_heartbeats_come_while_an_answer_takes_its_time(registry: Registry) -> None:
    async def run() -> list[bytes]:
        slow = Slow()
        found = []
        async for event in stream_of(slow, registry, 0.25).events(AskRequest(question="slow")):
            found.append(event)
            if event.startswith(b":") and sum(e.startswith(b":") for e in found) == 2:
                slow.go.set()
        return found

    found = anyio.run(run)
    created, *between, completed = [event.split(b"\n")[0] for event in found]
    assert (created, completed) == (b"event: answer.created", b"event: answer.completed")
    assert len(between) >= 2  # on a busy machine one more may come before the answer does
    assert set(between) == {b": still working"}


CREATED = b"event: answer.created"


def test_clients_that_left_are_seen_while_they_wait_and_nothing_is_kept(registry: Registry) -> None:
    slow, left = Slow(), threading.Event()

    async def run() -> list[bytes]:
        stream = left_when(stream_of(slow, registry), left)
        streams = await one_begun_one_waiting(slow, stream, stream)
        left.set()
        found = [event for events in await asyncio.gather(*streams) for event in events]
        assert slow.ended == 0  # both ended while the first was still being worked on
        slow.go.set()
        await all_done()
        return found

    found = asyncio.run(run())
    # who worked for nobody is let end its work, with whatever comes after the answer; threads of servers
    # that other tests began may come and go meanwhile
    eventually(lambda: not any(worker.is_alive() for worker in slow.workers), "its worker has ended")
    assert slow.ended == 1
    assert slow.begun == 1
    assert [event.split(b"\n")[0] for event in found] == [CREATED, CREATED]
    assert Desk(slow, registry.database).kept("slow-reply-1") is None


def test_a_question_whose_client_left_is_never_begun_though_its_turn_came(
    registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "LOOK_SECONDS", 3600)  # its turn comes before anybody looks
    slow, left = Slow(), threading.Event()

    async def run() -> list[list[bytes]]:
        stream = stream_of(slow, registry)
        streams = await one_begun_one_waiting(slow, stream, left_when(stream, left))
        left.set()
        slow.go.set()
        found = await asyncio.gather(*streams)
        await all_done()
        return found

    first, second = asyncio.run(run())
    assert slow.begun == 1
    assert first[-1].startswith(b"event: answer.completed")
    assert [event.split(b"\n")[0] for event in second] == [CREATED]
    assert Desk(slow, registry.database).kept("slow-reply-1") is not None


async def one_begun_one_waiting(slow: Slow, *streams: Stream) -> list["asyncio.Task[list[bytes]]"]:
    """Two questions at once: the first is worked on, the second waits for its turn."""
    first = asyncio.create_task(anext_all(streams[0], "first"))
    await until(lambda: slow.begun == 1)
    second = asyncio.create_task(anext_all(streams[1], "second"))
    await until(lambda: streams[1].limiter.statistics().tasks_waiting == 1)
    return [first, second]


async def all_done() -> None:
    """Wait for all that was begun beside: after this nothing more can happen."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    async with asyncio.timeout(SECONDS):
        await asyncio.gather(*others, return_exceptions=True)


async def until(there: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not there():
            await asyncio.sleep(0.01)


async def anext_all(stream: Stream, question: str) -> list[bytes]:
    async with asyncio.timeout(SECONDS):
        return [event async for event in stream.events(AskRequest(question=question))]


def test_a_fault_within_the_stream_is_told_without_details(registry: Registry) -> None:
    slow = Slow()
    slow.go.set()
    stream = stream_of(slow, registry)

    async def run() -> list[bytes]:
        return await anext_all(stream, "break")

    last = anyio.run(run)[-1]
    assert last.startswith(b"event: answer.failed")
    assert b"secret" not in last


def test_a_browser_that_goes_away_ends_its_stream(site: Site) -> None:
    host, port = site.base.removeprefix("http://").split(":")
    body = json.dumps(QUESTION).encode()
    head = (
        f"POST /v1/ask/stream HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    for _ in range(3):
        with socket.create_connection((host, int(port))) as connection:
            connection.sendall(head.encode() + body)
            with connection.makefile("rb") as received:
                assert any(line.startswith(CREATED) for line in received)  # the stream has begun
    eventually(lambda: open_streams(site.services) == 0, "no stream is open")


def open_streams(services: Services) -> float:
    value = services.metrics.registry.get_sample_value("psp_open_streams")
    assert value is not None
    return value
