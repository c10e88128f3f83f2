"""One request to an OpenAI-compatible server, with one deadline for all of it; failure is a value."""

import json
import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Protocol
from urllib.parse import urlsplit

from pydantic import SecretStr

if TYPE_CHECKING:
    from httpx2 import Client, Response

MOST_BYTES = 200_000  # a re-wording of an answer, or a choice, is a few kilobytes
TEMPERATURE = 0.2
_AT_ONCE = 8
_LOUD = ("httpx2", "httpcore2")  # they log addresses
_NO_SCHEMAS = (400, 422)  # how servers answer that do not know what is asked for
Reason = Literal["busy", "resting", "timeout", "unreachable", "refused", "too_large", "unreadable"]


@dataclass(frozen=True)
class Failure:
    """Why there is no text."""

    reason: Reason


class _Refused(Exception):
    """The server answered, and not with success."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


@dataclass(frozen=True)
class Prompt:
    """What is asked: the rules, the data, how long the text may get, and its JSON schema."""

    system: str
    data: str
    max_tokens: int
    schema: dict[str, object]
    temperature: float = TEMPERATURE


class Writer(Protocol):
    """Anything that writes text to a prompt."""

    def write(self, prompt: Prompt, seconds: float) -> str | Failure:
        """The text, or why there is none, within `seconds`; never raises."""
        ...


@dataclass
class Breaker:
    """Leaves a failing server alone for a while, so that a dead one does not slow every answer."""

    failures: int = 3
    rest_seconds: float = 30.0
    clock: Callable[[], float] = time.monotonic
    _in_a_row: int = 0
    _until: float = 0.0

    @property
    def resting(self) -> bool:
        """Whether the server is to be left alone now."""
        return self.clock() < self._until

    def note(self, failed: bool) -> None:
        """Count a call; after enough failures in a row the rest begins."""
        self._in_a_row = self._in_a_row + 1 if failed else 0
        if self._in_a_row >= self.failures:
            self._until, self._in_a_row = self.clock() + self.rest_seconds, 0


@dataclass
class LlmClient:
    """Talks to the server at `url`; address and key never reach a log or an error."""

    url: str = field(repr=False)
    model: str
    key: SecretStr | None = None
    breaker: Breaker = field(default_factory=Breaker)
    _knows_schemas: bool = True
    _places: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(_AT_ONCE), repr=False)

    def open(self) -> None:
        """Load the client's code now, so that the first answer does not wait for it."""
        _ = self._client

    def write(self, prompt: Prompt, seconds: float) -> str | Failure:
        """The server's text, or why there is none, within `seconds`; never raises."""
        if self.breaker.resting:
            return Failure("resting")
        if not self._places.acquire(blocking=False):
            return Failure("busy")
        answer: queue.SimpleQueue[str | Failure] = queue.SimpleQueue()
        # A thread of its own, since no setting of an HTTP client bounds a server that sends byte by byte.
        threading.Thread(target=self._work, args=(prompt, seconds, answer), daemon=True, name="llm").start()
        try:
            result = answer.get(timeout=seconds)
        except queue.Empty:
            result = Failure("timeout")
        self.breaker.note(isinstance(result, Failure))
        return result

    def _work(self, prompt: Prompt, seconds: float, answer: "queue.SimpleQueue[str | Failure]") -> None:
        try:
            answer.put(self._ask(prompt, time.monotonic() + seconds))
        except Exception as error:  # whatever is raised here, the answer goes on without an LLM
            answer.put(Failure(_reason(error)))
        finally:
            self._places.release()

    def _ask(self, prompt: Prompt, deadline: float) -> str | Failure:
        """Ask for JSON by the schema; a server that knows no schemas is asked for plain text from then on."""
        if self._knows_schemas:
            try:
                return self._read(prompt, deadline, {"response_format": _by_schema(prompt)})
            except _Refused as refused:
                if refused.status not in _NO_SCHEMAS:
                    raise
                self._knows_schemas = False
        return self._read(prompt, deadline, {})

    def _read(self, prompt: Prompt, deadline: float, extra: dict[str, object]) -> str | Failure:
        said = [{"role": "system", "content": prompt.system}, {"role": "user", "content": prompt.data}]
        asked = {
            "model": self.model, "messages": said, "temperature": prompt.temperature,
            "max_tokens": prompt.max_tokens,
        }  # fmt: skip
        seconds = max(0.001, deadline - time.monotonic())
        with self._client.stream("POST", "chat/completions", json=asked | extra, timeout=seconds) as response:
            if not response.is_success:
                raise _Refused(response.status_code)
            body = _body(response, deadline)
        return body if isinstance(body, Failure) else _content(body)

    @cached_property
    def _client(self) -> "Client":
        """Plain HTTP and not OpenAI's own client: one call is made, and that brings 20 MB for hundreds."""
        from httpx2 import Client

        for name in _LOUD:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        key = self.key.get_secret_value() if self.key else "none"
        return Client(
            base_url=base_address(self.url),
            headers={"Accept": "application/json", "Authorization": f"Bearer {key}"},
            follow_redirects=False,
            # a plain address needs no certificates, which take long to load
            verify=self.url.startswith("https:"),
        )


def base_address(url: str) -> str:
    """The address below which `/chat/completions` lies: `/v1` where none is named.

    >>> base_address("http://127.0.0.1:8080"), base_address("https://llm.example/openai/v1")
    ('http://127.0.0.1:8080/v1', 'https://llm.example/openai/v1')
    """
    return url if urlsplit(url).path.strip("/") else url.rstrip("/") + "/v1"


def _by_schema(prompt: Prompt) -> dict[str, object]:
    named = {"name": "reply", "strict": True, "schema": prompt.schema}
    return {"type": "json_schema", "json_schema": named}


def _body(response: "Response", deadline: float) -> bytes | Failure:
    from httpx2 import TimeoutException, TransportError

    body = b""
    try:
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > MOST_BYTES:
                return Failure("too_large")
            if time.monotonic() > deadline:
                return Failure("timeout")
    except TimeoutException:
        raise
    except TransportError:  # it began to answer, and broke off
        return Failure("unreadable")
    return body


def _content(body: bytes) -> str | Failure:
    try:
        read: Any = json.loads(body)
        content = read["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return Failure("unreadable")
    return content if isinstance(content, str) and content.strip() else Failure("unreadable")


def _reason(error: Exception) -> Reason:
    from httpx2 import TimeoutException, TransportError

    if isinstance(error, (TimeoutException, TimeoutError)):
        return "timeout"
    if isinstance(error, _Refused):
        return "refused"
    return "unreachable" if isinstance(error, (TransportError, OSError)) else "unreadable"
