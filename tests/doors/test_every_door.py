"""Rules that hold at every address there is: limits, where forms come from, work in turn."""

import re
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.routing import Route
from starlette.testclient import TestClient

from api.doors.heavy_work import HeavyWork
from api.doors.weights import weight_of
from tests.doors.conftest import MakeClient
from tests.eventually import SECONDS

# These cost nothing, or have to answer whatever happens.
NEVER_LIMITED = re.compile(r"/(static|healthz|readyz|metrics|favicon|robots|sitemap)|/embed/v1/.*\.js$")


def addresses(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Every method and address of the application, with `x` for what is named in it."""
    for route in walk(app.routes):
        if isinstance(route, Route):
            for method in sorted((route.methods or {"GET", "POST"}) - {"HEAD"}):
                yield method, re.sub(r"\{[^}]+\}", "x", route.path)


def walk(routes: Iterable[Any]) -> Iterator[Any]:
    """Every route, those of included routers among them."""
    for route in routes:
        inner = getattr(route, "original_router", None) or getattr(route, "app", None)
        if hasattr(inner, "routes"):
            yield from walk(inner.routes)
        else:
            yield route


def every(client: TestClient) -> list[tuple[str, str]]:
    app: Any = client.app
    found = list(addresses(app))
    assert len(found) > 90
    return found


def encoded(path: str) -> str:
    """The same address with its letters written as figures."""
    return re.sub(r"[a-z]", lambda letter: f"%{ord(letter[0]):x}", path)


@pytest.mark.parametrize("dress", [str, encoded])
def test_no_address_is_open_to_somebody_who_has_used_up_the_limits(
    make_client: MakeClient, dress: Callable[[str], str]
) -> None:
    client = make_client(rate_per_minute=1)
    client.post("/v1/ask", json={"question": "What is a PSP?"})
    client.post("/assess/start")
    for _ in range(10):
        client.get("/v1/models")
    opened = [
        (method, path, status)
        for method, path in every(client)
        if not NEVER_LIMITED.match(path)
        and (status := client.request(method, dress(path), follow_redirects=False).status_code) != 429
    ]
    assert opened == []


@pytest.mark.parametrize("address", ["/?q=a", "/?%71=a", "/?x=1&%71=a", "/?q", "/%3Fq=a?q=a"])
def test_a_question_is_counted_however_its_address_is_written(make_client: MakeClient, address: str) -> None:
    client = make_client(rate_per_minute=2)
    statuses = [client.get(address).status_code for _ in range(25)]
    assert 429 in statuses


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://testserver.elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
    ],
    ids=lambda headers: ",".join(headers.values()),
)
def test_no_page_takes_a_form_from_another_site(make_client: MakeClient, headers: dict[str, str]) -> None:
    client = make_client(rate_per_minute=100_000)
    pages = [
        (method, path)
        for method, path in every(client)
        if method != "GET" and not path.startswith(("/v1/", "/embed/", "/mcp"))
    ]
    assert len(pages) > 10
    for method, path in pages:
        assert client.request(method, path, headers=headers).status_code == 403, path


def test_our_own_pages_and_programs_may_send_forms(make_client: MakeClient) -> None:
    client = make_client(base_url="http://inside:8000")
    client.app.state.services.settings = client.app.state.services.settings.model_copy(  # type: ignore[attr-defined]
        update={"base_url": "https://guide.example"}
    )
    for headers in (
        {},
        {"Origin": "http://inside:8000"},
        {"Origin": "https://guide.example"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://guide.example"},
        {"Sec-Fetch-Site": "none"},
    ):
        assert client.post("/train", data={}, headers=headers).status_code == 422, headers


def heavy(path: str) -> int:
    weight = weight_of({"method": "GET", "path": path, "query_string": b""})
    return weight.cost if weight else 0


def test_every_file_costs_what_it_takes_to_make(make_client: MakeClient) -> None:
    client = make_client(rate_per_minute=100_000)
    wish = {
        "audience": "council", "minutes": 180, "participants": 12, "delivery": "in-person",
        "date": "2027-01-14",
    }  # fmt: skip
    name = client.post("/v1/trainings", json=wish).json()["id"]
    light = {"handouts.md", "quiz.gift", "quiz", "calendar", "calendar.ics"}
    for wanted in ("plan", "slides", "handouts", "evaluation", "checklist", "plan.pdf", "slides.pptx"):
        reply = client.get(f"/v1/trainings/{name}/{wanted}")
        assert (reply.status_code, heavy(f"/v1/trainings/{name}/{wanted}")) == (200, 15), wanted
    for wanted in ("scorm", "markdown", "everything", "everything.zip", "scorm.zip"):
        assert heavy(f"/v1/trainings/{name}/{wanted}") == 20, wanted
    for wanted in light:
        reply = client.get(f"/v1/trainings/{name}/{wanted}")
        assert (reply.status_code, heavy(f"/v1/trainings/{name}/{wanted}")) == (200, 1), wanted


class _Slow:
    """An application that makes files slowly and notes how many it makes at once."""

    def __init__(self) -> None:
        self.now = self.most = 0
        self.go = threading.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        import anyio.to_thread

        self.now += 1
        self.most = max(self.most, self.now)
        await anyio.to_thread.run_sync(self.go.wait)
        self.now -= 1
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"made"})


def test_files_are_made_in_turn_and_a_long_queue_is_refused(make_client: MakeClient) -> None:
    import asyncio

    slow = _Slow()
    door = HeavyWork(slow, most_waiting=3)
    state = make_client().app.state  # type: ignore[attr-defined]

    class App:
        pass

    App.state = state  # type: ignore[attr-defined]
    answered: list[int] = []

    async def fetch(path: str) -> None:
        async def send(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                answered.append(message["status"])

        scope = {
            "type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "app": App,
        }  # fmt: skip
        await door(scope, None, send)

    async def run() -> None:
        tasks = [asyncio.create_task(fetch("/v1/trainings/x/plan.pdf")) for _ in range(6)]
        async with asyncio.timeout(SECONDS):
            while not (slow.now and len(answered) == 2):
                await asyncio.sleep(0.01)
        assert answered == [503, 503]  # one is made, three wait
        tasks[1].cancel()  # who waits may leave
        await asyncio.sleep(0)
        slow.go.set()
        await asyncio.gather(*tasks, return_exceptions=True)
        await fetch("/v1/trainings/x/plan.pdf")

    asyncio.run(run())
    assert slow.most == 1
    assert sorted(answered) == [200, 200, 200, 200, 503, 503]
