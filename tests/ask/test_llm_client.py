"""The client of a language model leaves a failing server alone, and what hangs cannot pile up."""

import threading
from typing import Any

from api.ask.llm_client import Breaker, Failure, LlmClient
from api.ask.llm_prompt import prompt_for
from tests.ask.llm_server import Double, serving
from tests.eventually import SECONDS

SAID = ["Homereach piloted the services for roughly a year."]


def test_a_failing_server_is_left_alone_for_a_while() -> None:
    now = [0.0]
    calls: list[int] = []

    def fail(server: Double, _: dict[str, Any]) -> None:
        calls.append(1)
        server.send(b"", 500)

    with serving(fail) as url:
        client = LlmClient(url, "small", None, Breaker(failures=2, rest_seconds=30, clock=lambda: now[0]))
        prompt = prompt_for("q", SAID)
        reasons = [client.write(prompt, SECONDS) for _ in range(3)]
        now[0] = 31.0
        reasons.append(client.write(prompt, SECONDS))
    assert reasons == [Failure("refused"), Failure("refused"), Failure("resting"), Failure("refused")]
    assert len(calls) == 3


def test_hanging_requests_cannot_pile_up() -> None:
    release = threading.Event()

    def hang(server: Double, _: dict[str, Any]) -> None:
        """Keeps the connection busy, so that no time-out of a single read ends it."""
        server.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not release.wait(0.02):
            server.wfile.write(b"x")
            server.wfile.flush()

    with serving(hang) as url:
        client = LlmClient(url, "small", None, Breaker(failures=10_000))
        results = [client.write(prompt_for("q", SAID), 0.3) for _ in range(9)]
        release.set()
    assert results == [Failure("timeout")] * 8 + [Failure("busy")]
